"""What patients said is joined in a corrective action, and hears when that is over."""

from collections.abc import Sequence
from dataclasses import replace

from frontdesk.followup.errors import ActionMovedOn
from frontdesk.followup.events import ActionJoined, FeedbackJoined
from frontdesk.followup.model.actions import ActionId, ActionState, CorrectiveAction, FeedbackId
from frontdesk.followup.model.feedback import Feedback
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.rules.feedback import as_seen, is_hidden, settled, why_not_join, why_not_read
from frontdesk.followup.rules.telling import HOUSE, of_action
from frontdesk.followup.usecases._change import ATTEMPTS, staff
from frontdesk.followup.usecases._feedback_change import Turn, turn
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId


def join_feedback(
    *,
    organisation_id: OrganisationId,
    feedback_id: FeedbackId,
    action_id: ActionId,
    member: Member,
    ports: FeedbackPorts,
) -> Feedback:
    """It, joined in an action that there is; again, as it is.

    FeedbackJoinedElsewhere while another action has it, ActionMovedOn when that one is closed.
    """
    if refusal := why_not_read(member):
        raise refusal
    it = ports.box.get(organisation_id, feedback_id)
    if no := why_not_join(it, action_id):
        raise no
    for _ in range(ATTEMPTS):
        action = ports.actions.get(organisation_id, action_id)
        if feedback_id in action.feedback:
            break
        if action.state is ActionState.CLOSED:
            raise ActionMovedOn(action_id=action_id)
        more = replace(action, feedback=(*action.feedback, feedback_id))
        try:
            ports.actions.write(
                more, of_action(ActionJoined, more, {}, at=ports.clock(), by=staff(member.id))
            )
            break
        except Conflict:
            continue
    else:
        raise Conflict(action_id=action_id)
    settle_feedback(organisation_id=organisation_id, action_id=action_id, ports=ports)
    return ports.box.get(organisation_id, feedback_id)


def settle_feedback(*, organisation_id: OrganisationId, action_id: ActionId, ports: FeedbackPorts) -> None:
    """Everything that the action names stands as the action does. Heard twice, late or in another order, the same."""
    action = ports.actions.get(organisation_id, action_id)
    for it in ports.box.read(organisation_id, action.feedback) if action.feedback else ():
        turn(organisation_id, it.id, lambda known: _as_in(known, action, ports), by=HOUSE, ports=ports)


def joined_in(
    action: CorrectiveAction, *, member: Member, ports: FeedbackPorts
) -> Sequence[tuple[Feedback, bool]]:
    """What the action joins, as they see it, and whether whose it is is hidden from them."""
    if why_not_read(member) or not action.feedback:
        return ()
    there = ports.box.read(action.organisation_id, action.feedback)
    return [(as_seen(member, it), is_hidden(member, it)) for it in there if it.action_id == action.id]


def _as_in(known: Feedback, action: CorrectiveAction, ports: FeedbackPorts) -> Turn | None:
    new = settled(known, action, now=ports.clock())
    if new == known:
        return None
    if new.action_id == known.action_id:
        return Turn(it=new)
    return Turn(it=new, fact=FeedbackJoined, says={"action_id": action.id})
