"""The calendar over HTTP: what staff see of their locations, and what they do with appointments."""

import pytest

from frontdesk.access.model import Role
from frontdesk.audit.storage import DeedRecord
from frontdesk.booking.model import AppointmentStatus, ChangeKind
from frontdesk.kernel.ids import AppointmentId, OrganisationId, random_id
from tests.frontdesk_web.console_times import APPOINTMENT, LINDNER, OLSSON, PATIENT, WEBER, appointment, slot
from tests.frontdesk_web.lindenhof import MITTE, NORD

from .browser import deeds, html, somebody
from .calendar_desk import ANNA, CALENDAR, PAGE, at, everything_booked, keep, on, stored, value

# the calendar


@pytest.mark.requirement("B4", "B34")
def test_a_day_shows_who_comes_and_leaves_a_trace(calendar):
    page = html(somebody(calendar).gets(f"{CALENDAR}?day={on(at(9))}"))

    assert "Erik Lindqvist" in page
    assert "online gebucht" in page
    assert f'href="{PAGE}"' in page
    assert deeds() == [("CalendarRead", "staff:1001", f"mitte {on(at(9))}/{on(at(9))}")]


def test_an_empty_day_shows_nobody_and_leaves_no_trace(calendar):
    response = somebody(calendar).gets(f"{CALENDAR}?day={on(at(9, days=2))}")

    assert response.status_code == 200
    assert deeds() == []


def test_a_week_is_one_performers(calendar):
    katrin = somebody(calendar)
    address = f"{CALENDAR}?view=week&day={on(at(9))}"

    assert "Erik Lindqvist" in html(katrin.gets(f"{address}&performer={WEBER}"))
    assert "Erik Lindqvist" not in html(katrin.gets(f"{address}&performer={LINDNER}"))


def test_without_the_trail_no_name_is_shown(calendar):
    katrin = somebody(calendar)
    DeedRecord.delete_table()

    for address in (f"{CALENDAR}?day={on(at(9))}", PAGE, f"{PAGE}/move"):
        response = katrin.gets(address)
        assert response.status_code == 500
        assert "Erik" not in html(response)


def test_staff_see_the_locations_of_their_departments_and_leads_all(calendar):
    katrin, jens = somebody(calendar), somebody(calendar, "2001")

    for address in (f"{CALENDAR}?location={NORD}", f"{CALENDAR}/free?location={NORD}"):
        assert katrin.gets(address).status_code == 404
        assert jens.gets(address).status_code == 200


def test_an_appointment_elsewhere_is_not_there(calendar):
    keep(slot(at(10), performer_id=OLSSON, location_id=NORD), id=AppointmentId("5" * 32), subject_id="f" * 32)
    katrin = somebody(calendar)
    there = f"{CALENDAR}/appointments/{'5' * 32}"
    token = katrin.csrf()

    assert katrin.gets(there).status_code == 404
    assert katrin.gets(f"{there}/move").status_code == 404
    for deed in ("cancel", "no-show", "move"):
        typed = {"csrf": token, "time": value(at(11), OLSSON), "location": NORD}
        assert katrin.posts(f"{there}/{deed}", typed).status_code == 404
    assert stored(AppointmentId("5" * 32)).status is AppointmentStatus.BOOKED


def test_nothing_is_booked_or_moved_into_a_location_that_is_not_theirs(calendar):
    katrin = somebody(calendar)
    typed = {"csrf": katrin.csrf(), "location": NORD, "type": "consultation", "time": value(at(10), OLSSON)}

    assert katrin.posts(f"{CALENDAR}/book", typed | ANNA).status_code == 404
    assert katrin.posts(f"{PAGE}/move", typed).status_code == 404
    assert len(everything_booked()) == 1


@pytest.mark.requirement("N7")
def test_another_organisations_appointment_is_not_there(calendar):
    foreign = AppointmentId(random_id())
    keep(slot(at(10)), id=foreign, organisation_id=OrganisationId("birkenhof"))

    assert somebody(calendar).gets(f"{CALENDAR}/appointments/{foreign}").status_code == 404


def test_administrators_have_no_calendar(calendar, enrol):
    enrol("3001", Role.ADMINISTRATOR)
    somebody_else = somebody(calendar, "3001")

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
def test_an_address_typed_by_hand_breaks_nothing(calendar, query):
    assert somebody(calendar).gets(f"{CALENDAR}{query}").status_code == 200


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
def test_a_form_for_no_time_is_not_there(calendar, query):
    assert somebody(calendar).gets(f"{CALENDAR}/book{query}").status_code == 404


