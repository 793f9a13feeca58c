"""The calendar over HTTP: what staff see of their locations, and what they do with appointments."""

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest

from frontdesk.access.model import Role
from frontdesk.audit.storage import DeedRecord
from frontdesk.booking.model import AppointmentStatus, ChangeKind
from frontdesk.booking.storage import AppointmentRecord
from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.ids import AppointmentId, OrganisationId, random_id
from frontdesk.patients.storage import SubjectRecord
from tests.frontdesk_web.console_desk import LINDENHOF
from tests.frontdesk_web.console_times import (
    APPOINTMENT,
    LINDNER,
    OLSSON,
    PATIENT,
    WEBER,
    appointment,
    slot,
    timetable,
)
from tests.frontdesk_web.lindenhof import MITTE, NORD

from .browser import deeds, hidden, html, somebody

BERLIN = ZoneInfo("Europe/Berlin")
CALENDAR = "/console/calendar"
PAGE = f"{CALENDAR}/appointments/{APPOINTMENT}"
ANNA = {
    "name": "Anna Beispiel",
    "birth_day": "27",
    "birth_month": "3",
    "birth_year": "1985",
    "phone": "06221 5550199",
    "email": "",
    "language": "sv",
    "reason": "Husten",
}


def at(hour, minute=0, *, days=1):
    """A time of tomorrow, by the clock in Berlin."""
    day = datetime.now(BERLIN).date() + timedelta(days=days)
    return datetime.combine(day, time(hour, minute), BERLIN).astimezone(UTC)


def stored(appointment_id=APPOINTMENT):
    return booking_ports().appointments.get(LINDENHOF, appointment_id)


def everything_booked():
    return [it for it in AppointmentRecord.scan() if it.sk == "appointment"]


def on(starts_at):
    return starts_at.astimezone(BERLIN).date()


def keep(its_slot, **changes):
    it = appointment(replace(its_slot, on=on(its_slot.starts_at)), **changes)
    return booking_ports().appointments.write(None, it)


def value(starts_at, performer=WEBER):
    return f"{performer}@{starts_at:%Y-%m-%dT%H:%MZ}"


@pytest.fixture
def desk(console):
    """The console with times, and Erik's appointment tomorrow at nine."""
    booking_ports().timetables.put(LINDENHOF, timetable())
    keep(slot(at(9)))
    return console


# the calendar


@pytest.mark.requirement("B4", "B34")
def test_a_day_shows_who_comes_and_leaves_a_trace(desk):
    page = html(somebody(desk).gets(f"{CALENDAR}?day={on(at(9))}"))

    assert "Erik Lindqvist" in page
    assert "online gebucht" in page
    assert f'href="{PAGE}"' in page
    assert deeds() == [("CalendarRead", "staff:1001", f"mitte {on(at(9))}/{on(at(9))}")]


def test_an_empty_day_shows_nobody_and_leaves_no_trace(desk):
    response = somebody(desk).gets(f"{CALENDAR}?day={on(at(9, days=2))}")

    assert response.status_code == 200
    assert deeds() == []


def test_a_week_is_one_performers(desk):
    katrin = somebody(desk)
    address = f"{CALENDAR}?view=week&day={on(at(9))}"

    assert "Erik Lindqvist" in html(katrin.gets(f"{address}&performer={WEBER}"))
    assert "Erik Lindqvist" not in html(katrin.gets(f"{address}&performer={LINDNER}"))


def test_without_the_trail_no_name_is_shown(desk):
    katrin = somebody(desk)
    DeedRecord.delete_table()

    for address in (f"{CALENDAR}?day={on(at(9))}", PAGE, f"{PAGE}/move"):
        response = katrin.gets(address)
        assert response.status_code == 500
        assert "Erik" not in html(response)


def test_staff_see_the_locations_of_their_departments_and_leads_all(desk):
    katrin, jens = somebody(desk), somebody(desk, "2001")

    for address in (f"{CALENDAR}?location={NORD}", f"{CALENDAR}/free?location={NORD}"):
        assert katrin.gets(address).status_code == 404
        assert jens.gets(address).status_code == 200


