"""What a message says, and when it is tried again. Pure."""

from binascii import crc32
from collections.abc import Mapping
from datetime import datetime, timedelta

from frontdesk.kernel.errors import Refusal
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.messaging.errors import TextMissing, TextTooLong
from frontdesk.messaging.model import Message, MessageStatus, Wording
from frontdesk.messaging.rules.wordings import WORDINGS

FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=1)
DOUBLINGS_AT_MOST = 6  # 64 minutes: beyond the longest pause, and far from what a timedelta can hold
GIVEN_UP_AFTER = timedelta(hours=72)
KEPT_FOR = timedelta(days=90)
TRIES_A_KIND = 3
"""Failures of a provider after which the next kind of contact is tried, where there is one."""
SHARDS = 16
"""Parts of the outbox, each worked off on its own: an index takes 1,000 writes a second under one key."""
RANKS: Mapping[MessageStatus, int] = {
    MessageStatus.QUEUED: 0,
    MessageStatus.SENDING: 1,
    MessageStatus.ACCEPTED: 2,
    MessageStatus.DELIVERED: 3,
    MessageStatus.FAILED: 4,
    MessageStatus.UNDELIVERABLE: 5,
    MessageStatus.WITHDRAWN: 5,
    MessageStatus.UNCERTAIN: 2,
}
"""A receipt only leads on: of two the higher one stays, in whatever order they come. A bounce may follow a delivery."""
PASSING: Mapping[str, timedelta] = {"code": timedelta(minutes=10)}
"""Templates with a secret parameter, and how long it is good."""
PASSING_KEPT_FOR = timedelta(hours=1)
OF_THREADS, OWN_WORDS = "thread", "own_words"
"""The cause of messages whose words stand in a thread, and the template of those that staff wrote."""
WRITTEN_AT_MOST = 480
"""Characters of a text of staff: three text messages, of which each is paid for."""


def why_not_write(text: str) -> Refusal | None:
    """The reason a text cannot be sent, or None."""
    if not text.strip():
        return TextMissing()
    return TextTooLong() if len(text.strip()) > WRITTEN_AT_MOST else None


def worded(template: str, language: Language, *, clinic: str, parameters: Mapping[str, str]) -> Wording:
    """The template in the language, filled in; KeyError for an unknown template or a parameter it lacks."""
    said = WORDINGS[template][language]
    values = {"clinic": clinic, **parameters}
    return Wording(subject=said.subject.format_map(values), text=said.text.format_map(values))


def next_try(message: Message, *, failures: int, now: datetime) -> datetime | None:
    """When to try again after so many failures: 1, 2, 4 ... at most 60 minutes; None when it is given up.

    That is three days after it was due, or where what it tells would be good no more by then.
    """
    pause: timedelta = FIRST_RETRY * 2 ** min(max(failures - 1, 0), DOUBLINGS_AT_MOST)
    again_at = now + min(LONGEST_RETRY, pause)
    late = now - (message.due_at or message.queued_at) >= GIVEN_UP_AFTER
    if late or is_over(message.template, queued_at=message.queued_at, now=again_at):
        return None
    return again_at


def is_over(template: str, *, queued_at: datetime, now: datetime) -> bool:
    """Whether what a message tells is good no more, so that it is not sent late."""
    return template in PASSING and now - queued_at >= PASSING[template]


def kept_for(template: str) -> timedelta:
    """How long after it was queued a message is kept."""
    return PASSING_KEPT_FOR if template in PASSING else KEPT_FOR


def shard_of(organisation_id: OrganisationId, message_id: MessageId) -> int:
    """The part of the outbox in which a message waits, always the same."""
    return crc32(f"{organisation_id}#{message_id}".encode()) % SHARDS
