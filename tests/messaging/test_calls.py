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
def telephone():
    return Telephone()


def take(telephone, bridge="pbx"):
    found = take_pending_calls(organisation_id=NORTH, bridge=bridge, ports=telephone.ports)
    return [(it.call.id, it.number) for it in found]


def hear(telephone, *events):
    for it in events:
        hear_call_event(organisation_id=NORTH, event=it, ports=telephone.ports)


def withdraw(telephone, by=KATRIN):
    return withdraw_call(organisation_id=NORTH, call_id=C1, staff_id=by, ports=telephone.ports)


def note(telephone, noted="reached", by=KATRIN):
    return note_call(organisation_id=NORTH, call_id=C1, noted=noted, staff_id=by, ports=telephone.ports)


def show(telephone, by=KATRIN, *, sees_all=False):
    return show_call(organisation_id=NORTH, call_id=C1, staff_id=by, sees_all=sees_all, ports=telephone.ports)


@pytest.mark.requirement("R-5.3g")
def test_a_call_is_dialled_by_the_clinics_telephone_system_and_its_record_is_saved(telephone):
    assert request_call(a_call(), ports=telephone.ports).way is Way.BRIDGE
    assert take(telephone) == [(C1, ANNAS_NUMBER)]
    hear(
        telephone,
        an_event("requested"),
        an_event("ringing", 1),
        an_event("answered", 5),
        an_event("ended", 65, end=CallEnd.COMPLETED, seconds=60),
    )
    assert telephone.states == [
        ("requested", ""),
        ("taken", ""),
        ("ringing", ""),
        ("answered", ""),
        ("ended", "completed"),
    ]
    assert telephone.calls.get(NORTH, C1).seconds == 60
    assert "+46" not in str(telephone.calls.facts) + str(telephone.calls.stored)


def test_asking_twice_by_the_same_form_is_one_call(telephone):
    first = request_call(a_call(), ports=telephone.ports)
    assert request_call(a_call(), ports=telephone.ports) == first
    assert len(telephone.calls.facts) == 1


@pytest.mark.parametrize("other", [{"caller": JONAS}, {"recipient": BO}])
def test_the_number_of_somebody_elses_form_leads_to_nothing(telephone, other):
    request_call(a_call(), ports=telephone.ports)
    with pytest.raises(NotFound):
        request_call(a_call(**other), ports=telephone.ports)


def test_nobody_has_two_calls_in_hand(telephone):
    request_call(a_call(), ports=telephone.ports)
    second = a_call(id=CallId("c2"), recipient=BO)
    with pytest.raises(CallUnderWay):
        request_call(second, ports=telephone.ports)
    request_call(replace(second, caller=JONAS, id=CallId("c3")), ports=telephone.ports)
    hear(telephone, an_event("ended", 3, end=CallEnd.BUSY))
    assert request_call(second, ports=telephone.ports).state is CallState.REQUESTED


@pytest.mark.parametrize("after", [TAKEN_WITHIN, ENDED_WITHIN])
def test_a_call_that_was_forgotten_keeps_nobody_from_calling(telephone, after):
    request_call(a_call(), ports=telephone.ports)
    telephone.now = NOON + after
    request_call(a_call(id=CallId("c2")), ports=telephone.ports)


def test_two_telephone_systems_do_not_dial_one_call(telephone):
    request_call(a_call(), ports=telephone.ports)
    assert take(telephone, "one") == [(C1, ANNAS_NUMBER)]
    assert take(telephone, "two") == []


class Crowded(FakeCalls):
    """Another bridge is always a moment quicker."""

    def put(self, call, *facts):
        super().put(replace(self.get(call.organisation_id, call.id), taken_by="quicker"))
        return super().put(call, *facts)


def test_of_two_who_ask_in_the_same_moment_one_gets_the_call():
    telephone = Telephone(calls=Crowded())
    request_call(a_call(), ports=telephone.ports)
    assert take(telephone) == []
    assert telephone.calls.get(NORTH, C1).taken_by == "quicker"


def test_a_telephone_system_that_dies_gives_the_call_back(telephone):
    request_call(a_call(), ports=telephone.ports)
    take(telephone, "one")
    telephone.now = NOON + LEASE
    assert take(telephone, "two") == [(C1, ANNAS_NUMBER)]


def test_what_was_not_taken_in_time_is_not_dialled_any_more(telephone):
    request_call(a_call(), ports=telephone.ports)
    telephone.now = NOON + TAKEN_WITHIN
    assert take(telephone) == []
    assert telephone.states[-1] == ("ended", "lapsed")
    assert telephone.calls.waiting(NORTH, most=9) == []


def test_who_has_no_number_is_not_called(telephone):
    del telephone.numbers["anna"]
    request_call(a_call(), ports=telephone.ports)
    assert take(telephone) == []
    assert telephone.states[-1] == ("ended", "failed")


