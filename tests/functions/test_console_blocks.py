"""Stretches of a day that staff keep free, over HTTP."""

import re
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote_plus

import pytest

from frontdesk.booking.errors import Taken
from frontdesk.booking.model import AppointmentStatus
from frontdesk.booking.model.timetable import Resource, ResourceKind
from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.ids import AppointmentId, ResourceId
from tests.frontdesk_web.console_desk import LINDENHOF
from tests.frontdesk_web.console_times import APPOINTMENT, LINDNER, OLSSON, WEBER, slot
from tests.frontdesk_web.lindenhof import MITTE, NORD

from .browser import deeds, hidden, html, somebody
from .calendar_desk import BERLIN, CALENDAR, PAGE, at, everything_booked, keep, on, stored, value

BLOCK = AppointmentId("b" * 32)
THERE = f"{CALENDAR}/blocks/{BLOCK}"
HOURS = {"day": f"{on(at(9))}", "from": "10:00", "until": "11:00"}


def asked_for(starts_at, performer=WEBER):
    """A free time as the addresses of a page have it."""
    return quote_plus(value(starts_at, performer))


def typed(katrin, **said):
    common = {"csrf": katrin.csrf(), "block": BLOCK, "location": MITTE, "resource": WEBER}
    return common | HOURS | {"note": "Fortbildung", **said}


def block(katrin, **said):
    return katrin.posts(f"{CALENDAR}/block", typed(katrin, **said))


def test_a_stretch_is_kept_free_from_the_calendar_and_given_back(calendar):
    katrin = somebody(calendar)
    day = f"{CALENDAR}?day={on(at(9))}"
    assert asked_for(at(10)) in html(katrin.gets(day))

    for _ in range(2):
        response = block(katrin)
        assert (response.status_code, response.headers["Location"]) == (303, f"{THERE}?done=blocked")
    it = stored(BLOCK)
    assert (it.status, it.slot.starts_at, it.slot.ends_at) == (AppointmentStatus.BLOCKED, at(10), at(11))
    shown = html(katrin.gets(day))
    assert f'href="{THERE}"' in shown
    assert "Fortbildung" in shown
    assert asked_for(at(10)) not in shown
    page = html(katrin.gets(f"{THERE}?done=blocked"))
    assert "Die Zeit ist gesperrt" in page
    assert "Fortbildung" in page

    for _ in range(2):
        response = katrin.posts(f"{THERE}/give-back", {"csrf": katrin.csrf()})
        assert response.headers["Location"] == f"{THERE}?done=given-back"
    assert "wieder gebucht werden" in html(katrin.gets(f"{THERE}?done=given-back"))
    assert "/give-back" not in html(katrin.gets(THERE))
    assert asked_for(at(10)) in html(katrin.gets(day))


def test_a_free_stretch_leads_to_the_form_filled_in(calendar):
    katrin = somebody(calendar)
    day = html(katrin.gets(f"{CALENDAR}?day={on(at(9))}"))
    asked = f"location=mitte&resource=dr-lindner&day={on(at(9))}&from=08%3A00&until=09%3A00"
    assert f'href="{CALENDAR}/block?{asked.replace("&", "&amp;")}"' in day

    response = katrin.gets(f"{CALENDAR}/block?{asked}")
    for name, filled in (("day", f"{on(at(9))}"), ("from", "08:00"), ("until", "09:00")):
        assert re.search(rf'name="{name}" type="\w+" value="{filled}"', html(response))
    assert '<option value="dr-lindner" selected>' in html(response)


def test_what_is_in_the_way_is_shown_and_what_was_typed_stays(calendar):
    katrin = somebody(calendar)
    response = block(katrin, **{"from": "09:15", "note": "Mein Text"})

    assert response.status_code == 409
    for it in ("liegt schon etwas", f'href="{PAGE}"', "Erik Lindqvist", 'value="Mein Text"', 'value="09:15"'):
        assert it in html(response)
    assert ("CalendarRead", "staff:1001", f"mitte {on(at(9))}/{on(at(9))} dr-weber") in deeds()
    assert [it.pk[-32:] for it in everything_booked()] == [APPOINTMENT]


