"""When somebody is reminded, and under which key. Pure."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from frontdesk.kernel.ids import AppointmentId, ContactKey, MessageId
from frontdesk.reminders.model import Offset

CAUSE = "appointments"
"""What messages of this area are about; their members are `member()`s."""


def due_at(offset: Offset, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which somebody is reminded of what starts then.

    A wall time that a clock change leaves out is the instant at which it would have been; of one that comes twice, the
    first is meant.
    """
    if offset.at is None:
        return starts_at - timedelta(hours=offset.count)
    day = starts_at.astimezone(zone).date() - timedelta(days=offset.count)
    return datetime.combine(day, offset.at, tzinfo=zone).astimezone(starts_at.tzinfo)


def group_id(contact_key: ContactKey, on: date, offset: Offset) -> MessageId:
    """Of everybody at one contact point, all that is booked on a local day is one message an offset."""
    return MessageId(f"reminder-{contact_key}-{on:%Y%m%d}-{offset.key}")


def alone_id(member: str, offset: Offset) -> MessageId:
    """The key of a reminder whose group is out already: of this appointment, at this time."""
    return MessageId(f"reminder-{member}-{offset.key}")


def member(appointment_id: AppointmentId, starts_at: datetime) -> str:
    """An appointment at a time: moved, it is another one."""
    return f"{appointment_id}@{starts_at:%Y%m%dT%H%MZ}"


def appointment_of(member: str) -> AppointmentId:
    """Whose member it is."""
    return AppointmentId(member.partition("@")[0])
