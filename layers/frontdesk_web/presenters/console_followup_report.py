"""The monthly report of follow-up (R-5.3i, R-5.4.17): one list of blocks, shown as a page to print and as PDF.

What was raised and what was done about it is there for the centre and for leaders, who sign it.
"""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from frontdesk.access.model import SignedIn
from frontdesk.followup.model.actions import ActionState, CorrectiveAction, Severity
from frontdesk.followup.model.figures import ALL, Month
from frontdesk.kernel.language import Language
from frontdesk_web.dates import date_words, month_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_followup_rows import (
    Line,
    Number,
    Reader,
    Row,
    content_rows,
    department_lines,
    level_rows,
    population_lines,
    rate_bars,
    rows,
    try_rows,
)
from frontdesk_web.presenters.console_followup_statistics import (
    action_figures,
    address,
    figures,
    plan_figures,
    query,
)
from frontdesk_web.presenters.console_menu import FOLLOWUP_STATISTICS, SURVEY_RESULTS
from frontdesk_web.presenters.console_tables import HIDDEN, Stretch, in_percent
from frontdesk_web.render import Page
from frontdesk_web.report_blocks import Bar, Bars, Block, Heading, Paragraph, Table

IN_A_TABLE = 5
"""Columns beside the first one for which a sheet of paper has room."""
A_LINE = "_" * 28


def report_page(
    who: SignedIn, reader: Reader, month: Month, actions: Sequence[CorrectiveAction], *, surveys: bool
) -> Page:
    """The report as a page that prints as it stands. `surveys`: whether they may follow the link to surveys."""
    title, blocks = report_of(reader, month, actions)
    return console_page(
        "console/followup_report.html",
        who,
        reader.catalogue,
        here=None,
        back=f"{FOLLOWUP_STATISTICS}/report?{query(month.month, month.department_id)}",
        title=title,
        blocks=[(type(it).__name__, it) for it in blocks],
        pdf=f"{FOLLOWUP_STATISTICS}/report/pdf?{query(month.month, month.department_id)}",
        statistics=address(month.month, month.department_id),
        surveys=SURVEY_RESULTS if surveys else None,
    )


def report_of(reader: Reader, month: Month, actions: Sequence[CorrectiveAction]) -> tuple[str, list[Block]]:
    """The title of the report, and what is in it."""
    _ = translations(reader.language).gettext
    locale = locale_of(reader.language)
    whose = (
        _("All departments") if month.department_id == ALL else reader.department(month.department_id).text
    )
    said = f"{reader.catalogue.organisation.name} · {whose} · {month_words(month.month, locale=locale)}"
    blocks: list[Block] = [Paragraph(said), Paragraph(_as_of(month, reader.language))]
    blocks += _figures(_("Figures"), figures(month, reader.language), reader)
    blocks += _drawn(_("By department"), _("Department"), department_lines(month, reader), reader)
    blocks += _drawn(_("By population"), _("Population"), population_lines(month, reader), reader)
    blocks += _table(_("What came of each try"), _("What came of it"), try_rows(month.all, reader.language))
    blocks += _table(_("Looked at again"), _("Level"), level_rows(month.all, reader.language))
    blocks += _content(month, reader)
    blocks += _figures(_("Recommended plans"), plan_figures(month.all, reader.language), reader)
    blocks += _figures(_("Corrective actions"), action_figures(month.all, reader.language), reader)
    for it in actions:
        blocks += _action(it, reader)
    return _("Report of follow-up"), [*blocks, *_signed(reader.language)]


def of_the_month(actions: Sequence[CorrectiveAction], month: Month, zone: ZoneInfo) -> list[CorrectiveAction]:
    """Those of the department, or of all, that were raised in the month, or of which something was said in it."""
    first = month.month
    after = (first + timedelta(days=31)).replace(day=1)

    def is_in(it: CorrectiveAction) -> bool:
        days = [at.astimezone(zone).date() for at in (it.raised_at, *(one.at for one in it.said))]
        return month.department_id in {ALL, it.department_id} and any(first <= day < after for day in days)

    return sorted(filter(is_in, actions), key=lambda it: (it.raised_at, it.id))


