"""A patient books a time over HTTP, sees it, moves it and cancels it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from botocore.exceptions import EndpointConnectionError
from chalice.test import Client

from frontdesk.booking.model import AppointmentStatus, ChangeKind
from frontdesk.booking.model.timetable import Coverage, Known, Reason, StaffBooked
from frontdesk.booking.storage import DynamoAppointments
from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.actor import ActorKind
from frontdesk_web.keyring import keyring
from frontdesk_web.seals import seal, ticket
from tests.clinic import BIRKENHOF, LINDENHOF, lindenhof, move_in

from .booking_desk import (
    BERTA,
    BORN,
    CHOICE,
    Visitor,
    a_timetable,
    booked_by_staff,
    carried,
    slots,
    text,
    with_kind,
    words,
)
from .loading import load_module

SUNDAY = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
WRONG = BORN | {"birth_year": "1986"}


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


@pytest.fixture
def lay_out(function):
    """Lay down another timetable."""

    def lay_out(timetable):
        there = function.ports.timetables.get(LINDENHOF)
        function.ports.timetables.put(LINDENHOF, replace(timetable, version=there.version))

    return lay_out


@pytest.fixture
def stored(function, berta):
    """Berta's appointment as it is now."""
    return lambda: function.ports.appointments.get(LINDENHOF, berta.ticket[:32])


def at(function, monkeypatch, now):
    monkeypatch.setattr(function, "ports", replace(function.ports, clock=lambda: now))


@pytest.mark.requirement("B17", "B18", "B19")
def test_the_terms_come_first_and_then_the_menu_of_places(berta):
    page = words(berta.gets())
    assert page.index("Sie buchen einen festen Termin") < page.index("Wohin möchten Sie kommen?")
    assert "Praxis Mitte" in page
    assert "Praxis Nord" in page


@pytest.mark.requirement("B5", "B20", "B33")
def test_the_kinds_and_their_names_come_from_the_timetable(berta):
    page = words(berta.gets(location="mitte"))
    assert "Sprechstunde Für neue Beschwerden" in page
    assert "Vorsorge" in page
    assert "Kleiner Eingriff" not in page


def test_a_performer_is_asked_for_only_where_there_are_several(berta):
    assert "Dr. med. Erik Lindqvist" in words(berta.gets(location="mitte", type="consultation"))
    assert slots(berta.gets(location="mitte", type="vaccination"))


def test_only_one_performer_s_times_are_shown(berta):
    of_one = berta.slots(performer="dr-weber")
    assert of_one
    assert {it.partition(".")[0] for it in of_one} == {"dr-weber"}


@pytest.mark.requirement("B6")
def test_where_nothing_is_offered_the_telephone_is(berta, lay_out):
    lay_out(a_timetable(offered=False))
    page = berta.gets()
    assert "keinen Termin buchen" in words(page)
    assert 'href="tel:+4962215550123"' in text(page)


def test_a_clinic_without_times_and_one_that_is_none_are_the_same_page(berta):
    store_catalogue(lindenhof(id=BIRKENHOF), ports=catalogue_ports())
    without, none = (Visitor(berta.http, clinic=it).gets() for it in (BIRKENHOF, "nowhere"))
    assert without.status_code == none.status_code == 404
    assert without.body == none.body


@pytest.mark.requirement("B21")
def test_the_first_day_with_free_times_is_shown_at_once(berta):
    page = berta.gets("/times", **CHOICE)
    assert "Montag, 23. November 2026 Vormittag 08:00" in words(page)
    assert 'aria-current="date"' in text(page)


@pytest.mark.requirement("B21")
def test_another_day_can_be_picked(berta):
    page = words(berta.gets("/times", **CHOICE, day="2026-12-02"))
    assert "Dezember 2026" in page
    assert "Mittwoch, 2. Dezember 2026 Vormittag" in page
    assert re.search(r"Dienstag, 1. Dezember 2026: \d+ freie Zeiten", page)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-13-40", "soon", ""])
def test_any_day_in_an_address_is_answered(berta, day):
    assert berta.gets("/times", **CHOICE, day=day).status_code == 200


@pytest.mark.parametrize(
    "slot",
    ["", "x", "dr-weber.", "dr-weber.0001-01-01T00:00Z", "dr-weber.2026-11-23T08:00", ".9999-12-31T23:59Z"],
)
def test_any_time_in_a_form_is_answered(berta, slot):
    assert berta.posts("/hold", **CHOICE, slot=slot).status_code in {200, 422}


