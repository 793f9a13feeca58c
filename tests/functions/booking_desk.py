"""The demo practice with its times, and a patient who books there over HTTP."""

import json
import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urlencode

from frontdesk.booking.model import Wish
from frontdesk.booking.model.timetable_written import read_timetable
from frontdesk.booking.usecases.book_time import Booking, book_time
from frontdesk.booking.usecases.find_times import Search, find_times
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk_web.keyring import keyring
from frontdesk_web.seals import ticket
from local.demo.organisations import HERE
from tests.clinic import LINDENHOF
from tests.frontdesk_web.console_desk import subject

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BORN = {"birth_day": "27", "birth_month": "3", "birth_year": "1985"}
CHOICE = {"location": "mitte", "type": "consultation", "performer": "any"}
BERTA = BORN | {
    "name": "Berta Beispiel",
    "phone": "06221 5551234",
    "f-reason": "Husten seit drei Wochen",
    "consent": "booking-1",
}


def a_timetable(organisation_id=LINDENHOF, **changes):
    """The demo's timetable, with changes to it."""
    said = json.loads((HERE / f"{organisation_id}-timetable.json").read_text("utf-8"))
    return replace(read_timetable(said), **changes)


def with_kind(timetable, of="consultation", **changes):
    """The timetable with changes to one kind of time."""
    kinds = tuple(replace(it, **changes) if it.id == of else it for it in timetable.time_types)
    return replace(timetable, time_types=kinds)


@dataclass
class Visitor:
    """A browser: `ticket` of what they booked."""

    http: Any
    clinic: str = LINDENHOF
    ticket: str = ""
    choice: dict = field(default_factory=lambda: dict(CHOICE))

    def gets(self, part="", **query):
        return self.http.get(f"/booking/{self.clinic}{part}?{urlencode({'lang': 'de', **query})}")

    def posts(self, part, lang="de", **typed):
        body = urlencode(typed).encode()
        return self.http.post(f"/booking/{self.clinic}{part}?lang={lang}", headers=FORM, body=body)

    def follows(self, answer):
        assert answer.status_code == 303, text(answer)[:500]
        return self.http.get(answer.headers["Location"])

    def slots(self, **query):
        """What the buttons of the times page send."""
        return slots(self.gets("/times", **{**self.choice, **query}))

    def holds(self, slot=None, **more):
        """The address of the form for a time, the first that is free unless another is said."""
        answer = self.posts("/hold", **self.choice, slot=slot or self.slots()[0], **more)
        assert answer.status_code == 303, text(answer)[:500]
        return answer.headers["Location"].removeprefix(f"/booking/{self.clinic}").partition("?")[0]

    def books(self, slot=None, **typed):
        """The confirmation of a time."""
        held = self.holds(slot)
        answer = self.posts(f"{held}/confirm", **{**BERTA, **typed})
        assert answer.status_code == 303, words(answer)[:800]
        self.ticket = answer.headers["Location"].split("/")[4]
        return self.follows(answer)

    @property
    def mine(self):
        return f"/appointments/{self.ticket}"

    def proves(self):
        """The token after the proof."""
        answer = self.posts(f"{self.mine}/proof", **BORN)
        assert answer.status_code == 303, words(answer)[:500]
        return answer.headers["Location"].partition("?s=")[2].partition("&")[0]

    def reads(self):
        return self.gets(self.mine, s=self.proves())


def text(answer):
    return answer.body.decode()


def words(answer):
    """What a person reads."""
    plain = re.sub(r"<style.*?</style>|<title>.*?</title>|<[^>]+>", " ", text(answer), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(plain))


def slots(answer):
    return re.findall(r'name="slot" value="([^"]+)"', text(answer))


def carried(answer):
    """What the page's forms carry along."""
    return {
        name: unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text(answer))
    }


def booked_by_staff(ports, now, whose=None):
    """The ticket of the first time for minor surgery."""
    search = Search(
        organisation_id=LINDENHOF, location_id="mitte", time_type_id="small-surgery", by=ActorKind.STAFF
    )
    until = now.date() + timedelta(days=14)
    slot = find_times(search, now.date(), until, ports=ports)[0]
    whose = whose or subject(organisation_id=LINDENHOF)
    ports.register(whose)
    wish = Wish(
        location_id=slot.location_id,
        time_type_id=slot.time_type_id,
        performer_id=slot.performer_id,
        starts_at=slot.starts_at,
    )
    booking = Booking(subject=whose, by=Actor(ActorKind.STAFF, "1002"))
    number = "5" * 32
    book_time(organisation_id=LINDENHOF, appointment_id=number, wish=wish, booking=booking, ports=ports)
    return ticket(LINDENHOF, number, of="appointment", keyring=keyring())
