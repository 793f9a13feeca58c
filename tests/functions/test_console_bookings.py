"""What staff book for others over HTTP, and the list of what can be booked."""

import re
from html import unescape

import pytest

from frontdesk.kernel.ids import AppointmentId
from frontdesk.patients.storage import SubjectRecord
from tests.frontdesk_web.console_times import LINDNER, WEBER, slot

from .browser import hidden, html, somebody
from .calendar_desk import ANNA, CALENDAR, at, everything_booked, keep, on, stored, value


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
def test_staff_book_for_somebody_and_twice_is_once(calendar):
    katrin = somebody(calendar)
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


def test_the_same_patient_is_the_same_subject(calendar):
    katrin = somebody(calendar)
    for hour, name in ((8, "Anna Beispiel"), (10, "ANNA  BEISPIEL")):
        assert katrin.posts(f"{CALENDAR}/book", booking(katrin, at(hour), name=name)).status_code == 303

    people = [it for it in SubjectRecord.scan() if it.sk == "-"]
    assert len(people) == 2  # Erik, and Anna once


def test_who_was_too_slow_to_book_keeps_what_was_typed_and_sees_other_times(calendar):
    katrin = somebody(calendar)
    typed = booking(katrin, at(10))
    keep(slot(at(10)), id=AppointmentId("6" * 32), subject_id="f" * 32)

    response = katrin.posts(f"{CALENDAR}/book", typed)
    assert response.status_code == 409
    for it in ("Anna Beispiel", "06221 5550199", "Husten", f'value="{value(at(10), LINDNER)}"'):
        assert it in html(response)
    again = typed | {"appointment": hidden(response, "appointment"), "time": value(at(10), LINDNER)}
    assert katrin.posts(f"{CALENDAR}/book", again).status_code == 303


def test_a_time_that_is_gone_shows_others_at_once(calendar):
    response = somebody(calendar).gets(
        f"{CALENDAR}/book?location=mitte&type=consultation&time={value(at(9))}"
    )

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
def test_what_does_not_fit_is_said_at_its_field_and_nothing_typed_is_lost(calendar, changes, field, status):
    katrin = somebody(calendar)
    response = katrin.posts(f"{CALENDAR}/book", booking(katrin, at(10), **changes))

    assert response.status_code == status
    assert f'href="#{field}"' in html(response)
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true"', html(response))
    assert 'value="1985"' in html(response)
    assert len(everything_booked()) == 1


@pytest.mark.requirement("B33", "B39")
def test_the_list_tells_what_patients_can_book_from_what_only_staff_can(calendar):
    katrin = somebody(calendar)
    page = html(katrin.gets(f"{CALENDAR}/free?from={on(at(9))}"))

    starts = re.findall(r'type=(\w+)[^"]*"[^>]*><span[^>]*>[^<]*</span>\s*\d\d:\d\d(<svg)?', page)
    assert {("consultation", ""), ("surgery", "<svg")} == set(starts)
    assert "type=surgery" not in html(katrin.gets(f"{CALENDAR}/free?type=consultation"))
    assert WEBER not in re.findall(
        r"time=([\w-]+)%40", html(katrin.gets(f"{CALENDAR}/free?performer={LINDNER}"))
    )
