"""Corrective actions: what a department must put right, by when, and whether it helped (R-5.2c)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from frontdesk.followup.model import TaskId
from frontdesk.kernel.ids import DepartmentId, OrganisationId, StaffId

ActionId = NewType("ActionId", str)
FeedbackId = NewType("FeedbackId", str)


class Severity(StrEnum):
    USUAL = "usual"
    SERIOUS = "serious"


class ActionState(StrEnum):
    OPEN = "open"
    PLAN_SUBMITTED = "plan_submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    EFFECT_SUBMITTED = "effect_submitted"
    EFFECT_RETURNED = "effect_returned"
    VERIFIED = "verified"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A line of its history: what was done, by whom, when, in which words.

    Of a verification: how many patients were asked again, and in which tasks; 0 where a leader signed.
    """

    state: ActionState
    by: StaffId
    at: datetime
    text: str
    asked: int = 0
    tasks: tuple[TaskId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectiveAction:
    """One problem of one department. `feedback` is what it joins of what patients said; where one of them is
    anonymous, nothing in a notice tells whose it is. `tasks`: the calls in which it was noticed."""

    id: ActionId
    organisation_id: OrganisationId
    department_id: DepartmentId
    title: str
    text: str
    severity: Severity
    state: ActionState
    raised_by: StaffId
    raised_at: datetime
    plan_due_at: datetime
    effect_due_at: datetime | None = None
    escalations: int = 0
    said: tuple[Said, ...] = ()
    feedback: tuple[FeedbackId, ...] = ()
    tasks: tuple[TaskId, ...] = ()
    run: int = 0
    version: int | None = None
