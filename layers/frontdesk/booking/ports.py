"""What booking needs from the outside, in its own words."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from frontdesk.audit.model import AuditEntry
from frontdesk.booking.model import Appointment, Sheet, SheetKey
from frontdesk.booking.model.invitations import Invitation
from frontdesk.booking.model.timetable import Timetable
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import (
    AppointmentId,
    ContactKey,
    InvitationId,
    LocationId,
    OrganisationId,
    ResourceId,
    SubjectId,
    TimeTypeId,
)
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Message
from frontdesk.patients.model import Subject


class Appointments(Protocol):
    def write(
        self, before: Appointment | None, after: Appointment, *facts: Event, uses: Invitation | None = None
    ) -> Appointment:
        """Store the change with its facts and all that it takes and gives back, in one transaction; as stored.

        `uses` is used up by it. Conflict when that, or the appointment, is not as it was read any more (None: when
        there is one of that id). Else Taken when somebody has a cell of a resource, Overlaps when it is the patient's
        own. Nothing is stored then.
        """

    def get(self, organisation_id: OrganisationId, appointment_id: AppointmentId) -> Appointment:
        """Raise NotFound when this organisation has none of that id."""

    def sheets(
        self, organisation_id: OrganisationId, resource_id: ResourceId, first_day: date, last_day: date
    ) -> Sequence[Sheet]:
        """The sheets of a resource from one UTC day to another, both included: one query, maybe a second old."""

    def sheets_now(self, organisation_id: OrganisationId, keys: Collection[SheetKey]) -> Sequence[Sheet]:
        """Those that exist, as they are now."""

    def clear_session(self, organisation_id: OrganisationId, sheet: Sheet, session: str) -> bool:
        """Give the cells back of a group's session that nobody is in any more; whether nobody was."""

    def of_days(
        self, organisation_id: OrganisationId, location_id: LocationId, first_day: date, last_day: date
    ) -> Sequence[Appointment]:
        """What was booked at a location for local days, both included, cancelled ones too, by when it begins."""

    def of_subject(
        self, organisation_id: OrganisationId, subject_id: SubjectId, *, since: datetime
    ) -> Sequence[Appointment]:
        """What a patient has booked that begins at `since` or later, cancelled ones too, by when it begins."""

    def take_try(
        self,
        organisation_id: OrganisationId,
        appointment_id: AppointmentId,
        *,
        on: str,
        most: int,
        until: datetime,
    ) -> int | None:
        """Use up one of `most` tries of the day `on`, kept until `until`: how many are left, None when none was."""


class Invitations(Protocol):
    def write(self, before: Invitation | None, after: Invitation, *facts: Event) -> Invitation:
        """Store the change with its facts; as stored. Conflict when it is not `before` any more, or already there."""

    def get(self, organisation_id: OrganisationId, invitation_id: InvitationId) -> Invitation:
        """Raise NotFound when this organisation has none of that id."""

    def waiting(
        self, organisation_id: OrganisationId, location_id: LocationId, time_type_id: TimeTypeId
    ) -> Iterator[Invitation]:
        """Who waits for the type at the location, the oldest first, maybe a second old: read as far as it is asked."""

    def open_at(self, organisation_id: OrganisationId, location_id: LocationId) -> Sequence[Invitation]:
        """All open ones at a location: who waits and who is invited, by type, the oldest first."""

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Invitation]:
        """All of a patient that are still kept."""


class Timetables(Protocol):
    def get(self, organisation_id: OrganisationId) -> Timetable | None:
        """What the organisation laid down about its times, None when nothing."""

    def put(self, organisation_id: OrganisationId, timetable: Timetable) -> Timetable:
        """Store it in place of the one it was made from, as its version says; as stored.

        Conflict, and nothing stored, when somebody has laid down another one since.
        """


@dataclass(frozen=True, slots=True)
class BookingPorts:
    """`zone` of a location, `places`: all locations and the languages of the organisation.

    `people` behind a contact point. `link`: the address of a patient's appointment; `invitation_link` of an invitation.
    """

    appointments: Appointments
    invitations: Invitations
    timetables: Timetables
    zone: Callable[[OrganisationId, LocationId], ZoneInfo]
    places: Callable[[OrganisationId], tuple[Collection[LocationId], Sequence[Language]]]
    register: Callable[[Subject], None]
    subject: Callable[[OrganisationId, SubjectId], Subject]
    subjects: Callable[[OrganisationId, Collection[SubjectId]], Mapping[SubjectId, Subject]]
    people: Callable[[OrganisationId, ContactKey], Sequence[Subject]]
    queue: Callable[[Message], None]
    record: Callable[[AuditEntry], None]
    link: Callable[[OrganisationId, AppointmentId], str]
    invitation_link: Callable[[OrganisationId, InvitationId], str]
    clock: Clock
