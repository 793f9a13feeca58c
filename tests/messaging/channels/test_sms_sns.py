"""The channel of Amazon SNS: it sends, and hears nothing."""

import pytest

from frontdesk.kernel.errors import NotFound
from frontdesk.messaging.channels import find
from frontdesk.messaging.model import Wording
from tests.messaging.builders import ANNAS, FakeTools, a_message

from .asking import as_aws_takes_it
from .posts import posted


def test_it_is_sent_as_transactional_under_the_clinics_name():
    it = find("sms_sns", {"sender_id": "Lindenhof"}, FakeTools(answers={"MessageId": "m1"}))
    assert it.send(a_message(), ANNAS, Wording("", "Hej")) == "m1"
    [(_, _, said)] = it.tools.asked
    assert said["MessageAttributes"]["AWS.SNS.SMS.SMSType"]["StringValue"] == "Transactional"
    assert said["MessageAttributes"]["AWS.SNS.SMS.SenderID"]["StringValue"] == "Lindenhof"
    as_aws_takes_it(it.tools.asked)


@pytest.mark.parametrize("name", ["sms_sns", "post"])
def test_nobody_is_heard_at_its_door(name):
    with pytest.raises(NotFound):
        find(name, {}, FakeTools()).read(posted(name, b"{}"))