def test_a_month_without_times_leads_to_the_next_that_has_some(berta, lay_out):
    timetable = a_timetable()
    later = tuple(replace(it, valid_from=date(2027, 1, 11)) for it in timetable.schedules)
    lay_out(replace(timetable, schedules=later))
    page = berta.gets("/times", **CHOICE, day="2026-12-01")
    assert "Im Dezember 2026 ist nichts frei." in words(page)
    assert "Nächster freier Tag: Montag, 11. Januar 2027" in words(page)


def test_where_nothing_is_free_until_the_horizon_the_telephone_is_shown(berta, lay_out):
    lay_out(
        replace(
            a_timetable(),
            schedules=tuple(replace(it, valid_from=date(2028, 1, 1)) for it in a_timetable().schedules),
        )
    )
    page = berta.gets("/times", **CHOICE)
    assert "Bis 21. Januar 2027 ist zurzeit kein Termin frei." in words(page)
    assert 'href="tel:+4962215550123"' in text(page)


@pytest.mark.requirement("B1", "B16", "B25")
def test_a_booked_time_is_confirmed_at_once_and_nothing_personal_is_said(berta, stored):
    page = berta.books()
    assert "Ihr Termin ist gebucht" in words(page)
    assert "Montag, 23. November 2026" in words(page)
    assert stored().reference in words(page)
    assert stored().status is AppointmentStatus.BOOKED
    for personal in ("Berta", "Husten", "5551234", "1985"):
        assert personal not in text(page)


@pytest.mark.requirement("B34")
def test_what_is_stored_says_that_the_patient_booked_it_and_why(berta, stored):
    berta.books(reminded="1")
    assert stored().booked_by is ActorKind.PATIENT
    assert stored().reason == "Husten seit drei Wochen"
    assert stored().reminded


@pytest.mark.requirement("B23")
def test_everything_is_summed_up_with_the_information_of_the_clinic(berta):
    page = berta.posts(f"{berta.holds()}/review", **BERTA, reminded="1")
    said = words(page)
    for told in (
        "Berta Beispiel",
        "27. März 1985",
        "06221 5551234",
        "Husten seit drei Wochen",
        "Am Tag davor",
    ):
        assert told in said
    assert "Weitere Hinweise Bitte bringen Sie Ihre Versichertenkarte" in said
    assert carried(page) == BERTA | {"reminded": "1"}


def test_changing_something_keeps_what_was_typed_in_every_language(berta):
    held = berta.holds()
    page = berta.posts(f"{held}/form", lang="sv", **BERTA)
    assert 'value="Berta Beispiel"' in text(page)
    assert "Husten seit drei Wochen</textarea>" in text(page)
    assert "Vem kommer?" in words(page)


@pytest.mark.requirement("B13", "B22")
@pytest.mark.parametrize(
    ("reason", "asked", "status"),
    [(Reason.REQUIRED, True, 400), (Reason.OPTIONAL, True, 200), (Reason.NONE, False, 200)],
)
def test_the_reason_is_asked_for_only_where_the_kind_wants_it(berta, lay_out, reason, asked, status):
    lay_out(with_kind(a_timetable(), reason=reason))
    held = berta.holds()
    assert ("Weshalb kommen Sie?" in words(berta.gets(held))) == asked
    page = berta.posts(f"{held}/review", **{**BERTA, "f-reason": " "})
    assert page.status_code == status
    assert ("Bitte schreiben Sie, weshalb Sie kommen." in words(page)) == (status == 400)


def test_who_was_there_and_who_pays_is_asked_for_only_where_it_matters(berta, lay_out):
    assert "Waren Sie schon einmal" not in words(berta.gets(berta.holds()))
    lay_out(with_kind(a_timetable(), known=Known.NEW, coverages=frozenset({Coverage.PRIVATE})))
    held = berta.holds()
    page = words(berta.gets(held))
    assert "Waren Sie schon einmal bei uns?" in page
    assert "Wie sind Sie versichert?" in page
    told = {**BERTA, "f-known": "known", "f-coverage": "private"}
    page = berta.posts(f"{held}/review", **told)
    assert page.status_code == 422
    assert "zum ersten Mal zu uns kommen" in words(page)
    assert 'href="#f-known"' in text(page)
    page = berta.posts(f"{held}/review", **told | {"f-known": "new", "f-coverage": "statutory"})
    assert 'href="#f-coverage"' in text(page)
    assert berta.posts(f"{held}/review", **told | {"f-known": "new"}).status_code == 200


@pytest.mark.requirement("B12", "B24")
def test_a_kind_for_others_is_refused_at_the_date_of_birth(berta):
    berta.choice["type"] = "checkup"
    page = berta.posts(f"{berta.holds()}/confirm", **BERTA | {"birth_year": "2010"})
    assert page.status_code == 422
    assert "für eine andere Altersgruppe" in words(page)
    assert 'href="#birth_day"' in text(page)
    assert 'value="Berta Beispiel"' in text(page)


