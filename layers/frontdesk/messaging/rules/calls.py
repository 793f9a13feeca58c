"""What becomes of a call. Pure, and in whatever order it is heard: what is heard is joined, not followed."""

from dataclasses import replace
from datetime import datetime, timedelta

from frontdesk.messaging.errors import CallUnderWay, CallWasTaken
from frontdesk.messaging.model.calls import (
    Call,
    CallEnd,
    CallEvent,
    CallEventType,
    CallState,
    Noted,
    Recording,
    Way,
)

LEASE = timedelta(seconds=30)
"""How long a telephone system has a call that it took without a word; then another one may take it."""
TAKEN_WITHIN = timedelta(minutes=2)
"""After it nobody waits any more for a telephone system: whoever asked has dialled by hand or gone on."""
ENDED_WITHIN = timedelta(hours=4)
"""No call lasts longer: the word of its end was lost."""
KEPT_FOR = timedelta(days=90)
EVENTS_AT_MOST = 50
"""Events whose ids a call keeps; hearing more of them changes no state, for joining them again gives the same."""

_HOW_SURE = tuple(CallEnd)
"""Of two ends the later one in this row is believed: a telephone system knows better than the house."""


def heard(call: Call, event: CallEvent) -> Call:
    """The call with what the event says of it. Any order, twice or late: the same call in the end."""
    if event.id in call.heard:
        return call
    known = call.heard | {event.id} if len(call.heard) < EVENTS_AT_MOST else call.heard
    told = replace(
        call,
        heard=known,
        leased_until=None,
        provider_call_id=max(call.provider_call_id, event.provider_call_id),
        seconds=_most(call.seconds, event.seconds),
    )
    match event.type:
        case CallEventType.RINGING:
            return replace(told, ringing_at=_first(told.ringing_at, event.at))
        case CallEventType.ANSWERED:
            return replace(told, answered_at=_first(told.answered_at, event.at))
        case CallEventType.ENDED:
            return _ended(told, event.end or CallEnd.OTHER, event.at)
        case CallEventType.RECORDING:
            return replace(told, recording=_either(told.recording, event.recording))
    return told


def outcome(call: Call) -> CallEnd:
    """How the call ended, in one word: one that was answered and has no other end was completed."""
    if call.end in {CallEnd.OTHER, CallEnd.LAPSED, CallEnd.WITHDRAWN} and call.answered_at:
        return CallEnd.COMPLETED
    return call.end


def taken(call: Call, *, by: str, now: datetime) -> Call | None:
    """The call, given to the telephone system `by` for the time of a lease; None where it is not to be had."""
    if not call.waits or is_late(call, now) or (call.leased_until and now < call.leased_until):
        return None
    return replace(call, taken_at=call.taken_at or now, taken_by=by, leased_until=now + LEASE)


def is_late(call: Call, now: datetime) -> bool:
    """Whether too much time has passed for anything more to be heard of it."""
    if call.ended_at or call.noted is not Noted.NONE:
        return False
    is_silent = call.state in {CallState.REQUESTED, CallState.TAKEN} and not call.heard
    within = TAKEN_WITHIN if is_silent and call.way is not Way.HAND else ENDED_WITHIN
    return now - call.asked_at >= within


def lapsed(call: Call, now: datetime) -> Call:
    """The call, given up where nothing more is to be expected of it; as it was elsewhere."""
    return _ended(call, CallEnd.LAPSED, now) if is_late(call, now) else call


def is_open(call: Call, now: datetime) -> bool:
    """Whether whoever asked for it has it in hand: not ended, not noted, not late."""
    return call.ended_at is None and call.noted is Noted.NONE and not is_late(call, now)


def why_not_withdraw(call: Call, now: datetime) -> CallWasTaken | None:
    """It can be withdrawn as long as nobody dials it; afterwards one hangs up."""
    untaken = call.leased_until is None or now >= call.leased_until
    silent = call.state in {CallState.REQUESTED, CallState.TAKEN} and not call.heard
    return None if untaken and silent and call.way is not Way.CONNECT else CallWasTaken(call_id=call.id)


def withdrawn(call: Call, now: datetime) -> Call:
    return _ended(call, CallEnd.WITHDRAWN, now)


def why_not_call(other: Call | None, now: datetime) -> CallUnderWay | None:
    """Nobody has two calls in hand: `other` is the one they asked for last."""
    return CallUnderWay(call_id=other.id) if other and is_open(other, now) else None


def _ended(call: Call, end: CallEnd, at: datetime) -> Call:
    believed = max(call.end, end, key=_HOW_SURE.index)
    return replace(call, ended_at=_first(call.ended_at, at), end=believed, leased_until=None)


def _first(one: datetime | None, other: datetime) -> datetime:
    return min(one, other) if one else other


def _most(one: int | None, other: int | None) -> int | None:
    return max((it for it in (one, other) if it is not None), default=None)


def _either(one: Recording | None, other: Recording | None) -> Recording | None:
    return max((it for it in (one, other) if it is not None), default=None)
