"""The nouns of the hospital: encounters, as the hospital's system tells of them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, StaffId, SubjectId

EncounterId = NewType("EncounterId", str)
"""Derived from the organisation and the hospital's own visit number (HL7 PV1-19): told twice, it is one."""


class EncounterClass(StrEnum):
    """FHIR Encounter.class: AMB, IMP, EMER."""

    OUTPATIENT = "outpatient"
    INPATIENT = "inpatient"
    EMERGENCY = "emergency"


class EncounterState(StrEnum):
    UNDER_WAY = "under_way"
    ENDED = "ended"
    CANCELLED = "cancelled"


class Disposition(StrEnum):
    """Where somebody went (HL7 PV1-36, table 0112)."""

    HOME = "home"
    TRANSFERRED = "transferred"
    AGAINST_ADVICE = "against_advice"
    DIED = "died"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """`code` is ICD-10 as the hospital writes it, dots and all; the first one is the principal one."""

    code: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """A visit or a stay. What is None was not told: it is not "no".

    `told_at`: when the hospital's system said this; what was said earlier never replaces what was said later.
    `emergency_visits`: those of the six months before (LACE's E).
    """

    id: EncounterId
    organisation_id: OrganisationId
    visit_number: str
    subject_id: SubjectId
    kind: EncounterClass
    state: EncounterState
    location_id: LocationId
    department_id: DepartmentId
    ward: str = ""
    attending: StaffId | None = None
    began_at: datetime
    ended_at: datetime | None = None
    settled_at: datetime | None = None
    disposition: Disposition | None = None
    is_emergent: bool | None = None
    diagnoses: tuple[Diagnosis, ...] = ()
    procedures: tuple[str, ...] = ()
    notices: frozenset[str] = frozenset()
    emergency_visits: int | None = None
    summary: str = ""
    told_at: datetime
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis:
    """A patient who is followed with emphasis (VIP): the level 1 to 3, why, until when, and who looks after it."""

    organisation_id: OrganisationId
    subject_id: SubjectId
    level: int
    reason: str
    until: date
    owner: StaffId
