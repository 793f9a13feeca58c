"""Every night: of the cases that are locked, some are drawn to be looked at again, and the others are closed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.followup.model import Level, State, Task, TaskId
from frontdesk.followup.model.plans import Mode, Policy
from frontdesk.followup.model.samples import Batch, Case
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.sampling import (
    after_draw,
    draw,
    ripe,
    verified_by,
    why_dropped,
    why_forced,
)
from frontdesk.followup.usecases._planning import read_laid_down
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import LocationId, OrganisationId, random_id

AT_ONCE = 1000
NO_LEVEL2, NO_LEVEL3 = (Mode.LEVEL1_ONLY,), (Mode.LEVEL1_ONLY, Mode.TWO_LEVEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """Where and when it is drawn, and by which policy."""

    organisation_id: OrganisationId
    location_id: LocationId
    today: date
    policy: Policy
    ports: PlanningPorts


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One draw: of which cases, for which level, among whom, and how many."""

    source: Level
    level: Level
    share: int
    least: int
    stratum: Callable[[Task], str]
    forces: bool
    without: tuple[Mode, ...]


def draw_samples(
    *,
    organisation_id: OrganisationId,
    location_id: LocationId,
    today: date,
    until: datetime,
    ports: PlanningPorts,
) -> int:
    """How many cases were settled. What was drawn is stored before anything is done with it.

    Broken off in between, the next run finds what was drawn, and does the rest of it.
    """
    policy = read_laid_down(organisation_id, ports).policy
    night = Night(
        organisation_id=organisation_id, location_id=location_id, today=today, policy=policy, ports=ports
    )
    locked = ports.tasks.locked(organisation_id, location_id, before=today, most=AT_ONCE)
    completed = [it for it in locked if it.state is State.COMPLETED]
    confirmed = [it for it in locked if it.state is State.LEVEL2_CONFIRMED]
    of_care, of_centre = _of_care(policy), _of_centre(policy)
    return _settled(of_care, completed, night, until) + _settled(of_centre, confirmed, night, until)


def _of_care(policy: Policy) -> Sequence[Drawing]:
    """From what level 1 has locked: for the centre, with what must be looked at, and a few for the leaders."""
    centre = Drawing(
        source=Level.CARE,
        stratum=_department,
        level=Level.CENTRE,
        share=policy.level2_share,
        least=policy.level2_least,
        forces=True,
        without=NO_LEVEL2,
    )
    leaders = Drawing(
        source=Level.CARE,
        stratum=_department,
        level=Level.LEADERS,
        share=policy.level3_share_of_level1,
        least=0,
        forces=False,
        without=NO_LEVEL3,
    )
    return centre, leaders


def _of_centre(policy: Policy) -> Sequence[Drawing]:
    """From what the centre has confirmed: for the leaders, among those whom one member of staff verified."""
    return [
        Drawing(
            source=Level.CENTRE,
            level=Level.LEADERS,
            share=policy.level3_share,
            least=policy.level3_least,
            stratum=verified_by,
            forces=False,
            without=NO_LEVEL3,
        )
    ]


def _settled(drawings: Sequence[Drawing], tasks: Sequence[Task], night: Night, until: datetime) -> int:
    first = drawings[0]
    kept = _kept(first, night)
    if kept is None:
        tasks = ripe(tasks, today=night.today, share=first.share, stratum=first.stratum)
    else:
        framed = {it.task_id for it in kept.frame}
        tasks = [it for it in tasks if it.id in framed]
    if not tasks:
        return 0
    picked: dict[TaskId, set[Level]] = {}
    for it in drawings:
        for pick in (_kept(it, night) or _drawn(it, tasks, night)).sample.picks:
            picked.setdefault(pick.task_id, set()).add(it.level)
    done = 0
    for task in tasks:
        if night.ports.clock() >= until:
            break
        try:
            night.ports.tasks.write(after_draw(task, frozenset(picked.get(task.id, ()))))
        except Conflict:
            continue  # it is not locked any more
        done += 1
    return done


def _kept(it: Drawing, night: Night) -> Batch | None:
    return night.ports.batches.get(
        night.organisation_id, night.location_id, night.today, source=it.source, level=it.level
    )


def _drawn(it: Drawing, tasks: Sequence[Task], night: Night) -> Batch:
    frame = _frame(it, tasks, night)
    return night.ports.batches.add(
        Batch(
            organisation_id=night.organisation_id,
            location_id=night.location_id,
            day=night.today,
            level=it.level,
            source=it.source,
            frame=tuple(frame),
            sample=draw(frame, share=it.share, least=it.least, seed=random_id()),
        )
    )


def _frame(it: Drawing, tasks: Sequence[Task], night: Night) -> list[Case]:
    """The cases by id, each with why it must, or must not, be drawn. Of two of one patient the second is left out."""
    frame: list[Case] = []
    met: set[str] = set()
    for task in sorted(tasks, key=lambda it: it.id):
        theirs = night.ports.tasks.of_subject(night.organisation_id, task.subject_id)
        others = [one for one in theirs if one.id != task.id]
        dropped = why_dropped(task, others, policy=night.policy, now=night.ports.clock())
        if night.policy.modes.get(task.department_id, night.policy.mode) in it.without:
            dropped = "mode"
        if not dropped and task.subject_id in met:
            dropped = "fatigue"
        if not dropped:
            met.add(task.subject_id)
        forced = why_forced(task) if it.forces else ""
        frame.append(Case(task_id=task.id, stratum=it.stratum(task), forced=forced, dropped=dropped))
    return frame


def _department(task: Task) -> str:
    return task.department_id
