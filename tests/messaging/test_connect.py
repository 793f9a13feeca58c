"""Amazon Connect's own words of a call become ours, however it writes them."""

import json
from itertools import permutations
from pathlib import Path

import pytest
from botocore.session import get_session
from botocore.stub import Stubber

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.messaging.gateways.connect import call_event, contact_of, place
from frontdesk.messaging.model.calls import CallEnd, CallEventType, CallId, CallState
from frontdesk.messaging.rules.calls import heard, outcome

from .calls_desk import ANNAS_NUMBER, BY_CONNECT, a_call

SAMPLES = json.loads((Path(__file__).parent / "connect" / "contact_events.json").read_text("utf-8"))
PUBLISHED = SAMPLES["connected_to_agent_as_published"]
INSTANCE, CONTACT = "12345678-1234-1234-1234-123456789012", "11111111-1111-1111-1111-111111111111"
C1 = CallId("c1")


def contact_event(kind, second=0, **detail):
    """As the service sends it today; the published sample is of 2021."""
    arn = f"arn:aws:connect:eu-central-1:123456789012:instance/{INSTANCE}"
    return {
        "id": f"event-{kind}",
        "time": f"2026-11-23T12:00:{second:02}Z",
        "detail": {
            "eventType": kind,
            "contactId": CONTACT,
            "instanceArn": arn,
            "initiationMethod": "API",
            "somethingNew": {"of": ["2027"]},
            **detail,
        },
    }


def stood(*events):
    call = a_call()
    for it in events:
        said = call_event(it, C1)
        call = heard(call, said) if said else call
    return call


def test_the_published_sample_is_understood_with_its_capitals():
    told = call_event(PUBLISHED, C1)
    assert (told.type, told.provider_call_id) == (CallEventType.ANSWERED, CONTACT)
    outbound = {**PUBLISHED, "detail": {**PUBLISHED["detail"], "initiationMethod": "API"}}
    assert contact_of(outbound, instance_id=INSTANCE) == CONTACT


def test_only_what_was_dialled_for_us_at_our_instance_is_ours():
    assert contact_of(contact_event("INITIATED"), instance_id=INSTANCE) == CONTACT
    assert contact_of(contact_event("INITIATED", initiationMethod="INBOUND"), instance_id=INSTANCE) is None
    assert contact_of(contact_event("INITIATED"), instance_id="another") is None
    assert contact_of({"detail": []}, instance_id="") is None


def test_events_in_any_order_end_in_the_same_call():
    events = [
        contact_event("INITIATED"),
        contact_event("CONNECTED_TO_SYSTEM", 4),
        contact_event("CONNECTED_TO_AGENT", 6),
        contact_event("DISCONNECTED", 50, disconnectReason="CUSTOMER_DISCONNECT"),
        contact_event("COMPLETED", 55),
    ]
    told = {stood(*order) for order in permutations(events)}
    assert len(told) == 1
    assert outcome(told.pop()) is CallEnd.COMPLETED


def test_an_answering_machine_is_not_the_patient():
    machine = contact_event("DISCONNECTED", 9, answeringMachineDetectionStatus="VOICEMAIL_BEEP")
    call = stood(contact_event("CONNECTED_TO_SYSTEM", 3), machine)
    assert (call.answered_at, outcome(call)) == (None, CallEnd.VOICEMAIL)


def test_types_and_reasons_that_are_new_are_left_alone():
    assert call_event(contact_event("CONTACT_DATA_UPDATED"), C1) is None
    assert call_event(contact_event("HUMMED"), C1) is None
    call = stood(contact_event("DISCONNECTED", disconnectReason="SOMETHING_NEW"))
    assert (call.state, outcome(call)) == (CallState.ENDED, CallEnd.OTHER)


@pytest.fixture
def connect():
    made = get_session().create_client(
        "connect", region_name="eu-central-1", aws_access_key_id="x", aws_secret_access_key="y"
    )
    with Stubber(made) as stub:
        yield made, stub


def test_it_dials_under_the_calls_own_id_so_that_asking_twice_is_one_contact(connect):
    made, stub = connect
    asked = {
        "DestinationPhoneNumber": ANNAS_NUMBER,
        "ContactFlowId": "f-1",
        "InstanceId": "i-1",
        "QueueId": "q-1",
        "ClientToken": "north-clinic.c1",
        "Attributes": {"call": "c1", "caller": "1001"},
    }
    stub.add_response("start_outbound_voice_contact", {"ContactId": CONTACT}, asked)
    assert place(a_call(), ANNAS_NUMBER, BY_CONNECT.connect, client=made) == CONTACT


@pytest.mark.parametrize(
    ("code", "again"), [("ThrottlingException", True), ("DestinationNotAllowedException", False)]
)
def test_it_says_whether_asking_again_may_help(connect, code, again):
    made, stub = connect
    stub.add_client_error("start_outbound_voice_contact", code)
    with pytest.raises(ProviderFailure) as no:
        place(a_call(), ANNAS_NUMBER, BY_CONNECT.connect, client=made)
    assert no.value.retryable is again
