"""Tasks as plans and draws see them: what they make or settle is told to the house as every move of a task is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from frontdesk.followup.model import Task
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.steps import settled
from frontdesk.followup.rules.telling import HOUSE
from frontdesk.followup.usecases._change import store
from frontdesk.followup.usecases.add_task import add_task
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId


@dataclass(frozen=True, slots=True)
class PlannedTasks:
    """`NewTasks` for planning and drawing."""

    ports: TaskPorts

    def add(self, task: Task) -> bool:
        return add_task(task, ports=self.ports)

    def locked(
        self, organisation_id: OrganisationId, location_id: LocationId, *, before: date, most: int
    ) -> Sequence[Task]:
        return self.ports.tasks.locked(organisation_id, location_id, before=before, most=most)

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Task]:
        return self.ports.tasks.of_subject(organisation_id, subject_id)

    def write(self, task: Task, *_facts: Event) -> Task:
        """Store what a draw made of it; Conflict when it changed since it was read."""
        return store(settled(task), by=HOUSE, ports=self.ports)