def test_an_appointment_elsewhere_is_not_there(desk):
    keep(slot(at(10), performer_id=OLSSON, location_id=NORD), id=AppointmentId("5" * 32), subject_id="f" * 32)
    katrin = somebody(desk)
    there = f"{CALENDAR}/appointments/{'5' * 32}"
    token = katrin.csrf()

    assert katrin.gets(there).status_code == 404
    assert katrin.gets(f"{there}/move").status_code == 404
    for deed in ("cancel", "no-show", "move"):
        typed = {"csrf": token, "time": value(at(11), OLSSON), "location": NORD}
        assert katrin.posts(f"{there}/{deed}", typed).status_code == 404
    assert stored(AppointmentId("5" * 32)).status is AppointmentStatus.BOOKED


def test_nothing_is_booked_or_moved_into_a_location_that_is_not_theirs(desk):
    katrin = somebody(desk)
    typed = {"csrf": katrin.csrf(), "location": NORD, "type": "consultation", "time": value(at(10), OLSSON)}

    assert katrin.posts(f"{CALENDAR}/book", typed | ANNA).status_code == 404
    assert katrin.posts(f"{PAGE}/move", typed).status_code == 404
    assert len(everything_booked()) == 1


@pytest.mark.requirement("N7")
def test_another_organisations_appointment_is_not_there(desk):
    foreign = AppointmentId(random_id())
    keep(slot(at(10)), id=foreign, organisation_id=OrganisationId("birkenhof"))

    assert somebody(desk).gets(f"{CALENDAR}/appointments/{foreign}").status_code == 404


def test_administrators_have_no_calendar(desk, enrol):
    enrol("3001", Role.ADMINISTRATOR)
    somebody_else = somebody(desk, "3001")

    for address in (
        CALENDAR,
        f"{CALENDAR}/free",
        PAGE,
        f"{PAGE}/move",
        f"{CALENDAR}/book?time={value(at(8))}",
    ):
        assert somebody_else.gets(address).status_code == 404


def test_a_clinic_without_times_has_an_empty_calendar(console):
    for address in (CALENDAR, f"{CALENDAR}/free"):
        response = somebody(console).gets(address)
        assert response.status_code == 200
        assert "noch keine Zeiten" in html(response)


@pytest.mark.parametrize(
    "query",
    [
        "?view=nonsense",
        "?day=nonsense",
        "?day=9999-12-31",
        "?day=0001-01-01&view=week",
        "?performer=nobody",
        "?view=week&performer=nobody",
        "/free?from=nonsense&type=none&performer=nobody",
        "/free?from=9999-12-31",
    ],
)
def test_an_address_typed_by_hand_breaks_nothing(desk, query):
    assert somebody(desk).gets(f"{CALENDAR}{query}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?time=nonsense",
        f"?location=mitte&type=none&time={value(at(8))}",
        "?location=nowhere",
        "?time=x@0001-01-01T00:00Z",
    ],
)
def test_a_form_for_no_time_is_not_there(desk, query):
    assert somebody(desk).gets(f"{CALENDAR}/book{query}").status_code == 404


# an appointment


@pytest.mark.requirement("B34")
def test_opening_an_appointment_shows_the_patient_and_why_they_come(desk):
    response = somebody(desk).gets(PAGE)

    assert response.status_code == 200
    for it in ("Erik Lindqvist", "27. März 1985", "+4962215550199", "Ont i knät", "online gebucht"):
        assert it in html(response)
    assert deeds() == [("AppointmentRead", "staff:1001", APPOINTMENT)]


@pytest.mark.parametrize("appointment_id", ["0" * 32, "nonsense", "%3Cb%3E"])
def test_what_is_not_there_is_the_same_page(desk, appointment_id):
    response = somebody(desk).gets(f"{CALENDAR}/appointments/{appointment_id}")

    assert response.status_code == 404
    assert "nicht Ihre ist" in html(response)


@pytest.mark.requirement("B35")
def test_a_cancelled_appointment_stays_visible_and_its_time_is_free_again(desk):
    katrin = somebody(desk)
    typed = {"csrf": katrin.csrf(), "comment": "Hat angerufen."}

    for _ in range(2):
        response = katrin.posts(f"{PAGE}/cancel", typed)
        assert (response.status_code, response.headers["Location"]) == (303, f"{PAGE}?done=cancelled")
    assert stored().status is AppointmentStatus.CANCELLED
    assert [(it.kind, it.comment, it.by.id) for it in stored().changes[1:]] == [
        (ChangeKind.CANCELLED, "Hat angerufen.", "1001")
    ]
    day = html(katrin.gets(f"{CALENDAR}?day={on(at(9))}"))
    assert '<li class="cancelled' in day
    assert value(at(9)).replace("@", "%40").replace(":", "%3A") in day
    assert "Hat angerufen." in html(katrin.gets(f"{PAGE}?done=cancelled"))


