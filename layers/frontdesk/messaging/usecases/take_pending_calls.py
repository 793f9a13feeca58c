"""The clinic's telephone system asks what there is to dial: it gets the numbers now, and only now."""

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model.calls import Call, CallEnd, CallEvent, CallEventType, ToDial
from frontdesk.messaging.ports.calls import CallsPorts
from frontdesk.messaging.rules.calls import heard, lapsed, taken
from frontdesk.messaging.usecases._calls import HOUSE, store_change

AT_MOST = 10


def take_pending_calls(*, organisation_id: OrganisationId, bridge: str, ports: CallsPorts) -> list[ToDial]:
    """The oldest calls that nobody has, ten at most, now this bridge's for half a minute; then another may have them.

    Of two bridges that ask at once one gets a call. What was not taken in time, or has no number any more, ends here.
    """
    found: list[ToDial] = []
    for call in ports.calls.waiting(organisation_id, most=AT_MOST):
        now = ports.clock()
        given_up = lapsed(call, now)
        if given_up != call:
            store_change(call, given_up, by=HOUSE, ports=ports)
            continue
        mine = taken(call, by=bridge, now=now)
        if mine is None:
            continue
        number = ports.number_of(organisation_id, call.recipient)
        if number is None:
            store_change(call, heard(call, _no_number(call, ports)), by=HOUSE, ports=ports)
        elif store_change(call, mine, by=Actor(ActorKind.SYSTEM, f"bridge {bridge}"), ports=ports):
            found.append(ToDial(call=mine, number=number))
    return found


def _no_number(call: Call, ports: CallsPorts) -> CallEvent:
    return CallEvent(
        id=f"{call.id}-no-number",
        call_id=call.id,
        type=CallEventType.ENDED,
        at=ports.clock(),
        end=CallEnd.FAILED,
    )
