"""Work lists: what somebody has to do, as far as a list of keys tells it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.followup.model import TaskId
from frontdesk.followup.model.plans import Population
from frontdesk.kernel.ids import DepartmentId, StaffId


class Pile(StrEnum):
    """OWN is of a person, DEPARTMENT of a department; the others are the organisation's."""

    OWN = "own"
    DEPARTMENT = "department"
    CENTRE = "centre"
    LEVEL2 = "level2"
    LEVEL3 = "level3"
    LOCKED = "locked"


class ActionPile(StrEnum):
    """Lists of corrective actions. OURS: of one's departments, or raised by oneself; TO_JUDGE: the centre is next."""

    OURS = "ours"
    OPEN = "open"
    OVERDUE = "overdue"
    TO_JUDGE = "to_judge"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A task in a list: enough to count and to choose, nothing of whose it is. `alarm`: a worrying answer raised it;
    `returned`: it was given back to be done again, and is shown before the day on which it is due.

    Of one that waits to be looked at again, `due_on` is since when, `by` who must not do it, and where it was done.
    """

    id: TaskId
    due_on: date
    population: Population
    vip: int
    alarm: bool = False
    returned: bool = False
    department_id: DepartmentId | None = None
    by: frozenset[StaffId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """What a machine does next: which phase it is in, and for how long it waits there at most."""

    phase: str
    seconds: int