def test_every_mistake_is_said_at_its_field(berta):
    page = berta.posts(f"{berta.holds()}/confirm", phone="12", email="berta@")
    assert page.status_code == 400
    for target in ("name", "birth_day", "phone", "email", "f-reason", "consent"):
        assert f'href="#{target}"' in text(page)
    assert 'name="phone" type="tel" value="12"' in text(page)


def test_a_time_that_somebody_holds_is_offered_to_nobody_else(berta):
    slot = berta.slots(performer="dr-weber")[0]
    berta.holds(slot)
    page = berta.posts("/hold", **CHOICE, slot=slot)
    assert page.status_code == 409
    assert "hat soeben jemand anderes gebucht" in words(page)
    assert slots(page)
    assert slot not in slots(page)


def test_choosing_another_time_gives_the_first_one_back(berta):
    berta.choice["performer"] = "dr-weber"
    first, second, *_ = berta.slots()
    held = berta.holds(first)
    number = held.removeprefix("/held/")[:32]
    assert f"hold={number}" in text(berta.gets(held))
    berta.holds(second, hold=number)
    assert first in berta.slots()
    assert second not in berta.slots()


def test_what_was_typed_stays_when_the_time_is_lost(berta, function, monkeypatch):
    berta.choice["performer"] = "dr-weber"
    slot, other, *_ = berta.slots()
    held = berta.holds(slot)
    at(function, monkeypatch, SUNDAY + timedelta(minutes=20))
    Visitor(berta.http, choice=berta.choice).books(slot, name="Bo Schneller")
    page = berta.posts(f"{held}/confirm", **BERTA)
    assert page.status_code == 409
    kept = carried(page)
    assert kept.items() >= BERTA.items()
    another_day = berta.posts("/times", **kept | {"day": "2026-11-25"})
    assert carried(another_day).items() >= BERTA.items()
    assert "Mittwoch, 25. November 2026" in words(another_day)
    form = berta.posts("/hold", **kept | {"slot": other})
    assert form.status_code == 200
    assert 'value="Berta Beispiel"' in text(form)


@pytest.mark.requirement("B12")
def test_nobody_has_two_times_at_once(berta):
    day = "2026-12-01"
    other = [it.partition(".")[2] for it in berta.slots(performer="dr-lindqvist", day=day)]
    slot = next(it for it in berta.slots(performer="dr-weber", day=day) if it.partition(".")[2] in other)
    berta.books(slot)
    same = slot.replace("dr-weber", "dr-lindqvist")
    page = berta.posts(
        f"{berta.holds(same)}/confirm", **BERTA | {"name": "BERTA  beispiel", "phone": "+4962215551234"}
    )
    assert page.status_code == 409
    assert "schon einen Termin bei uns" in words(page)


def test_where_a_service_is_away_everything_typed_is_kept(berta, monkeypatch):
    held = berta.holds()

    def away(*_told, **_more):
        raise EndpointConnectionError(endpoint_url="https://dynamodb.example")

    monkeypatch.setattr(DynamoAppointments, "write", away)
    page = berta.posts(f"{held}/confirm", **BERTA)
    assert page.status_code == 503
    assert carried(page).items() >= BERTA.items()


