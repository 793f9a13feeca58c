"""What a survey has come to, in words: the one table that pages, files and reports are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.catalogue.model import Catalogue, Organisation
from frontdesk.kernel.language import Language, Text, Words
from frontdesk.surveys.model import Survey
from frontdesk.surveys.model.questionnaires import (
    HIDDEN,
    MISSING,
    SAID_NOT_APPLICABLE,
    Item,
    ItemType,
    Questionnaire,
)
from frontdesk.surveys.model.tallies import PlaceId, Result
from frontdesk.surveys.rules.disclosure import places_of
from frontdesk.surveys.rules.figures import Range
from frontdesk.surveys.rules.reporting import Answered, Average, Averaged, Line, answered, averaged, trend
from frontdesk_web.dates import month_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console_tables import in_percent

DASH, TO = "\N{EN DASH}", "\N{EN DASH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """An answer, its count and its percentage; None where it is empty or not shown. `share`: from 0 to 1, for a bar."""

    name: Words
    count: int | None
    percent: str | None
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultTable:
    """A question: `line` of a matrix it is, `figures` under their names, its answers."""

    column: str
    title: Words
    line: Words | None
    first: str
    figures: tuple[tuple[str, str], ...]
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads, and whose survey it is."""

    survey: Survey
    questionnaire: Questionnaire
    catalogue: Catalogue
    language: Language

    @property
    def organisation(self) -> Organisation:
        return self.catalogue.organisation


def tables(reader: Reader, results: Sequence[Result]) -> tuple[ResultTable, ...]:
    """Every question, number and scale of which something is shown."""
    return (
        *(_question(reader, it) for it in answered(reader.questionnaire, results)),
        *(_average(reader, it) for it in averaged(reader.questionnaire, results)),
    )


def over_time(reader: Reader, results: Sequence[Result], column: str) -> tuple[tuple[str, ...], ...]:
    """A question by period: its months, the responses, and its mean, its NPS or its two best answers."""
    rows = []
    for result, one in trend(reader.questionnaire, results, column):
        figure = DASH
        if one is not None:
            of_it = one.nps or (one.boxes.top_two if one.boxes else one.mean)
            figure = _number(of_it) if of_it else DASH
        rows.append((months(result, reader.language), str(result.responses), figure))
    return tuple(rows)


def months(it: Result | Average, language: Language) -> str:
    """`November 2026`, or from one month to another."""
    locale = locale_of(language)
    begins, ends = month_words(it.begins, locale=locale), month_words(it.ends, locale=locale)
    return begins if begins == ends else f"{begins} {TO} {ends}"


def place_names(reader: Reader) -> tuple[tuple[PlaceId, str], ...]:
    """Every place one can ask for, as the clinic calls it."""
    return tuple((place, _place(reader, place)) for place in places_of(reader.survey.spots))


def _place(reader: Reader, place: PlaceId) -> str:
    _ = translations(reader.language).gettext
    kind, _dot, name = place.partition(".")
    department = name.partition(".")[2]
    names: Mapping[str, Mapping[str, Text]] = {
        "l": {it.id: it.name for it in reader.catalogue.locations},
        "d": {f"{it.location_id}.{it.id}": it.name for it in reader.catalogue.departments},
        "s": {it.id: it.name for it in reader.survey.spots},
    }
    if kind == "all":
        return _("Everywhere")
    text = names.get(kind, {}).get(name)
    return said(text, reader.organisation, reader.language).text if text else department or name


def _question(reader: Reader, it: Answered) -> ResultTable:
    _ = translations(reader.language).gettext
    first = _("Put first") if it.item.type is ItemType.RANKING else _("Answer")
    return ResultTable(
        column=it.column,
        title=said(it.item.text, reader.organisation, reader.language),
        line=said(it.row.label, reader.organisation, reader.language) if it.row else None,
        first=first,
        figures=_figures(it, reader.language),
        rows=tuple(_row(_answer(reader, it.item, line.code), line, reader.language) for line in it.lines),
    )


def _average(reader: Reader, it: Averaged) -> ResultTable:
    _ = translations(reader.language).gettext
    text = it.of.text if isinstance(it.of, Item) else it.of.name
    figures = tuple(
        (
            months(one, reader.language),
            _("about %(mean)s (to within %(grain)s)")
            % {"mean": _plain(one.mean), "grain": _plain(one.grain / 2)},
        )
        for one in it.averages
    )
    bands = () if isinstance(it.of, Item) else it.of.bands
    rows = tuple(
        _row(said(bands[line.code].name, reader.organisation, reader.language), line, reader.language)
        for line in it.bands
        if 0 <= line.code < len(bands)
    )
    return ResultTable(
        column=f"${it.of.id}",
        title=said(text, reader.organisation, reader.language),
        line=Words(_("Mean"), reader.language),
        first=_("Band"),
        figures=figures,
        rows=rows,
    )


def _figures(it: Answered, language: Language) -> tuple[tuple[str, str], ...]:
    _ = translations(language).gettext
    found = [(_("Responses"), str(it.responses))]
    if it.nps:
        found.append((_("NPS"), _number(it.nps)))
    if it.mean:
        found.append((_("Mean"), _mean(it.mean)))
    if it.median is not None:
        found.append((_("Median"), _plain(it.median)))
    if it.boxes:
        found.append((_("Best answer"), _percent(it.boxes.top, language)))
        found.append((_("Two best answers"), _percent(it.boxes.top_two, language)))
        found.append((_("Between"), _percent(it.boxes.middle, language)))
        found.append((_("Worst answer"), _percent(it.boxes.bottom, language)))
    return tuple(found)


def _row(name: Words, line: Line, language: Language) -> ResultRow:
    share = (line.share.low + line.share.high) / 200 if line.share else 0.0
    return ResultRow(
        name=name,
        count=line.count,
        percent=_percent(line.share, language) if line.share else None,
        share=share,
    )


def _answer(reader: Reader, item: Item, code: int) -> Words:
    _ = translations(reader.language).gettext
    house = {
        SAID_NOT_APPLICABLE: _("Does not apply"),
        HIDDEN: _("Not asked"),
        MISSING: _("Not answered"),
    }
    if code == SAID_NOT_APPLICABLE and item.not_applicable:
        return said(item.not_applicable, reader.organisation, reader.language)
    if code in house:
        return Words(house[code], reader.language)
    label = next((it.label for it in item.options if it.code == code), None)
    if label:
        return said(label, reader.organisation, reader.language)
    if item.type is ItemType.CONSENT:
        return Words(_("Yes") if code else _("No"), reader.language)
    if item.type in (ItemType.NPS, ItemType.STARS):
        return Words(str(code), reader.language)
    return Words(_("Answered"), reader.language)


def _percent(it: Range, language: Language) -> str:
    return in_percent(_number(it), language)


def _number(it: Range) -> str:
    low, high = round(it.low), round(it.high)
    return str(low) if low == high else f"{low}{TO}{high}"


def _mean(it: Range) -> str:
    low, high = f"{it.low:.1f}", f"{it.high:.1f}"
    return low if low == high else f"{low}{TO}{high}"


def _plain(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")
