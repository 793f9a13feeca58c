"""What counting and reading figures needs from the outside."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Protocol

from frontdesk.followup.model.figures import Kept, Kind, Mark, Tally
from frontdesk.followup.ports import Plans
from frontdesk.followup.ports.tasks import Actions, Tasks
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId

Place = tuple[date, str, str]
"""The key of a tally: the first day of its month, its department or `*`, its person or nothing."""


class Figures(Protocol):
    def mark(self, organisation_id: OrganisationId, mark: Mark) -> None:
        """It waits to be counted anew; marked again, it is the latest that counts."""

    def waiting(self, organisation_id: OrganisationId, *, most: int) -> Sequence[Mark]:
        """What waits: one query."""

    def kept(self, organisation_id: OrganisationId, kind: Kind, it: str) -> Kept:
        """What it counts as yet; nothing, without a version, where it was never counted."""

    def tallies(self, organisation_id: OrganisationId, places: Collection[Place]) -> Mapping[Place, Tally]:
        """Those that there are."""

    def count(
        self,
        organisation_id: OrganisationId,
        marks: Collection[Mark],
        kept: Collection[Kept],
        tallies: Collection[Tally],
    ) -> bool:
        """Take those marks away and store the others, each in place of its version: all in one write.

        False, and nothing done, where one was marked anew or changed meanwhile. At most 100 of all three together.
        """

    def of_month(self, organisation_id: OrganisationId, month: date) -> Sequence[Tally]:
        """Each department's, and that of all, which comes first: one query."""

    def of_persons(
        self, organisation_id: OrganisationId, month: date, department_id: DepartmentId
    ) -> Sequence[Tally]:
        """Those of a department's month: one query."""

    def of_months(
        self, organisation_id: OrganisationId, months: Sequence[date], department_id: DepartmentId
    ) -> Sequence[Tally]:
        """That department's, or that of all, of those months: one call."""

    def open_before(self, organisation_id: OrganisationId, day: date) -> Iterable[str]:
        """Steps that count as open, and were due before that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePorts:
    """`zone`: of a location; of the first one of the clinic where None is asked for."""

    figures: Figures
    tasks: Tasks
    plans: Plans
    actions: Actions
    zone: Callable[[OrganisationId, LocationId | None], tzinfo]
    clock: Clock
