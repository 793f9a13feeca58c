"""Natural keys of patient reminders. Pure."""

import hashlib
from binascii import crc32
from datetime import date

from frontdesk.kernel.ids import MessageId, OrganisationId, ReminderId, SubjectId

CAUSE = "reminders"
"""What messages of patient reminders are about; their members are `member()`s."""
SHARDS = 16


def of_rule(rule_id: str, subject_id: SubjectId) -> ReminderId:
    """Of a rule and a patient there is one reminder, however often the rule is set off."""
    return by_hand(hashlib.sha256(f"rule#{rule_id}".encode()).hexdigest(), subject_id)


def by_hand(form_id: str, subject_id: SubjectId) -> ReminderId:
    """Of a form that was sent twice, too."""
    return ReminderId(f"{subject_id}-{form_id[:16]}")


def parts_of(reminder_id: ReminderId) -> tuple[SubjectId, str]:
    """Whose it is, and its own key."""
    subject_id, _, key = reminder_id.rpartition("-")
    return SubjectId(subject_id), key


def member(reminder_id: ReminderId, due_on: date) -> str:
    """A reminder as it is due: renewed, it is another one."""
    return f"{reminder_id}@{due_on.isoformat()}"


def parts_of_member(said: str) -> tuple[ReminderId, date]:
    """Which reminder, due when; ValueError for what is no member."""
    reminder_id, _, due_on = said.partition("@")
    return ReminderId(reminder_id), date.fromisoformat(due_on)


def message_id(reminder_id: ReminderId, due_on: date, step: int) -> MessageId:
    """What a step says is said once, however often the clock asks for it."""
    return MessageId(f"recall-{reminder_id}-{due_on:%Y%m%d}-{step}")


def service_key(source_id: str) -> str:
    """What stands for the source's own id: as long as that may be, and whatever is in it."""
    return hashlib.sha256(source_id.encode()).hexdigest()[:32]


def shard_of(organisation_id: OrganisationId, reminder_id: ReminderId) -> int:
    """The part of the send index in which a reminder waits, always the same."""
    return crc32(f"{organisation_id}#{reminder_id}".encode()) % SHARDS
