"""Under which key somebody is reminded. Pure."""

from datetime import date, datetime
from hashlib import sha256

from frontdesk.kernel.ids import AppointmentId, ContactKey, MessageId
from frontdesk.reminders.model.plans import Send

CAUSE = "appointments"
"""What messages of this area are about; their members are `member()`s."""
ID_LENGTH = 32


def group_id(contact_key: ContactKey, on: date, send: Send) -> MessageId:
    """Of everybody at one contact point, all that is booked on a local day is one message an offset."""
    return _id(f"{contact_key} {on:%Y%m%d} {send.key}")


def alone_id(member: str, send: Send) -> MessageId:
    """The key of a reminder whose group is out already: of this appointment, at this time."""
    return _id(f"{member} {send.key}")


def member(appointment_id: AppointmentId, starts_at: datetime) -> str:
    """An appointment at a time: moved, it is another one."""
    return f"{appointment_id}@{starts_at:%Y%m%dT%H%MZ}"


def appointment_of(member: str) -> AppointmentId:
    """Whose member it is."""
    return AppointmentId(member.partition("@")[0])


def _id(said: str) -> MessageId:
    """As long as a random one: it is part of the address in the message, and in a text message every letter counts."""
    return MessageId(sha256(f"reminder {said}".encode()).hexdigest()[:ID_LENGTH])
