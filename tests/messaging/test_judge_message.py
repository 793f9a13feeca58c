"""Before a message goes to an address: consent, quiet hours, countries and caps."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from frontdesk.messaging.gateways.numbers import country_of, zone_of
from frontdesk.messaging.model import Address, Kind, Purpose, Reason, Recipient, RecipientKind, Verdict
from frontdesk.messaging.model.settings import Caps, Quiet, Settings
from frontdesk.messaging.ports.settings import JudgingPorts
from frontdesk.messaging.storage import DynamoOutbox, DynamoTurns
from frontdesk.messaging.usecases.judge_message import judge_message
from frontdesk.patients.model import Preferences, Suppression

from .builders import ANNAS, NOON, SOUTH, FakeOutbox, a_code_message, a_message

REMINDER = a_message(purpose=Purpose.APPOINTMENT)
RECALL = a_message(purpose=Purpose.RECALL)
ANSWER, CODE = a_message(), a_code_message()
CALL, MAIL = Address(Kind.VOICE, ANNAS.to), Address(Kind.EMAIL, "anna@example.org")
STOPPED = Preferences(is_stopped=True)
NIGHT = Settings(quiet=Quiet(time(21), time(8)))


class FakeTurns:
    def __init__(self, outbox=None):
        self.outbox = outbox or FakeOutbox()
        self.turns = Counter()

    def take_turn(self, organisation_id, country, caps, *, now):
        day = now.astimezone(UTC).date()
        whole, part = (organisation_id, day), (organisation_id, day, country)
        if self.turns[whole] >= caps.organisation or self.turns[part] >= caps.country:
            return False
        self.turns.update([whole, part])
        return True

    def told_before(self, message, *, since, most):
        whose = message.listed_under or message.recipient.id
        there = self.outbox.of_recipient(message.organisation_id, whose, most=999)
        mine = (message.due_at or message.queued_at, message.id)
        places = [(it.due_at or it.queued_at, it.id) for it in there]
        return min(sum(since <= it[0] and it < mine for it in places), most)


@dataclass
class Judge:
    settings: Settings = Settings()
    preferences: Preferences = Preferences()
    turns: object = field(default_factory=FakeTurns)

    def says(self, message, address=ANNAS, now=NOON):
        ports = JudgingPorts(
            settings=lambda organisation_id: self.settings,
            preferences=lambda organisation_id, to: self.preferences,
            country=country_of,
            home=lambda organisation_id: {"CH"},
            zone_of=zone_of,
            zone=lambda organisation_id: ZoneInfo("Europe/Berlin"),
            turns=self.turns,
        )
        return judge_message(message, address, now, ports=ports)


GO, OPTED_OUT, SUPPRESSED, CAPPED = (
    Verdict(),
    Verdict(Reason.OPTED_OUT),
    Verdict(Reason.SUPPRESSED),
    Verdict(Reason.CAPPED),
)


@pytest.mark.requirement("R5", "R9")
def test_who_wants_no_reminders_by_text_message_has_them_by_email_and_answers_by_both():
    judge = Judge(preferences=Preferences(unwanted=frozenset({"sms.recall"})))
    assert judge.says(RECALL) == OPTED_OUT
    assert [judge.says(RECALL, MAIL), judge.says(RECALL, CALL)] == [GO, GO]
    assert [judge.says(it) for it in (REMINDER, ANSWER, CODE)] == [GO, GO, GO]


def test_after_stop_a_number_is_told_nothing_but_a_code_that_is_waited_for():
    judge = Judge(preferences=STOPPED)
    assert [judge.says(it) for it in (REMINDER, RECALL, ANSWER)] == [OPTED_OUT] * 3
    assert judge.says(CODE) == GO


def test_who_wrote_stop_is_told_once_that_it_was_heard():
    assert Judge(preferences=STOPPED).says(replace(ANSWER, template="reply_stopped")) == GO


@pytest.mark.parametrize(
    ("reason", "until", "of_code", "of_answer"),
    [
        ("bounced", None, SUPPRESSED, SUPPRESSED),
        ("bounced", NOON + timedelta(days=1), SUPPRESSED, SUPPRESSED),
        ("bounced", NOON, GO, GO),
        ("complained", None, GO, SUPPRESSED),
    ],
)
def test_nothing_goes_where_it_came_back_from_as_long_as_that_holds(reason, until, of_code, of_answer):
    judge = Judge(preferences=Preferences(suppressed=Suppression(reason, until)))
    assert (judge.says(CODE), judge.says(ANSWER)) == (of_code, of_answer)


def test_staff_and_letters_are_asked_nothing():
    judge = Judge(NIGHT, STOPPED)
    to_staff = replace(REMINDER, recipient=Recipient(RecipientKind.STAFF, "1001"))
    assert judge.says(to_staff) == GO
    assert judge.says(RECALL, Address(Kind.POST, "Storgatan 1")) == GO


@pytest.mark.requirement("R5", "R9")
def test_a_reminder_of_the_night_is_put_off_until_the_morning_where_it_arrives():
    judge, late = Judge(NIGHT), datetime(2026, 11, 24, 22, tzinfo=UTC)
    assert judge.says(REMINDER, now=late) == Verdict(until=datetime(2026, 11, 25, 7, tzinfo=UTC))
    assert [judge.says(it, now=late) for it in (ANSWER, CODE)] == [GO, GO]
    # In Shanghai it is six in the morning; in New York five in the afternoon. Of Australia nobody can tell.
    worldwide = replace(judge, settings=replace(NIGHT, countries=frozenset({"CN", "US", "AU"})))
    for to, until in {
        "+8613800138000": datetime(2026, 11, 25, 0, tzinfo=UTC),
        "+12025550123": None,
        "+61412345678": datetime(2026, 11, 25, 7, tzinfo=UTC),
    }.items():
        assert worldwide.says(REMINDER, Address(Kind.SMS, to), late) == Verdict(until=until)
    by_ours = replace(NIGHT, quiet=replace(NIGHT.quiet, everywhere=True), countries=frozenset({"US"}))
    assert Judge(by_ours).says(REMINDER, Address(Kind.SMS, "+12025550123"), late).until is not None


@pytest.mark.parametrize(
    ("to", "verdict"),
    [
        ("+46701740605", GO),
        ("+41791234567", GO),
        ("+8613800138000", CAPPED),
        ("+18765551234", CAPPED),
        ("+881612345678", CAPPED),
        ("no number", CAPPED),
    ],
)
def test_text_messages_go_to_the_clinics_country_and_the_european_union(to, verdict):
    assert Judge().says(ANSWER, Address(Kind.SMS, to)) == verdict


def test_a_clinic_names_other_countries():
    judge = Judge(Settings(countries=frozenset({"CN"})))
    assert judge.says(ANSWER, Address(Kind.SMS, "+8613800138000")) == GO
    assert judge.says(ANSWER) == CAPPED
    assert judge.says(ANSWER, MAIL) == GO


@pytest.fixture(params=[FakeTurns, DynamoTurns])
def tallies(request):
    if request.param is FakeTurns:
        return FakeTurns()
    request.getfixturevalue("cloud")
    found = DynamoTurns()
    found.outbox = DynamoOutbox()
    return found


def test_what_the_public_causes_ends_at_the_caps_of_a_country_and_of_the_day(tallies):
    judge = Judge(Settings(caps=Caps(country=2, organisation=3)), turns=tallies)
    danish = Address(Kind.VOICE, "+4520123456")
    assert [judge.says(CODE) for _ in range(3)] == [GO, GO, CAPPED]
    assert [judge.says(ANSWER, danish), judge.says(ANSWER, danish)] == [GO, CAPPED]
    assert judge.says(REMINDER) == GO
    assert judge.says(ANSWER, MAIL) == GO
    assert judge.says(replace(ANSWER, failures=1)) == GO
    assert judge.says(replace(ANSWER, organisation_id=SOUTH)) == GO
    assert judge.says(CODE, now=NOON + timedelta(days=1)) == GO


def test_one_recipient_is_told_so_much_in_a_day_and_the_first_of_it_goes(tallies):
    judge = Judge(Settings(caps=Caps(recipient=2)), turns=tallies)
    queued = [
        replace(REMINDER, id=f"m{it}", due_at=NOON + timedelta(minutes=it), listed_under="c0ffee")
        for it in range(4)
    ]
    for it in queued:
        tallies.outbox.add(it)
    assert [judge.says(it) for it in queued] == [GO, GO, CAPPED, CAPPED]
    assert judge.says(replace(queued[3], due_at=NOON + timedelta(days=2))) == GO
    assert judge.says(replace(CODE, listed_under="c0ffee")) == GO
    assert judge.says(replace(queued[3], organisation_id=SOUTH)) == GO
