"""What patient reminders need from the outside, in their own words."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import (
    AppointmentId,
    LocationId,
    OrganisationId,
    ReminderId,
    SubjectId,
    TimeTypeId,
)
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Message
from frontdesk.patients.model import ContactPoint, Subject
from frontdesk.patients.rules.persons import Person
from frontdesk.reminders.model.recalls import (
    Call,
    CallLeaf,
    Leaf,
    Marked,
    Reminder,
    Service,
    Sieve,
)
from frontdesk.reminders.model.rulebook import Rulebook
from frontdesk.reminders.model.uploads import Progress, Row


class Reminders(Protocol):
    def add(self, reminder: Reminder) -> bool:
        """Store it; False, and nothing stored, when there is one of that id."""

    def write(self, reminder: Reminder, *facts: Event) -> Reminder:
        """Store it in place of the one it was made from, as its version says, with its facts in one write; as stored.

        Conflict, and nothing stored, when it is not as it was read any more.
        """

    def get(self, organisation_id: OrganisationId, reminder_id: ReminderId) -> Reminder:
        """Raise NotFound when this organisation has none of that id."""

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Reminder]:
        """All of a patient, as they are now, what is due first in front."""

    def list_due(  # noqa: PLR0913
        self,
        organisation_id: OrganisationId,
        location_id: LocationId,
        *,
        first: date | None,
        last: date | None,
        sieve: Sieve,
        after: str | None,
        most: int,
    ) -> Leaf:
        """At most so many of a location that are due from one day to another, both included, by their due date.

        Those that were stopped, or are over, are not among them. `after` is what a leaf before said.
        """

    def list_queue(
        self, organisation_id: OrganisationId, location_id: LocationId, *, after: str | None, most: int
    ) -> Leaf:
        """At most so many of a location that wait for a step, what comes first in front."""

    def marked(self, shard: int, *, before: datetime, most: int) -> Sequence[Marked]:
        """At most so many of a shard, of any organisation, whose step has come, the oldest first."""

    def put_off(self, marked: Marked, *, until: datetime, most: int) -> None:
        """Let one that a fault stopped wait until then; after `most` faults it leaves the send index as broken."""


class Services(Protocol):
    def add(self, service: Service, fact: Event) -> bool:
        """Store it with the fact in one write; False, and nothing stored, when there is one of that id."""

    def get(self, organisation_id: OrganisationId, subject_id: SubjectId, service_id: str) -> Service:
        """Raise NotFound when this organisation has none of that id of the patient."""

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Service]:
        """All that a patient was given, the newest first."""


class Calls(Protocol):
    def add(self, call: Call) -> bool:
        """Store it; False, and nothing stored, when there is one of that key."""

    def write(self, call: Call) -> Call:
        """Store it in place of the one it was made from; as stored. Conflict when somebody was quicker."""

    def get(self, organisation_id: OrganisationId, subject_id: SubjectId, key: str) -> Call:
        """Raise NotFound when this organisation has none of that key."""

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Call]:
        """All calls to a patient, as they are now."""

    def open_at(
        self, organisation_id: OrganisationId, location_id: LocationId, *, after: str | None, most: int
    ) -> CallLeaf:
        """At most so many open ones of a location, what was asked for first in front."""


class Rulebooks(Protocol):
    def get(self, organisation_id: OrganisationId) -> Rulebook:
        """The organisation's rules; an empty book of version 0 when it has none."""

    def put(self, organisation_id: OrganisationId, book: Rulebook) -> Rulebook:
        """Store it in place of the version it was made from; as stored. Conflict when there is a newer one."""


class Uploads(Protocol):
    def begin(
        self,
        organisation_id: OrganisationId,
        upload_id: str,
        parts: Sequence[Sequence[Row]],
        *,
        at: datetime,
        facts: Sequence[Event],
    ) -> None:
        """Store the parts, each with its fact; parts that are there stay as they are."""

    def part(self, organisation_id: OrganisationId, upload_id: str, part: int) -> Sequence[Row]:
        """The rows of a part that is not done; none when it is, or there is none."""

    def done(self, organisation_id: OrganisationId, upload_id: str, part: int) -> None:
        """The part is taken in: its rows are forgotten. Twice is once."""

    def progress(self, organisation_id: OrganisationId, upload_id: str) -> Progress:
        """Raise NotFound when this organisation has none of that id."""


@dataclass(frozen=True, slots=True)
class RecallPorts:
    """`add_message`: into messaging's outbox; twice is once. `people`: who is filed under a contact point.

    `booked`: the appointment that a patient has ahead of one of these types, or None. `types`: those of the
    timetable. `templates`: what messages can be worded by. `booking_page`: where patients book.
    """

    reminders: Reminders
    services: Services
    calls: Calls
    rulebooks: Rulebooks
    uploads: Uploads
    add_message: Callable[[Message], None]
    subject: Callable[[OrganisationId, SubjectId], Subject]
    subjects: Callable[[OrganisationId, Collection[SubjectId]], Mapping[SubjectId, Subject]]
    people: Callable[[OrganisationId, ContactPoint], Sequence[Subject]]
    register: Callable[[OrganisationId, Person, Language], Subject]
    booked: Callable[[OrganisationId, SubjectId, Collection[TimeTypeId], datetime], AppointmentId | None]
    types: Callable[[OrganisationId], Mapping[TimeTypeId, str]]
    templates: Callable[[], Collection[str]]
    zone: Callable[[OrganisationId, LocationId], ZoneInfo]
    locations: Callable[[OrganisationId], Sequence[LocationId]]
    booking_page: Callable[[OrganisationId], str]
    day_words: Callable[[date, Language], str]
    record: Callable[[AuditEntry], None]
    clock: Clock
