"""An appointment as staff see it, the form for one, and the list of what can be booked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.booking.errors import NotOffered, Over, Overlaps, Taken
from frontdesk.booking.model import ChangeKind, Wish
from frontdesk.booking.usecases.read_appointment import Opened
from frontdesk.kernel.language import Language
from frontdesk_web.presenters.console_appointment import Attempt, appointment_page, move_page
from frontdesk_web.presenters.console_booking import Filters, book_page, free_times_page
from tests.frontdesk_web.console_desk import catalogue, signed_in, subject
from tests.frontdesk_web.console_shown import words_of
from tests.frontdesk_web.console_times import (
    KATRIN,
    LINDNER,
    SURGERY,
    WEBER,
    WEDNESDAY,
    appointment,
    at,
    change,
    free_time,
    here,
    slot,
    timetable,
)
from tests.frontdesk_web.lindenhof import MITTE


def opened(it, **changes):
    open_ = {"not_moved": None, "not_cancelled": None, "not_missed": Over()}
    time_type = timetable().time_types[0]
    return Opened(**{"appointment": it, "subject": subject(), "time_type": time_type, **open_, **changes})


def page_of(it, *, who=None, language=Language.GERMAN, opened_as=None, **options):
    return appointment_page(
        who or signed_in(language=language),
        catalogue(),
        timetable(),
        opened_as or opened(it),
        {"1001": "Katrin Sommer"},
        **options,
    )


# an appointment


@pytest.mark.requirement("B36")
def test_an_appointment_shows_the_reason_and_every_comment_with_when_and_by_whom():
    moved = change(ChangeKind.MOVED, comment="Bussen är sen", was_at=at(8))
    gone = change(ChangeKind.CANCELLED, by=KATRIN, comment="Hat angerufen")
    words = words_of(page_of(appointment(slot(at(9)), moved, change(ChangeKind.CONFIRMED), gone)).html)

    assert "Bestätigt · Erik Lindqvist" in words
    assert "Gebucht · Erik Lindqvist · 24.11.2026, 15:30 Grund des Besuchs Ont i knät" in words
    assert "Verschoben von 25.11.2026, 08:00 · Erik Lindqvist" in words
    assert "Kommentar zur Verschiebung Bussen är sen" in words
    assert "Abgesagt · Katrin Sommer" in words
    assert "Kommentar zur Absage Hat angerufen" in words


def test_what_a_patient_wrote_is_marked_with_their_language_and_what_staff_wrote_is_not():
    html = page_of(
        appointment(slot(at(9)), change(ChangeKind.CANCELLED, by=KATRIN, comment="Hat angerufen"))
    ).html
    assert '<p class="text" lang="sv">Ont i knät</p>' in html
    assert '<p class="text">Hat angerufen</p>' in html


@pytest.mark.parametrize(
    ("refused", "there"),
    [
        ({"not_moved": Over()}, {"/cancel"}),
        ({"not_cancelled": NotOffered()}, {"/move"}),
        ({"not_missed": None}, {"/move", "/cancel", "/no-show"}),
        ({"not_moved": Over(), "not_cancelled": Over(), "not_missed": None}, {"/no-show"}),
    ],
)
def test_a_button_is_there_exactly_when_its_use_case_would_not_refuse(refused, there):
    html = page_of(None, opened_as=opened(appointment(slot(at(9))), **refused)).html
    found = {it for it in ("/move", "/cancel", "/no-show") if f'{it}"' in html}
    assert found == there


@pytest.mark.parametrize("done", ["booked", "moved", "cancelled"])
def test_what_was_done_is_confirmed_and_whether_the_patient_hears_of_it(done):
    it = appointment(slot(at(9)), by=KATRIN)
    hidden = replace(
        timetable().time_types[0], staff_booked=replace(timetable().time_types[0].staff_booked, seen=False)
    )
    assert "Der Patient bekommt eine Nachricht." in page_of(it, done=done).html
    assert "Nachricht." not in page_of(it, opened_as=opened(it, time_type=hidden), done=done).html


def test_an_address_may_not_make_the_page_say_something():
    assert 'role="status"' not in page_of(appointment(slot(at(9))), done="<b>").html


def test_a_move_that_failed_keeps_the_comment_and_the_choice():
    attempt = Attempt(typed={"comment": "Lieber später", "time": "dr-weber@2026-11-25T08:00Z"}, error=Taken())
    page = move_page(
        signed_in(),
        catalogue(),
        timetable(),
        opened(appointment(slot(at(9)))),
        [free_time(10), free_time(11, performer_id=LINDNER)],
        locations=[here()],
        chosen=here(),
        from_day=WEDNESDAY,
        attempt=attempt,
    )
    assert page.status == 409
    assert ">Lieber später</textarea>" in page.html
    assert "Mittwoch, 25. November 2026 Dr. Anna Weber 10:00 Dr. Jan Lindner 11:00" in words_of(page.html)


# on behalf


def form(*, time_type="consultation", typed=None, error=None, free=(), language=Language.GERMAN):
    wish = Wish(location_id=MITTE, time_type_id=time_type, performer_id=WEBER, starts_at=at(9))
    return book_page(
        signed_in(language=language),
        catalogue(),
        timetable(),
        wish,
        appointment_id="6" * 32,
        free=free,
        typed=typed or {"time": "dr-weber@2026-11-25T08:00Z"},
        error=error,
    )


def test_the_form_says_which_time_it_is_and_carries_what_makes_it_one_booking():
    html = form().html
    assert (
        "Termin buchen: Sprechstunde Mittwoch, 25. November 2026, 09:00 · Dr. Anna Weber · Mitte"
        in words_of(html)
    )
    assert f'name="appointment" value="{"6" * 32}"' in html
    assert 'name="time" value="dr-weber@2026-11-25T08:00Z"' in html


def test_a_reason_is_asked_for_where_the_type_wants_one_and_may_be_given_for_an_invitation():
    label = '<label for="reason">Grund des Besuchs'
    assert f"{label}</label>" in form().html
    assert f"{label} <i>" in form(time_type=SURGERY).html


def test_a_time_that_is_taken_is_not_offered_again():
    page = form(error=Taken(), free=[free_time(10)], typed={"name": "Anna"})
    assert page.status == 409
    assert 'type="hidden" name="time"' not in page.html
    assert 'type="radio" name="time" value="dr-weber@2026-11-25T09:00Z" checked' in page.html
    assert 'value="Anna"' in page.html


def test_a_patient_who_is_elsewhere_then_is_spoken_of_and_not_to():
    page = form(error=Overlaps(), free=[free_time(10)])
    assert "Der Patient hat zu dieser Zeit einen anderen Termin." in page.html
    assert 'type="radio"' in page.html


def test_a_taken_time_without_another_one_says_so():
    assert "In diesen zwei Wochen ist nichts frei." in form(error=Taken()).html


# the list


@pytest.mark.requirement("B39")
def test_the_list_is_by_day_type_and_performer():
    filters = Filters(location=here(), first_day=WEDNESDAY, time_type_id=None, performer_id=None)
    free = [free_time(8), free_time(8, performer_id=LINDNER), free_time(9, for_patients=False)]
    html = free_times_page(
        signed_in(),
        catalogue(),
        timetable(),
        filters=filters,
        locations=[here()],
        free=free,
        today=WEDNESDAY - timedelta(days=3),
    ).html
    words = words_of(html)
    assert "25.11.2026 \N{EN DASH} 08.12.2026 · Mitte · 3 freie Zeiten" in words
    assert "Sprechstunde Dr. Anna Weber Buchen 08:00 Buchen 09:00 (nur für das Team)" in words
    assert "Sprechstunde Dr. Jan Lindner Buchen 08:00" in words
    assert 'href="/console/calendar/free?location=mitte&amp;from=2026-12-09"' in html
    assert 'href="/console/calendar/free?location=mitte&amp;from=2026-11-22"' in html
