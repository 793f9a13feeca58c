"""A push: one message to a group, seen before it goes, sent once to each, part by part, and stopped if need be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.hospital.model import Disposition, EncounterState, Population
from frontdesk.kernel.errors import BadInput, NotFound
from frontdesk.messaging.model import Go, Gone, Kind
from frontdesk.outreach.errors import NobodyReached, NotReady, PushOver
from frontdesk.outreach.model import LeftOut, PushState, Topic
from frontdesk.outreach.usecases.ask_push import ask_push
from frontdesk.outreach.usecases.confirm_push import confirm_push
from frontdesk.outreach.usecases.gather_push import PART, gather_push
from frontdesk.outreach.usecases.send_part import send_part
from frontdesk.outreach.usecases.stop_push import stop_push
from frontdesk.outreach.usecases.tend_pushes import tend_pushes
from frontdesk.patients.model import Offer

from .builders import (
    A_DAY,
    ANNA,
    BEN,
    HERE,
    KATRIN,
    OLE,
    OTHER,
    House,
    a_content,
    a_discharge,
    a_picked,
    an_item,
    crowd,
)


@pytest.fixture
def house():
    house = House()
    house.tell(a_discharge())
    return house


def asks(house, content=None, picked=None, staff=KATRIN):
    return ask_push(
        content or a_content(items=(an_item(0),)),
        picked or a_picked(),
        organisation_id=HERE,
        push_id=OTHER,
        staff=staff,
        ports=house.ports,
    )


def gathers(house):
    return gather_push(organisation_id=HERE, push_id=OTHER, ports=house.ports)


def confirms(house, staff=KATRIN):
    return confirm_push(organisation_id=HERE, push_id=OTHER, staff=staff, ports=house.ports)


def stops(house):
    return stop_push(organisation_id=HERE, push_id=OTHER, staff=KATRIN, ports=house.ports)


def sends(house, part=0):
    return send_part(organisation_id=HERE, push_id=OTHER, part=part, ports=house.ports)


def heard(house):
    """What the push told itself, in order."""
    return [(it.name, getattr(it, "part", None)) for it in house.pushes.facts]


@pytest.mark.requirement("R-5.3b", "R-5.4.8a")
def test_a_push_is_asked_for_gathered_confirmed_and_sent(house):
    assert asks(house).state is PushState.GATHERING
    ready = gathers(house)
    assert (ready.state, ready.tally.by_kind, ready.tally.left_out) == (PushState.READY, {Kind.SMS: 1}, {})
    assert house.messages == []
    assert confirms(house).confirmed_by == KATRIN.id
    assert sends(house).state is PushState.SENT
    [message] = house.messages
    assert house.asked(message) == Go({"text": "Guten Tag Anna Beispiel, wie geht es Ihnen?"})


def test_a_second_click_and_a_fact_heard_twice_send_nothing_twice(house):
    asks(house)
    asks(house)
    gathers(house)
    gathers(house)
    confirms(house)
    confirms(house)
    sends(house)
    sends(house)
    assert len(house.messages) == 1
    assert heard(house) == [("PushAsked", None), ("PushContinued", 0)]


def test_it_says_who_is_left_out_and_why(house):
    people, stays = crowd(5)
    house.people |= people
    first, second, third, fourth, _ = people
    house.people[first] = replace(house.people[first], phone=None)
    house.people[second] = replace(house.people[second], email="a@example.org")
    house.stops = {(second, Kind.SMS), (third, Kind.SMS)}
    house.people.pop(fourth)
    stays[4] = replace(stays[4], disposition=Disposition.DIED)
    house.tell(*stays)
    asks(house)
    tally = gathers(house).tally
    assert tally.by_kind == {Kind.SMS: 1, Kind.EMAIL: 1}
    assert tally.left_out == {
        LeftOut.NO_CONTACT: 1,
        LeftOut.UNWANTED: 1,
        LeftOut.UNKNOWN: 1,
        LeftOut.DIED: 1,
    }


@pytest.mark.requirement("R-5.4.8b")
def test_education_and_greetings_leave_out_who_has_not_agreed(house):
    house.people[BEN] = replace(house.people[ANNA], id=BEN)
    house.tell(a_discharge(subject_id=BEN, visit_number="V-5"))
    house.agreed[Offer.EDUCATION] = {BEN}
    asks(house, a_content(topic=Topic.EDUCATION, items=(an_item(0),)))
    tally = gathers(house).tally
    assert (tally.by_kind, tally.left_out) == ({Kind.SMS: 1}, {LeftOut.NOT_AGREED: 1})


def test_the_group_is_of_some_days_a_department_and_a_diagnosis(house):
    house.tell(
        a_discharge(visit_number="V-2", subject_id=BEN, ended_at=house.now - 20 * A_DAY),
        a_discharge(visit_number="V-3", subject_id=BEN, diagnoses=()),
        a_discharge(visit_number="V-4", subject_id=BEN, state=EncounterState.CANCELLED),
    )
    house.people[BEN] = replace(house.people[ANNA], id=BEN)
    asks(house, picked=a_picked(diagnosis="I21"))
    assert gathers(house).tally.reached == 1


def test_a_group_of_too_many_days_is_refused_and_a_place_out_of_reach_is_not_there(house):
    with pytest.raises(BadInput):
        asks(house, picked=a_picked(first=a_picked().last - 31 * A_DAY))
    with pytest.raises(NotFound):
        asks(house, staff=OLE)
    with pytest.raises(BadInput):
        asks(house, a_content(name="", items=(an_item(0),)))
    asks(house, picked=a_picked(population=Population.INPATIENT, first=a_picked().last - 90 * A_DAY))


def test_it_goes_part_by_part_and_a_part_in_the_wrong_order_sends_nothing(house):
    people, stays = crowd(PART + 1)
    house.people |= people
    house.tell(*stays)
    asks(house)
    assert gathers(house).parts == 2
    confirms(house)
    sends(house, 1)
    assert house.messages == []
    assert sends(house, 0).done == 1
    assert len(house.messages) == PART
    sends(house, 0)
    assert sends(house, 1).state is PushState.SENT
    assert len(house.messages) == PART + 2
    assert heard(house)[1:] == [("PushContinued", 0), ("PushContinued", 1)]


def test_a_part_that_broke_off_is_made_up_for(house):
    asks(house)
    gathers(house)
    going = confirms(house)
    sends(house)
    house.pushes.stored[HERE, OTHER] = replace(going, version=9)  # its last write was lost
    house.outbox.stored.clear()
    assert sends(house).state is PushState.SENT
    assert len(house.messages) == 1


@pytest.mark.requirement("R-5.4.8a")
def test_stopped_it_sends_no_further_part_and_what_waits_is_withdrawn(house):
    asks(house)
    gathers(house)
    confirms(house)
    sends(house)
    assert stops(house).stopped_by == KATRIN.id
    assert house.asked(house.messages[0]) == Gone()
    with pytest.raises(PushOver):
        stops(house)
    with pytest.raises(NotFound):
        stop_push(organisation_id=HERE, push_id=OTHER, staff=OLE, ports=house.ports)
    assert [it.action for it in house.trail] == ["PushStopped"]


def test_stopped_before_it_goes_it_cannot_be_confirmed(house):
    asks(house)
    with pytest.raises(NotReady):
        confirms(house)
    gathers(house)
    stops(house)
    with pytest.raises(NotReady):
        confirms(house)
    assert gathers(house).state is PushState.STOPPED


def test_a_group_of_yesterday_is_gathered_anew(house):
    asks(house)
    gathers(house)
    with pytest.raises(NotFound):
        confirms(house, OLE)
    house.now += A_DAY
    with pytest.raises(NotReady):
        confirms(house)


def test_a_push_to_nobody_is_refused(house):
    house.told.clear()
    asks(house)
    gathers(house)
    with pytest.raises(NobodyReached):
        confirms(house)


def test_more_than_ten_thousand_are_too_many(house, monkeypatch):
    monkeypatch.setattr("frontdesk.outreach.usecases.gather_push.AT_MOST", 3)
    people, stays = crowd(4)
    house.people |= people
    house.tell(*stays)
    asks(house)
    assert gathers(house).state is PushState.TOO_MANY
    with pytest.raises(NotReady):
        confirms(house)


def test_a_lost_fact_is_made_up_for_by_night(house):
    asks(house)
    until = house.now + A_DAY
    assert tend_pushes(organisation_id=HERE, until=until, ports=house.ports) == 0
    house.now += timedelta(hours=2)
    assert tend_pushes(organisation_id=HERE, until=until, ports=house.ports) == 1
    confirms(house)
    house.now += timedelta(hours=2)
    assert tend_pushes(organisation_id=HERE, until=until, ports=house.ports) == 1
    assert house.pushes.get(HERE, OTHER).state is PushState.SENT
    assert len(house.messages) == 1


def test_who_died_since_is_sent_nothing(house):
    asks(house)
    gathers(house)
    confirms(house)
    sends(house)
    house.tell(a_discharge(disposition=Disposition.DIED))
    assert house.asked(house.messages[0]) == Gone()