def test_what_is_in_the_way_elsewhere_is_not_told(calendar):
    everywhere = slot(at(10), location_id=NORD)
    keep(everywhere, id=AppointmentId("5" * 32), subject_id="f" * 32)
    response = block(somebody(calendar))

    assert response.status_code == 409
    assert "kann hier nicht gezeigt werden" in html(response)
    assert "5" * 32 not in html(response)
    assert "5" * 32 in html(block(somebody(calendar, "2001")))


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"resource": ""}, "resource", "Bitte füllen Sie dieses Feld aus"),
        ({"resource": OLSSON}, "resource", "Diese Person oder diesen Raum gibt es nicht"),
        ({"from": "10:02"}, "from", "in Schritten von fünf Minuten"),
        ({"until": "09:00"}, "until", "Das Ende liegt nicht nach dem Anfang"),
        ({"until": "19:00"}, "until", "Höchstens acht Stunden"),
        ({"day": "2026-01-01"}, "until", "schon vorbei"),
        ({"note": "x" * 501}, "note", "höchstens 500 Zeichen"),
    ],
)
def test_errors_stand_at_their_field_and_everything_typed_stays(calendar, said, field, words):
    response = block(somebody(calendar), **said)

    assert response.status_code == 400
    assert f'href="#{field}"' in html(response)
    assert words in html(response)
    assert 'value="Fortbildung"' in html(response) or "note" in said
    assert len(everything_booked()) == 1


def test_the_same_form_with_other_hours_is_another_stretch_when_it_is_sent_again(calendar):
    katrin = somebody(calendar)
    block(katrin)
    response = block(katrin, **{"from": "08:00", "until": "08:30"})

    assert response.status_code == 422
    assert "schon eine andere Zeit gesperrt" in html(response)
    again = katrin.posts(
        f"{CALENDAR}/block",
        typed(katrin, **{"from": "08:00", "until": "08:30"}, block=hidden(response, "block")),
    )
    assert again.status_code == 303
    assert len(everything_booked()) == 3


def test_a_room_is_kept_free_too(calendar):
    ports = booking_ports()
    there = ports.timetables.get(LINDENHOF)
    room = Resource(id=ResourceId("room-1"), kind=ResourceKind.ROOM, name="Raum 1")
    first, *others = there.schedules
    with_room = replace(
        there,
        resources=(*there.resources, room),
        schedules=(replace(first, room_id=room.id), *others),
    )
    ports.timetables.put(LINDENHOF, with_room)
    katrin = somebody(calendar)

    assert '<option value="room-1">Raum 1' in html(katrin.gets(f"{CALENDAR}/block"))
    assert block(katrin, resource="room-1").status_code == 303
    day = html(katrin.gets(f"{CALENDAR}?day={on(at(9))}"))
    assert "Raum 1" in day
    assert asked_for(at(10)) not in day
    assert asked_for(at(10), LINDNER) in day


def test_a_block_elsewhere_and_an_appointment_are_no_blocks_of_theirs(calendar):
    jens, katrin = somebody(calendar, "2001"), somebody(calendar)
    assert block(jens, location=NORD, resource=OLSSON).status_code == 303

    for there in (THERE, f"{CALENDAR}/blocks/{APPOINTMENT}", f"{CALENDAR}/blocks/{'0' * 32}"):
        assert katrin.gets(there).status_code == 404
        assert katrin.posts(f"{there}/give-back", {"csrf": katrin.csrf()}).status_code == 404
    assert block(katrin, location=NORD, resource=OLSSON).status_code == 404
    assert stored(BLOCK).status is AppointmentStatus.BLOCKED


def test_a_form_of_somebody_else_keeps_nothing_free(calendar):
    katrin = somebody(calendar)
    assert block(katrin, csrf="guessed").status_code == 403
    assert len(everything_booked()) == 1


def test_nobody_books_in_a_stretch_that_is_kept_free(calendar):
    block(somebody(calendar))
    inside = at(10) + timedelta(minutes=30)
    with pytest.raises(Taken):
        keep(slot(inside), id=AppointmentId("6" * 32), subject_id="f" * 32)
    assert inside.astimezone(BERLIN).hour == 10
