"""A corrective action as somebody sees it: what is wrong, what was said to it, what they may do."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from frontdesk.audit.model import AuditEntry
from frontdesk.followup.model import Task
from frontdesk.followup.model.actions import ActionId, CorrectiveAction
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import ActionPorts
from frontdesk.followup.rules.actions import Deed, as_seen, deeds_of, due_at, why_not_see
from frontdesk.followup.usecases._change import staff
from frontdesk.kernel.ids import OrganisationId, StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`deeds`: what they may do now. `due_at`: when the department's next word is due, None while it has said it.

    `heads`: who answers for the department.
    """

    action: CorrectiveAction
    deeds: tuple[Deed, ...]
    due_at: datetime | None
    overdue: bool
    heads: Collection[StaffId]
    calls: Sequence[Task]


def show_action(
    *, organisation_id: OrganisationId, action_id: ActionId, member: Member, ports: ActionPorts
) -> Shown:
    """NotFound when it is not theirs to see. What staff wrote may speak of somebody: the look is in the trail."""
    heads_of = ports.heads(
        organisation_id
    )  # first: one that is not there costs as much as one that is not theirs
    action = ports.actions.get(organisation_id, action_id)
    heads = heads_of(action.department_id)
    if refusal := why_not_see(member, action, heads):
        raise refusal
    now, due = ports.clock(), due_at(action)
    ports.record(
        AuditEntry.look(
            organisation_id,
            "ActionRead",
            by=staff(member.id),
            at=now,
            about=action.id,
            department_id=action.department_id,
        )
    )
    seen = as_seen(member, action)
    return Shown(
        action=seen,
        deeds=deeds_of(member, action, heads),
        due_at=due,
        overdue=due is not None and due < now,
        heads=heads,
        calls=ports.calls(organisation_id, seen.tasks) if seen.tasks else (),
    )
