"""Whatever keeps calls keeps these promises: the fake and DynamoDB alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import StaffId
from frontdesk.messaging.model.calls import CallEnd, CallId, Noted, Recording, Way
from frontdesk.messaging.rules.calls import heard, taken
from frontdesk.messaging.storage import CallRecord, DynamoCalls

from .builders import NOON, NORTH, SOUTH
from .calls_desk import FakeCalls, a_call, an_event

C1, C2 = CallId("c1"), CallId("c2")


@pytest.fixture(params=[FakeCalls, DynamoCalls])
def calls(request):
    if request.param is DynamoCalls:
        request.getfixturevalue("cloud")
    return request.param()


def test_a_call_comes_back_as_it_was_stored(calls):
    whole = a_call(
        taken_at=NOON,
        taken_by="pbx",
        answered_at=NOON,
        ended_at=NOON + timedelta(microseconds=5),
        end=CallEnd.COMPLETED,
        seconds=0,
        recording=Recording("pbx://c1.wav", "ab" * 32),
        provider_call_id="1700.1",
        noted=Noted.REACHED,
        noted_at=NOON,
        heard=frozenset({"e1", "e2"}),
    )
    for call in (whole, a_call(id=C2, caller=StaffId("1002"))):
        assert calls.add(call) is None
        assert calls.get(NORTH, call.id) == replace(call, version=1)


def test_the_same_call_again_is_in_its_own_way(calls):
    assert calls.add(a_call()) is None
    assert calls.add(a_call()) == C1


def test_nobody_has_two_calls_in_hand_unless_one_is_put_down(calls):
    calls.add(a_call())
    assert calls.add(a_call(id=C2)) == C1
    assert calls.add(a_call(id=C2, caller=StaffId("1002"))) is None
    third = a_call(id=CallId("c3"))
    assert calls.add(third, instead_of=CallId("another")) == C1
    assert calls.add(third, instead_of=C1) is None
    assert calls.add(a_call(id=CallId("c4")), instead_of=C1) == "c3"


def test_of_two_who_change_a_call_one_does(calls):
    calls.add(a_call())
    before = calls.get(NORTH, C1)
    assert calls.put(taken(before, by="one", now=NOON))
    assert not calls.put(taken(before, by="two", now=NOON))
    assert calls.get(NORTH, C1).taken_by == "one"


def test_a_call_waits_until_something_is_heard_of_it(calls):
    calls.add(a_call(asked_at=NOON + timedelta(seconds=1)))
    calls.add(a_call(id=C2, caller=StaffId("1002")))
    calls.add(a_call(id=CallId("c3"), caller=StaffId("1003"), way=Way.HAND))
    assert [it.id for it in calls.waiting(NORTH, most=9)] == [C2, C1]
    assert [it.id for it in calls.waiting(NORTH, most=1)] == [C2]
    calls.put(taken(calls.get(NORTH, C2), by="pbx", now=NOON))
    assert [it.id for it in calls.waiting(NORTH, most=9)] == [C2, C1]
    calls.put(heard(calls.get(NORTH, C2), an_event("ringing")))
    assert [it.id for it in calls.waiting(NORTH, most=9)] == [C1]


def test_the_calls_of_a_day_come_newest_first(calls):
    for n in range(3):
        at = NOON + timedelta(hours=6 * n)
        calls.add(a_call(id=CallId(f"c{n}"), caller=StaffId(f"100{n}"), asked_at=at))
    assert [it.id for it in calls.of_day(NORTH, NOON.date(), most=9)] == ["c1", "c0"]
    assert [it.id for it in calls.of_day(NORTH, NOON.date(), most=1)] == ["c1"]


def test_a_call_is_found_by_the_contact_centres_id_of_it(calls):
    calls.add(a_call())
    calls.know_as(a_call(), "contact-1")
    calls.know_as(a_call(), "contact-1")
    assert calls.known_as(NORTH, "contact-1") == C1
    with pytest.raises(NotFound):
        calls.known_as(SOUTH, "contact-1")


@pytest.mark.requirement("N7")
def test_another_organisations_call_is_not_found(calls):
    calls.add(a_call())
    assert calls.waiting(SOUTH, most=9) == []
    assert calls.of_day(SOUTH, NOON.date(), most=9) == []
    with pytest.raises(NotFound):
        calls.get(SOUTH, C1)
    assert calls.add(a_call(organisation_id=SOUTH)) is None


def test_a_call_is_kept_for_ninety_days_and_holds_no_number(cloud):
    DynamoCalls().add(a_call())
    record = CallRecord.get(f"{NORTH}#CALL#c1", "call")
    assert record.ttl == int((NOON + timedelta(days=90)).timestamp())
    assert "+46" not in str(record.attribute_values)
