"""What reminders tell the rest of the clinic. Schemas: events/reminders/. Nothing of what was given is in them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import LocationId, ReminderId, SubjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCompleted(Event):
    """Somebody was given something: what, says the record."""

    source: ClassVar[str] = "frontdesk.reminders"

    service_id: str
    subject_id: SubjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesUploaded(Event):
    """A part of a table of services waits to be taken in."""

    source: ClassVar[str] = "frontdesk.reminders"

    upload_id: str
    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderRenewed(Event):
    """What a reminder is about was given: it is due anew, or over (`due_on` is None)."""

    source: ClassVar[str] = "frontdesk.reminders"

    reminder_id: ReminderId
    subject_id: SubjectId
    location_id: LocationId
    care: str
    due_on: date | None
    reminded: bool
