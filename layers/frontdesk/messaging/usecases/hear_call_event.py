"""A telephone system says what happened to a call."""

from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model.calls import Call, CallEvent
from frontdesk.messaging.ports.calls import CallsPorts
from frontdesk.messaging.rules.calls import heard
from frontdesk.messaging.usecases._calls import change_call


def hear_call_event(*, organisation_id: OrganisationId, event: CallEvent, ports: CallsPorts) -> Call:
    """The call with the event in it, in whatever order events come and however often. NotFound for no call of ours."""
    call = change_call(organisation_id, event.call_id, lambda it: heard(it, event), ports=ports)
    assert call is not None, "an event leaves a call"
    return call
