"""The nouns of the hospital: encounters, as the hospital's system tells of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NewType
from zoneinfo import ZoneInfo

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, StaffId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.patients.rules.persons import Person

EncounterId = NewType("EncounterId", str)
"""Derived from the organisation and the hospital's own visit number (HL7 PV1-19): told twice, it is one."""


class EncounterClass(StrEnum):
    """FHIR Encounter.class: AMB, IMP, EMER."""

    OUTPATIENT = "outpatient"
    INPATIENT = "inpatient"
    EMERGENCY = "emergency"


class Population(StrEnum):
    """The lists that an encounter can be on: visits of a day, who is in now, who left on a day."""

    OUTPATIENT = "outpatient"
    INPATIENT = "inpatient"
    DISCHARGED = "discharged"


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


Parts = Mapping[str, tuple[Any, str]]
"""What was said of an encounter, part by part: each as plain JSON, and the instant at which it was said last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An encounter, and of each of its parts when it was said."""

    encounter: Encounter
    parts: Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page of a list; `after` is where the next one begins."""

    encounters: tuple[Encounter, ...]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A location as encounters speak of it: its clock, its departments, and the one that takes what names none.

    `called`: what else its departments may be called, as `kernel.tables.by_name` has it.
    """

    zone: ZoneInfo
    departments: frozenset[DepartmentId]
    desk: DepartmentId
    called: Mapping[str, DepartmentId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """Whose encounters are read: without a location they are of the first of `places`, which are those in reach.

    `called`: what else the locations may be called.
    """

    organisation_id: OrganisationId
    places: Mapping[LocationId, Place]
    languages: tuple[Language, ...]
    now: datetime
    called: Mapping[str, LocationId] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """Somebody who looks, and the locations that are theirs to see."""

    id: StaffId
    locations: frozenset[LocationId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line that can be taken in: the encounter is of nobody until `person` is registered."""

    number: int
    person: Person = field(repr=False)
    language: Language
    encounter: Encounter = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A line that cannot, and why: the pointers are names of columns, `cells` what they hold."""

    number: int
    errors: tuple[FieldError, ...]
    cells: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file as it was read; `twice` counts lines whose visit a later line tells of again."""

    rows: tuple[Row, ...]
    bad: tuple[BadRow, ...]
    twice: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an upload is: so many of its parts are taken in."""

    parts: int
    done: int
    rows: int
