"""The channel of Amazon SES: by the events its guide shows."""

import pytest

from frontdesk.messaging.channels import find
from frontdesk.messaging.channels.email_ses.incoming import tags_of
from frontdesk.messaging.model import Address, Kind, MessageStatus, Reason, Wording
from tests.messaging.builders import SOUTH, FakeTools, a_message

from .asking import as_aws_takes_it
from .posts import SETTINGS, by_sns, read, vectors

ODD = a_message(id="k#2026-11-23@2d")
EMAIL = Address(Kind.EMAIL, "anna@example.org")


def test_it_is_sent_with_our_reference():
    settings = SETTINGS["email_ses"] | {"reply_to": "desk@example.org", "configuration_set": "clinic"}
    it = find("email_ses", settings, FakeTools(answers={"MessageId": "m1"}))
    assert it.send(ODD, EMAIL, Wording("Ämne", "Text")) == "m1"
    [(_, _, said)] = it.tools.asked
    assert said["Destination"] == {"ToAddresses": [EMAIL.to]}
    assert said["ConfigurationSetName"] == "clinic"
    as_aws_takes_it(it.tools.asked)


def told(name, of=ODD, **changes):
    said = vectors("ses")[name]
    tags = {key: [value] for key, value in tags_of(of).items()}
    mail = said["mail"] | {"tags": said["mail"]["tags"] | tags}
    return read(by_sns({**said, "mail": mail, **changes}, "email_ses"))


@pytest.mark.parametrize(
    ("name", "due", "reason"),
    [
        ("delivery", MessageStatus.DELIVERED, Reason.NONE),
        ("bounce", MessageStatus.FAILED, Reason.BOUNCED),
        ("complaint", MessageStatus.DELIVERED, Reason.COMPLAINED),
        ("reject", MessageStatus.FAILED, Reason.REFUSED),
    ],
)
def test_what_became_of_it(name, due, reason):
    receipt, *more = told(name)
    assert (receipt.message_id, receipt.status, receipt.reason) == (ODD.id, due, reason)
    for_good = reason in (Reason.BOUNCED, Reason.COMPLAINED)
    assert [(it.kind, it.address) for it in more] == (
        [(Kind.EMAIL, "recipient@example.com")] if for_good else []
    )


def test_one_event_may_be_of_several_addresses():
    bounce = vectors("ses")["bounce"]["bounce"]
    two = [{"emailAddress": it} for it in ("a@example.com", "b@example.com")]
    _, *more = told("bounce", bounce={**bounce, "bouncedRecipients": two})
    assert [it.address for it in more] == ["a@example.com", "b@example.com"]


def test_what_bounces_for_a_while_does_not_end_the_address():
    bounce = vectors("ses")["bounce"]["bounce"]
    [receipt] = told("bounce", bounce={**bounce, "bounceType": "Transient"})
    assert (receipt.status, receipt.reason) == (MessageStatus.FAILED, Reason.REFUSED)


def test_the_older_way_of_telling_is_understood():
    said = vectors("ses")["delivery"]
    tags = {key: [value] for key, value in tags_of(ODD).items()}
    old = {key: it for key, it in said.items() if key != "eventType"} | {"notificationType": "Delivery"}
    old["mail"] = said["mail"] | {"tags": tags}
    [receipt] = read(by_sns(old, "email_ses"))
    assert receipt.status is MessageStatus.DELIVERED


def test_mail_of_another_clinic_or_of_another_program_is_nothing():
    assert told("delivery", of=a_message(organisation_id=SOUTH)) == []
    assert read(by_sns(vectors("ses")["delivery"], "email_ses")) == []
