"""A patient reminder: what is due for whom, when, and how they are reminded. Provet: patientpåminnelse."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import AppointmentId, LocationId, OrganisationId, ReminderId, SubjectId
from frontdesk.kernel.language import Language


class Care(StrEnum):
    """What kind of service is due."""

    VACCINATION = "vaccination"
    LABORATORY = "laboratory"
    EXAMINATION = "examination"
    DIAGNOSTICS = "diagnostics"
    INJECTION = "injection"
    PRODUCT = "product"
    AFTERCARE = "aftercare"
    OTHER = "other"


class DueState(StrEnum):
    """How near the due date is, by the calendar of the location and nothing else.

    Ahead (black): 31 days or more. Soon (yellow): today and the next 30. Overdue (red): the day has passed.
    """

    AHEAD = "ahead"
    SOON = "soon"
    OVERDUE = "overdue"


class Sending(StrEnum):
    """How far the reminding is; it says nothing of the due state.

    waiting: a step is still to come; through: none is left. paused: the next visit is booked. stopped: by staff, or
    after as many rounds as its rule has. given: what it was about was given, and it does not repeat.
    """

    WAITING = "waiting"
    THROUGH = "through"
    PAUSED = "paused"
    STOPPED = "stopped"
    GIVEN = "given"


class Way(StrEnum):
    """How a step reminds: a message to the patient, or a line of the clinic's own call list."""

    SMS = "sms"
    EMAIL = "email"
    POST = "post"
    CALL = "call"


class Unit(StrEnum):
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Interval:
    """So many days, months or years of the calendar."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Step:
    """So many days before the due date (fewer than none: after it), at a wall time of the location."""

    days_before: int
    at: time
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """`id` is `<subject>-<key>`; the key comes from the rule, so that a rule and a patient have one reminder.

    `what` is due, in the clinic's words. `text` is staff's own message, else `template` says it. `rule_id` is empty for
    one made by hand. `given_on`: when it was given last, as far as that started or renewed this reminder; `every`: how
    one made by hand repeats, counted from `anchor`. `rounds`: how often it was due so far, this one too. `step`: the
    index of what comes next, at `next_at`; `paused_by`: the appointment because of which it waits.
    """

    id: ReminderId
    organisation_id: OrganisationId
    subject_id: SubjectId
    location_id: LocationId
    care: Care
    what: str
    due_on: date
    steps: tuple[Step, ...]
    language: Language
    made_at: datetime
    made_by: Actor
    internal: bool = False
    text: str = field(default="", repr=False)
    template: str = "recall"
    rule_id: str = ""
    given_on: date | None = None
    anchor: date | None = None
    every: Interval | None = None
    rounds: int = 1
    sending: Sending = Sending.WAITING
    step: int = 0
    next_at: datetime | None = None
    paused_by: AppointmentId | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What somebody was given, or found to have: `id` is the source's own, so that telling it twice is once.

    `item` is its name in the clinic's list of services, `diagnoses` are codes (ICD-10).
    """

    id: str
    organisation_id: OrganisationId
    subject_id: SubjectId
    location_id: LocationId
    care: Care
    item: str
    given_on: date
    language: Language
    diagnoses: tuple[str, ...] = ()


class CallOutcome(StrEnum):
    REACHED = "reached"
    BOOKED = "booked"
    DECLINED = "declined"
    NOT_REACHED = "not_reached"
    CALL_AGAIN = "call_again"
    WRONG_NUMBER = "wrong_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNote:
    """What came of a call."""

    at: datetime
    by: str
    outcome: CallOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A line of the call list: somebody is to be called because a step of a reminder says so.

    `key` is of the reminder, its due date and step. `ask_at` is when; `open` until an outcome ends it.
    """

    key: str
    reminder_id: ReminderId
    organisation_id: OrganisationId
    subject_id: SubjectId
    location_id: LocationId
    care: Care
    what: str
    due_on: date
    ask_at: datetime
    notes: tuple[CallNote, ...] = ()
    open: bool = True
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A reminder whose step has come, by its key."""

    organisation_id: OrganisationId
    reminder_id: ReminderId


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """Which reminders of a list are wanted; None for all."""

    care: Care | None = None
    internal: bool | None = None
    by_rule: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A page of a list, and where the next one begins; None at the end."""

    reminders: tuple[Reminder, ...]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLeaf:
    """A page of the call list."""

    calls: tuple[Call, ...]
    after: str | None
