"""A corrective action comes a step further: the department answers, the centre or a leader judges."""

from frontdesk.followup.events import ActionMoved
from frontdesk.followup.model.actions import ActionId, CorrectiveAction
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import ActionPorts
from frontdesk.followup.rules.actions import WAYS, Deed, done, why_not_deed, why_not_text
from frontdesk.followup.rules.telling import of_action
from frontdesk.followup.usecases._change import ATTEMPTS, staff
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId


def answer_action(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    action_id: ActionId,
    deed: Deed,
    text: str,
    member: Member,
    ports: ActionPorts,
) -> CorrectiveAction:
    """The action after the deed; said again by the same person, as it is.

    ActionMovedOn when it does not wait for that, OwnCase for who would judge what they answered, ReasonMissing
    without a word; NotFound when it is not theirs to do.
    """
    if no := why_not_text(text):
        raise no
    for _ in range(ATTEMPTS):
        action = ports.actions.get(organisation_id, action_id)
        latest = action.said[-1] if action.said else None
        if latest and (latest.state, latest.by, latest.text) == (WAYS[deed].after, member.id, text.strip()):
            return action
        if refusal := why_not_deed(member, action, deed):
            raise refusal
        now = ports.clock()
        moved = done(action, deed, text, member, ports.policy(organisation_id), now=now)
        says = {"state": moved.state.value}
        try:
            return ports.actions.write(
                moved, of_action(ActionMoved, moved, says, at=now, by=staff(member.id))
            )
        except Conflict:
            continue
    raise Conflict(action_id=action_id)
