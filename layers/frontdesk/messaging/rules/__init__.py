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
KEPT_FOR = timedelta(days=90)
PASSING: Mapping[str, timedelta] = {"code": timedelta(minutes=10)}
"""Templates with a secret parameter, and how long it is good."""
PASSING_KEPT_FOR = timedelta(hours=1)


def worded(template: str, language: Language, *, clinic: str, parameters: Mapping[str, str]) -> Wording:
    """The template in the language, filled in; KeyError for an unknown template or a parameter it lacks."""
    said = WORDINGS[template][language]
    values = {"clinic": clinic, **parameters}
    return Wording(subject=said.subject.format_map(values), text=said.text.format_map(values))


def next_try(*, template: str, queued_at: datetime, attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many failed attempts: 1, 2, 4 ... at most 60 minutes; None when it is given up.

    That is after three days, or where what it tells would be good no more by then.
    """
    pause: timedelta = FIRST_RETRY * 2 ** min(max(attempts - 1, 0), DOUBLINGS_AT_MOST)
    again_at = now + min(LONGEST_RETRY, pause)
    if now - queued_at >= GIVEN_UP_AFTER or is_over(template, queued_at=queued_at, now=again_at):
        return None
    return again_at


def is_over(template: str, *, queued_at: datetime, now: datetime) -> bool:
    """Whether what a message tells is good no more, so that it is not sent late."""
    return template in PASSING and now - queued_at >= PASSING[template]


def kept_for(template: str) -> timedelta:
    """How long after it was queued a message is kept."""
    return PASSING_KEPT_FOR if template in PASSING else KEPT_FOR
