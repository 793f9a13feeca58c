"""Reminders from the booking to the button in the message, as the bus, the clock and a provider really behave."""

import random
import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from chalice.test import Client

from frontdesk.booking.model import ChangeKind
from frontdesk.booking.storage import AppointmentRecord
from frontdesk.messaging.storage import MessageRecord
from tests.clinic import BIRKENHOF, LINDENHOF, move_in

from .booking_desk import Visitor, a_timetable, slots, text, words
from .loading import load_module

SUNDAY = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Crash(BaseException):
    """The container ends where nobody can catch it."""


class Phone:
    """A provider that keeps one message per reference. `after`: what happens when it has taken one."""

    name, receipts_by_provider_id = "simulator", False
    knows_references = True

    def __init__(self):
        self.kept, self.after = {}, lambda: None

    def send(self, message, address, wording):
        self.kept.setdefault(message.id, (address.to, wording.text))
        self.after()
        return message.id


class Clinic:
    """Its two functions, one clock and what has been told."""

    def __init__(self, visitor, clock, phone):
        self.visitor, self.clock, self.phone = visitor, clock, phone
        self.booking, self.reminders = load_module("booking"), load_module("reminders")

    def facts(self):
        """What the records carry, as the bus delivers it."""
        for record in AppointmentRecord.scan():
            for fact in record.facts or []:
                fact["detail"]["metadata"]["event_id"] = fact["event_id"]
                yield {"detail-type": fact["name"], "detail": fact["detail"]}

    def hears(self, *events):
        for event in events:
            if event["detail-type"] in {
                "AppointmentBooked",
                "AppointmentRescheduled",
                "AppointmentCancelled",
            }:
                self.reminders.listener(event, None)

    def ticks(self, at):
        self.clock.now = at
        self.reminders.tick({}, None)

    @property
    def due_at(self):
        (one,) = [it for it in MessageRecord.scan() if it.cause]
        return datetime.fromisoformat(one.due_at)

    @property
    def reminded(self):
        return [said for _, said in self.phone.kept.values() if "erinnern" in said]

    @property
    def link(self):
        (said,) = self.reminded
        return re.search(r"/booking/\w+(/reminders/\S+)", said)[1]


@pytest.fixture
def clinic(cloud, monkeypatch):
    """On a Sunday evening at seven; reminders go out two days before at nine."""
    clock, phone = SimpleNamespace(now=SUNDAY), Phone()
    monkeypatch.setattr("frontdesk.kernel.clock.datetime", SimpleNamespace(now=lambda _zone: clock.now))
    monkeypatch.setattr("frontdesk.messaging.wiring.find", lambda *_said, **_more: phone)
    move_in()
    booking = load_module("booking")
    booking.ports.timetables.put(LINDENHOF, a_timetable())
    with Client(booking.app) as client:
        it = Clinic(Visitor(client.http), clock, phone)
        it.visitor.books(it.visitor.slots(day="2026-12-01")[0])
        yield it


@pytest.mark.requirement("R2", "R4")
def test_facts_that_come_three_times_and_in_any_order_are_one_reminder(clinic):
    booked = list(clinic.facts())
    s = clinic.visitor.proves()
    at = clinic.visitor.mine
    later = slots(clinic.visitor.gets(f"{at}/move", s=s, location="mitte", day="2026-12-01"))[-1]
    assert clinic.visitor.posts(f"{at}/move/confirm", s=s, location="mitte", slot=later).status_code == 303
    events = [it for it in (*booked, *clinic.facts()) for _ in range(3)]
    random.Random(7).shuffle(events)  # noqa: S311
    clinic.hears(*events)
    (waiting,) = [it for it in MessageRecord.scan() if it.cause and it.members]
    due_at = datetime.fromisoformat(waiting.due_at)
    clinic.ticks(due_at - HOUR)
    assert clinic.reminded == []
    clinic.ticks(due_at)
    clinic.ticks(due_at + HOUR)
    assert len(clinic.reminded) == 1


