"""What became of messages is counted once each, and shown so that nobody is found in it."""

from datetime import date, timedelta

import pytest

from frontdesk.kernel.ids import LocationId, TimeTypeId
from frontdesk.messaging.model import Kind, MessageStatus, Purpose, Reason
from frontdesk.messaging.model.tallies import Followed, Sequel, Tally
from frontdesk.messaging.ports.tallies import TallyPorts
from frontdesk.messaging.rules import RANKS
from frontdesk.messaging.rules.tallying import message_statistics
from frontdesk.messaging.storage import DynamoTallies
from frontdesk.messaging.usecases.count_followed import count_followed
from frontdesk.messaging.usecases.count_message import count_message
from frontdesk.messaging.usecases.read_message_statistics import read_message_statistics

from .builders import NOON, NORTH, SOUTH

NOVEMBER = date(2026, 11, 1)


class FakeTallies:
    """In memory; held to the same promises as DynamoDB's."""

    def __init__(self):
        self.counted, self.followed = {}, {}

    def count(self, tally):
        key = tally.organisation_id, tally.month, tally.message_id
        there = self.counted.get(key)
        if there is None or RANKS[there.status] < RANKS[tally.status]:
            self.counted[key] = tally

    def follow(self, followed):
        self.followed[followed.organisation_id, followed.month, followed.id] = followed

    def messages_of(self, organisation_id, month):
        return (it for key, it in self.counted.items() if key[:2] == (organisation_id, month.replace(day=1)))

    def followed_in(self, organisation_id, month):
        return (it for key, it in self.followed.items() if key[:2] == (organisation_id, month.replace(day=1)))


@pytest.fixture(params=[FakeTallies, DynamoTallies])
def ports(request):
    if request.param is DynamoTallies:
        request.getfixturevalue("cloud")
    return TallyPorts(tallies=request.param())


def hears(ports, message_id, status, *, at=NOON, organisation_id=NORTH, reason=Reason.NONE, **said):
    count_message(
        organisation_id=organisation_id,
        message_id=message_id,
        at=at,
        status=status,
        reason=reason,
        ports=ports,
        **{"purpose": Purpose.APPOINTMENT, "kind": Kind.SMS, "template": "appointment_reminder", **said},
    )


def a_sequel(number, sequel, *, reminded, organisation_id=NORTH):
    return Followed(
        id=f"{number:032x}",
        organisation_id=organisation_id,
        month=NOVEMBER,
        location_id=LocationId("mitte"),
        time_type_id=TimeTypeId("consultation"),
        sequel=sequel,
        reminded=reminded,
    )


def november(ports, organisation_id=NORTH):
    return read_message_statistics(organisation_id=organisation_id, month=date(2026, 11, 23), ports=ports)


def test_a_message_is_counted_once_in_the_state_that_leads_furthest_whatever_comes_first(ports):
    for number in range(10):
        states = [MessageStatus.ACCEPTED, MessageStatus.DELIVERED]
        for status in (states if number % 2 else states[::-1]) * 2:
            hears(ports, f"m{number}", status)
    counts = november(ports).all
    assert (counts.taken, counts.delivered, counts.failed) == (10, 10, 0)


def test_why_messages_failed_or_were_not_sent_is_told(ports):
    for number in range(6):
        hears(ports, f"a{number}", MessageStatus.FAILED, reason=Reason.BOUNCED)
        hears(ports, f"b{number}", MessageStatus.UNDELIVERABLE, reason=Reason.NO_CONTACT, kind=None)
        hears(ports, f"c{number}", MessageStatus.WITHDRAWN, reason=Reason.CAUSE_GONE, kind=None)
    hears(ports, "d", MessageStatus.UNDELIVERABLE, reason=Reason.OPTED_OUT)
    told = november(ports)
    assert told.reasons == {Reason.BOUNCED: 5, Reason.NO_CONTACT: 5, Reason.OPTED_OUT: None}
    assert (told.all.failed, told.all.withdrawn) == (5, 5)
    assert [(it.kind, it.counts.taken) for it in told.kinds] == [(None, 0), (Kind.SMS, 5)]
    assert [it.template for it in told.templates] == ["appointment_reminder"]


def test_another_clinic_and_another_month_count_for_themselves(ports):
    for number in range(5):
        hears(ports, f"m{number}", MessageStatus.ACCEPTED, organisation_id=SOUTH)
        hears(ports, f"m{number}", MessageStatus.ACCEPTED, at=NOON + timedelta(days=10))
        count_followed(a_sequel(number, Sequel.MISSED, reminded=True, organisation_id=SOUTH), ports=ports)
    assert (november(ports).all.taken, november(ports).sequels) == (0, ())
    assert november(ports, SOUTH).all.taken == 5


def test_what_became_of_appointments_is_told_with_and_without_a_reminder(ports):
    for number in (*range(7), *range(7)):
        count_followed(a_sequel(number, Sequel.MISSED, reminded=False), ports=ports)
    for number in range(7, 10):
        count_followed(a_sequel(number, Sequel.CONFIRMED, reminded=True), ports=ports)
    [row] = november(ports).sequels
    assert (row.location, row.time_type) == ("mitte", "consultation")
    assert row.sequels[Sequel.MISSED] == {True: 0, False: 5}
    assert row.sequels[Sequel.CONFIRMED] == {True: None, False: 0}


def test_no_total_tells_a_number_that_is_hidden():
    """Nine and one: the total of ten would tell the one."""
    tallies = [
        Tally(
            message_id=f"m{number}",
            organisation_id=NORTH,
            month=NOVEMBER,
            purpose=Purpose.RECALL,
            template="recall",
            status=MessageStatus.DELIVERED,
            kind=Kind.SMS if number < 4 else Kind.EMAIL,
        )
        for number in range(8)
    ]
    told = message_statistics(NOVEMBER, tallies, ())
    assert [it.counts.delivered for it in told.kinds] == [None, None]
    assert told.all.delivered is None
    assert str(tallies[0].message_id) not in str(told)
