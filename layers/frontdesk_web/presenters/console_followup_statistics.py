"""What follow-up has come to in a month, for staff: figures, tables, charts, and the same as files."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from frontdesk.access.model import SignedIn
from frontdesk.followup.model.figures import ALL, Counts, Figure, Month
from frontdesk.followup.rules import rating
from frontdesk.kernel.ids import DepartmentId
from frontdesk.kernel.language import Language
from frontdesk_web.dates import month_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_followup_rows import (
    Line,
    Number,
    Reader,
    content_rows,
    department_lines,
    level_rows,
    month_lines,
    percent,
    person_lines,
    population_lines,
    rate_bars,
    rows,
    sheet_of,
    try_rows,
    whole,
)
from frontdesk_web.presenters.console_menu import FOLLOWUP_STATISTICS, SURVEY_RESULTS
from frontdesk_web.presenters.console_tables import months_ago
from frontdesk_web.render import Page
from frontdesk_web.sheets import Sheet

MONTHS_BACK = 25
"""So many months can be chosen."""


def followup_statistics_page(
    who: SignedIn, reader: Reader, month: Month, months: Mapping[date, Counts], *, surveys: bool
) -> Page:
    """The month, of all or of a department. `surveys`: whether they may follow the link to what surveys came to."""
    departments, persons = department_lines(month, reader), person_lines(month, reader)
    over_time = month_lines(months, reader)
    return console_page(
        "console/followup_statistics.html",
        who,
        reader.catalogue,
        here=None,
        back=address(month.month, month.department_id),
        month=month_words(month.month, locale=locale_of(reader.language)),
        is_over=months_ago(month.month, month.today) > 0,
        months=_choices(month, reader.language),
        departments=_departments(month, reader),
        query=query(month.month, month.department_id),
        address=FOLLOWUP_STATISTICS,
        figures=figures(month, reader.language),
        bars=rate_bars(departments or over_time),
        legend=legend(reader.language),
        by_department=rows(departments, reader),
        by_population=rows(population_lines(month, reader), reader),
        by_person=rows(persons, reader),
        by_month=rows(over_time, reader),
        tries=try_rows(month.all, reader.language),
        levels=level_rows(month.all, reader.language),
        content=None if month.content is None else content_rows(month.content, reader),
        actions=action_figures(month.all, reader.language),
        plans=plan_figures(month.all, reader.language),
        surveys=SURVEY_RESULTS if surveys else None,
    )


def figures(month: Month, language: Language) -> list[Number]:
    """What is asked first."""
    _ = translations(language).gettext
    counts = month.all
    return [
        Number(label=_("Steps due"), count=counts.get(Figure.DUE, 0)),
        Number(label=_("Follow-up rate"), count=percent(rating.followed_up(counts), language)),
        Number(label=_("Reach rate"), count=percent(rating.reached(counts), language)),
        Number(label=_("Completion rate"), count=percent(rating.completed(counts), language)),
        Number(label=_("Rate on time"), count=percent(rating.in_time(counts), language)),
        Number(label=_("Overdue"), count=rating.overdue(counts, month.month, month.today)),
        Number(label=_("Confirmed by the centre"), count=percent(rating.agreed(counts), language)),
        Number(label=_("Mean score (of 100)"), count=whole(rating.score(counts))),
    ]


def action_figures(counts: Counts, language: Language) -> list[Number]:
    """Corrective actions of the month in which they were raised."""
    _ = translations(language).gettext
    return [
        Number(label=_("Raised"), count=counts.get(Figure.RAISED, 0)),
        Number(label=_("Answered on time"), count=percent(rating.answered(counts), language)),
        Number(label=_("Answered late"), count=counts.get(Figure.LATE, 0)),
        Number(label=_("Closed since"), count=counts.get(Figure.CLOSED, 0)),
    ]


def plan_figures(counts: Counts, language: Language) -> list[Number]:
    """What was decided about plans, in the month in which it was."""
    _ = translations(language).gettext
    return [
        Number(label=_("Started as recommended"), count=counts.get(Figure.AS_RECOMMENDED, 0)),
        Number(label=_("Started with other steps"), count=counts.get(Figure.OTHERWISE, 0)),
        Number(label=_("Refused"), count=counts.get(Figure.REFUSED, 0)),
        Number(label=_("Recommendation overridden"), count=percent(rating.overridden(counts), language)),
    ]


def sheet_of_figures(table: str, month: Month, months: Mapping[date, Counts], reader: Reader) -> Sheet | None:
    """The table of that name as a file has it; None where there is none."""
    _ = translations(reader.language).gettext
    lines: Mapping[str, tuple[str, str, Sequence[Line]]] = {
        "departments": (_("By department"), _("Department"), department_lines(month, reader)),
        "populations": (_("By population"), _("Population"), population_lines(month, reader)),
        "persons": (_("By person"), _("Person"), person_lines(month, reader)),
        "months": (_("The last twelve months"), _("Month"), month_lines(months, reader)),
    }
    return sheet_of(*lines[table], reader) if table in lines else None


def legend(language: Language) -> Sequence[tuple[str, str]]:
    _ = translations(language).gettext
    return (("good", _("Completed")), ("amber", _("Tried, not completed")), ("rail", _("Not tried")))


def query(month: date, department_id: DepartmentId) -> str:
    """What of an address names the month and the department."""
    asked = {"month": f"{month:%Y-%m}"}
    return urlencode(asked if department_id == ALL else asked | {"department": department_id})


def address(month: date, department_id: DepartmentId) -> str:
    return f"{FOLLOWUP_STATISTICS}?{query(month, department_id)}"


def _choices(month: Month, language: Language) -> list[tuple[str, str, bool]]:
    """The months that one can choose, the latest first, and whether it is this one."""
    locale, latest = locale_of(language), month.today.year * 12 + month.today.month - 1
    found = [date(at // 12, at % 12 + 1, 1) for at in range(latest, latest - MONTHS_BACK, -1)]
    return [(f"{it:%Y-%m}", month_words(it, locale=locale), it == month.month) for it in found]


def _departments(month: Month, reader: Reader) -> list[tuple[str, str, bool]]:
    _ = translations(reader.language).gettext
    named = [(it.id, reader.department(it.id).text) for it in reader.catalogue.departments]
    every = [("", _("All departments")), *named]
    return [(it, name, it == month.department_id) for it, name in every]
