"""The corrective actions of a clinic, and one of them."""

from collections.abc import Sequence

from frontdesk.audit.model import AuditEntry
from frontdesk.followup.model.actions import ActionId, CorrectiveAction
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import ActionPorts
from frontdesk.followup.rules.actions import why_not_raise, why_not_see
from frontdesk.followup.usecases._change import staff
from frontdesk.kernel.ids import OrganisationId

LISTED_AT_MOST = 100


def list_actions(
    *, organisation_id: OrganisationId, is_open: bool, member: Member, ports: ActionPorts
) -> Sequence[CorrectiveAction]:
    """Those that are open, by what is due next; or the latest that are closed. Nothing of a patient is in them."""
    if refusal := why_not_raise(member):
        raise refusal
    return ports.actions.listed(organisation_id, is_open=is_open, most=LISTED_AT_MOST)


def show_action(
    *, organisation_id: OrganisationId, action_id: ActionId, member: Member, ports: ActionPorts
) -> CorrectiveAction:
    """One of them. What staff wrote may speak of somebody: the look is in the trail."""
    action = ports.actions.get(organisation_id, action_id)
    if refusal := why_not_see(member, action):
        raise refusal
    ports.record(
        AuditEntry.look(
            organisation_id,
            "ActionRead",
            by=staff(member.id),
            at=ports.clock(),
            about=action.id,
            department_id=action.department_id,
        )
    )
    return action