def test_a_comment_that_is_too_long_is_refused_and_kept(desk):
    katrin = somebody(desk)
    response = katrin.posts(f"{PAGE}/cancel", {"csrf": katrin.csrf(), "comment": "x" * 501})

    assert response.status_code == 422
    assert 'aria-invalid="true"' in html(response)
    assert "x" * 501 in html(response)
    assert stored().status is AppointmentStatus.BOOKED


@pytest.mark.requirement("B36")
def test_a_moved_appointment_shows_both_comments_and_who_moved_it(desk):
    katrin = somebody(desk)
    choices = html(katrin.gets(f"{PAGE}/move"))
    assert f'value="{value(at(11), LINDNER)}"' in choices
    assert f'value="{value(at(9))}"' not in choices

    typed = {
        "csrf": katrin.csrf(),
        "location": MITTE,
        "time": value(at(11), LINDNER),
        "comment": "Bus fährt später.",
    }
    for _ in range(2):
        assert katrin.posts(f"{PAGE}/move", typed).headers["Location"] == f"{PAGE}?done=moved"
    assert (stored().slot.performer_id, stored().slot.starts_at) == (LINDNER, at(11))
    page = html(katrin.gets(PAGE))
    for it in ("Ont i knät", "Bus fährt später.", "Katrin Sommer", "verschoben"):
        assert it in page


def test_a_lead_may_move_it_to_the_types_other_location(desk):
    jens = somebody(desk, "2001")
    assert f'value="{value(at(8), OLSSON)}"' in html(jens.gets(f"{PAGE}/move?location={NORD}"))

    typed = {"csrf": jens.csrf(), "location": NORD, "time": value(at(8), OLSSON)}
    assert jens.posts(f"{PAGE}/move", typed).status_code == 303
    assert stored().slot.location_id == NORD


def test_who_is_too_slow_to_move_keeps_the_comment_and_sees_other_times(desk):
    katrin = somebody(desk)
    keep(slot(at(11)), id=AppointmentId("6" * 32), subject_id="f" * 32)
    typed = {"csrf": katrin.csrf(), "location": MITTE, "time": value(at(11)), "comment": "Mein Kommentar"}

    response = katrin.posts(f"{PAGE}/move", typed)
    assert response.status_code == 409
    assert "Mein Kommentar" in html(response)
    assert f'value="{value(at(11), LINDNER)}"' in html(response)
    assert stored().slot.starts_at == at(9)


def test_who_chooses_no_time_is_asked_for_one(desk):
    katrin = somebody(desk)
    response = katrin.posts(f"{PAGE}/move", {"csrf": katrin.csrf(), "location": MITTE, "comment": "Bitte"})

    assert response.status_code == 400
    assert "Bitte</textarea>" in html(response)


def test_only_who_could_have_come_is_noted_as_missing(desk):
    katrin = somebody(desk)
    assert "/no-show" not in html(katrin.gets(PAGE))
    assert katrin.posts(f"{PAGE}/no-show", {"csrf": katrin.csrf()}).status_code == 422

    begun = AppointmentId("7" * 32)
    keep(slot(at(9, days=-1)), id=begun)
    there = f"{CALENDAR}/appointments/{begun}"
    assert "/no-show" in html(katrin.gets(there))
    assert katrin.posts(f"{there}/no-show", {"csrf": katrin.csrf()}).status_code == 303
    assert stored(begun).status is AppointmentStatus.NO_SHOW
    assert "nicht erschienen" in html(katrin.gets(there))
    assert katrin.gets(f"{there}/move").status_code == 422


@pytest.mark.parametrize("deed", ["cancel", "no-show", "move"])
def test_a_form_of_somebody_else_changes_nothing(desk, deed):
    katrin = somebody(desk)
    response = katrin.posts(f"{PAGE}/{deed}", {"csrf": "guessed", "time": value(at(11))})

    assert response.status_code == 403
    assert stored().changes == appointment(slot(at(9)), by=PATIENT).changes