# an appointment


@pytest.mark.requirement("B34")
def test_opening_an_appointment_shows_the_patient_and_why_they_come(calendar):
    response = somebody(calendar).gets(PAGE)

    assert response.status_code == 200
    for it in ("Erik Lindqvist", "27. März 1985", "+4962215550199", "Ont i knät", "online gebucht"):
        assert it in html(response)
    assert deeds() == [("AppointmentRead", "staff:1001", APPOINTMENT)]


@pytest.mark.parametrize("appointment_id", ["0" * 32, "nonsense", "%3Cb%3E"])
def test_what_is_not_there_is_the_same_page(calendar, appointment_id):
    response = somebody(calendar).gets(f"{CALENDAR}/appointments/{appointment_id}")

    assert response.status_code == 404
    assert "nicht Ihre ist" in html(response)


@pytest.mark.requirement("B35")
def test_a_cancelled_appointment_stays_visible_and_its_time_is_free_again(calendar):
    katrin = somebody(calendar)
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


def test_a_comment_that_is_too_long_is_refused_and_kept(calendar):
    katrin = somebody(calendar)
    response = katrin.posts(f"{PAGE}/cancel", {"csrf": katrin.csrf(), "comment": "x" * 501})

    assert response.status_code == 422
    assert 'aria-invalid="true"' in html(response)
    assert "x" * 501 in html(response)
    assert stored().status is AppointmentStatus.BOOKED


@pytest.mark.requirement("B36")
def test_a_moved_appointment_shows_both_comments_and_who_moved_it(calendar):
    katrin = somebody(calendar)
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


def test_a_time_chosen_in_the_calendar_is_confirmed_first(calendar):
    katrin = somebody(calendar)
    there = f"{PAGE}/move?location={MITTE}&day={on(at(9))}&time="

    page = html(katrin.gets(f"{there}{value(at(11), LINDNER)}"))
    assert f'value="{value(at(11), LINDNER)}" checked' in page
    assert page.count('type="radio"') == 1
    assert stored().slot.starts_at == at(9)

    page = html(katrin.gets(f"{there}{value(at(9))}"))
    assert "für diesen Termin nicht zu haben" in page
    assert f'value="{value(at(11), LINDNER)}"' in page
    assert " checked" not in page


def test_a_lead_may_move_it_to_the_types_other_location(calendar):
    jens = somebody(calendar, "2001")
    assert f'value="{value(at(8), OLSSON)}"' in html(jens.gets(f"{PAGE}/move?location={NORD}"))

    typed = {"csrf": jens.csrf(), "location": NORD, "time": value(at(8), OLSSON)}
    assert jens.posts(f"{PAGE}/move", typed).status_code == 303
    assert stored().slot.location_id == NORD


def test_who_is_too_slow_to_move_keeps_the_comment_and_sees_other_times(calendar):
    katrin = somebody(calendar)
    keep(slot(at(11)), id=AppointmentId("6" * 32), subject_id="f" * 32)
    typed = {"csrf": katrin.csrf(), "location": MITTE, "time": value(at(11)), "comment": "Mein Kommentar"}

    response = katrin.posts(f"{PAGE}/move", typed)
    assert response.status_code == 409
    assert "Mein Kommentar" in html(response)
    assert f'value="{value(at(11), LINDNER)}"' in html(response)
    assert stored().slot.starts_at == at(9)


def test_who_chooses_no_time_is_asked_for_one(calendar):
    katrin = somebody(calendar)
    response = katrin.posts(f"{PAGE}/move", {"csrf": katrin.csrf(), "location": MITTE, "comment": "Bitte"})

    assert response.status_code == 400
    assert "Bitte</textarea>" in html(response)


def test_only_who_could_have_come_is_noted_as_missing(calendar):
    katrin = somebody(calendar)
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
def test_a_form_of_somebody_else_changes_nothing(calendar, deed):
    katrin = somebody(calendar)
    response = katrin.posts(f"{PAGE}/{deed}", {"csrf": "guessed", "time": value(at(11))})

    assert response.status_code == 403
    assert stored().changes == appointment(slot(at(9)), by=PATIENT).changes
