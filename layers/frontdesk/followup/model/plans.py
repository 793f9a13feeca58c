"""What is laid down, and what is meant for one patient: policies, schemes, recommendations and plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NewType

from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, StaffId, SubjectId
from frontdesk.kernel.language import Text

PlanId = NewType("PlanId", str)
"""Derived from the encounter and the scheme: recommended twice, it is one."""
SchemeId = NewType("SchemeId", str)


class Population(StrEnum):
    OUTPATIENT = "outpatient"
    INPATIENT = "inpatient"
    DISCHARGED = "discharged"


class Anchor(StrEnum):
    """From which day the steps are counted."""

    VISITED = "visited"
    ADMITTED = "admitted"
    DISCHARGED = "discharged"


class Channel(StrEnum):
    """How a patient is reached. FORM is of attempts alone: they filled the form in themselves."""

    PHONE = "phone"
    SMS = "sms"
    EMAIL = "email"
    WECHAT = "wechat"
    VISIT = "visit"
    FORM = "form"


OF_STEPS = tuple(it for it in Channel if it is not Channel.FORM)
MESSAGES = frozenset({Channel.SMS, Channel.EMAIL, Channel.WECHAT})


def comes_by_message(channels: Sequence[Channel]) -> bool:
    """Whether a message goes first, before anybody calls."""
    return bool(channels) and channels[0] in MESSAGES


class Role(StrEnum):
    """Who does a step: the department that treated, or the follow-up centre."""

    DEPARTMENT = "department"
    CENTRE = "centre"


class Mode(StrEnum):
    """R-5.2f. CLASSIC: clinic, centre, leaders. CENTRE_LED: the centre does level 1, another of it level 2."""

    CLASSIC = "classic"
    CENTRE_LED = "centre_led"
    TWO_LEVEL = "two_level"
    LEVEL1_ONLY = "level1_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Parameters of followup.md, 2.3. Hours are wall time at the location; a share is in percent.

    A form that was sent is reminded of once, `form_remind_after` days later; after `form_call_after` somebody calls.
    """

    mode: Mode = Mode.CLASSIC
    modes: Mapping[DepartmentId, Mode]
    attempts: int = 3
    gap: timedelta = timedelta(hours=4)
    call_hours: tuple[tuple[time, time], ...] = ((time(8, 30), time(12)), (time(14, 30), time(20)))
    holidays: frozenset[date] = frozenset()
    lease: timedelta = timedelta(minutes=15)
    remind_after: int = 1
    tell_head_after: int = 3
    to_centre_after: int = 5
    missed_after: int = 14
    form_remind_after: int = 3
    form_call_after: int = 5
    level2_share: int = 20
    level2_least: int = 1
    level3_share: int = 5
    level3_share_of_level1: int = 2
    level3_least: int = 1
    fatigue: timedelta = timedelta(days=90)
    plan_within: timedelta = timedelta(days=7)
    effect_within: timedelta = timedelta(days=30)
    serious_plan_within: timedelta = timedelta(days=3)
    serious_effect_within: timedelta = timedelta(days=14)
    answer_within: timedelta = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeStep:
    """So many days after the anchor, with a window around; `form` names a questionnaire of surveys.

    `script`: what is said at the call, with placeholders (`rules.scripts`); where there is none, the usual words.
    """

    after: int
    before_window: int
    after_window: int
    channels: tuple[Channel, ...]
    form: str
    role: Role
    what: Text
    script: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """For whom (`population`, `departments`, `diagnoses` as prefixes of ICD-10 codes; none for any), which steps.

    Without steps of its own those of the rule table count. `starts_alone`: of low and moderate risk nobody is asked.
    """

    id: SchemeId
    title: Text
    population: Population
    anchor: Anchor
    departments: frozenset[DepartmentId] = frozenset()
    diagnoses: tuple[str, ...] = ()
    steps: tuple[SchemeStep, ...] = ()
    starts_alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All that an organisation laid down about follow-up; replaced as a whole by who has seen `version`."""

    organisation_id: OrganisationId
    policy: Policy
    schemes: tuple[Scheme, ...]
    version: int


class Risk(StrEnum):
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason of a recommendation: a code that has a sentence in every language, and what goes into it."""

    code: str
    values: Mapping[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What the rule table says; `steps` are its own, or the scheme's. `missing`: facts that it lacks, and without which
    there is no risk. `weights` names the set that the comorbidities were counted by."""

    scheme_id: SchemeId | None
    steps: tuple[SchemeStep, ...]
    risk: Risk
    lace: int | None
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    excluded: str = ""
    weights: str = ""
    rules_version: str


class PlanState(StrEnum):
    PROPOSED = "proposed"
    ACTIVE = "active"
    ENDED = "ended"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The steps for one patient after one encounter. Of high risk it stays PROPOSED until a person accepts it.

    `made`: so many of its steps are tasks already; only those behind them can change. `because`: why a person changed
    what was recommended, refused or ended it; the reason of a listener is one of Cancelled.
    """

    id: PlanId
    organisation_id: OrganisationId
    subject_id: SubjectId
    encounter_id: str
    population: Population
    location_id: LocationId
    department_id: DepartmentId
    recommendation: Recommendation
    scheme_id: SchemeId | None
    steps: tuple[SchemeStep, ...]
    anchored_on: date
    state: PlanState
    made: int = 0
    vip: int = 0
    accepted_by: StaffId | None = None
    overridden_because: str = ""
    because: str = ""
    made_at: datetime
    version: int | None = None
