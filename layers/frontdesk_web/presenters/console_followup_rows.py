"""Figures of follow-up in words: the columns that pages, files and reports are made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.model.figures import BROKEN_OFF, TRIES, Content, Counts, Figure, Month
from frontdesk.followup.model.plans import Population
from frontdesk.followup.rules import rating
from frontdesk.followup.rules.rating import Rate
from frontdesk.kernel.ids import DepartmentId, StaffId
from frontdesk.kernel.language import Language, Words
from frontdesk_web.dates import month_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console_followup_words import population_in_words
from frontdesk_web.presenters.console_tables import HIDDEN, Bar, Stretch, in_percent
from frontdesk_web.presenters.console_task_words import reason_in_words
from frontdesk_web.sheets import Cell, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads a month of follow-up, and what things are called there."""

    catalogue: Catalogue
    language: Language
    today: date
    names: Mapping[StaffId, str]

    def department(self, department_id: str) -> Words:
        """What a department is called; one that was given up since goes by its id."""
        found = next((it.name for it in self.catalogue.departments if it.id == department_id), None)
        if found is None:
            return Words(department_id, self.language)
        return said(found, self.catalogue.organisation, self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A count, or a rate as it is said, under its name; None where there is none, or it is not shown."""

    label: str
    count: int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a table of the page; it is of no place."""

    name: Words
    numbers: tuple[Number, ...]
    place: None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What a line is about, with its counts; `month`: of which month they are."""

    name: Words
    counts: Counts
    month: date


def department_lines(month: Month, reader: Reader) -> list[Line]:
    """In the order in which the clinic names them."""
    order = [it.id for it in reader.catalogue.departments]
    known = sorted(month.departments, key=lambda it: (order.index(it) if it in order else len(order), it))
    return [Line(reader.department(it), month.departments[it], month.month) for it in known]


def population_lines(month: Month, reader: Reader) -> list[Line]:
    return [
        Line(
            Words(population_in_words(it, reader.language), reader.language),
            month.populations[it.value],
            month.month,
        )
        for it in Population
        if it.value in month.populations
    ]


def person_lines(month: Month, reader: Reader) -> list[Line]:
    """By name; who works here no more goes by the number."""
    found = [
        Line(Words(reader.names.get(it, it), reader.language), counts, month.month)
        for it, counts in month.persons.items()
    ]
    return sorted(found, key=lambda it: it.name.text)


def month_lines(months: Mapping[date, Counts], reader: Reader) -> list[Line]:
    """The latest first."""
    locale = locale_of(reader.language)
    return [
        Line(Words(month_words(it, locale=locale), reader.language), months[it], it)
        for it in sorted(months, reverse=True)
    ]


def rows(lines: Sequence[Line], reader: Reader) -> list[Row]:
    """As a page shows them: rates, with how many they are of in the first column."""
    _ = translations(reader.language).gettext
    return [
        Row(
            name=it.name,
            numbers=(
                Number(label=_("Steps due"), count=it.counts.get(Figure.DUE, 0)),
                Number(
                    label=_("Follow-up rate"), count=percent(rating.followed_up(it.counts), reader.language)
                ),
                Number(label=_("Reach rate"), count=percent(rating.reached(it.counts), reader.language)),
                Number(
                    label=_("Completion rate"), count=percent(rating.completed(it.counts), reader.language)
                ),
                Number(label=_("Rate on time"), count=percent(rating.in_time(it.counts), reader.language)),
                Number(label=_("Overdue"), count=rating.overdue(it.counts, it.month, reader.today)),
                Number(label=_("Agreement rate"), count=percent(rating.agreed(it.counts), reader.language)),
            ),
        )
        for it in lines
    ]


def rate_bars(lines: Sequence[Line]) -> list[Bar]:
    """How much of what was due was followed up, and what of that was completed, of a hundred each."""
    found = []
    for it in lines:
        tried, done = rating.followed_up(it.counts).percent, rating.completed(it.counts).percent
        if tried is not None and done is not None:
            part = min(done, tried)
            stretches = (
                Stretch(tone="good", begins=0, length=part),
                Stretch(tone="amber", begins=part, length=tried - part),
            )
            found.append(Bar(name=it.name, place=None, stretches=stretches))
    return found


def try_rows(counts: Counts, language: Language) -> list[Row]:
    """What came of each try."""
    _ = translations(language).gettext
    named = [
        *((name, reason_in_words(reason, language)) for reason, name in TRIES.items()),
        (BROKEN_OFF, _("call broke off")),
    ]
    return [
        Row(name=Words(words, language), numbers=(Number(label=_("Tries"), count=counts[name]),))
        for name, words in named
        if counts.get(name)
    ]


def level_rows(counts: Counts, language: Language) -> list[Row]:
    """What those found who looked again."""
    _ = translations(language).gettext
    levels = (
        (_("Level 2, the centre"), False, counts.get(Figure.LOOKED_2, 0)),
        (_("Level 3, leaders"), True, counts.get(Figure.LOOKED_3, 0)),
    )
    return [
        Row(
            name=Words(name, language),
            numbers=(
                Number(label=_("Looked at again"), count=looked),
                Number(
                    label=_("Confirmed at the first look"),
                    count=percent(rating.agreed(counts, leaders=it), language),
                ),
                Number(label=_("Mean score (of 100)"), count=whole(rating.score(counts, leaders=it))),
            ),
        )
        for name, it, looked in levels
        if looked
    ]


def content_rows(content: Mapping[DepartmentId, Content], reader: Reader) -> list[Row]:
    """How content patients were, by department, and of all in the end."""
    _ = translations(reader.language).gettext
    order = [it.id for it in reader.catalogue.departments]
    known = sorted(content, key=lambda it: order.index(it) if it in order else len(order))
    return [
        Row(
            name=reader.department(it) if it != "*" else Words(_("All departments"), reader.language),
            numbers=(
                Number(label=_("Answers"), count=content[it].answers),
                Number(label=_("Mean (1 to 5)"), count=_range(content[it].mean, "{:.1f}")),
                Number(label=_("Content or very content"), count=_share(content[it].top, reader.language)),
            ),
        )
        for it in known
    ]


def sheet_of(name: str, first: str, lines: Sequence[Line], reader: Reader) -> Sheet:
    """Counts and rates, so that whoever has the file can reckon on."""
    columns = _columns(reader)
    return Sheet(
        name=name,
        heads=[first, *(label for label, _ in columns)],
        rows=[[it.name.text, *(take(it) for _, take in columns)] for it in lines],
    )


def percent(rate: Rate, language: Language) -> str | None:
    """In whole numbers; None of nobody."""
    return None if rate.percent is None else in_percent(f"{rate.percent:.0f}", language)


def whole(number: float | None) -> str | None:
    return None if number is None else f"{number:.0f}"


def _columns(reader: Reader) -> list[tuple[str, Callable[[Line], Cell]]]:
    _ = translations(reader.language).gettext

    def many(figure: Figure) -> Callable[[Line], Cell]:
        return lambda it: it.counts.get(figure, 0)

    def of(rate: Callable[[Counts], Rate]) -> Callable[[Line], Cell]:
        return lambda it: HIDDEN if (found := rate(it.counts).percent) is None else f"{found:g}"

    return [
        (_("Steps due"), many(Figure.DUE)),
        (_("Cancelled"), many(Figure.CANCELLED)),
        (_("Tried"), many(Figure.TRIED)),
        (_("Followed up, percent of due"), of(rating.followed_up)),
        (_("Reached"), many(Figure.REACHED)),
        (_("Reached, percent of tried"), of(rating.reached)),
        (_("Completed"), many(Figure.COMPLETED)),
        (_("Completed, percent of due"), of(rating.completed)),
        (_("On time"), many(Figure.IN_TIME)),
        (_("On time, percent of completed"), of(rating.in_time)),
        (_("Overdue"), lambda it: rating.overdue(it.counts, it.month, reader.today)),
        (_("Not reached"), many(Figure.UNREACHABLE)),
        (_("Missed"), many(Figure.MISSED)),
        (_("Call broke off"), many(Figure.INTERRUPTED)),
        (_("Verified by the centre"), many(Figure.LOOKED_2)),
        (_("Confirmed, percent of verified"), of(rating.agreed)),
    ]


def _share(found: tuple[float, float] | None, language: Language) -> str | None:
    whole_numbers = _range(found, "{:.0f}")
    return whole_numbers and in_percent(whole_numbers, language)


def _range(found: tuple[float, float] | None, form: str) -> str | None:
    if found is None:
        return None
    low, high = form.format(found[0]), form.format(found[1])
    return low if low == high else f"{low}{HIDDEN}{high}"
