"""Who does follow-up: as much of a member of staff as its rules ask about."""

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.kernel.ids import DepartmentId, StaffId


class Right(StrEnum):
    """CALL: level 1, by the clinics. VERIFY: level 2, the centre. LEAD: level 3. EDIT: policy, nothing clinical."""

    CALL = "call"
    VERIFY = "verify"
    LEAD = "lead"
    EDIT = "edit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who asks for something."""

    id: StaffId
    departments: frozenset[DepartmentId]
    rights: frozenset[Right]
