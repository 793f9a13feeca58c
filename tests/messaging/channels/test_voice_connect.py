"""The channel of Amazon Connect: by the event its guide shows."""

import pytest

from frontdesk.messaging.channels import find, from_the_bus
from frontdesk.messaging.model import Address, Kind, MessageStatus, Reason, Wording
from tests.messaging.builders import ANNAS, FakeTools, a_message

from .asking import as_aws_takes_it
from .posts import vectors

SETTINGS = {"instance_id": "i1", "contact_flow_id": "f1", "number": "+498912345"}


def calls():
    it = find("voice_connect", SETTINGS, FakeTools(answers={"ContactId": "c1"}))
    assert it.send(a_message(), Address(Kind.VOICE, ANNAS.to), Wording("", "Hej")) == "c1"
    as_aws_takes_it(it.tools.asked)
    [(_, _, said)] = it.tools.asked
    return said


def test_it_rings_once_for_a_message_however_often_it_is_asked():
    assert calls()["ClientToken"] == calls()["ClientToken"]
    assert calls()["Attributes"]["text"] == "Hej"


def told(**changes):
    event = vectors("connect")["connected_to_agent_as_published"]
    ended = {"eventType": "DISCONNECTED", "initiationMethod": "API", **changes}
    return from_the_bus({**event, "detail": event["detail"] | ended})


@pytest.mark.parametrize(
    ("why", "who", "due", "reason"),
    [
        ("CUSTOMER_DISCONNECT", "HUMAN_ANSWERED", MessageStatus.DELIVERED, Reason.NONE),
        ("CONTACT_FLOW_DISCONNECT", "", MessageStatus.DELIVERED, Reason.NONE),
        ("CONTACT_FLOW_DISCONNECT", "VOICEMAIL_BEEP", MessageStatus.FAILED, Reason.NO_ANSWER),
        ("TELECOM_UNANSWERED", "", MessageStatus.FAILED, Reason.NO_ANSWER),
        ("TELECOM_NUMBER_INVALID", "", MessageStatus.FAILED, Reason.BOUNCED),
    ],
)
def test_what_became_of_a_call(why, who, due, reason):
    receipt = told(disconnectReason=why, answeringMachineDetectionStatus=who)
    assert (receipt.provider_id, receipt.kind) == ("11111111-1111-1111-1111-111111111111", Kind.VOICE)
    assert (receipt.status, receipt.reason) == (due, reason)


def test_that_it_is_connected_is_no_proof_and_calls_of_others_are_none_of_ours():
    assert told(eventType="CONNECTED_TO_SYSTEM") is None
    assert told(initiationMethod="INBOUND") is None
