"""How a call stands does not depend on when anybody heard of it."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from frontdesk.messaging.model.calls import CallEnd, CallState, Noted, Recording, Way
from frontdesk.messaging.rules.calls import (
    ENDED_WITHIN,
    EVENTS_AT_MOST,
    LEASE,
    TAKEN_WITHIN,
    heard,
    is_open,
    lapsed,
    outcome,
    taken,
    why_not_withdraw,
)

from .builders import NOON
from .calls_desk import SECOND, a_call, an_event

A_TAPE = Recording("pbx://monitor/c1.wav", "ab" * 32)
A_WHOLE_CALL = (
    an_event("requested"),
    an_event("ringing", 2, provider_call_id="1700.1"),
    an_event("answered", 9, provider_call_id="1700.1"),
    an_event("ended", 69, end=CallEnd.COMPLETED, seconds=60),
    an_event("ended", 70, id="e-cdr", end=CallEnd.OTHER, seconds=61),
    an_event("recording", 75, recording=A_TAPE),
)


def after(events, call=None):
    call = call or a_call(taken_at=NOON, taken_by="pbx", leased_until=NOON + LEASE)
    for it in events:
        call = heard(call, it)
    return call


@pytest.mark.requirement("R-5.3g")
def test_whatever_order_the_events_of_a_call_come_in_it_stands_the_same():
    told = {after(order) for order in permutations(A_WHOLE_CALL)}
    assert len(told) == 1
    [call] = told
    assert (call.state, outcome(call), call.seconds) == (CallState.ENDED, CallEnd.COMPLETED, 61)
    assert (call.ringing_at, call.answered_at) == (NOON + 2 * SECOND, NOON + 9 * SECOND)
    assert (call.ended_at, call.recording) == (NOON + 69 * SECOND, A_TAPE)


def test_events_that_come_twice_in_any_order_change_nothing():
    four = A_WHOLE_CALL[1:5]
    once = after(four)
    assert {after([*order, *reversed(order)]) for order in permutations(four)} == {once}


def test_an_answer_heard_after_the_end_is_kept_beside_it():
    ended = after([an_event("ended", 60)])
    assert (ended.state, outcome(ended)) == (CallState.ENDED, CallEnd.OTHER)
    late = heard(ended, an_event("answered", 5))
    assert (late.state, late.answered_at) == (CallState.ENDED, NOON + 5 * SECOND)
    assert outcome(late) is CallEnd.COMPLETED


@pytest.mark.parametrize("order", [1, -1])
def test_a_busy_line_is_believed_more_than_an_end_without_a_reason(order):
    ends = [an_event("ended", 3, id="x", end=CallEnd.BUSY), an_event("ended", 4, id="y", end=CallEnd.OTHER)]
    assert after(ends[::order]).end is CallEnd.BUSY


def test_more_events_than_a_call_keeps_are_joined_all_the_same():
    many = [an_event("ringing", 9 - n % 9, id=f"e{n}") for n in range(EVENTS_AT_MOST + 20)]
    call = after(many)
    assert len(call.heard) == EVENTS_AT_MOST
    assert heard(call, many[-1]) == call


def test_a_call_that_nobody_takes_in_two_minutes_lapses():
    call = a_call()
    assert is_open(call, NOON + TAKEN_WITHIN - SECOND)
    late = lapsed(call, NOON + TAKEN_WITHIN)
    assert (late.state, outcome(late)) == (CallState.ENDED, CallEnd.LAPSED)
    assert taken(call, by="pbx", now=NOON + TAKEN_WITHIN) is None


def test_a_telephone_system_that_speaks_late_knows_better_than_the_clock():
    late = after(A_WHOLE_CALL, lapsed(a_call(), NOON + TAKEN_WITHIN))
    assert outcome(late) is CallEnd.COMPLETED


@pytest.mark.parametrize("way", [Way.HAND, Way.BRIDGE])
def test_a_call_without_an_end_lapses_after_four_hours(way):
    call = a_call(way=way) if way is Way.HAND else after([an_event("answered", 3)])
    assert lapsed(call, NOON + ENDED_WITHIN - SECOND) == call
    assert lapsed(call, NOON + ENDED_WITHIN).state is CallState.ENDED


def test_a_call_whose_outcome_was_noted_is_out_of_hand():
    call = replace(a_call(way=Way.HAND), noted=Noted.REACHED, noted_at=NOON)
    assert not is_open(call, NOON)
    assert lapsed(call, NOON + timedelta(days=1)) == call


def test_a_call_is_one_telephone_systems_for_half_a_minute():
    first = taken(a_call(), by="one", now=NOON)
    assert taken(first, by="two", now=NOON + LEASE - SECOND) is None
    second = taken(first, by="two", now=NOON + LEASE)
    assert (second.taken_by, second.taken_at) == ("two", NOON)
    assert taken(heard(second, an_event("requested")), by="one", now=NOON + 3 * LEASE) is None


def test_a_call_that_is_being_dialled_is_not_withdrawn():
    assert why_not_withdraw(a_call(), NOON) is None
    assert why_not_withdraw(taken(a_call(), by="pbx", now=NOON), NOON) is not None
    assert why_not_withdraw(after([an_event("ringing", 1)]), NOON + LEASE) is not None
