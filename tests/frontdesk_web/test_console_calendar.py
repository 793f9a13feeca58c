"""The calendar as staff see it: a day, a week, and what can be booked in them."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from frontdesk.access.model import Role
from frontdesk.booking.model import AppointmentStatus, ChangeKind
from frontdesk.booking.model.desk import Diary
from frontdesk.booking.model.timetable import Absence
from frontdesk.kernel.language import Language
from frontdesk_web.presenters.console_calendar import Choice, Shape, calendar_page, no_calendar_page
from tests.frontdesk_web.console_desk import ERIK, NOW, catalogue, signed_in, staff, subject
from tests.frontdesk_web.console_shown import words_of
from tests.frontdesk_web.console_times import (
    KATRIN,
    LINDNER,
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


def calendar(
    *appointments, free=(), shape=Shape.DAY, performer_id=None, times=None, language=Language.GERMAN
):
    choice = Choice(location=here(), day=WEDNESDAY, shape=shape, performer_id=performer_id)
    return calendar_page(
        signed_in(language=language),
        catalogue(),
        times or timetable(),
        choice=choice,
        locations=catalogue().locations,
        diary=Diary(days=choice.days, appointments=appointments, subjects={ERIK: subject()}),
        free=free,
        now=NOW,
    ).html


# a day


@pytest.mark.requirement("B34")
def test_a_block_says_when_who_and_what_for_and_how_it_was_booked():
    words = words_of(calendar(appointment(slot(at(9)))))
    assert "09:00 \N{EN DASH}09:30 online gebucht, Erik Lindqvist Sprechstunde" in words
    assert "Mittwoch, 25. November 2026 · Mitte · 1 Termin" in words


def test_what_staff_booked_is_not_marked_as_booked_on_the_web():
    words = words_of(calendar(appointment(slot(at(9)), by=KATRIN)))
    assert "09:00 \N{EN DASH}09:30 Erik Lindqvist" in words


@pytest.mark.requirement("B35")
@pytest.mark.parametrize(
    ("changes", "state", "words", "counted"),
    [
        ({"status": AppointmentStatus.CANCELLED}, "cancelled", "abgesagt", "0 Termine"),
        ({"status": AppointmentStatus.NO_SHOW}, "missed", "nicht erschienen", "1 Termin"),
        ({"changes": (change(), change(ChangeKind.MOVED, was_at=at(8)))}, "booked", "verschoben", "1 Termin"),
        ({"changes": (change(), change(ChangeKind.CONFIRMED))}, "booked", "bestätigt", "1 Termin"),
    ],
)
def test_what_became_of_an_appointment_is_said_in_words(changes, state, words, counted):
    html = calendar(appointment(slot(at(9)), **changes))
    assert f'<li class="{state} ' in html
    assert f"Sprechstunde {words}" in words_of(html)
    assert counted in words_of(html)


def test_a_cancelled_time_is_free_beside_itself():
    gone = appointment(slot(at(9)), status=AppointmentStatus.CANCELLED)
    html = calendar(gone, free=[free_time(9)])
    assert re.findall(r'<li class="(\w+) [^"]*(o2-\d)', html) == [("free", "o2-1"), ("cancelled", "o2-2")]


def test_who_shares_a_time_is_one_block_with_everybody_in_it():
    shared = replace(slot(at(9)), seats=8)
    gone = {"status": AppointmentStatus.CANCELLED, "id": "3" * 32}
    html = calendar(appointment(shared), appointment(shared, id="2" * 32), appointment(shared, **gone))
    assert html.count('<li class="several ') == 1
    assert "09:00\N{EN DASH}09:30 Sprechstunde 2 von 8 Plätzen" in words_of(html)
    assert html.count('href="/console/calendar/appointments/') == 3


def test_a_time_that_was_cancelled_again_and_again_is_one_cross():
    gone = {"status": AppointmentStatus.CANCELLED}
    many = [appointment(slot(at(9)), id=f"{number}" * 32, **gone) for number in range(6)]
    html = calendar(*many, appointment(slot(at(9))))
    assert re.findall(r'<ol><li class="(\w+) |<li class="(cancelled) a', html) == [
        ("booked", ""),
        ("", "cancelled"),
    ]
    assert html.count('href="/console/calendar/appointments/') == 7
    assert "1 Termin" in words_of(html)


def test_a_block_of_staff_is_nobodys_and_leads_to_its_own_page():
    blocked = appointment(
        slot(at(9)), subject_id=None, status=AppointmentStatus.BLOCKED, changes=(), reason="Besprechung"
    )
    html = calendar(blocked)
    assert "09:00\N{EN DASH}09:30 Besprechung" in words_of(html)
    assert "/appointments/" not in html
    assert f'href="/console/calendar/blocks/{blocked.id}"' in html


def test_only_what_can_be_moved_can_be_picked_up():
    begun = NOW.astimezone(here().zone).date() - timedelta(days=1)
    assert 'data-move="/console/calendar/appointments/' in calendar(appointment(slot(at(9))))
    for it in (
        appointment(slot(at(9)), status=AppointmentStatus.CANCELLED),
        appointment(slot(at(9)), status=AppointmentStatus.NO_SHOW),
        appointment(replace(slot(at(9, day=begun)), on=WEDNESDAY)),
    ):
        assert "data-move" not in calendar(it)
    assert "data-move" not in calendar(appointment(slot(at(9))), times=timetable(time_types=()))


def test_a_free_stretch_can_be_kept_free_from_where_it_begins_to_where_it_ends():
    html = calendar(free=[free_time(8), free_time(8, 30)])
    asked = "location=mitte&amp;resource=dr-weber&amp;day=2026-11-25&amp;from=08%3A00&amp;until=09%3A00"
    assert f'href="/console/calendar/block?{asked}"' in html


def test_a_patient_who_is_not_on_record_any_more_has_no_name():
    assert "Nicht mehr gespeichert" in calendar(appointment(slot(at(9)), subject_id="f" * 32))


def test_a_free_time_can_be_booked():
    html = calendar(free=[free_time(8), free_time(8, 30, for_patients=False)])
    link = (
        "/console/calendar/book?location=mitte&amp;type=consultation&amp;time=dr-weber%402026-11-25T07%3A00Z"
    )
    assert f'href="{link}"' in html
    assert "frei 08:00\N{EN DASH}09:00 Sprechstunde Buchen 08:00 Buchen 08:30 (nur für das Team)" in words_of(
        html
    )


def test_a_day_has_a_column_for_everybody_who_works_there_and_says_when_nothing_is_in_it():
    html = calendar(appointment(slot(at(9))))
    assert re.findall(r'<h2 id="col-[^"]*">([^<]*)', html) == ["Dr. Anna Weber", "Dr. Jan Lindner"]
    assert words_of(html).count("Nichts gebucht") == 1


def test_whoever_has_an_appointment_is_there_even_without_a_schedule():
    html = calendar(appointment(slot(at(9))), times=timetable(schedules=(), resources=(), time_types=()))
    assert "dr-weber" in words_of(html)
    assert "consultation" in words_of(html)


def test_absences_and_holidays_are_said():
    away = Absence(id="x", resource_id=LINDNER, first_day=WEDNESDAY, last_day=WEDNESDAY)
    assert "Dr. Jan Lindner Abwesend" in words_of(calendar(times=timetable(absences=(away,))))
    assert (
        words_of(calendar(times=timetable(holidays={MITTE: frozenset({WEDNESDAY})}))).count("Feiertag") == 2
    )


def test_a_place_where_nobody_works_says_so():
    assert "An diesem Tag arbeitet hier niemand." in calendar(times=timetable(schedules=()))


def test_one_can_go_to_the_day_before_to_the_next_and_to_today():
    html = calendar()
    for day in ("2026-11-24", "2026-11-26"):
        assert f'href="/console/calendar?location=mitte&amp;day={day}&amp;view=day"' in html
    assert (
        '<a class="btn" href="/console/calendar?location=mitte&amp;day=2026-11-24&amp;view=day">Heute' in html
    )


@pytest.mark.parametrize("language", Language)
def test_the_calendar_speaks_every_language(language):
    html = calendar(appointment(slot(at(9))), free=[free_time(8)], language=language)
    assert f'<html lang="{language}"' in html
    assert "09:00" in html


def test_the_calendar_is_a_line_of_the_navigation_for_those_who_may():
    assert '<a href="/console/calendar" aria-current="page">' in calendar()
    administrator = signed_in(staff(role=Role.ADMINISTRATOR))
    assert 'href="/console/calendar"' not in no_calendar_page(administrator, catalogue()).html


# a week


def test_a_week_is_monday_to_friday_and_the_weekend_where_somebody_comes():
    days = re.findall(r'<h2 id="col-([^"]*)"', calendar(shape=Shape.WEEK, performer_id=WEBER))
    assert days == [f"2026-11-{day}" for day in (23, 24, 25, 26, 27)]

    sunday = appointment(slot(at(9, day=date(2026, 11, 29))))
    assert "col-2026-11-29" in calendar(sunday, shape=Shape.WEEK, performer_id=WEBER)


def test_a_week_says_its_number_and_steps_by_seven_days():
    html = calendar(shape=Shape.WEEK, performer_id=WEBER)
    assert "KW 48, 23.11.2026 bis 29.11.2026" in words_of(html)
    assert "day=2026-11-18&amp;view=week&amp;performer=dr-weber" in html
    assert "day=2026-12-02&amp;view=week&amp;performer=dr-weber" in html
