"""Messaging behind the bus: sends what is to be sent at once. What waits for its time is sent by reminders' tick."""

from collections.abc import Mapping
from typing import Any

from frontdesk.kernel.ids import MessageId
from frontdesk.messaging.model import Kind, MessageStatus, Purpose, Reason
from frontdesk.messaging.usecases.count_message import count_message
from frontdesk.messaging.usecases.deliver_message import deliver_message
from frontdesk.messaging.wiring import messaging_ports, tally_ports
from frontdesk_web.tasks import Tasks, heard

app = Tasks("frontdesk-messaging")
ports = messaging_ports()
tallies = tally_ports()


@app.lambda_function(name="deliver")
def deliver(event: Mapping[str, Any], _context: object) -> None:
    """A message was queued: hand it to the provider."""
    fact = heard(event)
    deliver_message(
        organisation_id=fact.organisation_id, message_id=MessageId(fact.data["message_id"]), ports=ports
    )


@app.lambda_function(name="count")
def count(event: Mapping[str, Any], _context: object) -> None:
    """Something became of a message: it is counted, away from whoever sends."""
    fact = heard(event)
    count_message(
        organisation_id=fact.organisation_id,
        message_id=MessageId(fact.data["message_id"]),
        at=fact.occurred_at,
        purpose=Purpose(fact.data["purpose"]),
        kind=Kind(fact.data["kind"]) if fact.data["kind"] else None,
        template=fact.data["template"],
        status=MessageStatus(fact.data["status"]),
        reason=Reason(fact.data["reason"]),
        ports=tallies,
    )
