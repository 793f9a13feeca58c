"""What follow-up came to is counted: each step, plan and action once, whatever facts come, and how often."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from frontdesk.followup.model import State, Task, TaskId
from frontdesk.followup.model.actions import ActionId
from frontdesk.followup.model.figures import Counted, Figure, Kept, Kind, Mark, Tally
from frontdesk.followup.model.plans import PlanId
from frontdesk.followup.ports.figures import FigurePorts, Place
from frontdesk.followup.rules.counting import (
    added,
    difference,
    of_action,
    of_plan,
    of_step,
    open_until,
    places,
)
from frontdesk.followup.rules.keys import successor_key
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import DepartmentId, OrganisationId, random_id

AT_ONCE = 100
"""Writes that DynamoDB does together."""


def mark_anew(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    kind: Kind,
    it: str,
    outcome: Figure | None = None,
    at: datetime | None = None,
    ports: FigurePorts,
) -> None:
    """A fact told that something moved: it is counted anew in the next round. `outcome`, `at`: of a plan."""
    ports.figures.mark(organisation_id, Mark(kind=kind, id=it, seen=random_id(), outcome=outcome, at=at))


def mark_forgotten(*, organisation_id: OrganisationId, ports: FigurePorts) -> int:
    """How many steps count as open though they were due before today: they are counted anew, should a fact be lost."""
    today = ports.clock().astimezone(ports.zone(organisation_id, None)).date()
    found = list(ports.figures.open_before(organisation_id, today))
    for it in found:
        mark_anew(organisation_id=organisation_id, kind=Kind.STEP, it=it, ports=ports)
    return len(found)


def count_figures(*, organisation_id: OrganisationId, until: datetime, ports: FigurePorts) -> int:
    """How much was counted, as far as the time goes.

    A batch is one write: what was marked is marked no more, and counts, in its tallies and by itself, as its records
    say now. Whoever is quicker, marks it anew or dies in between, makes the whole batch be done again.
    """
    done = 0
    while ports.clock() < until:
        marks = ports.figures.waiting(organisation_id, most=AT_ONCE)
        if not marks:
            return done
        batch = _gathered(organisation_id, marks, ports)
        tallies = _tallies(organisation_id, batch, ports)
        if ports.figures.count(organisation_id, batch.marks, batch.kept, tallies):
            done += len(batch.marks)
    return done


@dataclass(slots=True)
class _Batch:
    """What one write does: as much of what waits as it can do."""

    marks: list[Mark] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    changes: list[Counted] = field(default_factory=list)
    places: set[Place] = field(default_factory=set)

    def takes(self, kept: Kept, change: Counted) -> bool:
        """Whether it has room for it; then it is in."""
        wanted = self.places | places(change)
        if len(self.marks) + 1 + len(self.kept) + 1 + len(wanted) > AT_ONCE:
            return False
        self.places = wanted
        self.kept.append(kept)
        self.changes.append(change)
        return True


def _gathered(organisation_id: OrganisationId, marks: Sequence[Mark], ports: FigurePorts) -> _Batch:
    batch, met = _Batch(), set[tuple[Kind, str]]()
    for mark in marks:
        now = _as_it_is(organisation_id, mark, ports)
        if now is not None and (now.kind, now.id) not in met:
            before = ports.figures.kept(organisation_id, now.kind, now.id)
            change = difference(before.counted, now.counted)
            is_new = bool(change) or now.open_until != before.open_until
            if is_new and not batch.takes(replace(now, version=before.version), change):
                break
            met.add((now.kind, now.id))
        elif len(batch.marks) + len(batch.kept) + len(batch.places) >= AT_ONCE:
            break
        batch.marks.append(mark)
    return batch


def _tallies(organisation_id: OrganisationId, batch: _Batch, ports: FigurePorts) -> list[Tally]:
    there = ports.figures.tallies(organisation_id, batch.places)
    found = []
    for place in sorted(batch.places):
        month, department, person = place
        none = Tally(month=month, department_id=DepartmentId(department), person=person)
        tally = there.get(place, none)
        found.append(replace(tally, counts=added(tally, batch.changes)))
    return found


def _as_it_is(organisation_id: OrganisationId, mark: Mark, ports: FigurePorts) -> Kept | None:
    """What it counts by its records; None where there are none any more."""
    try:
        match mark.kind:
            case Kind.STEP:
                return _step(organisation_id, TaskId(mark.id), ports)
            case Kind.PLAN:
                plan = ports.plans.get(organisation_id, PlanId(mark.id))
                zone = ports.zone(organisation_id, plan.location_id)
                return Kept(kind=mark.kind, id=mark.id, counted=of_plan(plan, mark, zone))
            case Kind.ACTION:
                action = ports.actions.get(organisation_id, ActionId(mark.id))
                counted = of_action(action, ports.zone(organisation_id, None))
                return Kept(kind=mark.kind, id=mark.id, counted=counted)
    except NotFound:
        return None


def _step(organisation_id: OrganisationId, task_id: TaskId, ports: FigurePorts) -> Kept:
    chain = _chain(organisation_id, task_id, ports)
    counted = of_step(chain, ports.zone(organisation_id, chain[0].location_id))
    is_counted = any(Figure.DUE in it for it in counted.values())
    return Kept(
        kind=Kind.STEP,
        id=chain[0].id,
        counted=counted,
        open_until=open_until(chain) if is_counted else None,
    )


def _chain(organisation_id: OrganisationId, task_id: TaskId, ports: FigurePorts) -> tuple[Task, ...]:
    """The tasks of its step, the first one first."""
    first = ports.tasks.get(organisation_id, task_id)
    while first.regenerated_from is not None:
        first = ports.tasks.get(organisation_id, first.regenerated_from)
    chain = [first]
    while chain[-1].state is State.INTERRUPTED:
        chain.append(ports.tasks.get(organisation_id, successor_key(chain[-1].id)))
    return tuple(chain)
