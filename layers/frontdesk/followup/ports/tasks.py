"""What tasks and corrective actions need from the outside."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from frontdesk.audit.model import AuditEntry
from frontdesk.followup.model import Attempt, Task, TaskId
from frontdesk.followup.model.actions import ActionId, CorrectiveAction
from frontdesk.followup.model.heard import Heard
from frontdesk.followup.model.lists import Pile, Row, Wait
from frontdesk.followup.model.plans import Plan, PlanId, Policy
from frontdesk.hospital.model import Encounter
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, StaffId, SubjectId
from frontdesk.patients.model import Subject
from frontdesk.surveys.model.questionnaires import Questionnaire


class Tasks(Protocol):
    """`acts_at`: when the house must act on it next; None for never."""

    def add(self, task: Task, *facts: Event, acts_at: datetime | None) -> bool:
        """Store a new one; False where there is one of that id."""

    def write(self, task: Task, *facts: Event, acts_at: datetime | None) -> Task:
        """Store it in place of its version; Conflict where that is no longer so."""

    def replace(self, task: Task, fact: Event, *, by: Task, ready: Event, acts_at: datetime | None) -> Task:
        """Store it, which is over, and its successor, of which `acts_at` is: both or none; Conflict like `write`."""

    def get(self, organisation_id: OrganisationId, task_id: TaskId) -> Task:
        """NotFound for none."""

    def read(self, organisation_id: OrganisationId, task_ids: Collection[TaskId]) -> Sequence[Task]:
        """Those that there are, in that order."""

    def listed(self, organisation_id: OrganisationId, pile: Pile, of: str, *, most: int) -> Sequence[Row]:
        """What lies in a pile, by due date, those who are followed with emphasis first: one query."""

    def locked(
        self, organisation_id: OrganisationId, location_id: LocationId, *, before: date, most: int
    ) -> Sequence[Task]:
        """Those that wait for the samples since before that day."""

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Task]:
        """All of a patient."""

    def running(self, organisation_id: OrganisationId, *, before: datetime | None) -> Iterable[TaskId]:
        """Those on which the house must act some day; with `before`, those for which it should have."""

    def take_try(
        self, organisation_id: OrganisationId, task_id: TaskId, *, on: str, most: int, until: datetime
    ) -> int | None:
        """Use up one of `most` tries of the day `on` to prove who one is: how many are left, None when none was."""

    def park(self, organisation_id: OrganisationId, task_id: TaskId, token: str) -> None:
        """Remember where its execution waits."""

    def parked(self, organisation_id: OrganisationId, task_id: TaskId) -> str | None:
        """Where it waited last."""


class Actions(Protocol):
    def add(self, action: CorrectiveAction, *facts: Event) -> bool:
        """Store a new one; False where there is one of that id."""

    def write(self, action: CorrectiveAction, *facts: Event) -> CorrectiveAction:
        """Store it in place of its version; Conflict where that is no longer so."""

    def get(self, organisation_id: OrganisationId, action_id: ActionId) -> CorrectiveAction:
        """NotFound for none."""

    def listed(
        self, organisation_id: OrganisationId, *, is_open: bool, most: int
    ) -> Sequence[CorrectiveAction]:
        """Those that are open by what is due next, or those that are closed, the latest first."""

    def running(self, organisation_id: OrganisationId, *, before: datetime | None) -> Iterable[ActionId]:
        """As of tasks."""

    def park(self, organisation_id: OrganisationId, action_id: ActionId, token: str) -> None:
        """Remember where its execution waits."""

    def parked(self, organisation_id: OrganisationId, action_id: ActionId) -> str | None:
        """Where it waited last."""


class Machine(Protocol):
    """Executions that wait, each under its own name."""

    def start(self, name: str, begin: Mapping[str, object]) -> None:
        """Start it; a second start under the name changes nothing."""

    def wake(self, token: str, wait: Wait) -> bool:
        """Let the one that waits under the token go on; False when it waits no more."""

    def is_running(self, name: str) -> bool | None:
        """Whether it runs; None when it was never started."""


class Waits(Protocol):
    """What of tasks and corrective actions is alike: somebody is waited for until an instant."""

    def wait(self, organisation_id: OrganisationId, it: str) -> Wait: ...

    def run(self, organisation_id: OrganisationId, it: str) -> int: ...

    def next_run(self, organisation_id: OrganisationId, it: str, run: int) -> bool:
        """Take the run behind that one; False when somebody else did, or wrote something else."""

    def pass_instant(self, organisation_id: OrganisationId, it: str) -> None:
        """Do what the clock asks for now; nothing where its instant has not come."""

    def running(self, organisation_id: OrganisationId, *, before: datetime | None) -> Iterable[str]: ...

    def park(self, organisation_id: OrganisationId, it: str, token: str) -> None: ...

    def parked(self, organisation_id: OrganisationId, it: str) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitPorts:
    waits: Waits
    machine: Machine
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPorts:
    """`tell`: the owner, or the leads of its department, that it is overdue, by the step. `chart`: why they were here.

    `dial`: ask for a call to the patient under that id. `heard`: what is known of a call. `hang_up`: say of a call of
    theirs what came of it, so that they have their hands free for the next. `correct`: the patient has another number.
    `plan`: the plan that it is a step of; None where it is gone. `trail`: what was done to or seen of a patient's data.
    `newest`: the latest revision of a questionnaire, "" for none; `questionnaire`: that revision of it.
    `ask`: send the patient the form, as the task stands; False where they cannot be reached so.
    """

    tasks: Tasks
    policy: Callable[[OrganisationId], Policy]
    zone: Callable[[OrganisationId, LocationId], ZoneInfo]
    subjects: Callable[[OrganisationId, Collection[SubjectId]], Mapping[SubjectId, Subject]]
    chart: Callable[[Task, StaffId], Sequence[Encounter]]
    dial: Callable[[Task, StaffId, str], None]
    heard: Callable[[OrganisationId, str], Heard]
    hang_up: Callable[[Task, StaffId, Attempt], None]
    correct: Callable[[Task, StaffId, str], None]
    plan: Callable[[OrganisationId, PlanId], Plan | None]
    trail: Callable[[OrganisationId, SubjectId], Sequence[AuditEntry]]
    tell: Callable[[Task, int], None]
    newest: Callable[[OrganisationId, str], str]
    questionnaire: Callable[[OrganisationId, str, str], Questionnaire]
    ask: Callable[[Task], bool]
    record: Callable[[AuditEntry], None]
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPorts:
    """`heads`: who answers for a department, also where it has no lead. `tell`: those of its department, or from the
    last step on all leads, that something is overdue. `notify`: that it waits for them, the same or who raised it.
    `calls`: those tasks that there are."""

    actions: Actions
    policy: Callable[[OrganisationId], Policy]
    departments: Callable[[OrganisationId], Collection[DepartmentId]]
    heads: Callable[[OrganisationId], Callable[[DepartmentId], Collection[StaffId]]]
    calls: Callable[[OrganisationId, Collection[TaskId]], Sequence[Task]]
    tell: Callable[[CorrectiveAction, int], None]
    notify: Callable[[CorrectiveAction], None]
    record: Callable[[AuditEntry], None]
    clock: Clock
