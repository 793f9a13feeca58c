"""Somebody reads what became of a month's messages."""

from datetime import date

from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model.tallies import MessageStatistics
from frontdesk.messaging.ports.tallies import TallyPorts
from frontdesk.messaging.rules.tallying import message_statistics


def read_message_statistics(
    *, organisation_id: OrganisationId, month: date, ports: TallyPorts
) -> MessageStatistics:
    """The month's numbers, none of them small enough to find a person by."""
    first = month.replace(day=1)
    return message_statistics(
        first,
        ports.tallies.messages_of(organisation_id, first),
        ports.tallies.followed_in(organisation_id, first),
    )
