"""An administrator lays down how patients are reminded of their appointments, on pages that need no script."""

import json

import pytest

from frontdesk.access.model import Role
from frontdesk.messaging.storage import MessageRecord
from frontdesk.reminders.model.plans import Scope
from frontdesk.reminders.storage import DynamoPlans
from tests.frontdesk_web.console_desk import LINDENHOF
from tests.frontdesk_web.console_shown import words_of

from .browser import html, somebody
from .test_console_laying_out import form_of
from .test_console_timetable import asks

HERE = "/console/reminders/appointments"
PLAN, API = f"{HERE}/plan", "/console/api/reminders/appointments"


@pytest.fixture
def murat(calendar, enrol):
    """An administrator of a clinic where Erik has an appointment tomorrow at nine."""
    enrol("3001", Role.ADMINISTRATOR)
    return somebody(calendar, "3001")


def plans():
    return DynamoPlans().get(LINDENHOF)


def a_change(who, where=PLAN, **said):
    return form_of(who.gets(where)) | {name.replace("_", ".", 1): value for name, value in said.items()}


@pytest.mark.requirement("R4")
def test_a_plan_is_laid_down_and_reaches_what_is_booked_at_once(murat):
    form = a_change(murat, count_0="3", unit_0="hours", count_1="1", unit_1="days", at_1="18:00")
    done = murat.posts(PLAN, form)
    assert done.headers["Location"] == f"{HERE}?done=all"
    assert [it.key for it in plans().by_scope[Scope()].offsets] == ["3h", "1d1800"]
    assert [it.cause for it in MessageRecord.scan()][:1] == ["appointments"]
    page = words_of(html(murat.gets(f"{HERE}?done=all")))
    assert "Der Plan ist festgelegt." in page
    assert "3 Stunden vorher, 1 Tag vorher um 18:00" in page


def test_a_kind_of_time_at_a_place_has_a_plan_of_its_own_and_gives_it_back(murat):
    where = f"{PLAN}?location=mitte&type=consultation"
    murat.posts(PLAN, a_change(murat, where, count_0="24", unit_0="hours"))
    own = Scope("mitte", "consultation")
    assert plans().by_scope[own].offsets[0].key == "24h"
    murat.posts(PLAN, a_change(murat, where) | {"deed": "remove"})
    assert list(plans().by_scope) == [Scope()]
    assert murat.gets(f"{PLAN}?location=nowhere").status_code == 404


def test_an_example_shows_when_they_would_go_out_before_anything_is_stored(murat):
    shown = murat.posts(PLAN, a_change(murat, count_0="2", unit_0="hours") | {"deed": "show"})
    assert shown.status_code == 200
    assert "08:00" in words_of(html(shown))
    assert plans().version == 0


def test_what_is_wrong_stands_at_its_field_with_what_was_typed(murat):
    form = a_change(murat, count_0="99", at_0="", form="http://forms.example")
    page = murat.posts(PLAN, form)
    assert page.status_code == 400
    for field in ("count.0", "at.0", "form"):
        assert f'href="#{field}"' in html(page)
    assert form_of(page)["count.0"] == "99"
    assert plans().version == 0


def test_of_two_administrators_who_change_a_plan_the_second_looks_again(murat):
    first, second = a_change(murat, count_0="3"), a_change(murat, count_0="4")
    murat.posts(PLAN, first)
    page = murat.posts(PLAN, second)
    assert page.status_code == 409
    assert form_of(page)["count.0"] == "4"
    assert murat.posts(PLAN, form_of(page)).status_code == 303
    assert plans().by_scope[Scope()].offsets[0].count == 4


def test_programs_read_and_lay_down_the_same_plans(murat):
    told = json.loads(html(murat.gets(API)))
    assert told["version"] == 0
    change = {"version": 0, "plans": [{"offsets": [{"hours": 24}], "asks": False}]}
    status, stored = asks(murat, "PUT", API, change)
    assert (status, stored["version"]) == (200, 1)
    status, told = asks(murat, "PUT", API, {"version": 1, "plans": [{"offsets": [{"hours": 99}]}]})
    assert status == 400
    assert "$[0].offsets[0]" in json.dumps(told)
