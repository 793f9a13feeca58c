"""What a recommendation is made from. What is None was not told: it is not "no", and it is never nought."""

from dataclasses import dataclass
from datetime import date

from frontdesk.followup.model.plans import Population
from frontdesk.kernel.ids import DepartmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """An encounter as the rules see it; dates are local ones at its location. Nothing of who it is."""

    population: Population
    department_id: DepartmentId
    began_on: date
    ended_on: date | None = None
    is_emergent: bool | None = None
    diagnoses: tuple[str, ...] | None = None
    procedures: tuple[str, ...] = ()
    notices: frozenset[str] = frozenset()
    emergency_visits: int | None = None
    left_against_advice: bool = False
    has_died: bool = False
    is_cancelled: bool = False
    is_transferred: bool = False
    has_opted_out: bool = False