# on behalf


def booking(browser, starts_at, performer=WEBER, **changes):
    page = browser.gets(
        f"{CALENDAR}/book?location=mitte&type=consultation&time={value(starts_at, performer)}"
    )
    assert page.status_code == 200
    carried = {
        name: unescape(hidden(page, name)) for name in ("csrf", "appointment", "location", "type", "time")
    }
    return carried | ANNA | changes


@pytest.mark.requirement("B39")
def test_staff_book_for_somebody_and_twice_is_once(desk):
    katrin = somebody(desk)
    typed = booking(katrin, at(10))

    for _ in range(2):
        response = katrin.posts(f"{CALENDAR}/book", typed)
        assert response.status_code == 303
    assert len(everything_booked()) == 2
    it = stored(AppointmentId(typed["appointment"]))
    assert (it.slot.starts_at, it.reason, it.language.value, it.booked_by) == (
        at(10),
        "Husten",
        "sv",
        "staff",
    )
    assert response.headers["Location"] == f"{CALENDAR}/appointments/{it.id}?done=booked"
    page = html(katrin.gets(response.headers["Location"]))
    assert "vom Team gebucht" in page
    assert "Anna Beispiel" in page


def test_the_same_patient_is_the_same_subject(desk):
    katrin = somebody(desk)
    for hour, name in ((8, "Anna Beispiel"), (10, "ANNA  BEISPIEL")):
        assert katrin.posts(f"{CALENDAR}/book", booking(katrin, at(hour), name=name)).status_code == 303

    assert len(list(SubjectRecord.scan())) == 2  # Erik, and Anna once


def test_who_was_too_slow_to_book_keeps_what_was_typed_and_sees_other_times(desk):
    katrin = somebody(desk)
    typed = booking(katrin, at(10))
    keep(slot(at(10)), id=AppointmentId("6" * 32), subject_id="f" * 32)

    response = katrin.posts(f"{CALENDAR}/book", typed)
    assert response.status_code == 409
    for it in ("Anna Beispiel", "06221 5550199", "Husten", f'value="{value(at(10), LINDNER)}"'):
        assert it in html(response)
    again = typed | {"appointment": hidden(response, "appointment"), "time": value(at(10), LINDNER)}
    assert katrin.posts(f"{CALENDAR}/book", again).status_code == 303


def test_a_time_that_is_gone_shows_others_at_once(desk):
    response = somebody(desk).gets(f"{CALENDAR}/book?location=mitte&type=consultation&time={value(at(9))}")

    assert response.status_code == 409
    assert f'value="{value(at(9), LINDNER)}"' in html(response)


@pytest.mark.parametrize(
    ("changes", "field", "status"),
    [
        ({"name": ""}, "name", 400),
        ({"birth_day": "31", "birth_month": "2"}, "birth_day", 400),
        ({"phone": "", "email": ""}, "phone", 400),
        ({"email": "nonsense"}, "email", 400),
        ({"reason": ""}, "reason", 422),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_typed_is_lost(desk, changes, field, status):
    katrin = somebody(desk)
    response = katrin.posts(f"{CALENDAR}/book", booking(katrin, at(10), **changes))

    assert response.status_code == status
    assert f'href="#{field}"' in html(response)
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true"', html(response))
    assert 'value="1985"' in html(response)
    assert len(everything_booked()) == 1


@pytest.mark.requirement("B33", "B39")
def test_the_list_tells_what_patients_can_book_from_what_only_staff_can(desk):
    katrin = somebody(desk)
    page = html(katrin.gets(f"{CALENDAR}/free?from={on(at(9))}"))

    starts = re.findall(r'type=(\w+)[^"]*"[^>]*><span[^>]*>[^<]*</span>\s*\d\d:\d\d(<svg)?', page)
    assert {("consultation", ""), ("surgery", "<svg")} == set(starts)
    assert "type=surgery" not in html(katrin.gets(f"{CALENDAR}/free?type=consultation"))
    assert WEBER not in re.findall(
        r"time=([\w-]+)%40", html(katrin.gets(f"{CALENDAR}/free?performer={LINDNER}"))
    )
