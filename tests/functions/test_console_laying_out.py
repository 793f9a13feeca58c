"""An administrator changes the clinic's times in the console, and the desk decides on what then stands outside."""

import re
from dataclasses import replace
from html import unescape

import pytest

from frontdesk.access.model import Role
from frontdesk.booking.model import AppointmentStatus, ChangeKind
from frontdesk.booking.model.timetable import Terms
from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.language import Language
from tests.frontdesk_web.console_desk import LINDENHOF
from tests.frontdesk_web.console_shown import words_of
from tests.frontdesk_web.console_times import APPOINTMENT, WEBER

from .browser import html, somebody
from .calendar_desk import at, on, stored

HERE = "/console/timetable"
PART, LAID_DOWN, OUTSIDE = f"{HERE}/part", f"{HERE}/laid-down", f"{HERE}/outside"


@pytest.fixture
def murat(calendar, enrol):
    """An administrator of a clinic that has times in all languages, and Erik's appointment tomorrow at nine."""
    enrol("3001", Role.ADMINISTRATOR)
    words = dict.fromkeys(Language, "Sprechstunde")
    there, types = laid_down(), [replace(it, name=words) for it in laid_down().time_types]
    terms = Terms(booking=words, moving=words, cancelling=words)
    booking_ports().timetables.put(LINDENHOF, replace(there, terms=terms, time_types=tuple(types)))
    return somebody(calendar, "3001")


@pytest.fixture
def katrin(calendar):
    return somebody(calendar)


def form_of(page):
    """What the form of a page sends as it stands."""
    text = html(page).partition('id="main"')[2]
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
    sent |= dict(re.findall(r'<input id="([^"]+)" name="[^"]+" type="\w+"[^>]*? value="([^"]*)"', text))
    sent |= dict(re.findall(r'<textarea id="([^"]+)"[^>]*>([^<]*)</textarea>', text))
    sent |= dict.fromkeys(
        re.findall(r'<input type="checkbox"[^>]*name="([^"]+)" value="1" checked', text), "1"
    )
    sent |= {
        name: chosen
        for name, options in re.findall(r'<select id="([^"]+)"[^>]*>(.*?)</select>', text, re.DOTALL)
        for chosen in re.findall(r'value="([^"]*)" selected', options)
    }
    return {name: unescape(value) for name, value in sent.items()}


def laid_down():
    return booking_ports().timetables.timetables.get(LINDENHOF)


def an_absence(who, **said):
    tomorrow = on(at(9)).isoformat()
    days = {"resource": WEBER, "first_day": tomorrow, "last_day": tomorrow}
    return form_of(who.gets(f"{PART}?part=absences")) | days | said


def weber_is_away(who):
    return who.posts(LAID_DOWN, form_of(who.posts(PART, an_absence(who))))


def test_an_absence_is_laid_down_once_its_effect_was_seen(murat):
    review = murat.posts(PART, an_absence(murat))
    assert "Gebuchte Termine außerhalb der Dienstpläne: 1" in words_of(html(review))
    assert laid_down().absences == ()
    done = murat.posts(LAID_DOWN, form_of(review))
    assert (done.status_code, [it.resource_id for it in laid_down().absences]) == (303, [WEBER])
    assert murat.posts(LAID_DOWN, form_of(review)).status_code == 303
    assert stored().status is AppointmentStatus.BOOKED
    assert "Die Änderung gilt jetzt." in html(murat.gets(f"{HERE}?done=laid-down"))


def test_what_is_wrong_stands_at_its_field_with_what_was_typed(murat):
    page = murat.posts(PART, an_absence(murat, last_day="2020-01-01", resource=""))
    assert page.status_code == 400
    assert 'href="#last_day"' not in html(page)
    assert 'href="#resource"' in html(page)
    assert form_of(page)["last_day"] == "2020-01-01"
    backwards = murat.posts(PART, an_absence(murat, last_day="2020-01-01"))
    assert 'href="#last_day"' in html(backwards)
    assert "Der letzte Tag liegt vor dem ersten." in html(backwards)


def test_of_two_who_change_it_the_later_one_keeps_what_was_typed(murat):
    late = an_absence(murat)
    weber_is_away(murat)
    page = murat.posts(PART, late)
    assert page.status_code == 409
    assert form_of(page)["first_day"] == late["first_day"]
    assert murat.posts(PART, form_of(page)).status_code == 200


def test_more_booked_times_than_were_seen_are_shown_again(murat):
    review = form_of(murat.posts(PART, an_absence(murat))) | {"outside": "0"}
    again = murat.posts(LAID_DOWN, review)
    assert (again.status_code, form_of(again)["outside"]) == (422, "1")


