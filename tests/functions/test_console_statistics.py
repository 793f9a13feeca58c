"""Facts of booking become the numbers of a month, on the page and over the API, for those who may see them."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.access.model import Role
from frontdesk.booking.events import AppointmentBooked
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.events import written_down
from frontdesk.window.usecases.count_booking import DEEDS
from infra.target import ROOT
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF
from tests.frontdesk_web.console_shown import words_of
from tests.frontdesk_web.console_times import APPOINTMENT, CONSULTATION, MITTE, WEBER

from .browser import html, somebody
from .loading import load_module

PAGE, MONTH = "/console/statistics", f"{datetime.now(UTC):%Y-%m}"
FEW = "\N{EN DASH} nicht gezeigt"
NOON = datetime.now(UTC).replace(hour=12)


def hears(number, *, by, occurred_at=NOON):
    """The bus brings the fact that something was booked."""
    fact = written_down(
        AppointmentBooked(
            organisation_id=LINDENHOF,
            occurred_at=occurred_at,
            actor=by,
            event_id=f"{number:032x}",
            appointment_id=APPOINTMENT,
            location_id=MITTE,
            time_type_id=CONSULTATION,
            performer_id=WEBER,
            starts_at=occurred_at + timedelta(days=3),
            subject_id=ERIK,
        )
    )
    load_module("window").listener({"detail-type": fact["name"], "detail": fact["detail"]}, None)


@pytest.fixture
def booked(calendar, enrol):
    """Seven were booked by patients, each told of twice, and two by staff; the administrator is at the console."""
    enrol("1004", Role.ADMINISTRATOR)
    for number in (*range(7), *range(7)):
        hears(number, by=Actor(ActorKind.PATIENT, ERIK))
    for number in (7, 8):
        hears(number, by=Actor(ActorKind.STAFF, "1001"))
    return somebody(calendar, "1004")


@pytest.mark.requirement("C17")
def test_the_page_shows_what_was_booked_where_and_by_whom(booked):
    words = words_of(html(booked.gets(PAGE)))
    assert f"Von Patienten gebucht 5 Vom Team gebucht {FEW}" in words
    assert f"Sprechstunde Mitte Von Patienten gebucht: 5 Vom Team gebucht: {FEW}" in words
    assert "In diesem Monat endete kein Gespräch." in words


def test_other_months_are_a_step_away_until_those_that_are_kept(booked):
    page = html(booked.gets(PAGE))
    assert page.count('class="btn" href="/console/statistics?month=') == 1
    long_ago = html(booked.gets(f"{PAGE}?month={datetime.now(UTC).year - 2}-01"))
    assert "In diesem Monat wurde nichts gebucht" in long_ago
    assert "Voriger Monat" not in long_ago
    assert booked.gets(f"{PAGE}?month=2026-13").status_code == 200


@pytest.mark.requirement("C17")
def test_the_api_tells_the_same(booked):
    answer = json.loads(booked.gets(f"/console/api/statistics/booking?month={MONTH}").body)
    nothing = {"patients": 0, "staff": 0}
    assert answer == {
        "month": MONTH,
        "booked": {"patients": 5, "staff": None},
        "times": [
            {
                "location": MITTE,
                "time_type": CONSULTATION,
                "booked": {"patients": 5, "staff": None},
                "moved": nothing,
                "cancelled": nothing,
                "missed": 0,
                "freed": 0,
            }
        ],
    }


def test_who_has_no_business_with_numbers_is_shown_none(calendar):
    colleague = somebody(calendar, "1002")
    assert colleague.gets(PAGE).status_code == 404
    assert PAGE not in html(colleague.gets("/console/inbox"))
    assert calendar.get(PAGE, headers={}).status_code == 303


def test_every_fact_that_can_be_counted_is_heard():
    routes = json.loads((ROOT / "events/routes.json").read_text())["frontdesk.booking"]
    assert {fact for fact, listeners in routes.items() if "window-listener" in listeners} == set(DEEDS)
