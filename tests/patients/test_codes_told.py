"""From the form to the telephone: a code goes out once, and nothing of it stays behind."""

from dataclasses import replace

import pytest

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Address, Kind, MessageStatus, Verdict
from frontdesk.messaging.rules import SHARDS
from frontdesk.messaging.storage import MessageRecord
from frontdesk.messaging.usecases.deliver_message import deliver_message
from frontdesk.messaging.usecases.tell_code import tell_code
from frontdesk.messaging.wiring import messaging_ports
from frontdesk.patients.storage import CodeRecord
from frontdesk.patients.usecases.check_code import check_code
from frontdesk.patients.usecases.people_at import people_at
from frontdesk.patients.usecases.register_subject import register_subject
from frontdesk.patients.usecases.send_code import send_code
from frontdesk.patients.wiring import patients_ports
from tests.conftest import client

from .builders import EMAIL, FORM, NORTH, OTHER_FORM, PHONE, a_subject


class Phone:
    name, receipts_by_provider_id = "simulator", False
    knows_references = True

    def __init__(self):
        self.came = []

    def send(self, message, address, wording):
        self.came.append((address, wording.text))
        return ""


class Street:
    """The real things put together, and a telephone at the end."""

    def __init__(self):
        self.phone = Phone()
        self.messaging = replace(
            messaging_ports(),
            channel_for=lambda organisation_id, kind: self.phone,
            clinic_name=lambda organisation_id: "Norra kliniken",
            verdict=lambda message, address, now: Verdict(),
        )
        self.patients = patients_ports(lambda code: tell_code(code, ports=self.messaging))

    def sends(self, contact=PHONE, form_id=FORM):
        return send_code(
            organisation_id=NORTH,
            contact=contact,
            form_id=form_id,
            language=Language.ENGLISH,
            ports=self.patients,
        )

    def delivers(self):
        [message] = waiting(self.messaging)
        return deliver_message(organisation_id=NORTH, message_id=message, ports=self.messaging)


def waiting(messaging):
    """What is due, of whichever shard."""
    found = [messaging.outbox.due(shard, before=messaging.clock()) for shard in range(SHARDS)]
    return [it.message_id for shard in found for it in shard]


@pytest.fixture
def street(cloud):
    return Street()


def items(model):
    """As the table has them."""
    return client("dynamodb").scan(TableName=model.Meta.table_name)["Items"]


@pytest.mark.requirement("B28")
@pytest.mark.parametrize(
    ("contact", "address"), [(PHONE, Address(Kind.SMS, PHONE.to)), (EMAIL, Address(Kind.EMAIL, EMAIL.to))]
)
def test_a_code_comes_to_what_was_written_and_opens_what_is_behind_it(street, contact, address):
    register_subject(a_subject(email=EMAIL.to), ports=street.patients)
    sent = street.sends(contact)
    assert street.delivers() is MessageStatus.ACCEPTED
    [(came_to, text)] = street.phone.came
    assert came_to == address
    digits = text.partition("code is ")[2][:6]
    opened = {"organisation_id": NORTH, "contact_key": sent.contact_key, "ports": street.patients}
    check_code(typed=digits, form_id=OTHER_FORM, **opened)
    assert people_at(**opened) == [a_subject(email=EMAIL.to)]


def test_when_it_is_out_no_record_has_the_code(street):
    street.sends()
    street.delivers()
    digits = street.phone.came[0][1].partition("code is ")[2][:6]
    assert f"'{digits}'" not in str([items(MessageRecord), items(CodeRecord)])
    assert [it.parameters for it in MessageRecord.scan()] == [{}]


def test_neither_the_message_nor_a_key_has_the_number(street):
    street.sends()
    assert PHONE.to[1:] not in str(items(MessageRecord))
    assert PHONE.to[1:] not in str([it["pk"] for it in items(CodeRecord)])


def test_a_form_that_comes_again_is_no_second_message(street):
    street.sends()
    street.delivers()
    street.sends()
    assert waiting(street.messaging) == []


def test_a_function_without_a_way_to_send_says_so(cloud):
    with pytest.raises(AssertionError, match="send codes"):
        send_code(
            organisation_id=NORTH,
            contact=PHONE,
            form_id=FORM,
            language=Language.ENGLISH,
            ports=patients_ports(),
        )
