"""Whom to call next, or what to look at next."""

from collections.abc import Iterator, Sequence

from frontdesk.followup.errors import TaskTaken
from frontdesk.followup.model import Level, State, Task, TaskId
from frontdesk.followup.model.lists import Pile, Row
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import may_show, why_not_do, why_not_list, why_not_look_again
from frontdesk.followup.rules.steps import has_lease, is_returned, may_be_called, why_not_open, why_not_review
from frontdesk.followup.usecases.open_task import open_task
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId

LOOKED_AT, AT_ONCE = 100, 25
LEVELS = {Pile.LEVEL2: Level.CENTRE, Pile.LEVEL3: Level.LEADERS}
Piles = Sequence[tuple[Pile, str]]


def next_task(
    *,
    organisation_id: OrganisationId,
    piles: Piles,
    member: Member,
    ports: TaskPorts,
) -> TaskId | None:
    """The first of all the piles that is theirs now: a call is in their hand with it; None when none is left.

    What worries comes first, then what was given back, then the longest overdue, of these who is followed with
    emphasis; whichever list it lies on. Nobody is called again because another of their tasks is due, as long as the
    policy lets no new try be made. Of two who ask at once each has another one: who finds it taken is given the next.
    Who asks twice has the one that they have in hand. It tells nothing of anybody.
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


def _due(organisation_id: OrganisationId, piles: Piles, member: Member, ports: TaskPorts) -> Iterator[Task]:
    now, policy = ports.clock(), ports.policy(organisation_id)
    rows = dict[TaskId, tuple[Row, Pile]]()
    for pile, of in piles:
        if refusal := why_not_list(member, pile, of):
            raise refusal
        found = ports.tasks.listed(organisation_id, pile, of, most=LOOKED_AT)
        rows |= {it.id: (it, pile) for it in found if may_show(member, pile, it)}
    in_order = [row.id for row, _ in sorted(rows.values(), key=lambda it: _place(it[0]))]
    some = (in_order[at : at + AT_ONCE] for at in range(0, len(in_order), AT_ONCE))
    for task in (it for ids in some for it in ports.tasks.read(organisation_id, ids)):
        level = LEVELS.get(rows[task.id][1])
        if level is not None:
            if not why_not_review(task, level) and not why_not_look_again(member, task, level):
                yield task
            continue
        if has_lease(task, member.id, now=now):
            yield task
            continue
        today = now.astimezone(ports.zone(organisation_id, task.location_id)).date()
        is_due = task.due_on <= today or is_returned(task)
        if task.state is State.IN_PROGRESS or not is_due or why_not_do(member, task):
            continue
        if why_not_open(task, member.id, now=now) is None:
            others = ports.tasks.of_subject(organisation_id, task.subject_id)
            if may_be_called(task, others, policy, now=now):
                yield task


def _place(row: Row) -> tuple[object, ...]:
    """As a list has it, over several lists."""
    return (not row.alarm, not row.returned, row.due_on, -row.vip, row.id)
