"""Messaging at its door, where providers and telephone systems tell, and behind the bus.

What is to be sent at once is sent here; what waits for its time is sent by reminders' tick.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.channels import from_the_bus
from frontdesk.messaging.gateways.connect import call_event, contact_of
from frontdesk.messaging.model import Kind, MessageStatus, Purpose, Reason
from frontdesk.messaging.model.traffic import Posted
from frontdesk.messaging.usecases.count_message import count_message
from frontdesk.messaging.usecases.deliver_message import deliver_message
from frontdesk.messaging.usecases.hear_contact import hear_contact
from frontdesk.messaging.usecases.note_receipt import note_receipt
from frontdesk.messaging.usecases.take_event import take_event
from frontdesk.messaging.wiring.calls import calls_ports
from frontdesk.messaging.wiring.tallies import tally_ports
from frontdesk.messaging.wiring.threads import hearing_ports
from frontdesk_web.calls_door import open_calls
from frontdesk_web.http import FORM, App, Response
from frontdesk_web.tasks import heard

app = App("frontdesk-messaging")
ports, calls, tallies = hearing_ports(), calls_ports(), tally_ports()
open_calls(app, lambda: calls, catalogue_ports())

TAKEN = 204


@app.route(
    "/messaging/{organisation_id}/{channel}/events",
    methods=["POST"],
    content_types=[FORM, "application/json", "text/plain"],  # SNS says that its JSON is text
)
def events(organisation_id: str, channel: str) -> Response:
    request = app.request
    raw = request.raw_body
    take_event(
        Posted(
            organisation_id=OrganisationId(organisation_id),
            channel=channel,
            headers={name.lower(): value for name, value in request.headers.items()},
            body=raw if isinstance(raw, bytes) else raw.encode(),
            query=urlencode([(name, it) for name, values in app.queries().items() for it in values]),
        ),
        ports=ports,
    )
    return Response(body="", status_code=TAKEN, headers={"Cache-Control": "no-store"})


@app.lambda_function(name="deliver")
def deliver(event: Mapping[str, Any], _context: object) -> None:
    """A message was queued: hand it to the provider."""
    fact = heard(event)
    deliver_message(
        organisation_id=fact.organisation_id, message_id=MessageId(fact.data["message_id"]), ports=ports
    )


@app.lambda_function(name="receipts")
def receipts(event: Mapping[str, Any], _context: object) -> None:
    """AWS told the account's own bus what became of a message that it took."""
    receipt = from_the_bus(event)
    if receipt is not None:
        note_receipt(receipt, ports=ports)


@app.lambda_function(name="connect")
def connect(event: Mapping[str, Any], _context: object) -> None:
    """The contact centre says something of a contact: {organisation_id, contact}, as the clinic's rule puts it.

    A contact that is not known yet comes again: its event can be quicker than the answer that named it.
    """
    here, said = OrganisationId(event["organisation_id"]), event["contact"]
    contact_id = contact_of(said, instance_id=calls.telephony(here).connect.get("instance_id", ""))
    if contact_id:
        hear_contact(contact_id, lambda it: call_event(said, it), organisation_id=here, ports=calls)


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
