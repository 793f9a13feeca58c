"""The nouns of outreach: packages of messages, who is on one, and pushes to many at once. FHIR CommunicationRequest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import NewType

from frontdesk.hospital.model import Population
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, StaffId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind

PackageId = NewType("PackageId", str)
"""128 random bits of the form it was first written in; of a push, of the form it was asked for with."""


class Topic(StrEnum):
    """What messages are about. Only `CARE` belongs to a treatment: the others want the patient's consent."""

    CARE = "care"
    EDUCATION = "education"
    GREETING = "greeting"


class Occasion(StrEnum):
    """From what a package's days are counted."""

    ENCOUNTER = "encounter"
    BIRTHDAY = "birthday"
    FESTIVAL = "festival"


class Withdrawn(StrEnum):
    """Why nothing more of a package goes to somebody."""

    DIED = "died"
    READMITTED = "readmitted"
    TAKEN_BACK = "taken_back"


class LeftOut(StrEnum):
    """Why somebody of a group is not sent a push."""

    UNKNOWN = "unknown"
    DIED = "died"
    NOT_AGREED = "not_agreed"
    NO_CONTACT = "no_contact"
    UNWANTED = "unwanted"


class PushState(StrEnum):
    """gathering -> ready -> sending -> sent; stopped from any but the last. Too many: nothing is sent to anybody."""

    GATHERING = "gathering"
    TOO_MANY = "too_many"
    READY = "ready"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Who a package is for. An empty set or tuple is "any"; `diagnoses` are beginnings of ICD-10 codes.

    With `schemes` (of follow-up), those whose plan by one of them has started, and nobody else.
    """

    populations: frozenset[Population] = frozenset()
    departments: frozenset[DepartmentId] = frozenset()
    diagnoses: tuple[str, ...] = ()
    schemes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A message: so many days after the occasion, at a wall time of the location, in the languages it is written in."""

    after_days: int
    at: time
    texts: Mapping[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a version of a package says. `kinds`: by what it may go, in that order; none for the clinic's own order.

    `festivals`: of a package of `Occasion.FESTIVAL`, the local day of it in each year.
    """

    name: str
    topic: Topic
    occasion: Occasion = Occasion.ENCOUNTER
    group: Group = Group()
    festivals: tuple[date, ...] = ()
    kinds: tuple[Kind, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """`live` is what version `number` says, None before the first; `draft` is what somebody writes at.

    `version` counts every change, for whoever saves it: it says nothing of what is published.
    """

    id: PackageId
    organisation_id: OrganisationId
    draft: Content
    live: Content | None = None
    number: int = 0
    is_stopped: bool = False
    changed_by: StaffId
    changed_at: datetime
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """A message of somebody's: which one of the package, and when it is due."""

    item: int
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """Somebody is on a package, once for each `occasion_key`: an encounter, a year, or the one push (`number` 0).

    `anchored_on`: the local day its days are counted from. `answered_at`: when they first wrote back.
    """

    organisation_id: OrganisationId
    subject_id: SubjectId
    package_id: PackageId
    number: int
    occasion_key: str
    location_id: LocationId
    department_id: DepartmentId | None
    anchored_on: date
    sends: tuple[Send, ...]
    made_at: datetime
    why: Withdrawn | None = None
    answered_at: datetime | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """Whom a push is for: a list of some local days at a location, as follow-up picks patients out."""

    location_id: LocationId
    population: Population
    first: date
    last: date
    department_id: DepartmentId | None = None
    diagnosis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many a push reaches by each kind of contact, and how many it leaves out, by why."""

    by_kind: Mapping[Kind, int] = field(default_factory=dict)
    left_out: Mapping[LeftOut, int] = field(default_factory=dict)

    @property
    def reached(self) -> int:
        return sum(self.by_kind.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """A message to a group. `parts` of its people were gathered, and to `done` of them it has gone out."""

    id: PackageId
    organisation_id: OrganisationId
    content: Content
    picked: Picked
    state: PushState
    asked_by: StaffId
    asked_at: datetime
    confirmed_by: StaffId | None = None
    confirmed_at: datetime | None = None
    stopped_by: StaffId | None = None
    tally: Tally | None = None
    parts: int = 0
    done: int = 0
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """An enrolment as the list of a package has it: how many messages it planned, and what became of it."""

    subject_id: SubjectId
    occasion_key: str
    items: tuple[int, ...]
    is_withdrawn: bool
    is_answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Of a package: people, and its messages by what became of them. `more`: there are people beyond those counted."""

    people: int = 0
    withdrawn: int = 0
    answered: int = 0
    waiting: int = 0
    sent: int = 0
    failed: int = 0
    dropped: int = 0
    more: bool = False
