"""Whoever asked for a call does not want it any more."""

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId, StaffId
from frontdesk.messaging.model.calls import Call, CallEnd, CallId
from frontdesk.messaging.ports.calls import CallsPorts
from frontdesk.messaging.rules.calls import why_not_withdraw, withdrawn
from frontdesk.messaging.usecases._calls import change_call


def withdraw_call(
    *, organisation_id: OrganisationId, call_id: CallId, staff_id: StaffId, ports: CallsPorts
) -> Call:
    """The withdrawn call; twice is once. CallWasTaken when it is being dialled, NotFound when it is not theirs."""

    def change(call: Call) -> Call:
        if call.caller != staff_id:
            raise NotFound(call_id=call_id)
        if call.end is CallEnd.WITHDRAWN:
            return call
        if refusal := why_not_withdraw(call, ports.clock()):
            raise refusal
        return withdrawn(call, ports.clock())

    by = Actor(ActorKind.STAFF, staff_id)
    call = change_call(organisation_id, call_id, change, by=by, ports=ports)
    assert call is not None, "a withdrawn call is there"
    return call
