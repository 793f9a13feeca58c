"""What follow-up tells the rest of the clinic. Schemas: events/followup/. Nothing of why is in them."""

from dataclasses import dataclass
from typing import ClassVar

from frontdesk.followup.model import TaskId
from frontdesk.followup.model.actions import ActionId, FeedbackId
from frontdesk.followup.model.plans import PlanId
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import DepartmentId, SubjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFact(Event):
    """What all facts of a plan tell."""

    source: ClassVar[str] = "frontdesk.followup"

    plan_id: PlanId
    subject_id: SubjectId
    department_id: DepartmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanProposed(PlanFact):
    """A plan waits for a person to accept it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStarted(PlanFact):
    """A person accepted a plan, or made one; or its scheme let it start alone. `as_recommended`: with those steps."""

    as_recommended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanged(PlanFact):
    """Somebody changed the steps that are no tasks yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRefused(PlanFact):
    """Somebody refused a plan that was proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEnded(PlanFact):
    """A plan is over. `why` is a code: done, or one of those for which its open tasks are cancelled."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskFact(Event):
    """What all facts of a task tell."""

    source: ClassVar[str] = "frontdesk.followup"

    task_id: TaskId
    plan_id: PlanId
    subject_id: SubjectId
    department_id: DepartmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReady(TaskFact):
    """A task may be done: its window opened, its next try has come, or it came back to be done again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOpened(TaskFact):
    """Somebody took a task in hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientDialled(TaskFact):
    """A call to the patient was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFailed(TaskFact):
    """Nobody was spoken to; it is tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientAsked(TaskFact):
    """The patient was sent the form of a task, or reminded of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCompleted(TaskFact):
    """Level 1 is done, and locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskInterrupted(TaskFact):
    """A call broke off; the centre has the successor."""

    successor_id: TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChanged(TaskFact):
    """Its date, its way or its owner was changed by hand; or it was left lying and went to the centre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEscalated(TaskFact):
    """It is overdue, and somebody is told."""

    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOpened(TaskFact):
    """It was drawn, and waits for somebody of that level to look at it again."""

    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskReviewed(TaskFact):
    """Somebody of that level looked at it again."""

    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEnded(TaskFact):
    """Nothing more is done with it. `state` says how it ended."""

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFact(Event):
    """What all facts of a corrective action tell."""

    source: ClassVar[str] = "frontdesk.followup"

    action_id: ActionId
    department_id: DepartmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRaised(ActionFact):
    """A department is to put something right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionMoved(ActionFact):
    """A corrective action came a step further, or was returned."""

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEscalated(ActionFact):
    """A due date passed; somebody higher is told."""

    step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionJoined(ActionFact):
    """Something more that patients said is joined in a corrective action."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackFact(Event):
    """What all facts about a word of a patient tell: never whose, nor what was said."""

    source: ClassVar[str] = "frontdesk.followup"

    feedback_id: FeedbackId
    department_id: DepartmentId
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackHeard(FeedbackFact):
    """Praise, a complaint or a suggestion was heard. `where`: at a follow-up call, the window, or by staff."""

    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackAnswered(FeedbackFact):
    """Somebody was answered. `in_time`: before the answer was due, or none was."""

    in_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackChanged(FeedbackFact):
    """Staff corrected its kind, department or words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackJoined(FeedbackFact):
    """A corrective action joins it."""

    action_id: ActionId


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackEnded(FeedbackFact):
    """Nothing more is done with it."""
