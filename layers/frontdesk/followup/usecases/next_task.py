"""Whom to call next."""

from frontdesk.followup.model import State, TaskId
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import why_not_do, why_not_list
from frontdesk.followup.rules.steps import why_not_open
from frontdesk.kernel.ids import OrganisationId

LOOKED_AT = 100


def next_task(
    *, organisation_id: OrganisationId, piles: tuple[tuple[Pile, str], ...], member: Member, ports: TaskPorts
) -> TaskId | None:
    """The first of the piles that they may take in hand now, their own before the others; None when none is left.

    It tells nothing of anybody, and takes nothing: whoever opens it first has it.
    """
    now = ports.clock()
    for pile, of in piles:
        if refusal := why_not_list(member, pile, of):
            raise refusal
        rows = ports.tasks.listed(organisation_id, pile, of, most=LOOKED_AT)
        for task in ports.tasks.read(organisation_id, [it.id for it in rows]):
            today = now.astimezone(ports.zone(organisation_id, task.location_id)).date()
            if task.state is State.IN_PROGRESS or task.due_on > today or why_not_do(member, task):
                continue
            if why_not_open(task, member.id, now=now) is None:
                return task.id
    return None
