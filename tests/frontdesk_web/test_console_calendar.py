"""The calendar as staff see it: a day, a week, an appointment, and what can be booked."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from frontdesk.access.model import Role
from frontdesk.booking.errors import NotOffered, Over, Taken
from frontdesk.booking.model import AppointmentStatus, ChangeKind
from frontdesk.booking.model.desk import Diary, FreeTime
from frontdesk.booking.model.timetable import Absence
from frontdesk.booking.usecases._offers import Wish
from frontdesk.booking.usecases.read_appointment import Opened
from frontdesk.kernel.language import Language
from frontdesk_web.presenters.console_appointment import Attempt, appointment_page, move_page
from frontdesk_web.presenters.console_booking import Filters, book_page, free_times_page
from frontdesk_web.presenters.console_calendar import Choice, Shape, calendar_page, no_calendar_page
from frontdesk_web.presenters.console_grid import boxes, hour_lines, places, wall_rows, whole_hours
from tests.frontdesk_web.console_desk import ERIK, NOW, catalogue, signed_in, staff, subject
from tests.frontdesk_web.console_shown import words_of
from tests.frontdesk_web.console_times import (
    KATRIN,
    LINDNER,
    SURGERY,
    WEBER,
    appointment,
    change,
    slot,
    timetable,
)
from tests.frontdesk_web.lindenhof import MITTE

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = date(2026, 11, 25)


def at(hour, minute=0, day=WEDNESDAY):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def here():
    return catalogue().location(MITTE)


def free_time(hour, minute=0, *, for_patients=True, **changes):
    return FreeTime(slot=slot(at(hour, minute), **changes), for_patients=for_patients)


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


# where things stand


@pytest.mark.parametrize(
    ("starts_at", "minutes", "rows"),
    [
        (at(0), 30, range(6)),
        (at(9), 30, range(108, 114)),
        (at(23, 30), 60, range(282, 288)),
        (at(2, 30, date(2026, 10, 25)), 30, range(30, 36)),
        (at(2, 30, date(2026, 10, 25)) + timedelta(hours=1), 30, range(30, 36)),
    ],
    ids=["midnight", "nine", "until midnight at most", "before the clock change", "the same hour again"],
)
def test_rows_are_counted_from_midnight_by_the_clock_on_the_wall(starts_at, minutes, rows):
    assert wall_rows(slot(starts_at, minutes=minutes), BERLIN) == rows


def test_what_is_at_the_same_time_stands_beside_each_other():
    assert places([range(6), range(3, 9), range(6, 9), range(9, 12)], 0) == [
        "a0 b0 c0 d6 o2-1",
        "a0 b3 c0 d9 o2-2",
        "a0 b6 c0 d9 o2-1",
        "a0 b9 c1 d0 o1-1",
    ]
    assert places([], 0) == []


def test_five_at_once_have_four_tracks():
    assert [it.split()[-1] for it in places([range(3)] * 5, 0)] == ["o4-1", "o4-2", "o4-3", "o4-4", "o4-4"]


def test_free_times_are_one_box_until_a_gap_or_the_next_hour():
    times = [free_time(8), free_time(8, 30), free_time(9), free_time(9, 45)]
    found = boxes(times, BERLIN)
    assert [(it.rows, len(it.times)) for it in found] == [
        (range(96, 108), 2),
        (range(108, 114), 1),
        (range(117, 123), 1),
    ]


def test_a_box_ends_where_the_next_hour_has_one():
    found = boxes([free_time(8, 45), free_time(9)], BERLIN)
    assert [it.rows for it in found] == [range(105, 108), range(108, 114)]


def test_two_kinds_of_time_that_begin_together_are_one_box():
    both = [free_time(8), free_time(8, minutes=45)]
    assert [(it.rows, len(it.times)) for it in boxes(both, BERLIN)] == [(range(96, 105), 2)]


def test_whole_hours_are_shown():
    assert whole_hours([range(100, 101), range(130, 133)]) == range(96, 144)
    assert whole_hours([]) == range(0)
    assert [f"{it.at:%H} {it.place}" for it in hour_lines(range(96, 120))] == [
        "08 a0 b0 c1 d0",
        "09 a1 b0 c2 d0",
    ]


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


def test_a_block_of_staff_is_nobodys_and_leads_nowhere():
    blocked = appointment(
        slot(at(9)), subject_id=None, status=AppointmentStatus.BLOCKED, changes=(), reason="Besprechung"
    )
    html = calendar(blocked)
    assert "09:00\N{EN DASH}09:30 Besprechung" in words_of(html)
    assert "/appointments/" not in html


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


# an appointment


@pytest.mark.requirement("B36")
def test_an_appointment_shows_the_reason_and_every_comment_with_when_and_by_whom():
    moved = change(ChangeKind.MOVED, comment="Bussen är sen", was_at=at(8))
    gone = change(ChangeKind.CANCELLED, by=KATRIN, comment="Hat angerufen")
    words = words_of(page_of(appointment(slot(at(9)), moved, gone)).html)

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


def test_a_reason_is_asked_for_where_the_type_wants_one():
    assert 'name="reason"' in form().html
    assert 'name="reason"' not in form(time_type=SURGERY).html


def test_a_time_that_is_taken_is_not_offered_again():
    page = form(error=Taken(), free=[free_time(10)], typed={"name": "Anna"})
    assert page.status == 409
    assert 'type="hidden" name="time"' not in page.html
    assert 'type="radio" name="time" value="dr-weber@2026-11-25T09:00Z" checked' in page.html
    assert 'value="Anna"' in page.html


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