def state_in_words(it: ActionState, language: Language) -> str:
    """How far a corrective action is."""
    _ = translations(language).gettext
    return {
        ActionState.OPEN: _("waits for a plan"),
        ActionState.PLAN_SUBMITTED: _("plan handed in"),
        ActionState.RETURNED: _("plan returned"),
        ActionState.ACCEPTED: _("plan accepted"),
        ActionState.IN_PROGRESS: _("under way"),
        ActionState.EFFECT_SUBMITTED: _("effect handed in"),
        ActionState.VERIFIED: _("effect verified"),
        ActionState.CLOSED: _("closed"),
    }[it]


def _as_of(month: Month, language: Language) -> str:
    _ = translations(language).gettext
    day = date_words(month.today, form="long", locale=locale_of(language))
    return _("As it stood on %(day)s. A step counts once, in the month in which it is due.") % {"day": day}


def _figures(title: str, numbers: Sequence[Number], reader: Reader) -> list[Block]:
    _ = translations(reader.language).gettext
    cells = [(it.label, _cell(it)) for it in numbers]
    return [Heading(title), Table(heads=(_("Figure"), _("Value")), rows=cells)]


def _drawn(title: str, first: str, lines: Sequence[Line], reader: Reader) -> list[Block]:
    """How much was followed up as bars, and the table."""
    if not lines:
        return []
    bars = [
        Bar(label=bar.name.text, share=length / 100, said=in_percent(f"{length:.0f}", reader.language))
        for bar in rate_bars(lines)
        for length in (_length(bar.stretches),)
    ]
    _ = translations(reader.language).gettext
    drawn: list[Block] = [Paragraph(_("Follow-up rate")), Bars(bars)] if bars else []
    heading, table = _table(title, first, rows(lines, reader))
    return [heading, *drawn, table]


def _length(stretches: Sequence[Stretch]) -> float:
    return sum(it.length for it in stretches)


def _table(title: str, first: str, found: Sequence[Row]) -> list[Block]:
    if not found:
        return []
    heads = (first, *(it.label for it in found[0].numbers[:IN_A_TABLE]))
    cells = [(it.name.text, *(_cell(one) for one in it.numbers[:IN_A_TABLE])) for it in found]
    return [Heading(title), Table(heads=heads, rows=cells)]


def _content(month: Month, reader: Reader) -> list[Block]:
    _ = translations(reader.language).gettext
    title = _("How content patients are")
    if month.content is None:
        return [Heading(title), Paragraph(_("It is shown when the month is over."))]
    if not month.content:
        return [Heading(title), Paragraph(_("Nobody was asked in this month."))]
    rule = _(
        "A dash stands for fewer than five answers, and for what would tell such a number. Where a figure hangs on "
        "that, it is a range."
    )
    return [*_table(title, _("Department"), content_rows(month.content, reader)), Paragraph(rule)]


def _action(it: CorrectiveAction, reader: Reader) -> list[Block]:
    """What was raised, and what the department said last of what it does."""
    _ = translations(reader.language).gettext
    zone = reader.catalogue.locations[0].zone
    raised = date_words(it.raised_at, zone, "long", locale=locale_of(reader.language))
    severity = _("serious") if it.severity is Severity.SERIOUS else _("usual")
    facts = [
        reader.department(it.department_id).text,
        _("raised on %(day)s") % {"day": raised},
        severity,
        state_in_words(it.state, reader.language),
    ]
    done = {one.state: one.text for one in it.said}
    named = (
        (_("What was raised"), it.text),
        (_("Plan"), done.get(ActionState.PLAN_SUBMITTED)),
        (_("What was done"), done.get(ActionState.EFFECT_SUBMITTED)),
        (_("Verified"), done.get(ActionState.VERIFIED)),
    )
    said = [Paragraph(f"{name}: {text}") for name, text in named if text]
    return [Heading(it.title), Paragraph(" · ".join(facts)), *said]


def _signed(language: Language) -> list[Block]:
    """Who answers for it signs it by hand."""
    _ = translations(language).gettext
    return [
        Heading(_("Signed")),
        *(
            Paragraph(f"{it}: {A_LINE}")
            for it in (_("Name and function"), _("Place and date"), _("Signature"))
        ),
    ]


def _cell(it: Number) -> str:
    return HIDDEN if it.count is None else str(it.count)
