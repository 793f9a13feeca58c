"""What a message says, and when it is tried again. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Wording
from frontdesk.messaging.rules.wordings import WORDINGS

FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=1)
DOUBLINGS_AT_MOST = 6  # 64 minutes: beyond the longest pause, and far from what a timedelta can hold
GIVEN_UP_AFTER = timedelta(hours=72)


def worded(template: str, language: Language, *, clinic: str, parameters: Mapping[str, str]) -> Wording:
    """The template in the language, filled in; KeyError for an unknown template or a parameter it lacks."""
    said = WORDINGS[template][language]
    values = {"clinic": clinic, **parameters}
    return Wording(subject=said.subject.format_map(values), text=said.text.format_map(values))


def next_try(*, queued_at: datetime, attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many failed attempts: 1, 2, 4 ... at most 60 minutes; None after three days."""
    if now - queued_at >= GIVEN_UP_AFTER:
        return None
    pause: timedelta = FIRST_RETRY * 2 ** min(max(attempts - 1, 0), DOUBLINGS_AT_MOST)
    return now + min(LONGEST_RETRY, pause)
