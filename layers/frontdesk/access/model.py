"""The nouns of access: who works here, and what they may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import DepartmentId, OrganisationId, StaffId
from frontdesk.kernel.language import Language

SessionKey = NewType("SessionKey", str)
"""What the browser carries: `<organisation>.<256 random bits, base64url>`. Only its hash is ever stored."""


class Permission(StrEnum):
    REQUESTS_READ = "requests.read"
    REQUESTS_ANSWER = "requests.answer"
    APPOINTMENTS_READ = "appointments.read"
    APPOINTMENTS_CHANGE = "appointments.change"
    REMINDERS_READ = "reminders.read"
    REMINDERS_CHANGE = "reminders.change"
    MESSAGES_READ = "messages.read"
    MESSAGES_WRITE = "messages.write"
    TIMETABLE_READ = "timetable.read"
    TIMETABLE_EDIT = "timetable.edit"
    AUDIT_READ = "audit.read"
    RELEASES_READ = "releases.read"
    RELEASES_EDIT = "releases.edit"
    RELEASES_PUBLISH = "releases.publish"
    STATISTICS_READ = "statistics.read"
    MESSAGING_EDIT = "messaging.edit"
    ENCOUNTERS_READ = "encounters.read"
    ENCOUNTERS_EDIT = "encounters.edit"
    STAFF_EDIT = "staff.edit"
    QUESTIONNAIRES_EDIT = "questionnaires.edit"
    FOLLOWUP_CALL = "followup.call"
    FOLLOWUP_EDIT = "followup.edit"
    SURVEYS_READ = "surveys.read"
    SURVEYS_EDIT = "surveys.edit"
    FOLLOWUP_VERIFY = "followup.verify"
    FOLLOWUP_LEAD = "followup.lead"
    OUTREACH_EDIT = "outreach.edit"
    OUTREACH_SEND = "outreach.send"
    FOLLOWUP_OVERSEE = "followup.oversee"
    FOLLOWUP_STATISTICS = "followup.statistics"


class Role(StrEnum):
    RECEPTION = "reception"
    CLINICIAN = "clinician"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"
    FOLLOWUP_CENTRE = "followup_centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """A member of staff; `id` is the employee number, unique in the organisation."""

    id: StaffId
    organisation_id: OrganisationId
    name: str
    role: Role
    departments: frozenset[DepartmentId]
    language: Language
    email: str | None = None
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSession:
    """Somebody signed in. `csrf` is the synchroniser token of every form; it never leaves the pages."""

    organisation_id: OrganisationId
    staff_id: StaffId
    csrf: str
    language: Language
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Who is asking, for as long as one request takes."""

    staff: Staff
    session: StaffSession

    @property
    def organisation_id(self) -> OrganisationId:
        return self.staff.organisation_id

    @property
    def actor(self) -> Actor:
        """Who did it, for facts and the trail."""
        return Actor(ActorKind.STAFF, self.staff.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLine:
    """Somebody as a line of a file has them; `number` is that of the line."""

    number: int
    staff: Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that cannot be taken in, and why: the pointers are names of columns, `cells` what they hold."""

    number: int
    errors: tuple[FieldError, ...]
    cells: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffReading:
    """A file as it was read."""

    lines: tuple[StaffLine, ...]
    bad: tuple[BadLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A file beside who works here. Nobody goes because they are `missing` in a file.

    `changed`: as they were, and as they would be.
    """

    new: tuple[Staff, ...]
    changed: tuple[tuple[Staff, Staff], ...]
    same: tuple[Staff, ...]
    missing: tuple[Staff, ...]


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """An account that was made, or made new: its password is told once, and has to be changed at the first login."""

    staff: Staff
    password: str = field(repr=False)
