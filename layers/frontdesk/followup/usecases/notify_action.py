"""A corrective action was raised, or came a step further: whoever is next hears of it."""

from frontdesk.followup.model.actions import ActionId, ActionState
from frontdesk.followup.ports.tasks import ActionPorts
from frontdesk.kernel.ids import OrganisationId


def notify_action(*, organisation_id: OrganisationId, action_id: ActionId, ports: ActionPorts) -> None:
    """One message for each step of it, however often its fact is delivered; none when it is closed.

    Nothing of what was said is in it, so nothing in it tells who complained.
    """
    action = ports.actions.get(organisation_id, action_id)
    if action.state is not ActionState.CLOSED:
        ports.notify(action)
