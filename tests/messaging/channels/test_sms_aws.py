"""The channel of AWS End User Messaging: by its published examples, and by what botocore says may be sent."""

import pytest

from frontdesk.messaging.channels import find, from_the_bus
from frontdesk.messaging.model import Kind, MessageStatus, Reason, Wording
from tests.messaging.builders import ANNAS, NORTH, FakeTools, a_message

from .asking import as_aws_takes_it
from .posts import SETTINGS, by_sns, read, vectors


def channel(**settings):
    return find("sms_aws", SETTINGS["sms_aws"] | settings, FakeTools(answers={"MessageId": "m1"}))


def test_it_is_sent_with_our_reference():
    it = channel(configuration_set="clinic")
    assert it.send(a_message(), ANNAS, Wording("", "Hej")) == "m1"
    [(_, _, said)] = it.tools.asked
    assert said["Context"] == {"reference": a_message().id, "organisation": NORTH}
    assert (said["DestinationPhoneNumber"], said["MessageBody"]) == (ANNAS.to, "Hej")
    as_aws_takes_it(it.tools.asked)


def test_messages_are_found_by_its_own_id_where_receipts_come_by_the_bus():
    assert channel(receipts="bus").receipts_by_provider_id
    assert not channel().receipts_by_provider_id


def by_topic(**changes):
    said = vectors("eum")["sns_event_destination_sms"]
    context = {"reference": "r1", "organisation": NORTH}
    return read(by_sns({**said, "context": context, **changes}, "sms_aws"))


@pytest.mark.parametrize(
    ("event", "due", "reason"),
    [
        ("TEXT_SUCCESSFUL", MessageStatus.ACCEPTED, Reason.NONE),
        ("TEXT_DELIVERED", MessageStatus.DELIVERED, Reason.NONE),
        ("TEXT_INVALID", MessageStatus.FAILED, Reason.BOUNCED),
        ("TEXT_UNKNOWN", MessageStatus.FAILED, Reason.NO_ANSWER),
        ("TEXT_CARRIER_BLOCKED", MessageStatus.FAILED, Reason.REFUSED),
    ],
)
def test_what_became_of_it(event, due, reason):
    receipt, *more = by_topic(eventType=event)
    assert (receipt.message_id, receipt.status, receipt.reason) == ("r1", due, reason)
    assert receipt.at.isoformat() == "2023-06-17T04:11:43.470000+00:00"
    assert [it.address for it in more] == (["+14255550156"] if reason is Reason.BOUNCED else [])


def test_what_is_not_final_is_nothing():
    assert by_topic(isFinal=False) == by_topic(eventType="TEXT_QUEUED") == []


def test_the_bus_knows_only_its_own_id():
    receipt = from_the_bus(vectors("eum")["eventbridge_text_successful"])
    assert (receipt.organisation_id, receipt.message_id) == (None, None)
    assert receipt.provider_id == "ed23196c-75ce-4727-93ee-7bf72b64998f"
    assert (receipt.status, receipt.kind) == (MessageStatus.ACCEPTED, Kind.SMS)
    assert from_the_bus(vectors("eum")["eventbridge_voice_initiated"]) is None
    assert from_the_bus({"source": "aws.weather", "detail": {}}) is None


def test_somebody_wrote_to_the_clinics_number_and_not_to_another_clinics():
    said = vectors("eum")["two_way_inbound"]
    [reply] = read(by_sns(said, "sms_aws"))
    assert (reply.from_, reply.text, reply.answers) == (
        "+14255550182",
        "EXAMPLE",
        said["previousPublishedMessageId"],
    )
    assert read(by_sns({**said, "destinationNumber": "+12125550999"}, "sms_aws")) == []
