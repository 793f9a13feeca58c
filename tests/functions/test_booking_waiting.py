"""A patient waits over HTTP, hears of a freed time, and takes it; who is invited chooses one."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from chalice.test import Client

from frontdesk.booking.storage import AppointmentRecord, InvitationRecord
from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.events import new_facts
from frontdesk.kernel.ids import AppointmentId
from frontdesk.messaging.storage import MessageRecord
from frontdesk_web.keyring import keyring
from frontdesk_web.seals import ticket
from tests.clinic import LINDENHOF, move_in

from .booking_desk import BERTA, BORN, CHOICE, Visitor, a_timetable, carried, slots, text, words
from .loading import load_module

SUNDAY = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
DAYS = {
    "f-first_day": "23",
    "f-first_month": "11",
    "f-first_year": "2026",
    "f-last_day": "11",
    "f-last_month": "12",
    "f-last_year": "2026",
}
STAFF = Actor(ActorKind.STAFF, "1001")
A_FORM = "7" * 32


@pytest.fixture
def function(cloud, monkeypatch):
    """On a Sunday evening at seven."""
    move_in()
    module = load_module("booking")
    module.ports.timetables.put(LINDENHOF, a_timetable())
    monkeypatch.setattr(module, "ports", replace(module.ports, clock=lambda: SUNDAY))
    return module


@pytest.fixture
def berta(function):
    with Client(function.app) as client:
        yield Visitor(client.http)


def waits(visitor, **typed):
    """The address of the page behind the form."""
    answer = visitor.posts("/wait/confirm", **{**CHOICE, "form": A_FORM, **DAYS, **BERTA, **typed})
    assert answer.status_code == 303, words(answer)[:800]
    return answer.headers["Location"]


def ticket_in(address):
    return re.search(r"/invitations/([^?/]+)", address)[1]


def hears(function, records=InvitationRecord):
    """The listener hears the facts of these records."""
    for record in records.scan():
        for fact in new_facts(None, {"facts": record.to_dynamodb_dict().get("facts", {"S": "[]"})["S"]}):
            if fact["name"] in {"InvitationMade", "SlotFreed"}:
                function.listener({"detail-type": fact["name"], "detail": fact["detail"]}, None)


def invitations():
    return [it for it in InvitationRecord.scan() if it.sk == "invitation"]


def told(template):
    return [it for it in MessageRecord.scan() if it.template == template]


def test_whom_no_time_suits_asks_to_be_told_of_a_freed_one(function, berta):
    page = berta.gets("/times", **CHOICE)
    assert "/wait?location=mitte" in text(page)
    form = berta.gets("/wait", **CHOICE)
    assert "Auf einen frei werdenden Termin warten" in words(form)
    assert 'name="f-first_day"' in text(form)

    address = waits(berta)
    assert waits(berta).partition("?")[0] == address.partition("?")[0]
    page = words(berta.http.get(address))
    for said in ("Sie stehen auf der Warteliste", "Sprechstunde", "Husten seit drei Wochen"):
        assert said in page
    assert len(invitations()) == 1
    hears(function)
    hears(function)
    assert len(told("waiting")) == 1


def test_what_is_wrong_with_the_form_is_said_and_all_that_was_typed_stays(berta):
    wrong = {**CHOICE, "form": A_FORM, **DAYS, **BERTA, "f-last_year": "2025", "name": "Berta <b>"}
    answer = berta.posts("/wait/confirm", **wrong)
    assert answer.status_code == 422
    assert 'href="#f-last_day"' in text(answer)
    for kept in ("Berta &lt;b&gt;", 'value="2025"', "Husten seit drei Wochen", A_FORM):
        assert kept in text(answer)
    answer = berta.posts("/wait/confirm", **{**wrong, "name": "", "f-first_day": "31", "consent": ""})
    assert answer.status_code == 400
    assert all(f'href="#{it}"' in text(answer) for it in ("name", "f-first_day", "consent"))
    swedish = berta.posts("/wait", lang="sv", **wrong)
    assert "Vem väntar?" in words(swedish)
    assert "Berta &lt;b&gt;" in text(swedish)


def test_the_link_asks_for_the_date_of_birth_and_for_no_other_persons(berta):
    at = f"/invitations/{ticket_in(waits(berta))}"
    assert 'name="birth_year"' in text(berta.gets(at))
    wrong = berta.posts(f"{at}/proof", **{**BORN, "birth_day": "1"})
    assert (wrong.status_code, "4" in words(wrong)) == (422, True)
    opened = berta.follows(berta.posts(f"{at}/proof", **BORN))
    assert "Sie stehen auf der Warteliste" in words(opened)
    assert berta.gets(at[:-1] + "A").status_code == 404
    for part in ("chosen", "take", "withdraw"):
        assert 'name="birth_year"' in text(berta.posts(f"{at}/{part}", s="made up"))


def test_a_freed_time_is_offered_and_whoever_takes_it_has_it(function, berta):
    berta.books()
    theirs = AppointmentId(berta.ticket[:32])
    page = berta.http.get(waits(berta, name="Clara Beispiel", form="8" * 32))
    slot = function.ports.appointments.get(LINDENHOF, theirs).slot
    cancel_appointment(
        organisation_id=LINDENHOF, appointment_id=theirs, comment="", by=STAFF, ports=function.ports
    )
    hears(function, AppointmentRecord)
    [message] = told("waiting_offer")
    assert "/invitations/" in message.parameters["link"]

    s = carried(page)["s"]
    at = f"/invitations/{ticket_in(message.parameters['link'])}"
    offered = berta.gets(at, s=s)
    wanted = f"{slot.performer_id}.{slot.starts_at:%Y-%m-%dT%H:%M}Z"
    assert wanted in slots(offered)
    chosen = berta.posts(f"{at}/chosen", s=s, slot=wanted)
    assert "Diesen Termin nehmen" in words(chosen)
    assert len(_booked()) == 0
    taken = berta.posts(f"{at}/take", s=s, slot=wanted)
    assert "booked" in taken.headers["Location"]
    assert berta.follows(taken).status_code == 200
    assert berta.posts(f"{at}/take", s=s, slot=wanted).status_code == 303
    assert len(_booked()) == 1
    other = next(it for it in berta.slots() if it != wanted)
    again = berta.posts(f"{at}/take", s=s, slot=other)
    assert again.status_code == 422
    assert "Damit haben Sie den Termin" in words(again)


def _appointments():
    return [it for it in AppointmentRecord.scan() if it.sk == "appointment"]


def _booked():
    return [it for it in _appointments() if it.said["status"] == "booked"]


def test_who_was_too_slow_stays_on_the_list(function, berta):
    address = waits(berta)
    at, s = f"/invitations/{ticket_in(address)}", carried(berta.http.get(address))["s"]
    wanted = slots(berta.gets(at, s=s))[0]
    berta.books(wanted, name="Clara Beispiel")
    late = berta.posts(f"{at}/take", s=s, slot=wanted)
    assert late.status_code == 409
    assert "Jemand war schneller. Sie bleiben auf der Warteliste." in words(late)
    gone = berta.posts(f"{at}/chosen", s=s, slot="nothing")
    assert gone.status_code == 200


def test_who_leaves_the_list_is_off_it(berta):
    address = waits(berta)
    at, s = f"/invitations/{ticket_in(address)}", carried(berta.http.get(address))["s"]
    page = words(berta.follows(berta.posts(f"{at}/withdraw", s=s)))
    assert "Sie gilt nicht mehr" in page
    late = berta.posts(f"{at}/take", s=s, slot=berta.slots()[0])
    assert late.status_code == 422


def test_who_has_a_time_waits_for_an_earlier_one_and_moves_to_it(function, berta):
    berta.books(berta.slots()[-1])
    s = berta.proves()
    assert "früherer Termin" in words(berta.gets(berta.mine, s=s))
    waiting = berta.follows(berta.posts(f"{berta.mine}/earlier", s=s))
    assert "Früher als" in words(waiting)
    [record] = invitations()
    at, s = f"/invitations/{_ticket(record)}", carried(waiting)["s"]
    wanted = slots(berta.gets(at, s=s))[0]
    chosen = berta.posts(f"{at}/chosen", s=s, slot=wanted)
    assert "Bisher" in words(chosen)
    assert berta.posts(f"{at}/take", s=s, slot=wanted).status_code == 303
    [it] = _booked()
    assert len(it.said["changes"]) == 2


def _ticket(record):
    return ticket(LINDENHOF, record.pk.rpartition("#")[2], of="invitation", keyring=keyring())


def test_nothing_can_be_waited_for_that_is_not_offered(berta):
    answer = berta.posts("/wait/confirm", **{**CHOICE, "type": "small-surgery", **DAYS, **BERTA})
    assert answer.status_code == 303
    assert "/wait" not in answer.headers["Location"]
    assert invitations() == []
