"""What surveys have come to, for staff: the list, a survey's tables, the same as a sheet and as a report."""

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlencode

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.language import Language
from frontdesk.surveys.model import Opening, Survey
from frontdesk.surveys.model.questionnaires import Item
from frontdesk.surveys.model.tallies import EVERYWHERE, PlaceId, Result
from frontdesk.surveys.rules.rows import Rows
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_menu import SURVEY_RESULTS
from frontdesk_web.presenters.console_survey_turnout import rate, turnout_heads, turnout_rows
from frontdesk_web.presenters.console_surveys import so_far_in_words, state_of
from frontdesk_web.presenters.survey_tables import DASH, Reader, months, over_time, place_names, tables
from frontdesk_web.render import Page
from frontdesk_web.report_blocks import Bar, Bars, Block, Heading, Paragraph, Table
from frontdesk_web.sheets import Sheet

AT_ONCE = 8
"""Questions on a page: it stays small, however long the questionnaire is."""
YEARS = 3
"""How many years back one can choose."""


def surveys_page(who: SignedIn, catalogue: Catalogue, surveys: Sequence[Survey]) -> Page:
    """Every survey whose results one can read."""
    language = who.session.language
    listed = [
        (
            said(it.title, catalogue.organisation, language),
            f"{SURVEY_RESULTS}/{it.id}",
            state_of(it, language).text,
        )
        for it in surveys
    ]
    return console_page(
        "console/survey_results_list.html", who, catalogue, here=None, back=SURVEY_RESULTS, surveys=listed
    )


