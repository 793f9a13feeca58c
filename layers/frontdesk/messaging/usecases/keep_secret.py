"""An administrator gives a channel a new secret, or takes the one before out of use. Nobody can read one again."""

from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.ports import MessagingPorts


def keep_secret(
    *, organisation_id: OrganisationId, channel: str, name: str, secret: str, ports: MessagingPorts
) -> None:
    """The secret signs from now on, and the one before verifies beside it; an empty one ends the time of both."""
    if secret:
        ports.secrets.keep(organisation_id, channel, name, secret)
    else:
        ports.secrets.retire(organisation_id, channel, name)
