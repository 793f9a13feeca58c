"""Whom to call next, or what to look at next."""

from collections.abc import Iterator, Sequence

from frontdesk.followup.errors import TaskTaken
from frontdesk.followup.model import Level, State, Task, TaskId
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import may_show, why_not_do, why_not_list, why_not_look_again
from frontdesk.followup.rules.steps import why_not_open, why_not_review
from frontdesk.followup.usecases.open_task import open_task
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId

LOOKED_AT = 100
LEVELS = {Pile.LEVEL2: Level.CENTRE, Pile.LEVEL3: Level.LEADERS}


def next_task(
    *,
    organisation_id: OrganisationId,
    piles: Sequence[tuple[Pile, str]],
    member: Member,
    ports: TaskPorts,
) -> TaskId | None:
    """The first of the piles that is theirs now: a call is in their hand with it; None when none is left.

    Of two who ask at once each has another one: who finds it taken is given the next. It tells nothing of anybody.
    """
    for task in _due(organisation_id, piles, member, ports):
        if task.state in {State.LEVEL2_OPEN, State.LEVEL3_OPEN}:
            return task.id
        try:
            open_task(organisation_id=organisation_id, task_id=task.id, member=member, ports=ports)
        except (TaskTaken, Conflict):
            continue
        return task.id
    return None


def _due(
    organisation_id: OrganisationId, piles: Sequence[tuple[Pile, str]], member: Member, ports: TaskPorts
) -> Iterator[Task]:
    now = ports.clock()
    for pile, of in piles:
        if refusal := why_not_list(member, pile, of):
            raise refusal
        rows = ports.tasks.listed(organisation_id, pile, of, most=LOOKED_AT)
        theirs = [it.id for it in rows if may_show(member, pile, it)]
        for task in ports.tasks.read(organisation_id, theirs):
            if pile in LEVELS:
                level = LEVELS[pile]
                if not why_not_review(task, level) and not why_not_look_again(member, task, level):
                    yield task
                continue
            today = now.astimezone(ports.zone(organisation_id, task.location_id)).date()
            if task.state is State.IN_PROGRESS or task.due_on > today or why_not_do(member, task):
                continue
            if why_not_open(task, member.id, now=now) is None:
                yield task