def results_page(  # noqa: PLR0913  # what was asked for, and what came of it
    who: SignedIn,
    reader: Reader,
    results: Sequence[Result],
    *,
    place: PlaceId,
    year: int,
    this_year: int,
    so_far: int | None = None,
    column: str = "",
    part: int = 1,
) -> Page:
    """The tables of one place in one year; of one question only, and over time, where `column` names it."""
    found = tables(reader, results)
    one = [it for it in found if it.column == column]
    return console_page(
        "console/survey_results.html",
        who,
        reader.catalogue,
        here=None,
        back=_address(reader.survey, place, year, column),
        title=said(reader.survey.title, reader.organisation, reader.language),
        opening=state_of(reader.survey, reader.language).text,
        rule=rule_in_words(reader.survey.smallest, reader.language),
        nothing=nothing_in_words(reader.survey, reader.language),
        so_far=so_far_in_words(so_far, reader.survey.smallest, reader.language),
        address=f"{SURVEY_RESULTS}/{reader.survey.id}",
        places=_told_apart(reader),
        place=place,
        years=[it for it in range(this_year, this_year - YEARS, -1) if it >= reader.survey.made_at.year],
        year=year,
        periods=turnout_rows(results, reader.language),
        heads=turnout_heads(reader.language),
        tables=one or found[(part - 1) * AT_ONCE : part * AT_ONCE],
        part=part,
        parts=-(-len(found) // AT_ONCE),
        over_time=over_time(reader, results, column) if one else (),
        query=urlencode({"place": place, "year": year}),
        texts=f"{SURVEY_RESULTS}/{reader.survey.id}/texts?year={year}",
        rows=reader.survey.opening is Opening.CLOSED and not why_not(who.staff, Permission.SURVEYS_EDIT),
    )


def texts_page(
    who: SignedIn, reader: Reader, found: Sequence[tuple[Item, Sequence[str]]], *, year: int
) -> Page:
    """What was written in people's own words, a list for each question."""
    listed = [(said(item.text, reader.organisation, reader.language), texts) for item, texts in found]
    return console_page(
        "console/survey_texts.html",
        who,
        reader.catalogue,
        here=None,
        back=f"{SURVEY_RESULTS}/{reader.survey.id}/texts?year={year}",
        title=said(reader.survey.title, reader.organisation, reader.language),
        results=f"{SURVEY_RESULTS}/{reader.survey.id}?year={year}",
        year=year,
        smallest=reader.survey.smallest,
        texts=listed,
    )


def sheet_of_results(reader: Reader, results: Sequence[Result]) -> Sheet:
    """The tables one below the other; what is not shown is a dash."""
    _ = translations(reader.language).gettext
    rows = [
        *_turnout(results, reader.language),
        *_answers(reader, results),
    ]
    heads = [_("Question"), _("Part of the question"), _("Answer"), _("How many"), _("Percent")]
    return Sheet(name=_("Survey results"), heads=heads, rows=rows)


def _turnout(results: Sequence[Result], language: Language) -> list[list[str | int]]:
    """Before the first question: what was sent and what of it was answered, by period."""
    _ = translations(language).gettext
    heads = turnout_heads(language)
    rows: list[list[str | int]] = []
    for it in results:
        period = months(it, language)
        sent = it.turnout.sent if it.turnout else DASH
        answered = it.turnout.answered if it.turnout else DASH
        rows.append([_("Response rate"), period, heads[2], sent, DASH])
        rows.append([_("Response rate"), period, heads[3], answered, rate(it.turnout, language)])
    return rows


def _answers(reader: Reader, results: Sequence[Result]) -> list[list[str | int]]:
    return [
        [
            table.title.text,
            table.line.text if table.line else "",
            row.name.text,
            DASH if row.count is None else row.count,
            row.percent or DASH,
        ]
        for table in tables(reader, results)
        for row in table.rows
    ]


def sheet_of_rows(rows: Rows, language: Language) -> Sheet:
    """Responses, under names that are the same in every language."""
    _ = translations(language).gettext
    written = [[it if isinstance(it, int | str) else _decimal(it) for it in row] for row in rows.rows]
    return Sheet(name=_("Responses"), heads=rows.heads, rows=written)


def report_of(
    reader: Reader, results: Sequence[Result], place: PlaceId, year: int
) -> tuple[str, list[Block]]:
    """The report on satisfaction: its title, and what is in it."""
    _ = translations(reader.language).gettext
    where = dict(place_names(reader))[place]
    title = said(reader.survey.title, reader.organisation, reader.language).text
    blocks: list[Block] = [
        Paragraph(f"{reader.organisation.name} · {where} · {year}"),
        Paragraph(rule_in_words(reader.survey.smallest, reader.language)),
    ]
    if results:
        heads, rows = turnout_heads(reader.language), turnout_rows(results, reader.language)
        blocks += [Heading(_("Responses")), Table(heads=heads, rows=rows)]
    else:
        blocks.append(Paragraph(nothing_in_words(reader.survey, reader.language)))
    for table in tables(reader, results):
        line = f" · {table.line.text}" if table.line else ""
        blocks.append(Heading(f"{table.title.text}{line}"))
        blocks.append(Paragraph(" · ".join(f"{name}: {value}" for name, value in table.figures)))
        drawn = [
            Bar(label=row.name.text, share=row.share, said=row.percent) for row in table.rows if row.percent
        ]
        if drawn:
            blocks.append(Bars(drawn))
        if table.rows:
            cells = [(it.name.text, _count(it.count), it.percent or DASH) for it in table.rows]
            blocks.append(Table(heads=(table.first, _("How many"), _("Percent")), rows=cells))
    return title, blocks


def rule_in_words(smallest: int, language: Language) -> str:
    """Why there are dashes."""
    _ = translations(language).gettext
    return _(
        "A dash stands for none, for fewer than %(smallest)s, and for what would tell such a number. Where a "
        "percentage hangs on that, it is a range. Nobody is to be found in these numbers."
    ) % {"smallest": smallest}


def nothing_in_words(survey: Survey, language: Language) -> str:
    """Why there is no table, and when there will be one."""
    _ = translations(language).gettext
    if survey.opening is Opening.CLOSED:
        return _(
            "Nothing is shown here. A closed survey is shown an hour after closing, if enough have answered."
        )
    return _("Nothing is shown here yet. A month is shown when it is over and enough have answered.")


def _told_apart(reader: Reader) -> list[tuple[PlaceId, str]]:
    """Every place one can ask for; of those that share a name also what they are."""
    _ = translations(reader.language).gettext
    kinds = {"l": _("Location"), "d": _("Department"), "s": _("Place of a code")}
    named = place_names(reader)
    often = Counter(name for _place, name in named)
    return [
        (it, f"{name} · {kinds[it.partition('.')[0]]}" if often[name] > 1 and it != EVERYWHERE else name)
        for it, name in named
    ]


def _count(number: int | None) -> str:
    return DASH if number is None else str(number)


def _decimal(number: float) -> str:
    return f"{number:g}"


def _address(survey: Survey, place: PlaceId, year: int, column: str) -> str:
    asked = {"place": place, "year": str(year)} | ({"question": column} if column else {})
    return f"{SURVEY_RESULTS}/{survey.id}?{urlencode(asked)}"