def test_booked_twice_is_booked_once(berta, stored):
    held = berta.holds()
    first, second = (berta.posts(f"{held}/confirm", **BERTA) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert berta.follows(berta.gets(held)).status_code == 200
    assert berta.posts(f"{held}/review", **BERTA).status_code == 303


def test_who_goes_back_after_booking_and_chooses_again_books_a_second_time(berta):
    berta.books()
    held = berta.holds(hold=berta.ticket[:32])
    assert berta.ticket[:32] not in held


def test_the_confirmation_of_what_was_cancelled_since_leads_to_how_it_stands(berta):
    berta.books()
    berta.posts(f"{berta.mine}/cancel/confirm", s=berta.proves())
    page = berta.follows(berta.gets(f"{berta.mine}/booked"))
    assert "gebucht" not in words(page)
    assert 'name="birth_year"' in text(page)


@pytest.mark.requirement("B28")
def test_behind_the_proof_the_patient_sees_everything(berta):
    berta.books()
    before = berta.gets(berta.mine)
    assert 'name="birth_year"' in text(before)
    assert "Husten" not in text(before)
    page = words(berta.reads())
    for told in ("Ihr Termin ist gebucht", "Husten seit drei Wochen", "Sie haben den Termin gebucht."):
        assert told in page


def test_a_wrong_date_shows_nothing_and_five_lock(berta):
    berta.books()
    for _ in range(4):
        page = berta.posts(f"{berta.mine}/proof", **WRONG)
        assert page.status_code == 422
        assert 'value="1986"' in text(page)
    assert "birth_day" not in text(berta.posts(f"{berta.mine}/proof", **WRONG))
    assert berta.posts(f"{berta.mine}/proof", **BORN).status_code == 422


@pytest.mark.requirement("B29", "B33")
def test_what_staff_booked_is_seen_and_changed_as_its_kind_says(berta, function, lay_out):
    """Minor surgery is booked by staff alone; patients see it and do not change it."""
    berta.ticket = booked_by_staff(function.ports, SUNDAY)
    page = words(berta.reads())
    assert "Kleiner Eingriff" in page
    assert "Die Praxis hat den Termin gebucht." in page
    assert "Diesen Termin hat die Praxis vereinbart. Bitte rufen Sie uns an" in page
    assert "Termin absagen" not in page
    late = berta.posts(f"{berta.mine}/cancel/confirm", s=berta.proves())
    assert late.status_code == 422
    lay_out(with_kind(a_timetable(), "small-surgery", staff_booked=StaffBooked(seen=False)))
    assert berta.gets(berta.mine).status_code == 404


@pytest.mark.requirement("B6")
def test_where_a_clinic_does_not_show_what_is_booked_it_is_not_there(berta, lay_out):
    berta.books()
    lay_out(a_timetable(shown=False))
    assert berta.gets(berta.mine).status_code == 404
    confirmation = berta.gets(f"{berta.mine}/booked")
    assert f'href="/booking/lindenhof{berta.mine}?lang=de"' not in text(confirmation)


@pytest.mark.requirement("B2", "B32")
def test_cancelling_begins_with_the_terms_and_takes_a_comment(berta, stored):
    berta.books()
    token = berta.proves()
    page = berta.gets(f"{berta.mine}/cancel", s=token)
    assert "Ein abgesagter Termin kann nicht zurückgeholt werden." in words(page)
    assert stored().status is AppointmentStatus.BOOKED
    done = berta.posts(f"{berta.mine}/cancel/confirm", s=token, text="Wieder gesund")
    said = words(berta.follows(done))
    assert "Dieser Termin ist abgesagt" in said
    assert "Wieder gesund" in said
    assert stored().changes[-1].comment == "Wieder gesund"


@pytest.mark.requirement("B3", "B31", "B36")
def test_moving_begins_with_the_terms_and_keeps_both_comments(berta, stored):
    berta.books()
    token, was = berta.proves(), stored().slot
    places = words(berta.gets(f"{berta.mine}/move", s=token))
    assert "Ihr bisheriger Termin wird frei, sobald der neue gebucht ist." in places
    times = berta.gets(f"{berta.mine}/move", s=token, location="mitte", day="2026-11-24")
    slot = slots(times)[0]
    chosen = berta.posts(f"{berta.mine}/move/chosen", **carried(times), slot=slot)
    assert "Bisher Montag, 23. November 2026" in words(chosen)
    assert "Neue Zeit Dienstag, 24. November 2026" in words(chosen)
    assert stored().slot == was
    done = berta.posts(f"{berta.mine}/move/confirm", **carried(chosen), text="Passt besser")
    said = words(berta.follows(done))
    assert "Ihr Termin ist verschoben" in said
    for told in ("Husten seit drei Wochen", "Passt besser", "Vorher: 23. November 2026"):
        assert told in said
    assert stored().changes[-1].kind is ChangeKind.MOVED


@pytest.mark.requirement("B15")
def test_an_appointment_may_move_to_another_place_where_the_kind_says_so(berta, stored):
    berta.books()
    token = berta.proves()
    times = berta.gets(f"{berta.mine}/move", s=token, location="nord")
    chosen = berta.posts(f"{berta.mine}/move/chosen", **carried(times), slot=slots(times)[0])
    berta.posts(f"{berta.mine}/move/confirm", **carried(chosen))
    assert stored().slot.location_id == "nord"


def test_a_comment_stays_when_the_new_time_is_lost(berta):
    berta.books()
    token = berta.proves()
    times = berta.gets(f"{berta.mine}/move", s=token, location="mitte", day="2026-11-24")
    slot = slots(times)[0]
    chosen = berta.posts(f"{berta.mine}/move/chosen", **carried(times), slot=slot)
    Visitor(berta.http).holds(slot)
    page = berta.posts(f"{berta.mine}/move/confirm", **carried(chosen), text="Passt besser")
    assert page.status_code == 409
    assert carried(page)["text"] == "Passt besser"
    assert slot not in slots(page)
    other = berta.posts(f"{berta.mine}/move", **carried(page) | {"day": "2026-11-25"})
    assert carried(other)["text"] == "Passt besser"


@pytest.mark.parametrize("deed", ["cancel", "move"])
def test_a_comment_that_is_too_long_is_kept_and_said(berta, deed, stored):
    berta.books()
    told = {"s": berta.proves(), "text": "x" * 501}
    if deed == "move":
        told |= {"location": "mitte", "slot": berta.slots(day="2026-11-24")[0]}
    page = berta.posts(f"{berta.mine}/{deed}/confirm", **told)
    assert page.status_code == 422
    assert "höchstens 500 Zeichen" in words(page)
    assert "x" * 501 in text(page)
    assert len(stored().changes) == 1


@pytest.mark.requirement("B10", "B30")
def test_close_to_the_time_the_buttons_go_and_the_telephone_comes(berta, function, monkeypatch):
    berta.books()
    assert "Termin absagen" in words(berta.reads())
    at(function, monkeypatch, SUNDAY + timedelta(hours=11))
    page = berta.reads()
    assert "Termin absagen" not in words(page)
    assert "Bitte rufen Sie uns an" in words(page)
    token = berta.proves()
    for deed in ("cancel", "move"):
        assert berta.gets(f"{berta.mine}/{deed}", s=token).status_code == 303
    late = berta.posts(f"{berta.mine}/cancel/confirm", s=token)
    assert late.status_code == 422
    assert "weil der Termin bald ist" in words(late)


@pytest.mark.parametrize("part", ["/cancel", "/cancel/confirm", "/move", "/move/chosen", "/move/confirm"])
def test_nothing_happens_without_the_proof(berta, stored, part):
    berta.books()
    other = seal(
        {"organisation": LINDENHOF, "appointment": "0" * 32},
        purpose="appointment",
        until=SUNDAY + timedelta(hours=1),
        keyring=keyring(),
    )
    for token in ("", other):
        page = berta.posts(berta.mine + part, s=token, slot=berta.slots()[0], location="mitte")
        assert 'name="birth_year"' in text(page)
    assert len(stored().changes) == 1


@pytest.mark.requirement("N7")
def test_foreign_forged_and_unknown_tickets_are_the_same_page(berta, function):
    berta.books()
    held = berta.holds()
    store_catalogue(lindenhof(id=BIRKENHOF), ports=catalogue_ports())
    function.ports.timetables.put(BIRKENHOF, a_timetable())
    elsewhere = Visitor(berta.http, clinic=BIRKENHOF)
    unknown = ticket(LINDENHOF, "0" * 32, of="appointment", keyring=keyring())
    pages = [
        elsewhere.gets(berta.mine),
        elsewhere.gets(held),
        berta.gets(f"/appointments/{unknown}"),
        berta.gets(f"{berta.mine[:-3]}AAA"),
        berta.gets(f"/held/{berta.ticket}"),
        berta.gets(f"/appointments/{held.removeprefix('/held/')}"),
    ]
    assert {page.status_code for page in pages} == {404}
    assert len({page.body for page in pages}) == 1


def test_the_file_for_a_calendar(berta, stored):
    berta.books()
    file = berta.gets(f"{berta.mine}/calendar.ics")
    assert file.headers["Content-Type"].startswith("text/calendar")
    assert f"UID:{stored().id}@lindenhof\r\n" in text(file)
    assert "DTSTART:20261123T070000Z\r\n" in text(file)
    assert "Husten" not in text(file)


def test_in_the_hour_that_comes_twice_each_time_says_which_it_is(berta, function, lay_out, monkeypatch):
    """On 25 October 2026 it is half past two twice."""
    at(function, monkeypatch, datetime(2026, 10, 20, 8, 0, tzinfo=UTC))
    timetable = a_timetable()
    by_night = timetable.schedules[0]
    [block, *_] = by_night.week
    opens = replace(
        block, weekday=6, opens=block.opens.replace(2, 0), closes=block.opens.replace(3, 30), every=30
    )
    lay_out(replace(timetable, schedules=(replace(by_night, week=(opens,)),)))
    page = berta.gets("/times", **CHOICE)
    for told in ("02:30 (UTC+2)", "02:30 (UTC+1)", "03:00"):
        assert told in words(page)
    [second] = [it for it in slots(page) if it.endswith("2026-10-25T01:30Z")]
    assert "02:30 (UTC+1)" in words(berta.books(second))
