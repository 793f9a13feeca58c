"""Whoever called says what came of it: no telephone system knows whether the right person was reached."""

from dataclasses import replace

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput, FieldError, NotFound
from frontdesk.kernel.ids import OrganisationId, StaffId
from frontdesk.messaging.model.calls import Call, CallId, Noted
from frontdesk.messaging.ports.calls import CallsPorts
from frontdesk.messaging.usecases._calls import change_call


def note_call(
    *, organisation_id: OrganisationId, call_id: CallId, noted: str, staff_id: StaffId, ports: CallsPorts
) -> Call:
    """The noted call; the last word of its caller counts. BadInput for no outcome, NotFound when it is not theirs.

    A call that was noted is out of hand, even where its telephone system never says a word.
    """
    if noted not in {it.value for it in Noted if it is not Noted.NONE}:
        raise BadInput([FieldError("noted", "required")])

    def change(call: Call) -> Call:
        if call.caller != staff_id:
            raise NotFound(call_id=call_id)
        if call.noted.value == noted:
            return call
        return replace(call, noted=Noted(noted), noted_at=ports.clock())

    by = Actor(ActorKind.STAFF, staff_id)
    call = change_call(organisation_id, call_id, change, by=by, ports=ports)
    assert call is not None, "a noted call is there"
    return call
