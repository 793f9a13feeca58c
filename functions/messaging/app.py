"""Messaging behind the bus: sends what is to be sent at once. What waits for its time is sent by reminders' tick."""

from collections.abc import Mapping
from typing import Any

from frontdesk.kernel.ids import MessageId
from frontdesk.messaging.usecases.deliver_message import deliver_message
from frontdesk.messaging.wiring import messaging_ports
from frontdesk_web.tasks import Tasks, heard

app = Tasks("frontdesk-messaging")
ports = messaging_ports()


@app.lambda_function(name="deliver")
def deliver(event: Mapping[str, Any], _context: object) -> None:
    """A message was queued: hand it to the provider."""
    fact = heard(event)
    deliver_message(
        organisation_id=fact.organisation_id, message_id=MessageId(fact.data["message_id"]), ports=ports
    )
