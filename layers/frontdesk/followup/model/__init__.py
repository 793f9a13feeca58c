"""The nouns of follow-up: the task and what is done with it. Policies, schemes, plans: `plans`; actions: `actions`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from frontdesk.followup.model.plans import Channel, PlanId, Population, Role
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, StaffId, SubjectId
from frontdesk.kernel.language import Text
from frontdesk.surveys.model.questionnaires import Answers

TaskId = NewType("TaskId", str)
"""Derived from the plan and the number of its step, or from the task that it replaces: made twice, it is one."""

PATIENT = StaffId(":patient")
"""Stands where staff would, of what patients filled in themselves; nobody has such an employee number."""


class Level(StrEnum):
    CARE = "1"
    CENTRE = "2"
    LEADERS = "3"


class State(StrEnum):
    """followup.md's states. "Overdue" is derived from the due date, never stored.

    DRAFT until its window opens; READY, IN_PROGRESS (under a lease) and RETRY_WAIT are level 1; COMPLETED waits for
    the samples alone. INTERRUPTED has exactly one successor, at the centre.
    """

    DRAFT = "draft"
    READY = "ready"
    IN_PROGRESS = "in_progress"
    RETRY_WAIT = "retry_wait"
    COMPLETED = "completed"
    LEVEL2_OPEN = "level2_open"
    LEVEL2_CONFIRMED = "level2_confirmed"
    LEVEL3_OPEN = "level3_open"
    CLOSED = "closed"
    UNREACHABLE = "unreachable"
    INTERRUPTED = "interrupted"
    MISSED = "missed"
    CANCELLED = "cancelled"


class NoContact(StrEnum):
    """Why nobody was spoken to. The first five may be tried again (Z); the last three end it (L)."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    SWITCHED_OFF = "switched_off"
    NOT_NOW = "not_now"
    NOT_THE_PATIENT = "not_the_patient"
    WRONG_NUMBER = "wrong_number"
    REFUSED = "refused"
    DIED = "died"


class Cancelled(StrEnum):
    DIED = "died"
    READMITTED = "readmitted"
    DISCHARGE_CANCELLED = "discharge_cancelled"
    OPTED_OUT = "opted_out"
    MERGED = "merged"
    PLAN_REFUSED = "plan_refused"
    BY_STAFF = "by_staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Who has it in hand, and until when; `call_id`: the call that they have on it."""

    staff_id: StaffId
    until: datetime
    call_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What came of it: the answers of the form by column (see surveys), a summary, what the family said.

    Of a questionnaire, `answers` is the coded row of its `revision` ("" for the short form), with its `scores`, None
    where too little was answered, and why somebody had to look at it at once.
    `replies`: which templates went into the summary, each as `<id>@<version>`; the words themselves are in it.
    """

    answers: Answers
    summary: str
    family_said: str = ""
    revision: str = ""
    scores: Mapping[str, float | None] = field(default_factory=dict)
    alerts: tuple[Text, ...] = ()
    replies: tuple[str, ...] = ()
    by: StaffId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to speak to the patient. `reason` is None where they were reached; `call_id` is messaging's.

    `noted`: what was written down although nothing was recorded: the call broke off, or nobody was spoken to.
    """

    number: int
    at: datetime
    by: StaffId
    channel: Channel
    reason: NoContact | None
    call_id: str | None = None
    recording: str = ""
    seconds: int | None = None
    noted: Record | None = None


class Verdict(StrEnum):
    CONFIRMED = "confirmed"
    REWORK = "rework"


class Agreement(StrEnum):
    """Whether what is on record is what the patient says when they are asked again."""

    FULL = "full"
    PARTLY = "partly"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Of level 2 or 3, by somebody else: does it hold, how well was it done (0-100), how content is the patient.

    `agreement` is None where nobody was asked again; `said`: in the patient's own words. `again_on`: given back, until
    when it is to be done again. `topics`: how content the patient is with what (`rules.asking.TOPICS`), 1 to 5.
    """

    level: Level
    verdict: Verdict
    score: int | None
    satisfaction: int | None
    remark: str
    agreement: Agreement | None = None
    said: str = ""
    again_on: date | None = None
    topics: Mapping[str, int] = field(default_factory=dict)
    by: StaffId
    at: datetime


class Steered(StrEnum):
    EDITED = "edited"
    REASSIGNED = "reassigned"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steering:
    """Somebody changed it, gave it to somebody else, or stopped it, and why."""

    what: Steered
    why: str
    by: StaffId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A step of a plan for a patient. `due_on` and the window are local dates at the location.

    `owner` is None while it lies in the queue of `department_id`, or of the centre by `role`. `samples`: which
    levels look at it, known only once level 1 is locked. `escalated`: how many steps of being overdue it has gone.
    `steered`: what was done with it by hand.
    `run` counts executions of its machine. `form` names a questionnaire and `revision` what it was when the task was
    made, "" for the short form; `asked`: when the patient was sent it. `because`: what they answered in `raised_from`
    that somebody must look at at once.
    """

    id: TaskId
    organisation_id: OrganisationId
    plan_id: PlanId
    step: int
    subject_id: SubjectId
    encounter_id: str
    population: Population
    location_id: LocationId
    department_id: DepartmentId
    role: Role
    owner: StaffId | None
    state: State
    level: Level
    channels: tuple[Channel, ...]
    form: str
    revision: str = ""
    asked: tuple[datetime, ...] = ()
    because: tuple[Text, ...] = ()
    raised_from: TaskId | None = None
    opens_on: date
    due_on: date
    closes_on: date
    vip: int
    risk: str
    attempts: tuple[Attempt, ...] = ()
    lease: Lease | None = None
    record: Record | None = None
    reviews: tuple[Review, ...] = ()
    samples: frozenset[Level] = frozenset()
    retry_at: datetime | None = None
    why: str = ""
    escalated: int = 0
    regenerated_from: TaskId | None = None
    steered: tuple[Steering, ...] = ()
    run: int = 0
    made_at: datetime
    version: int | None = None
