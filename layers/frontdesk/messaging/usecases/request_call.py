"""A member of staff wants to speak with somebody: the call is asked for, and dialled by whatever the clinic has."""

from collections.abc import Callable
from dataclasses import replace

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict, NotFound, ProviderFailure
from frontdesk.messaging.model.calls import Call, CallEnd, CallEvent, CallEventType, CallId, Way
from frontdesk.messaging.ports.calls import CallsPorts
from frontdesk.messaging.rules.calls import heard, why_not_call
from frontdesk.messaging.usecases._calls import call_changed, change_call

TRIES = 3


def request_call(wanted: Call, *, ports: CallsPorts) -> Call:
    """The call; the same id again is the same call. CallUnderWay when its caller has another one in hand.

    `way` and `asked_at` are filled in here. A bridge takes the call when it asks next; a contact centre is told at
    once, and a call that it refuses has failed, so that one dials by hand.
    """
    telephony, now = ports.telephony(wanted.organisation_id), ports.clock()
    call = _stored(replace(wanted, way=telephony.way, asked_at=now), ports)
    if call.way is Way.CONNECT and call.taken_at is None and call.ended_at is None:
        return _placed(call, ports)
    return call


def _stored(call: Call, ports: CallsPorts) -> Call:
    by = Actor(ActorKind.STAFF, call.caller)
    instead_of: CallId | None = None
    for _ in range(TRIES):
        in_the_way = ports.calls.add(call, call_changed(call, by=by, ports=ports), instead_of=instead_of)
        if in_the_way is None:
            return replace(call, version=1)
        other = ports.calls.get(call.organisation_id, in_the_way)
        if other.id == call.id:
            return _same(call, other)
        if refusal := why_not_call(other, call.asked_at):
            raise refusal
        instead_of = other.id
    raise Conflict(call_id=call.id)


def _same(call: Call, other: Call) -> Call:
    """What was asked for before under this id; NotFound when it is somebody else's, or for somebody else."""
    if (other.caller, other.recipient) != (call.caller, call.recipient):
        raise NotFound(call_id=call.id)
    return other


def _placed(call: Call, ports: CallsPorts) -> Call:
    """Nothing is between the contact centre and its id of the call but this: what is lost here, it is asked again."""
    number = ports.number_of(call.organisation_id, call.recipient)
    connect = ports.telephony(call.organisation_id).connect
    try:
        contact = ports.place(call, number, connect) if number else ""
    except ProviderFailure:
        contact = ""
    now = ports.clock()
    if contact:
        ports.calls.know_as(call, contact)
        return _changed(
            call, lambda it: replace(it, taken_at=it.taken_at or now, provider_call_id=contact), ports
        )
    failed = CallEvent(
        id=f"{call.id}-refused", call_id=call.id, type=CallEventType.ENDED, at=now, end=CallEnd.FAILED
    )
    return _changed(call, lambda it: heard(it, failed), ports)


def _changed(call: Call, change: Callable[[Call], Call], ports: CallsPorts) -> Call:
    return change_call(call.organisation_id, call.id, change, ports=ports) or call