def test_a_crash_after_the_provider_took_it_is_no_second_reminder(clinic):
    clinic.hears(*clinic.facts())
    due_at = clinic.due_at

    def ends():
        raise Crash

    clinic.phone.after = ends
    with pytest.raises(Crash):
        clinic.ticks(due_at)
    clinic.phone.after = lambda: None
    clinic.ticks(due_at + timedelta(minutes=2))
    clinic.ticks(due_at + HOUR)
    assert len(clinic.reminded) == 1
    (sent,) = [it for it in MessageRecord.scan() if it.cause]
    assert sent.status == "accepted"


def test_a_lost_fact_is_made_up_for_in_the_night(clinic):
    clinic.clock.now = SUNDAY + 8 * HOUR
    assert clinic.reminders.night({}, None) == {"planned": 1, "told": 1, "left": 0}
    assert clinic.reminders.night({}, None) == {"planned": 0, "told": 0, "left": 0}
    clinic.ticks(clinic.clock.now)
    assert ["gebucht" in said for _, said in clinic.phone.kept.values()] == [True]
    clinic.ticks(clinic.due_at)
    assert len(clinic.reminded) == 1


def changes(kind=ChangeKind.CONFIRMED):
    records = [it.said for it in AppointmentRecord.scan() if "changes" in (it.said or {})]
    return [it for said in records for it in said["changes"] if it["kind"] == kind]


def test_the_link_shows_times_alone_and_only_its_button_confirms(clinic):
    clinic.hears(*clinic.facts())
    clinic.ticks(clinic.due_at)
    page = clinic.visitor.gets(clinic.link)
    assert "1. Dezember 2026" in words(page)
    for secret in ("Berta", "Husten", "Sprechstunde", "Weber"):
        assert secret not in words(page)
    assert changes() == []
    (button,) = re.findall(r'name="it" value="([^"]+)"', text(page))
    confirmed = clinic.visitor.follows(clinic.visitor.posts(f"{clinic.link}/confirm", it=button))
    assert "bestätigt" in words(confirmed)
    assert 'name="it"' not in text(confirmed)
    clinic.visitor.posts(f"{clinic.link}/confirm", it=button)
    assert len(changes()) == 1
    own = re.search(r'href="/booking/\w+(/appointments/\w[^"?]+)', text(confirmed))[1]
    assert "Geburtsdatum" in words(clinic.visitor.gets(own))


def test_a_link_that_was_changed_opens_nothing(clinic):
    clinic.hears(*clinic.facts())
    clinic.ticks(clinic.due_at)
    assert clinic.visitor.gets(clinic.link[:-2] + "xx").status_code == 404
    clinic.visitor.clinic = BIRKENHOF
    assert clinic.visitor.gets(clinic.link).status_code == 404


def test_what_was_cancelled_meanwhile_cannot_be_confirmed(clinic):
    clinic.hears(*clinic.facts())
    clinic.ticks(clinic.due_at)
    (button,) = re.findall(r'name="it" value="([^"]+)"', text(clinic.visitor.gets(clinic.link)))
    clinic.visitor.posts(f"{clinic.visitor.mine}/cancel/confirm", s=clinic.visitor.proves())
    answer = clinic.visitor.posts(f"{clinic.link}/confirm", it=button)
    assert answer.status_code == 422
    assert "abgesagt" in words(answer)
    assert changes() == []


def test_a_family_confirms_all_its_times_of_a_day_with_one_button(clinic):
    clinic.visitor.books(clinic.visitor.slots(day="2026-12-01")[5], name="Bo Beispiel")
    clinic.hears(*clinic.facts())
    clinic.ticks(clinic.due_at)
    (said,) = clinic.reminded
    assert said.index("Berta") < said.index("Bo ")
    page = clinic.visitor.gets(clinic.link)
    *each, everything = re.findall(r'name="it" value="([^"]+)"', text(page))
    assert len(each) == len(everything.split()) == 2
    assert "Berta" not in words(page)
    clinic.visitor.posts(f"{clinic.link}/confirm", it=everything)
    assert len(changes()) == 2
