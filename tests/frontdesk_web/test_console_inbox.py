"""The inbox as staff see it."""

import re
from datetime import timedelta

import pytest

from frontdesk.requests.model import RequestStatus, View
from frontdesk_web.presenters.console_inbox import inbox_page
from tests.frontdesk_web.console_desk import (
    NOW,
    PRACTICE,
    catalogue,
    pile,
    row,
    signed_in,
)
from tests.frontdesk_web.console_shown import inbox, words_of


def test_a_row_says_who_wants_what_where_since_when():
    words = words_of(inbox(row(1, due_in=timedelta(days=1))))

    assert "Erik Lindqvist geb. 27.03.1985 Rezept Hausarztpraxis Mitte" in words
    assert "23.11.2026 15:30" in words


@pytest.mark.parametrize(
    ("due_in", "kind", "words"),
    [
        (timedelta(days=-3), "red", "3 Tage überfällig"),
        (timedelta(days=-1), "red", "1 Tag überfällig"),
        (timedelta(hours=-1), "red", "überfällig seit 14:30"),
        (timedelta(0), "red", "überfällig seit 15:30"),
        (timedelta(hours=1), "amber", "heute bis 16:30"),
        (timedelta(hours=8, minutes=29), "amber", "heute bis 23:59"),
        (timedelta(hours=8, minutes=30), "", "in 1 Tag"),
        (timedelta(days=2), "", "in 2 Tagen"),
    ],
)
def test_a_deadline_is_said_in_words_by_the_calendar_of_the_location(due_in, kind, words):
    html = inbox(row(1, due_in=due_in))

    [tag] = re.findall(r'<span class="tag([^"]*)">(?:<svg.*?</svg>)([^<]*)</span>', html, re.DOTALL)
    assert tag == (f" {kind}" if kind else "", words)


def test_an_escalated_request_is_marked():
    assert "eskaliert" in inbox(row(1, due_in=timedelta(days=-1), escalated=True))


def test_a_pile_with_the_patient_shows_no_deadline_of_ours():
    words = words_of(inbox(row(1, due_in=timedelta(days=-1), status=RequestStatus.ASKED), view=View.ASKED))

    assert "Wartet auf den Patienten" in words
    assert "überfällig" not in words


def test_the_figures_count_what_is_how_urgent():
    hours = (-30, -2, 3, 50)
    html = inbox(*(row(at, due_in=timedelta(hours=due)) for at, due in enumerate(hours)))

    assert re.findall(r"<dt>([^<]*)</dt><dd>(\d+)", html)[:3] == [
        ("Überfällig", "2"),
        ("Heute fällig", "1"),
        ("Später fällig", "1"),
    ]


def test_a_figure_that_may_be_higher_says_so_and_the_unknown_are_left_out():
    html = inbox(row(1, due_in=timedelta(hours=-2)), row(2, due_in=timedelta(hours=3)), after="further")

    assert "Heute fällig</dt><dd>1<span aria-hidden" in html
    assert "Überfällig</dt><dd>1</dd>" in html
    assert "Später fällig" not in html


def test_a_list_that_goes_on_leads_to_its_next_page():
    html = inbox(row(1, due_in=timedelta(0)), after="2026-11-24T14:30:00+00:00#x", chosen=PRACTICE)

    assert (
        'href="/console/inbox?view=open&amp;department=hausarzt&amp;after=2026-11-24T14%3A30%3A00%2B00%3A00%23x"'
        in html
    )


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (View.OPEN, "Hier gibt es nichts zu tun."),
        (View.ASKED, "Kein Anliegen wartet auf einen Patienten."),
        (View.CLOSED, "Noch ist kein Anliegen erledigt."),
    ],
)
def test_an_empty_pile_says_so(view, words):
    assert words in inbox(view=view)


def test_there_is_nothing_to_choose_in_a_single_department():
    assert "<select" not in inbox(departments=catalogue().departments[:1])
    assert '<option value="hausarzt" selected' in inbox(chosen=PRACTICE)


def test_a_patient_who_is_not_on_record_any_more_has_no_name():
    page = inbox_page(
        signed_in(),
        catalogue(),
        pile(row(1, due_in=timedelta(0))),
        {},
        view=View.CLOSED,
        departments=(),
        chosen=None,
        continued=False,
        now=NOW,
    )

    assert "Nicht mehr gespeichert" in page.html