def test_an_event_of_no_call_of_the_clinic_is_not_found(telephone):
    request_call(a_call(), ports=telephone.ports)
    with pytest.raises(NotFound):
        hear_call_event(organisation_id=SOUTH, event=an_event("ringing"), ports=telephone.ports)
    with pytest.raises(NotFound):
        hear(telephone, an_event("ringing", call_id=CallId("made-up")))


def test_an_event_that_comes_twice_is_told_once(telephone):
    request_call(a_call(), ports=telephone.ports)
    hear(telephone, an_event("ringing"), an_event("ringing"), an_event("ringing", id="other"))
    assert telephone.states == [("requested", ""), ("ringing", "")]


def test_a_call_is_withdrawn_until_it_is_dialled(telephone):
    request_call(a_call(), ports=telephone.ports)
    with pytest.raises(NotFound):
        withdraw(telephone, by=JONAS)
    assert withdraw(telephone).end is CallEnd.WITHDRAWN
    assert withdraw(telephone).end is CallEnd.WITHDRAWN
    assert take(telephone) == []
    request_call(a_call(id=CallId("c2")), ports=telephone.ports)


def test_a_call_that_is_dialled_is_hung_up_not_withdrawn(telephone):
    request_call(a_call(), ports=telephone.ports)
    take(telephone)
    with pytest.raises(CallWasTaken):
        withdraw(telephone)


def test_without_a_telephone_system_one_dials_by_hand_and_notes_what_came_of_it(telephone):
    telephone.telephony = Telephony()
    assert request_call(a_call(), ports=telephone.ports).way is Way.HAND
    assert take(telephone) == []
    telephone.now = NOON + timedelta(minutes=30)
    with pytest.raises(NotFound):
        note(telephone, by=JONAS)
    with pytest.raises(BadInput):
        note(telephone, "shouted")
    assert note(telephone).noted is Noted.REACHED
    assert note(telephone, "call_again").noted is Noted.CALL_AGAIN
    assert [it.noted for it in telephone.calls.facts] == ["", "reached", "call_again"]
    request_call(a_call(id=CallId("c2")), ports=telephone.ports)


def test_a_contact_centre_dials_at_once_and_its_events_are_told_by_its_own_id(telephone):
    telephone.telephony = BY_CONNECT
    call = request_call(a_call(), ports=telephone.ports)
    assert (call.state, call.provider_call_id) == (CallState.TAKEN, "contact-c1")
    assert telephone.placed == [(C1, ANNAS_NUMBER, "i-1")]
    request_call(a_call(), ports=telephone.ports)
    assert len(telephone.placed) == 1
    heard = hear_contact(
        "contact-c1", lambda _: an_event("answered", 4), organisation_id=NORTH, ports=telephone.ports
    )
    assert heard.state is CallState.ANSWERED
    assert hear_contact("contact-c1", lambda _: None, organisation_id=NORTH, ports=telephone.ports) is None
    with pytest.raises(NotFound):
        hear_contact("contact-x", lambda _: None, organisation_id=NORTH, ports=telephone.ports)


def test_a_call_that_the_contact_centre_refuses_has_failed(telephone):
    telephone.telephony = BY_CONNECT
    telephone.failure = ProviderFailure(provider="connect", retryable=False, reason="no such flow")
    assert request_call(a_call(), ports=telephone.ports).end is CallEnd.FAILED


def test_looking_at_a_call_is_written_down_first(telephone):
    request_call(a_call(), ports=telephone.ports)
    call, number = show(telephone)
    assert (call.id, number) == (C1, ANNAS_NUMBER)
    [look] = telephone.trail
    assert (look.action, look.subject_id, look.about) == ("CallRead", "anna", C1)


def test_a_call_is_its_callers_and_the_leads_to_see(telephone):
    request_call(a_call(), ports=telephone.ports)
    with pytest.raises(NotFound):
        show(telephone, by=JONAS)
    assert telephone.trail == []
    assert show(telephone, by=JONAS, sees_all=True)[0].id == C1


def test_a_call_of_which_nothing_is_heard_any_more_ends_when_somebody_looks(telephone):
    request_call(a_call(), ports=telephone.ports)
    telephone.now = NOON + TAKEN_WITHIN
    assert show(telephone)[0].end is CallEnd.LAPSED
    assert telephone.states[-1] == ("ended", "lapsed")


def test_the_list_has_ones_own_calls_of_today_and_all_for_leads(telephone):
    request_call(a_call(), ports=telephone.ports)
    telephone.now = NOON + 5 * SECOND
    request_call(a_call(id=CallId("c2"), caller=JONAS), ports=telephone.ports)

    def listed(by, *, sees_all=False, since=NOON - timedelta(hours=12)):
        found = list_calls(
            organisation_id=NORTH, since=since, staff_id=by, sees_all=sees_all, ports=telephone.ports
        )
        return [it.id for it in found]

    assert listed(JONAS) == ["c2"]
    assert listed(KATRIN, sees_all=True) == ["c2", "c1"]
    assert listed(KATRIN, sees_all=True, since=NOON + SECOND) == ["c2"]
    assert [it.action for it in telephone.trail] == ["CallsListed"] * 3
