"""The right of somebody to take one time, once: they wait, or the clinic invites them. FHIR waitlist, proposed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from frontdesk.booking.model import Wish
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import (
    AppointmentId,
    InvitationId,
    LocationId,
    OrganisationId,
    ResourceId,
    SubjectId,
    TimeTypeId,
)
from frontdesk.kernel.language import Language


class InvitationStatus(StrEnum):
    """open -> used | withdrawn. Withdrawn by the patient, a wait for an earlier time may begin again."""

    OPEN = "open"
    USED = "used"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """What somebody waits for or is invited to: local days of a place, both included; of one performer or of any."""

    location_id: LocationId
    time_type_id: TimeTypeId
    first_day: date
    last_day: date
    performer_id: ResourceId | None = None

    def has(self, wish: Wish, on: date) -> bool:
        """Whether a time on the local day `on` is one of those."""
        here = (wish.location_id, wish.time_type_id) == (self.location_id, self.time_type_id)
        theirs = self.performer_id in (None, wish.performer_id)
        return here and theirs and self.first_day <= on <= self.last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Whose right it is, and to what. 1177: väntelista; öppen kallelse.

    `purpose`: why the clinic invites them, or why they come. `appointment_id`: the one that shall become earlier.
    """

    id: InvitationId
    organisation_id: OrganisationId
    subject_id: SubjectId
    want: Want
    by: Actor
    made_at: datetime
    language: Language
    purpose: str = ""
    appointment_id: AppointmentId | None = None
    status: InvitationStatus = InvitationStatus.OPEN
    version: int | None = None

    @property
    def is_invited(self) -> bool:
        """Whether the clinic asked; else they did, and wait."""
        return self.by.kind is ActorKind.STAFF

    @property
    def becomes(self) -> AppointmentId:
        """The appointment that it is used up for: of its own id, so that there is never a second one."""
        return self.appointment_id or AppointmentId(self.id)

    @property
    def reference(self) -> str:
        """What a patient can say on the phone: eight characters of the id, never a secret."""
        return f"{self.id[:4]}-{self.id[4:8]}".upper()
