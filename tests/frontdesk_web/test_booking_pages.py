"""What patients see when they book a time, and of the appointment that becomes of it."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest

from frontdesk.booking.errors import Taken, TooLate
from frontdesk.booking.model import Appointment, AppointmentStatus, Change, ChangeKind
from frontdesk.booking.model.timetable_written import read_timetable
from frontdesk.booking.rules.offering import Stretch, slots
from frontdesk.booking.usecases.show_appointment import Shown
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.language import Language
from frontdesk_web.presenters.booking import booked_page, details_page, review_page, times_page
from frontdesk_web.presenters.booking_appointment import Mine, appointment_page
from frontdesk_web.presenters.booking_calendar import calendar_file, escaped, folded
from frontdesk_web.presenters.booking_choice import ANYBODY, Choice, Counter, choose_page
from frontdesk_web.presenters.booking_times import Found
from local.demo.organisations import HERE
from tests.clinic import LINDENHOF, lindenhof
from tests.frontdesk_web.lindenhof import TICKET, TOKEN

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
TODAY, HORIZON = date(2026, 11, 24), date(2027, 1, 23)
CHOICE = Choice(location_id="mitte", time_type_id="consultation", performer=ANYBODY)
FIRST, SECOND = Actor(ActorKind.PATIENT, "s" * 32), Actor(ActorKind.STAFF, "1002")


def timetable(**changes):
    return replace(read_timetable(json.loads((HERE / "lindenhof-timetable.json").read_text())), **changes)


def counter(language=Language.GERMAN, **changes):
    return Counter(catalogue=lindenhof(), timetable=timetable(**changes), language=language, now=NOW)


def free(first, last, kind="consultation"):
    table = timetable()
    kind = table.time_type(kind)
    zone = lindenhof().location("mitte").zone
    stretch = Stretch(first_day=first, last_day=last, zone=zone)
    found = [it for one in table.schedules_for("mitte", kind.id) for it in slots(table, one, kind, stretch)]
    return sorted(found, key=lambda it: (it.starts_at, it.performer_id))


def found(day=TODAY, **changes):
    until = date(2026, 11, 30)
    return Found(**{"day": day, "first": TODAY, "last": HORIZON, "free": free(TODAY, until), **changes})


def times(found_=None, language=Language.GERMAN, typed=None, **more):
    return times_page(
        counter(language), CHOICE, found_ or found(), hold_id="0" * 32, typed=typed or {}, **more
    )


def appointment(*changes, **more):
    told = changes or (Change(at=NOW, by=FIRST, kind=ChangeKind.BOOKED),)
    return Appointment(
        **{
            "id": "3f2a91c0" + "0" * 24,
            "organisation_id": LINDENHOF,
            "slot": free(TODAY, TODAY)[-1],
            "status": AppointmentStatus.BOOKED,
            "language": Language.GERMAN,
            "subject_id": "s" * 32,
            "reason": "Husten",
            "changes": told,
            "version": 3,
            **more,
        }
    )


def shown(it, *, not_moved=None, not_cancelled=None, language=Language.GERMAN, **changes):
    table = timetable(**changes)
    said = Shown(
        appointment=it,
        time_type=table.time_type("consultation"),
        timetable=table,
        not_moved=not_moved,
        not_cancelled=not_cancelled,
    )
    here = counter(language, **changes)
    return appointment_page(Mine(shown=said, counter=here, ticket=TICKET, token=TOKEN))


def words(page):
    plain = re.sub(r"<style.*?</style>|<title>.*?</title>|<[^>]+>", " ", page.html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(plain))


@pytest.mark.requirement("B17")
@pytest.mark.parametrize("language", Language)
def test_the_terms_stand_above_the_first_question_in_every_language(language):
    page = words(choose_page(counter(language), Choice()))
    terms = timetable().terms.booking[language]
    assert terms in page
    assert page.index(terms) < page.index("12")  # the address of the first place


def test_what_was_chosen_can_be_changed():
    page = choose_page(counter(), Choice(location_id="mitte", time_type_id="consultation")).html
    assert 'href="/booking/lindenhof?lang=de"' in page
    assert 'href="/booking/lindenhof?location=mitte&amp;lang=de"' in page


def test_the_calendar_is_a_table_whose_days_say_how_much_is_free():
    html = times().html
    assert html.count('<th scope="col">') == 7
    assert '<span aria-hidden="true">26</span>' in html
    assert re.search(r'class="vh">Donnerstag, 26. November 2026: \d+ freie Zeiten', html)
    assert "<span>22</span>" in html  # a Sunday leads nowhere
    assert 'aria-current="date"' in html


def test_a_month_has_the_next_but_none_before_the_first_and_after_the_last():
    assert "Später: Dezember 2026" in words(times())
    assert "Früher" not in words(times())
    last = times(found(day=date(2027, 1, 4), free=free(date(2027, 1, 4), date(2027, 1, 5))))
    assert "Früher: Dezember 2026" in words(last)
    assert "Später" not in words(last)


def test_the_times_of_a_day_stand_in_morning_and_afternoon_each_once():
    page = words(times())
    assert page.index("Vormittag") < page.index("08:00") < page.index("Nachmittag") < page.index("14:00")
    assert page.count(" 14:30 ") == 1


def test_why_a_time_cannot_be_had_is_said_with_the_others():
    page = times(no=Taken())
    assert page.status == 409
    assert "<title>Fehler: " in page.html
    assert "hat soeben jemand anderes gebucht" in words(page)


def test_with_something_typed_no_link_leads_away_from_it():
    page = times(typed={"name": "Anna"}).html
    assert '<input type="hidden" name="name" value="Anna">' in page
    assert 'form="times" formaction="/booking/lindenhof/times?lang=de" name="day" value="2026-11-26"' in page
    assert 'form="times" formaction="/booking/lindenhof/times?lang=de" formnovalidate name="lang"' in page
    assert "day=2026-11-26" not in page


@pytest.mark.requirement("B22")
def test_what_was_typed_comes_back_escaped():
    html = details_page(counter(), held(), ticket=TICKET, typed={"f-reason": "</textarea><script>"}).html
    assert "&lt;/textarea&gt;&lt;script&gt;" in html
    assert "</textarea><script>" not in html


def held():
    return appointment(status=AppointmentStatus.HELD, hold_until=NOW + timedelta(minutes=15), changes=())


def test_the_form_says_until_when_the_time_is_kept():
    assert "Wir halten diese Zeit bis 15:45 für Sie frei." in words(
        details_page(counter(), held(), ticket=TICKET, typed={})
    )
    over = replace(held(), hold_until=NOW)
    assert "halten diese Zeit" not in words(details_page(counter(), over, ticket=TICKET, typed={}))


@pytest.mark.requirement("B23")
@pytest.mark.parametrize("language", Language)
def test_the_summary_has_the_clinic_s_information_in_every_language(language):
    page = words(review_page(counter(language), held(), ticket=TICKET, typed={"name": "Anna"}))
    assert timetable().time_type("consultation").information[language] in page
    assert "Anna" in page


@pytest.mark.requirement("B25")
@pytest.mark.parametrize("language", Language)
def test_the_confirmation_tells_nobody_who_comes_or_why(language):
    page = booked_page(counter(language), appointment(), ticket=TICKET)
    assert "3F2A-91C0" in words(page)
    assert "Husten" not in page.html
    assert f"/appointments/{TICKET}/calendar.ics?lang={language.value}" in page.html


@pytest.mark.requirement("B30")
def test_the_buttons_are_there_exactly_where_they_would_work():
    assert "Verschieben" in words(shown(appointment()))
    page = shown(appointment(), not_moved=TooLate())
    assert "Verschieben" not in words(page)
    assert "Termin absagen" in words(page)
    assert "weil der Termin bald ist" in words(page)
    assert 'href="tel:+4962215550123"' in page.html


@pytest.mark.requirement("B34", "B36")
def test_the_history_has_both_comments_and_who_did_what():
    moved = Change(at=NOW, by=SECOND, kind=ChangeKind.MOVED, comment="Frau Dr. ist krank", was_at=NOW)
    gone = Change(at=NOW, by=FIRST, kind=ChangeKind.CANCELLED, comment="Wieder gesund")
    booked = Change(at=NOW, by=FIRST, kind=ChangeKind.BOOKED)
    page = words(shown(appointment(booked, moved, gone, status=AppointmentStatus.CANCELLED)))
    told = [
        "Dieser Termin ist abgesagt",
        "Sie haben den Termin gebucht.",
        "Die Praxis hat den Termin verschoben. Vorher: 24. November 2026, 15:30.",
        "Frau Dr. ist krank",
        "Sie haben den Termin abgesagt.",
        "Wieder gesund",
    ]
    assert [page.index(it) for it in told] == sorted(page.index(it) for it in told)


def test_who_said_that_they_come_reads_it_until_the_clinic_moves_the_time():
    booked = Change(at=NOW, by=FIRST, kind=ChangeKind.BOOKED)
    sure = Change(at=NOW, by=FIRST, kind=ChangeKind.CONFIRMED)
    moved = Change(at=NOW, by=SECOND, kind=ChangeKind.MOVED, was_at=NOW)
    assert "Sie haben Ihren Termin bestätigt" in words(shown(appointment(booked, sure)))
    page = words(shown(appointment(booked, sure, moved)))
    assert "Ihr Termin ist verschoben" in page
    assert "Sie haben bestätigt, dass Sie kommen." in page


def test_a_missed_appointment_says_so():
    missed = Change(at=NOW, by=SECOND, kind=ChangeKind.NO_SHOW)
    page = shown(appointment(missed, status=AppointmentStatus.NO_SHOW), language=Language.ENGLISH)
    assert "You did not come to this appointment" in words(page)


@pytest.mark.parametrize("language", Language)
def test_the_calendar_file_is_one_event_that_a_later_version_replaces(language):
    file = calendar_file(counter(language), appointment())
    lines = file.replace("\r\n ", "").split("\r\n")
    for line in (
        "METHOD:PUBLISH",
        f"UID:{appointment().id}@lindenhof",
        "SEQUENCE:3",
        "DTSTART:20261124T164500Z",
        "DTEND:20261124T170000Z",
        "STATUS:CONFIRMED",
    ):
        assert line in lines
    assert lines.count("BEGIN:VEVENT") == 1
    [where] = [it for it in lines if it.startswith("LOCATION:")]
    assert "Praxis am Lindenhof\\, " in where
    assert "Lindenhofstraße 12\\, 69117 Heidelberg" in where
    assert "Husten" not in file
    assert max(len(it.encode()) for it in file.split("\r\n")) <= 75


def test_a_cancelled_appointment_is_cancelled_in_the_calendar():
    file = calendar_file(counter(), appointment(status=AppointmentStatus.CANCELLED))
    assert "STATUS:CANCELLED\r\n" in file


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a, b; c", "a\\, b\\; c"),
        ("a\\n", "a\\\\n"),
        ("one\r\ntwo\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
        ("a:b", "a:b"),
    ],
)
def test_text_in_a_calendar_file_is_escaped(text, written):
    assert escaped(text) == written


@pytest.mark.parametrize("line", ["x" * 300, "就诊" * 100, "é" * 200, "😷" * 60, "x" * 75, "x" * 76, ""])
def test_long_lines_are_folded_between_characters(line):
    pieces = folded(line).split("\r\n")
    assert all(len(it.encode()) <= 75 for it in pieces)
    assert all(it.startswith(" ") for it in pieces[1:])
    assert folded(line).replace("\r\n ", "") == line


def test_an_appointment_is_seen_when_its_performer_has_left_the_timetable():
    given = Change(at=NOW, by=SECOND, kind=ChangeKind.SUBSTITUTED)
    page = words(shown(appointment(Change(at=NOW, by=FIRST, kind=ChangeKind.BOOKED), given), resources=()))
    assert "Sprechstunde" in page
    assert "empfängt Sie, zur selben Zeit" in page
