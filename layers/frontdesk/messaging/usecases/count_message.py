"""What became of a message is counted, when the fact of it is heard."""

from datetime import UTC, datetime

from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.model import Kind, MessageStatus, Purpose, Reason
from frontdesk.messaging.model.tallies import Tally
from frontdesk.messaging.ports.tallies import TallyPorts


def count_message(  # noqa: PLR0913  # as much of the fact as is counted
    *,
    organisation_id: OrganisationId,
    message_id: MessageId,
    at: datetime,
    purpose: Purpose,
    kind: Kind | None,
    template: str,
    status: MessageStatus,
    reason: Reason,
    ports: TallyPorts,
) -> None:
    """Count it in the month in which it happened; heard again, or before what led to it, it is counted once."""
    ports.tallies.count(
        Tally(
            message_id=message_id,
            organisation_id=organisation_id,
            month=at.astimezone(UTC).date().replace(day=1),
            purpose=purpose,
            kind=kind,
            template=template,
            status=status,
            reason=reason,
        )
    )
