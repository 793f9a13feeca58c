"""What follow-up needs from the outside."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from frontdesk.audit.model import AuditEntry
from frontdesk.followup.model import Level, Task
from frontdesk.followup.model.plans import Book, Plan, PlanId, Population
from frontdesk.followup.model.samples import Batch
from frontdesk.hospital.model import Encounter
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, SubjectId
from frontdesk.patients.model import Subject


class Books(Protocol):
    def get(self, organisation_id: OrganisationId) -> Book | None:
        """What was laid down; None where nothing was."""

    def put(self, book: Book, *, at: datetime) -> Book:
        """Store it in place of the version it names, 0 for none; Conflict where that is no longer so."""


class Plans(Protocol):
    """`next_on`: when the list of its state shall show the plan, None for never."""

    def add(self, plan: Plan, *facts: Event, next_on: date | None) -> bool:
        """Store a new one; False where there is one of that id."""

    def write(self, plan: Plan, *facts: Event, next_on: date | None) -> Plan:
        """Store it in place of its version; Conflict where that is no longer so."""

    def get(self, organisation_id: OrganisationId, plan_id: PlanId) -> Plan:
        """NotFound for none."""

    def proposed(
        self, organisation_id: OrganisationId, location_id: LocationId, *, most: int
    ) -> Sequence[Plan]:
        """Those that wait for somebody to accept them, the oldest first."""

    def active(
        self, organisation_id: OrganisationId, location_id: LocationId, *, until: date, most: int
    ) -> Sequence[Plan]:
        """Those that have something to do by that day."""

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Plan]:
        """All of a patient, the newest first."""


class NewTasks(Protocol):
    """What planning and drawing ask of the tasks."""

    def add(self, task: Task) -> bool:
        """Store a new one; False where there is one of that id."""

    def locked(
        self, organisation_id: OrganisationId, location_id: LocationId, *, before: date, most: int
    ) -> Sequence[Task]:
        """Those that wait for the samples since before that day: completed, or confirmed by the centre."""

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Task]:
        """All of a patient, the newest first."""

    def write(self, task: Task, *facts: Event) -> Task:
        """Store it in place of its version; Conflict where that is no longer so."""


class Batches(Protocol):
    def add(self, batch: Batch) -> Batch:
        """Store the draw of that night, or give the one that there is: what was drawn once stays drawn."""

    def get(
        self,
        organisation_id: OrganisationId,
        location_id: LocationId,
        day: date,
        *,
        source: Level,
        level: Level,
    ) -> Batch | None:
        """The draw of that night from the cases of `source` for `level`, None where there was none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningPorts:
    """`encounters`: all of a patient; `encounters_on`: a location's list of a local day, as the hospital has it.

    `emphasis`: how far somebody is followed with emphasis on that day, 0 for not. `record`: into the trail.
    """

    books: Books
    plans: Plans
    tasks: NewTasks
    batches: Batches
    encounter: Callable[[OrganisationId, str], Encounter]
    encounters: Callable[[OrganisationId, SubjectId], Sequence[Encounter]]
    encounters_on: Callable[[OrganisationId, LocationId, Population, date], Sequence[Encounter]]
    emphasis: Callable[[OrganisationId, SubjectId, date], int]
    subjects: Callable[[OrganisationId, Collection[SubjectId]], Mapping[SubjectId, Subject]]
    organisations: Callable[[], Sequence[OrganisationId]]
    zones: Callable[[OrganisationId], Mapping[LocationId, ZoneInfo]]
    departments: Callable[[OrganisationId], Collection[DepartmentId]]
    record: Callable[[AuditEntry], None]
    clock: Clock
