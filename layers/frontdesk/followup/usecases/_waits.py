"""Tasks and corrective actions as the machines see them: somebody is waited for until an instant."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from frontdesk.followup.events import ActionEscalated, PatientAsked, TaskEscalated
from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.model.actions import ActionId
from frontdesk.followup.model.lists import Wait
from frontdesk.followup.ports.tasks import ActionPorts, TaskPorts
from frontdesk.followup.rules import actions
from frontdesk.followup.rules.forms import to_call
from frontdesk.followup.rules.instants import acts_at, passed, wait
from frontdesk.followup.rules.steps import Move
from frontdesk.followup.rules.telling import HOUSE, of_action
from frontdesk.followup.usecases._change import change
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId


@dataclass(frozen=True, slots=True)
class TaskWaits:
    """`Waits` of tasks."""

    ports: TaskPorts

    def wait(self, organisation_id: OrganisationId, it: str) -> Wait:
        task = self.ports.tasks.get(organisation_id, TaskId(it))
        zone = self.ports.zone(organisation_id, task.location_id)
        return wait(task, self.ports.policy(organisation_id), zone, now=self.ports.clock())

    def run(self, organisation_id: OrganisationId, it: str) -> int:
        return self.ports.tasks.get(organisation_id, TaskId(it)).run

    def next_run(self, organisation_id: OrganisationId, it: str, run: int) -> bool:
        task = self.ports.tasks.get(organisation_id, TaskId(it))
        if task.run != run:
            return False
        zone = self.ports.zone(organisation_id, task.location_id)
        at = acts_at(task, self.ports.policy(organisation_id), zone)
        try:
            self.ports.tasks.write(replace(task, run=run + 1), acts_at=at)
        except Conflict:
            return False
        return True

    def pass_instant(self, organisation_id: OrganisationId, it: str) -> None:
        """Who is to be told is told before it is stored: told twice under one id, it is one message."""
        ports = self.ports

        def says(task: Task) -> Move | None:
            zone = ports.zone(organisation_id, task.location_id)
            move = passed(task, ports.policy(organisation_id), zone, now=ports.clock())
            if move is not None and move.fact is TaskEscalated:
                ports.tell(task, move.task.escalated)
            if move is not None and move.fact is PatientAsked and not ports.ask(move.task):
                return to_call(task, today=ports.clock().astimezone(zone).date())
            return move

        change(organisation_id, TaskId(it), says, by=HOUSE, ports=ports)

    def running(self, organisation_id: OrganisationId, *, before: datetime | None) -> Iterable[str]:
        return self.ports.tasks.running(organisation_id, before=before)

    def park(self, organisation_id: OrganisationId, it: str, token: str) -> None:
        self.ports.tasks.park(organisation_id, TaskId(it), token)

    def parked(self, organisation_id: OrganisationId, it: str) -> str | None:
        return self.ports.tasks.parked(organisation_id, TaskId(it))


@dataclass(frozen=True, slots=True)
class ActionWaits:
    """`Waits` of corrective actions."""

    ports: ActionPorts

    def wait(self, organisation_id: OrganisationId, it: str) -> Wait:
        action = self.ports.actions.get(organisation_id, ActionId(it))
        return actions.wait(action, now=self.ports.clock())

    def run(self, organisation_id: OrganisationId, it: str) -> int:
        return self.ports.actions.get(organisation_id, ActionId(it)).run

    def next_run(self, organisation_id: OrganisationId, it: str, run: int) -> bool:
        action = self.ports.actions.get(organisation_id, ActionId(it))
        if action.run != run:
            return False
        try:
            self.ports.actions.write(replace(action, run=run + 1))
        except Conflict:
            return False
        return True

    def pass_instant(self, organisation_id: OrganisationId, it: str) -> None:
        """As of tasks. Who loses a race leaves it to the machine, which asks again."""
        ports, now = self.ports, self.ports.clock()
        action = ports.actions.get(organisation_id, ActionId(it))
        if (later := actions.passed(action, now=now)) is None:
            return
        ports.tell(action, later.escalations)
        fact = of_action(ActionEscalated, later, {"step": later.escalations}, at=now, by=HOUSE)
        ports.actions.write(later, fact)

    def running(self, organisation_id: OrganisationId, *, before: datetime | None) -> Iterable[str]:
        return self.ports.actions.running(organisation_id, before=before)

    def park(self, organisation_id: OrganisationId, it: str, token: str) -> None:
        self.ports.actions.park(organisation_id, ActionId(it), token)

    def parked(self, organisation_id: OrganisationId, it: str) -> str | None:
        return self.ports.actions.parked(organisation_id, ActionId(it))
