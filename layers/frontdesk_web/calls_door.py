"""The doors for a clinic's telephone system: it asks what there is to dial, and says what happened.

Who shows no signature of the clinic's secret is met alike, whichever clinic they name and whether there is one.
"""

import json
from collections.abc import Callable
from typing import Any

from frontdesk.catalogue.ports import CataloguePorts
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.kernel.errors import BadInput, FieldError, NotAllowed, NotFound
from frontdesk.kernel.ids import OrganisationId, is_slug
from frontdesk.messaging.model.calls import ToDial
from frontdesk.messaging.ports.calls import CallsPorts
from frontdesk.messaging.rules.call_events import read_call_events
from frontdesk.messaging.rules.signatures import is_signed
from frontdesk.messaging.usecases.hear_call_event import hear_call_event
from frontdesk.messaging.usecases.take_pending_calls import take_pending_calls
from frontdesk_web.bodies import parsed
from frontdesk_web.http import App, Response

AT, SIGNED = "x-frontdesk-timestamp", "x-frontdesk-signature"
"""Headers: seconds since 1970, and HMAC-SHA256 of `<seconds>.<what is said>` in hexadecimal."""
BYTES_AT_MOST = 64 * 1024
HEADERS: dict[str, Any] = {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}


def open_calls(app: App, ports: Callable[[], CallsPorts], shelf: CataloguePorts) -> None:
    """Add the routes to the app."""

    def admitted(organisation_id: str, said: bytes) -> OrganisationId:
        """The clinic whose secret signed what is said; NotAllowed for everybody else."""
        here = _clinic(organisation_id, shelf)
        secrets = ports().telephony(here).secrets if here else ()
        right = is_signed(
            said, at=app.header(AT), signed=app.header(SIGNED), secrets=secrets, now=ports().clock()
        )
        if not here or not right:
            raise NotAllowed(reason="signature")
        return here

    @app.route("/messaging/{organisation_id}/calls/pending")
    def pending(organisation_id: str) -> Response:
        here = admitted(organisation_id, app.address().encode())
        bridge = app.query().get("bridge", "bridge")
        if not is_slug(bridge):
            raise BadInput([FieldError("bridge", "schema_pattern")])
        found = take_pending_calls(organisation_id=here, bridge=bridge, ports=ports())
        return _answer({"calls": [_told(it) for it in found]})

    @app.route("/messaging/{organisation_id}/calls/events", methods=["POST"], content_types=["*/*"])
    def events(organisation_id: str) -> Response:
        raw = app.request.raw_body
        body = raw.encode() if isinstance(raw, str) else raw
        here = admitted(organisation_id, body)
        if len(body) > BYTES_AT_MOST:
            raise BadInput([FieldError("$", "too_large")])
        unknown = []
        said = read_call_events(parsed(body))
        for event in said:
            try:
                hear_call_event(organisation_id=here, event=event, ports=ports())
            except NotFound:
                unknown.append(event.id)
        return _answer({"heard": len(said) - len(unknown), "unknown": unknown})


def _clinic(organisation_id: str, shelf: CataloguePorts) -> OrganisationId | None:
    if not is_slug(organisation_id):
        return None
    try:
        catalogue = read_catalogue(organisation_id=OrganisationId(organisation_id), ports=shelf)
    except NotFound:
        return None
    return catalogue.organisation.id


def _told(it: ToDial) -> dict[str, str]:
    """What a bridge needs to dial, and nothing of whom."""
    call = it.call
    return {
        "id": call.id,
        "number": it.number,
        "caller": call.caller,
        "purpose": call.purpose.value,
        "asked_at": call.asked_at.isoformat(),
    }


def _answer(said: object) -> Response:
    return Response(body=json.dumps(said), status_code=200, headers=HEADERS)
