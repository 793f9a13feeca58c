"""How many of those who were invited answered, in words: for pages, files and the report."""

from collections.abc import Sequence

from frontdesk.kernel.language import Language
from frontdesk.surveys.model.tallies import Result, Turnout
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console_tables import in_percent
from frontdesk_web.presenters.survey_tables import DASH, months

Row = tuple[str, str, str, str, str]


def turnout_heads(language: Language) -> tuple[str, ...]:
    """Over the columns of `turnout_rows`."""
    _ = translations(language).gettext
    return (
        _("Period"),
        _("Responses"),
        _("Invitations sent"),
        _("Answered by invitation"),
        _("Response rate"),
    )


def turnout_rows(results: Sequence[Result], language: Language) -> tuple[Row, ...]:
    """Each period: its months, how many responses, and of the invitations how many were sent and answered."""
    return tuple(
        (months(it, language), str(it.responses), *_numbers(it.turnout), rate(it.turnout, language))
        for it in results
    )


def rate(turnout: Turnout | None, language: Language) -> str:
    """In whole percent; a dash where it is not shown."""
    return in_percent(str(round(100 * turnout.answered / turnout.sent)), language) if turnout else DASH


def _numbers(turnout: Turnout | None) -> tuple[str, str]:
    return (str(turnout.sent), str(turnout.answered)) if turnout else (DASH, DASH)
