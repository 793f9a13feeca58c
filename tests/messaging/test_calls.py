"""Staff call people up: by the clinic's own telephone system, by a contact centre, or by hand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.kernel.errors import BadInput, NotFound, ProviderFailure
from frontdesk.kernel.ids import StaffId
from frontdesk.messaging.errors import CallUnderWay, CallWasTaken
from frontdesk.messaging.model import Recipient, RecipientKind
from frontdesk.messaging.model.calls import CallEnd, CallId, CallState, Noted, Telephony, Way
from frontdesk.messaging.rules.calls import ENDED_WITHIN, LEASE, TAKEN_WITHIN
from frontdesk.messaging.usecases.hear_call_event import hear_call_event
from frontdesk.messaging.usecases.hear_contact import hear_contact
from frontdesk.messaging.usecases.list_calls import list_calls
from frontdesk.messaging.usecases.note_call import note_call
from frontdesk.messaging.usecases.request_call import request_call
from frontdesk.messaging.usecases.show_call import show_call
from frontdesk.messaging.usecases.take_pending_calls import take_pending_calls
from frontdesk.messaging.usecases.withdraw_call import withdraw_call

from .builders import NOON, NORTH, SOUTH
from .calls_desk import ANNAS_NUMBER, BY_CONNECT, SECOND, FakeCalls, Telephone, a_call, an_event

C1, KATRIN, JONAS = CallId("c1"), StaffId("1001"), StaffId("1002")
BO = Recipient(RecipientKind.SUBJECT, "bo")


@pytest.fixture
def desk():
    return Telephone()


def take(desk, bridge="pbx"):
    found = take_pending_calls(organisation_id=NORTH, bridge=bridge, ports=desk.ports)
    return [(it.call.id, it.number) for it in found]


def hear(desk, *events):
    for it in events:
        hear_call_event(organisation_id=NORTH, event=it, ports=desk.ports)


def withdraw(desk, by=KATRIN):
    return withdraw_call(organisation_id=NORTH, call_id=C1, staff_id=by, ports=desk.ports)


def note(desk, noted="reached", by=KATRIN):
    return note_call(organisation_id=NORTH, call_id=C1, noted=noted, staff_id=by, ports=desk.ports)


def show(desk, by=KATRIN, *, sees_all=False):
    return show_call(organisation_id=NORTH, call_id=C1, staff_id=by, sees_all=sees_all, ports=desk.ports)


@pytest.mark.requirement("R-5.3g")
def test_a_call_is_dialled_by_the_clinics_telephone_system_and_its_record_is_saved(desk):
    assert request_call(a_call(), ports=desk.ports).way is Way.BRIDGE
    assert take(desk) == [(C1, ANNAS_NUMBER)]
    hear(
        desk,
        an_event("requested"),
        an_event("ringing", 1),
        an_event("answered", 5),
        an_event("ended", 65, end=CallEnd.COMPLETED, seconds=60),
    )
    assert desk.states == [
        ("requested", ""),
        ("taken", ""),
        ("ringing", ""),
        ("answered", ""),
        ("ended", "completed"),
    ]
    assert desk.calls.get(NORTH, C1).seconds == 60
    assert "+46" not in str(desk.calls.facts) + str(desk.calls.stored)


def test_asking_twice_by_the_same_form_is_one_call(desk):
    first = request_call(a_call(), ports=desk.ports)
    assert request_call(a_call(), ports=desk.ports) == first
    assert len(desk.calls.facts) == 1


@pytest.mark.parametrize("other", [{"caller": JONAS}, {"recipient": BO}])
def test_the_number_of_somebody_elses_form_leads_to_nothing(desk, other):
    request_call(a_call(), ports=desk.ports)
    with pytest.raises(NotFound):
        request_call(a_call(**other), ports=desk.ports)


def test_nobody_has_two_calls_in_hand(desk):
    request_call(a_call(), ports=desk.ports)
    second = a_call(id=CallId("c2"), recipient=BO)
    with pytest.raises(CallUnderWay):
        request_call(second, ports=desk.ports)
    request_call(replace(second, caller=JONAS, id=CallId("c3")), ports=desk.ports)
    hear(desk, an_event("ended", 3, end=CallEnd.BUSY))
    assert request_call(second, ports=desk.ports).state is CallState.REQUESTED


@pytest.mark.parametrize("after", [TAKEN_WITHIN, ENDED_WITHIN])
def test_a_call_that_was_forgotten_keeps_nobody_from_calling(desk, after):
    request_call(a_call(), ports=desk.ports)
    desk.now = NOON + after
    request_call(a_call(id=CallId("c2")), ports=desk.ports)


def test_two_telephone_systems_do_not_dial_one_call(desk):
    request_call(a_call(), ports=desk.ports)
    assert take(desk, "one") == [(C1, ANNAS_NUMBER)]
    assert take(desk, "two") == []


class Crowded(FakeCalls):
    """Another bridge is always a moment quicker."""

    def put(self, call, *facts):
        super().put(replace(self.get(call.organisation_id, call.id), taken_by="quicker"))
        return super().put(call, *facts)


def test_of_two_who_ask_in_the_same_moment_one_gets_the_call():
    desk = Telephone(calls=Crowded())
    request_call(a_call(), ports=desk.ports)
    assert take(desk) == []
    assert desk.calls.get(NORTH, C1).taken_by == "quicker"


def test_a_telephone_system_that_dies_gives_the_call_back(desk):
    request_call(a_call(), ports=desk.ports)
    take(desk, "one")
    desk.now = NOON + LEASE
    assert take(desk, "two") == [(C1, ANNAS_NUMBER)]


def test_what_was_not_taken_in_time_is_not_dialled_any_more(desk):
    request_call(a_call(), ports=desk.ports)
    desk.now = NOON + TAKEN_WITHIN
    assert take(desk) == []
    assert desk.states[-1] == ("ended", "lapsed")
    assert desk.calls.waiting(NORTH, most=9) == []


def test_who_has_no_number_is_not_called(desk):
    del desk.numbers["anna"]
    request_call(a_call(), ports=desk.ports)
    assert take(desk) == []
    assert desk.states[-1] == ("ended", "failed")


def test_an_event_of_no_call_of_the_clinic_is_not_found(desk):
    request_call(a_call(), ports=desk.ports)
    with pytest.raises(NotFound):
        hear_call_event(organisation_id=SOUTH, event=an_event("ringing"), ports=desk.ports)
    with pytest.raises(NotFound):
        hear(desk, an_event("ringing", call_id=CallId("made-up")))


def test_an_event_that_comes_twice_is_told_once(desk):
    request_call(a_call(), ports=desk.ports)
    hear(desk, an_event("ringing"), an_event("ringing"), an_event("ringing", id="other"))
    assert desk.states == [("requested", ""), ("ringing", "")]


def test_a_call_is_withdrawn_until_it_is_dialled(desk):
    request_call(a_call(), ports=desk.ports)
    with pytest.raises(NotFound):
        withdraw(desk, by=JONAS)
    assert withdraw(desk).end is CallEnd.WITHDRAWN
    assert withdraw(desk).end is CallEnd.WITHDRAWN
    assert take(desk) == []
    request_call(a_call(id=CallId("c2")), ports=desk.ports)


def test_a_call_that_is_dialled_is_hung_up_not_withdrawn(desk):
    request_call(a_call(), ports=desk.ports)
    take(desk)
    with pytest.raises(CallWasTaken):
        withdraw(desk)


def test_without_a_telephone_system_one_dials_by_hand_and_notes_what_came_of_it(desk):
    desk.telephony = Telephony()
    assert request_call(a_call(), ports=desk.ports).way is Way.HAND
    assert take(desk) == []
    desk.now = NOON + timedelta(minutes=30)
    with pytest.raises(NotFound):
        note(desk, by=JONAS)
    with pytest.raises(BadInput):
        note(desk, "shouted")
    assert note(desk).noted is Noted.REACHED
    assert note(desk, "call_again").noted is Noted.CALL_AGAIN
    assert [it.noted for it in desk.calls.facts] == ["", "reached", "call_again"]
    request_call(a_call(id=CallId("c2")), ports=desk.ports)


def test_a_contact_centre_dials_at_once_and_its_events_are_told_by_its_own_id(desk):
    desk.telephony = BY_CONNECT
    call = request_call(a_call(), ports=desk.ports)
    assert (call.state, call.provider_call_id) == (CallState.TAKEN, "contact-c1")
    assert desk.placed == [(C1, ANNAS_NUMBER, "i-1")]
    request_call(a_call(), ports=desk.ports)
    assert len(desk.placed) == 1
    heard = hear_contact(
        "contact-c1", lambda _: an_event("answered", 4), organisation_id=NORTH, ports=desk.ports
    )
    assert heard.state is CallState.ANSWERED
    assert hear_contact("contact-c1", lambda _: None, organisation_id=NORTH, ports=desk.ports) is None
    with pytest.raises(NotFound):
        hear_contact("contact-x", lambda _: None, organisation_id=NORTH, ports=desk.ports)


def test_a_call_that_the_contact_centre_refuses_has_failed(desk):
    desk.telephony = BY_CONNECT
    desk.failure = ProviderFailure(provider="connect", retryable=False, reason="no such flow")
    assert request_call(a_call(), ports=desk.ports).end is CallEnd.FAILED


def test_looking_at_a_call_is_written_down_first(desk):
    request_call(a_call(), ports=desk.ports)
    call, number = show(desk)
    assert (call.id, number) == (C1, ANNAS_NUMBER)
    [look] = desk.trail
    assert (look.action, look.subject_id, look.about) == ("CallRead", "anna", C1)


def test_a_call_is_its_callers_and_the_leads_to_see(desk):
    request_call(a_call(), ports=desk.ports)
    with pytest.raises(NotFound):
        show(desk, by=JONAS)
    assert desk.trail == []
    assert show(desk, by=JONAS, sees_all=True)[0].id == C1


def test_a_call_of_which_nothing_is_heard_any_more_ends_when_somebody_looks(desk):
    request_call(a_call(), ports=desk.ports)
    desk.now = NOON + TAKEN_WITHIN
    assert show(desk)[0].end is CallEnd.LAPSED
    assert desk.states[-1] == ("ended", "lapsed")


def test_the_list_has_ones_own_calls_of_today_and_all_for_leads(desk):
    request_call(a_call(), ports=desk.ports)
    desk.now = NOON + 5 * SECOND
    request_call(a_call(id=CallId("c2"), caller=JONAS), ports=desk.ports)

    def listed(by, *, sees_all=False, since=NOON - timedelta(hours=12)):
        found = list_calls(
            organisation_id=NORTH, since=since, staff_id=by, sees_all=sees_all, ports=desk.ports
        )
        return [it.id for it in found]

    assert listed(JONAS) == ["c2"]
    assert listed(KATRIN, sees_all=True) == ["c2", "c1"]
    assert listed(KATRIN, sees_all=True, since=NOON + SECOND) == ["c2"]
    assert [it.action for it in desk.trail] == ["CallsListed"] * 3
