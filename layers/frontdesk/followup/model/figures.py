"""What follow-up has come to, counted: how steps, plans and corrective actions went. Nothing of whose they were."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from frontdesk.followup.model import NoContact
from frontdesk.kernel.ids import DepartmentId, StaffId

ALL = DepartmentId("*")
"""All departments together; no department is called so."""


class Figure(StrEnum):
    """What is counted. The unit is the step of a plan, whoever ended up with it; its values are as short as they are
    because a month of a clinic is read at once.

    DUE: due in the month, and not cancelled. TRIED, REACHED: at least once. COMPLETED: level 1 is done, and not given
    back. IN_TIME: on or before the day it was due, there. LOOKED, AGREED: looked at again, and confirmed at the first
    look. SCORED, SCORE: reviews with a score, and their sum. RAISED: corrective actions of the month, of which ANSWERED
    in time, LATE, and CLOSED.
    """

    DUE = "d"
    TRIED = "t"
    REACHED = "r"
    COMPLETED = "c"
    IN_TIME = "i"
    MISSED = "m"
    UNREACHABLE = "u"
    INTERRUPTED = "b"
    CANCELLED = "x"
    LOOKED_2 = "2l"
    AGREED_2 = "2a"
    SCORED_2 = "2n"
    SCORE_2 = "2s"
    LOOKED_3 = "3l"
    AGREED_3 = "3a"
    SCORED_3 = "3n"
    SCORE_3 = "3s"
    AS_RECOMMENDED = "pr"
    OTHERWISE = "po"
    REFUSED = "px"
    RAISED = "ar"
    ANSWERED = "aa"
    LATE = "al"
    CLOSED = "ac"


TRIES: Mapping[NoContact | None, str] = {
    None: "y",
    NoContact.NO_ANSWER: "y1",
    NoContact.BUSY: "y2",
    NoContact.SWITCHED_OFF: "y3",
    NoContact.NOT_NOW: "y4",
    NoContact.NOT_THE_PATIENT: "y5",
    NoContact.WRONG_NUMBER: "y6",
    NoContact.REFUSED: "y7",
    NoContact.DIED: "y8",
}
"""Under which name tries are counted by what came of them; None: they were spoken to."""
BROKEN_OFF = "y9"
"""Calls that broke off."""
CONTENT = {1: "s1", 2: "s2", 3: "s3", 4: "s4", 5: "s5"}
"""Under which name answers are counted that patients gave to who looked again, by how content they were."""

Counts = Mapping[str, int]
"""By figure; what is not in it is nought. `o<day>`: open steps that are due on that day of the month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where something counts: in a month, of a department. `population` is empty for corrective actions and for a
    person, `person` for the department as a whole."""

    month: date
    department_id: DepartmentId
    population: str = ""
    person: str = ""


Counted = Mapping[Cell, Counts]
"""What one step, plan or action counts, and where."""


class Kind(StrEnum):
    STEP = "step"
    PLAN = "plan"
    ACTION = "action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something is to be counted anew. `seen` is another one each time: whoever counts takes away only what they saw.

    `outcome` of a plan, at `at`: a record does not tell afterwards what was decided about it, its fact does.
    """

    kind: Kind
    id: str
    seen: str
    outcome: Figure | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What one of them counts as yet. `open_until`: when it is due, while it is open. `version`: None for a new one."""

    kind: Kind
    id: str
    counted: Counted
    open_until: date | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A department's month, by population; or that of a person in it. `version`: None before it is kept."""

    month: date
    department_id: DepartmentId
    person: str = ""
    counts: Mapping[str, Counts] = field(default_factory=dict)
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """How content patients were, 1 to 5. `answers`: how many said so. None: fewer than may be shown, or what would tell
    such a number. `mean` and `top`, the percentage of 4 and 5, are (least, most): where nothing is hidden, the same."""

    answers: int | None
    mean: tuple[float, float] | None = None
    top: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What is told of a month of one department, or of `ALL`. `today` is the local day.

    `departments`: all of them, where it is of all; `persons`: of one department, for who may see them; `months`: the
    last twelve. `content` is None while the month is not over.
    """

    month: date
    department_id: DepartmentId
    today: date
    populations: Mapping[str, Counts]
    all: Counts
    departments: Mapping[DepartmentId, Counts] = field(default_factory=dict)
    persons: Mapping[StaffId, Counts] = field(default_factory=dict)
    months: Mapping[date, Counts] = field(default_factory=dict)
    content: Mapping[DepartmentId, Content] | None = None
