"""What follow-up needs from the outside."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from frontdesk.audit.model import AuditEntry
from frontdesk.followup.model import Task
from frontdesk.followup.model.plans import Book, Plan, PlanId
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId


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
    """What planning asks of the tasks."""

    def add(self, task: Task) -> bool:
        """Store a new one; False where there is one of that id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningPorts:
    books: Books
    plans: Plans
    tasks: NewTasks
    organisations: Callable[[], Sequence[OrganisationId]]
    zones: Callable[[OrganisationId], Sequence[tuple[LocationId, ZoneInfo]]]
    record: Callable[[AuditEntry], None]
    clock: Clock
