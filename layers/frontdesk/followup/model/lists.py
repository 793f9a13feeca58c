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


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A task in a list: enough to count and to choose, nothing of whose it is.

    Of one that waits to be looked at again, `due_on` is since when, `by` who must not do it, and where it was done.
    """

    id: TaskId
    due_on: date
    population: Population
    vip: int
    department_id: DepartmentId | None = None
    by: frozenset[StaffId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """What a machine does next: which phase it is in, and for how long it waits there at most."""

    phase: str
    seconds: int
