"""What a message says, and when it is tried again. Pure."""

from binascii import crc32
from collections.abc import Mapping
from datetime import datetime, timedelta

from frontdesk.kernel.errors import Refusal
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.messaging.errors import TextMissing, TextTooLong
from frontdesk.messaging.model import Message, MessageStatus, Wording
from frontdesk.messaging.rules.passing import PASSING
from frontdesk.messaging.rules.templates import filled
from frontdesk.messaging.rules.wordings import WORDINGS

__all__ = [
    "LETTERS_KEPT",
    "PASSING",
    "RANKS",
    "SHARDS",
    "TRIES_A_KIND",
    "is_over",
    "kept_for",
    "next_try",
    "shard_of",
    "worded",
]

FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=1)
DOUBLINGS_AT_MOST = 6  # 64 minutes: beyond the longest pause, and far from what a timedelta can hold
GIVEN_UP_AFTER = timedelta(hours=72)
KEPT_FOR = timedelta(days=90)
LETTERS_KEPT = timedelta(days=14)
"""How long the words of a letter wait to be printed."""
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


def worded(
    template: str,
    language: Language,
    *,
    clinic: str,
    parameters: Mapping[str, str],
    own: Wording | None = None,
) -> Wording:
    """The template in the language, or the clinic's own words in its place, filled in.

    KeyError for an unknown template or a parameter it lacks, ValueError for a brace that stands for nothing.
    """
    values = {"clinic": clinic, **parameters}
    built_in = WORDINGS.get(template, {}).get(language)
    said = own or built_in
    if said is None:
        raise KeyError(template)
    subject = said.subject or (built_in.subject if built_in else "{clinic}")
    return Wording(subject=filled(subject, values), text=filled(said.text, values))


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
