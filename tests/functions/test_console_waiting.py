"""Staff see who waits and who is invited, invite somebody, and take them off the list."""

from datetime import datetime, timedelta
from html import unescape

import pytest

from frontdesk.access.model import Role
from frontdesk.audit.storage import DeedRecord
from frontdesk.booking.wiring import booking_ports
from tests.frontdesk_web.console_desk import LINDENHOF
from tests.frontdesk_web.console_times import MITTE

from .browser import hidden, html, somebody
from .calendar_desk import ANNA, BERLIN, CALENDAR, at, stored
from .test_console_bookings import booking

FORM = f"{CALENDAR}/invite?location=mitte"
LIST = f"{CALENDAR}/waiting?location=mitte"


def typed(page, **changes):
    today = datetime.now(BERLIN).date()
    days = {"first_day": str(today), "last_day": str(today + timedelta(days=30))}
    carried = {name: unescape(hidden(page, name)) for name in ("csrf", "invitation", "location")}
    return carried | ANNA | days | {"type": "surgery", "performer": "", "reason": "Kontrolle"} | changes


def open_ones():
    return booking_ports().invitations.open_at(LINDENHOF, MITTE)


@pytest.mark.requirement("C11", "C14")
def test_staff_invite_somebody_once_and_see_them_on_the_list_and_take_them_off(calendar):
    katrin = somebody(calendar)
    sent = typed(katrin.gets(FORM))
    for _ in range(2):
        answer = katrin.posts(f"{CALENDAR}/invite", sent)
        assert answer.status_code == 303, html(answer)[:500]
    [it] = open_ones()
    assert (it.purpose, it.is_invited, it.language.value) == ("Kontrolle", True, "sv")
    page = html(katrin.gets(answer.headers["Location"]))
    for said in ("Anna Beispiel", "Eingriff", "Kontrolle", "eingeladen"):
        assert said in page
    assert "WaitingRead" in {entry.action for entry in DeedRecord.scan()}

    csrf = hidden(katrin.gets(LIST), "csrf")
    for _ in range(2):
        answer = katrin.posts(f"{CALENDAR}/waiting/{it.id}/withdraw", {"csrf": csrf})
        assert answer.status_code == 303
    assert "niemand ist eingeladen" in html(katrin.gets(answer.headers["Location"]))


def test_an_invitation_says_what_for_and_what_was_typed_stays(calendar):
    katrin = somebody(calendar)
    page = katrin.gets(FORM)
    for changes, target in (({"reason": ""}, "#reason"), ({"last_day": "2020-01-01"}, "#last_day")):
        answer = katrin.posts(f"{CALENDAR}/invite", typed(page, **changes))
        assert answer.status_code == 422
        assert f'href="{target}"' in html(answer)
        assert "Anna Beispiel" in html(answer)
    answer = katrin.posts(f"{CALENDAR}/invite", typed(page, name="", last_day="never"))
    assert answer.status_code == 400
    assert open_ones() == []


def test_an_invitation_to_a_time_is_booked_with_what_for(calendar):
    katrin = somebody(calendar)
    sent = booking(katrin, at(10), invited="1", reason="")
    answer = katrin.posts(f"{CALENDAR}/book", sent)
    assert answer.status_code == 422
    assert "checked" in html(answer)
    answer = katrin.posts(f"{CALENDAR}/book", sent | {"reason": "Kontrolle"})
    assert answer.status_code == 303
    assert stored(sent["appointment"]).invited
    assert "Einladung" in html(katrin.gets(answer.headers["Location"]))


def test_who_may_only_look_changes_nothing(calendar, enrol):
    enrol("1009", Role.ADMINISTRATOR)
    admin = somebody(calendar, "1009")
    assert [admin.gets(it).status_code for it in (FORM, LIST)] == [404, 404]
