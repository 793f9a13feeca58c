"""Under which ids the changes of an appointment are told, so that what was lost can be told again. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from frontdesk.booking.model import Appointment, ChangeKind
from frontdesk.kernel.ids import AppointmentId, EventId, MessageId

FACTS: Mapping[ChangeKind, str] = {
    ChangeKind.BOOKED: "AppointmentBooked",
    ChangeKind.MOVED: "AppointmentRescheduled",
    ChangeKind.SUBSTITUTED: "AppointmentRescheduled",
    ChangeKind.CANCELLED: "AppointmentCancelled",
}
"""The facts of which patients are told, by the change that they are of."""
ID_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Telling:
    """A fact of which the patient is to hear, its id, and when it happened."""

    fact: str
    event_id: EventId
    at: datetime


def fact_id(it: Appointment, number: int, name: str) -> EventId:
    """The id of a fact of the appointment's change of that number, the first one is 1: always the same."""
    said = f"{it.organisation_id} {it.id} {number} {name}"
    return EventId(sha256(said.encode()).hexdigest()[:ID_LENGTH])


def latest_telling(it: Appointment) -> Telling | None:
    """The last thing that became of it of which the patient hears: what came before is told with it."""
    for number, change in reversed(list(enumerate(it.changes, start=1))):
        if change.kind in FACTS:
            name = FACTS[change.kind]
            return Telling(name, fact_id(it, number, name), change.at)
    return None


def told_under(appointment_id: AppointmentId, event_id: EventId) -> MessageId:
    """The key of the message that tells a fact: one, however often the fact is heard."""
    return MessageId(f"{appointment_id}-{event_id}")