@pytest.mark.requirement("B18", "B37", "B38")
@pytest.mark.parametrize("part", ["terms", "time_types", "resources", "schedules", "holidays"])
def test_every_part_sent_as_it_is_changes_nothing(murat, part):
    before = laid_down()
    address = next(
        it
        for it in re.findall(r'href="([^"]+)"', html(murat.gets(HERE)))
        if f"part={part}" in it and ("id=" in it or part == "terms")
    )
    review = murat.posts(PART, form_of(murat.gets(unescape(address))))
    assert review.status_code == 200
    assert "Gebuchte Termine außerhalb der Dienstpläne: 0" in words_of(html(review))
    assert murat.posts(LAID_DOWN, form_of(review)).status_code == 303
    after = laid_down()
    assert (after.time_types, after.resources, after.schedules, after.terms, after.holidays) == (
        before.time_types,
        before.resources,
        before.schedules,
        before.terms,
        before.holidays,
    )


def test_what_others_need_is_not_removed_and_they_are_named(murat):
    page = murat.posts(PART, form_of(murat.gets(f"{PART}?part=resources&id={WEBER}")) | {"deed": "remove"})
    assert page.status_code == 400
    assert "part=schedules&amp;id=" in html(page)


def test_rows_of_a_week_are_added_and_removed(murat):
    schedule = laid_down().schedules[0]
    form = form_of(murat.gets(f"{PART}?part=schedules&id={schedule.id}")) | {"week.0.gone": "1"}
    row = len(schedule.week)
    form |= {f"week.{row}.weekday": "6", f"week.{row}.opens": "10:00", f"week.{row}.closes": "12:00"}
    form |= {f"week.{row}.time_types.{schedule.week[0].time_types[0]}": "1"}
    murat.posts(LAID_DOWN, form_of(murat.posts(PART, form)) | {"outside": "9"})
    week = laid_down().schedules[0].week
    assert week[:-1] == schedule.week[1:]
    assert (week[-1].weekday, week[-1].opens.hour, week[-1].closes.hour) == (6, 10, 12)


def test_who_is_outside_is_cancelled_only_with_a_word_to_the_patient(murat, katrin):
    weber_is_away(murat)
    page = katrin.gets(OUTSIDE)
    assert "Erik" in html(page)
    chosen = form_of(page) | {f"chosen.{APPOINTMENT}": "1", "deed": "cancel"}
    again = katrin.posts(OUTSIDE, chosen)
    assert (again.status_code, stored().status) == (400, AppointmentStatus.BOOKED)
    assert f'name="chosen.{APPOINTMENT}" value="1" checked' in html(again)
    done = katrin.posts(OUTSIDE, chosen | {"comment": "Dr. Weber ist krank."})
    assert "1 Termin wurde geändert." in html(done)
    assert (stored().status, stored().changes[-1].comment) == (
        AppointmentStatus.CANCELLED,
        "Dr. Weber ist krank.",
    )


def test_who_is_outside_is_given_to_a_substitute_who_is_free(murat, katrin):
    weber_is_away(murat)
    page = katrin.gets(OUTSIDE)
    [other] = re.findall(
        rf'<select id="with.{APPOINTMENT}".*?<option value="([a-z][^"]*)"', html(page), re.DOTALL
    )[:1]
    done = katrin.posts(OUTSIDE, form_of(page) | {f"with.{APPOINTMENT}": other, "deed": "substitute"})
    assert "1 Termin wurde geändert." in html(done)
    assert "Jeder gebuchte Termin steht in einem Dienstplan." in html(done)
    assert (stored().slot.performer_id, stored().changes[-1].kind) == (other, ChangeKind.SUBSTITUTED)


def test_why_one_could_not_be_changed_is_said(murat, katrin):
    weber_is_away(murat)
    form = form_of(katrin.gets(OUTSIDE)) | {f"with.{APPOINTMENT}": "nobody", "deed": "substitute"}
    told = katrin.posts(OUTSIDE, form)
    assert f'href="#chosen.{APPOINTMENT}"' in html(told)
    assert stored().slot.performer_id == WEBER
    assert (
        katrin.posts(OUTSIDE, {"csrf": katrin.csrf(), "deed": "cancel", "comment": "Krank"}).status_code
        == 400
    )


def test_a_new_clinic_begins_with_its_terms(console, enrol):
    enrol("3001", Role.ADMINISTRATOR)
    murat = somebody(console, "3001")
    assert murat.gets(f"{PART}?part=schedules").status_code == 404
    empty = murat.posts(PART, form_of(murat.gets(f"{PART}?part=terms")))
    assert "Bitte füllen Sie dieses Feld aus." in words_of(html(empty))
    form = form_of(empty)
    form |= {name: "Bitte kommen Sie." for name in form if name.startswith("terms.")}
    assert murat.posts(LAID_DOWN, form_of(murat.posts(PART, form))).status_code == 303
    assert (laid_down().version, laid_down().offered) == (1, True)


def test_there_is_no_form_for_what_is_not_there(murat):
    for asked in ("part=moon", "part=schedules&id=none-such", "part=holidays&id=moon"):
        assert murat.gets(f"{PART}?{asked}").status_code == 404
