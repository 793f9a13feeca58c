"""What the clinic allows, and when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import EntryId
from frontdesk.requests.errors import Closed, NotAsked, TextMissing, TextTooLong
from frontdesk.requests.model import Due, EntryKind, RequestStatus
from frontdesk.requests.rules import (
    THREAD_AT_MOST,
    acts_by,
    deadline,
    due,
    phase,
    wait,
    why_not_answer,
    why_not_attach,
    why_not_reply,
    why_not_text,
    why_not_withdraw,
)

from .builders import (
    DAY,
    KATRIN,
    MONDAY_NINE,
    a_closed_request,
    a_request,
    a_waiting_request,
    an_asked_request,
    an_entry,
)

A_MOMENT = timedelta(microseconds=1)
BERLIN, SHANGHAI, HONOLULU = (ZoneInfo(it) for it in ("Europe/Berlin", "Asia/Shanghai", "Pacific/Honolulu"))
OVER = [RequestStatus.ANSWERED, RequestStatus.DECLINED, RequestStatus.WITHDRAWN, RequestStatus.EXPIRED]


@pytest.mark.parametrize("status", [RequestStatus.RECEIVED, RequestStatus.WAITING])
def test_an_open_request_may_be_answered_until_it_is_given_up(status):
    request = a_request(status=status)
    assert why_not_answer(request, now=request.gives_up_at - A_MOMENT) is None
    assert isinstance(why_not_answer(request, now=request.gives_up_at), Closed)


def test_a_question_may_be_answered_by_staff_themselves_until_the_reply_is_due():
    request = an_asked_request()
    assert why_not_answer(request, now=request.gives_up_at) is None
    assert isinstance(why_not_answer(request, now=request.reply_by), Closed)


@pytest.mark.parametrize("status", OVER)
def test_a_closed_request_is_closed_to_everybody(status):
    request = a_closed_request(status=status)
    assert isinstance(why_not_answer(request, now=MONDAY_NINE), Closed)
    assert isinstance(why_not_reply(request, now=MONDAY_NINE), Closed)
    assert isinstance(why_not_withdraw(request), Closed)


def test_a_thread_of_a_hundred_entries_is_closed():
    full = a_waiting_request(thread=(an_entry(),) * THREAD_AT_MOST)
    assert isinstance(why_not_answer(full, now=MONDAY_NINE), Closed)
    staff = Actor(ActorKind.STAFF, KATRIN.id)
    assert isinstance(why_not_attach(full, by=staff), Closed)
    assert why_not_attach(replace(full, thread=full.thread[1:]), by=staff) is None


def test_a_patient_replies_only_to_an_open_question_and_in_time():
    assert isinstance(why_not_reply(a_waiting_request(), now=MONDAY_NINE), NotAsked)
    asked = an_asked_request()
    assert why_not_reply(asked, now=asked.reply_by - A_MOMENT) is None
    assert isinstance(why_not_reply(asked, now=asked.reply_by), Closed)


def test_a_question_that_was_answered_is_no_longer_open_though_its_day_is_still_known():
    answered = a_waiting_request(reply_by=MONDAY_NINE + 14 * DAY)
    assert isinstance(why_not_reply(answered, now=MONDAY_NINE), NotAsked)
    assert deadline(answered) == answered.due_at


@pytest.mark.parametrize("request_", [a_request(), a_waiting_request(), an_asked_request()])
def test_a_patient_may_take_back_what_is_open(request_):
    assert why_not_withdraw(request_) is None


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("", TextMissing), (" \n", TextMissing), ("x" * 2001, TextTooLong), ("x" * 2000, type(None))],
)
def test_what_is_said_has_1_to_2000_characters(text, refusal):
    assert isinstance(why_not_text(a_request(), text), refusal)


def test_a_whole_thread_has_20000_characters():
    said = tuple(
        replace(a_request().thread[0], id=EntryId(str(number)), text="字" * 2000) for number in range(10)
    )
    full = replace(a_request(), thread=said)
    assert isinstance(why_not_text(full, "x"), TextTooLong)
    assert why_not_text(replace(full, thread=said[1:]), "x" * 2000) is None


def test_the_next_deadline_follows_the_state():
    waiting = a_waiting_request()
    assert deadline(waiting) == waiting.due_at
    assert deadline(a_waiting_request(escalated_at=waiting.due_at)) == waiting.gives_up_at
    assert deadline(an_asked_request()) == an_asked_request().reply_by
    assert deadline(a_closed_request()) == a_closed_request().closed_at


def test_the_machine_acts_at_once_on_a_new_request_and_else_at_the_deadline():
    assert acts_by(a_request()) == a_request().submitted_at
    assert acts_by(a_waiting_request()) == a_waiting_request().due_at
    assert acts_by(a_closed_request()) == a_closed_request().closed_at


@pytest.mark.parametrize(
    ("request_", "named"),
    [
        (a_request(), "received"),
        (a_waiting_request(), "waiting"),
        (an_asked_request(), "asked"),
        *[(a_closed_request(status=status), "closed") for status in OVER],
        (a_closed_request(settled_at=MONDAY_NINE), "done"),
    ],
)
def test_the_phase_says_what_the_machine_does_next(request_, named):
    assert phase(request_) == named


def test_the_machine_waits_whole_seconds_and_at_least_one():
    request = a_waiting_request()
    assert wait(request, now=request.due_at - timedelta(seconds=1.2)).seconds == 2
    assert wait(request, now=request.due_at + DAY).seconds == 1
    assert wait(request, now=request.due_at).phase == "waiting"


@pytest.mark.parametrize("status", OVER)
def test_what_ends_a_request_closes_it_at_its_instant(status):
    last = an_entry(EntryKind.ANSWER, at=MONDAY_NINE + DAY)
    ended = a_waiting_request().changed(last, status=status)
    assert (ended.status, ended.closed_at, ended.thread[-1]) == (status, MONDAY_NINE + DAY, last)


def test_what_does_not_end_a_request_leaves_it_open_and_changes_what_is_named():
    question = an_entry(EntryKind.QUESTION)
    asked = a_waiting_request().changed(question, status=RequestStatus.ASKED, reply_by=MONDAY_NINE + DAY)
    assert asked == replace(
        a_waiting_request(),
        status=RequestStatus.ASKED,
        reply_by=MONDAY_NINE + DAY,
        thread=(an_entry(), question),
    )


@pytest.mark.parametrize(
    ("now", "how"),
    [
        (datetime(2026, 11, 24, 22, 59, tzinfo=UTC), Due.AHEAD),  # 23:59 in Berlin, the day before
        (datetime(2026, 11, 24, 23, 0, tzinfo=UTC), Due.SOON),  # midnight in Berlin
        (datetime(2026, 11, 25, 9, 0, tzinfo=UTC), Due.OVERDUE),
    ],
)
def test_how_urgent_a_request_is_goes_by_the_calendar_of_its_location(now, how):
    assert due(a_waiting_request(), now=now, zone=BERLIN) is how


@pytest.mark.parametrize(
    ("zone", "how"), [(BERLIN, Due.SOON), (SHANGHAI, Due.AHEAD), (HONOLULU, Due.SOON)], ids=str
)
def test_the_day_a_request_is_due_is_the_day_there_and_not_where_the_machine_stands(zone, how):
    tomorrow_in_shanghai = a_waiting_request(due_at=datetime(2026, 11, 24, 20, tzinfo=UTC))
    assert due(tomorrow_in_shanghai, now=datetime(2026, 11, 24, 12, tzinfo=UTC), zone=zone) is how


def test_each_time_staff_asked_back_counts():
    question = an_entry(EntryKind.QUESTION)
    assert a_request(thread=(an_entry(), question, an_entry(EntryKind.REPLY), question)).questions == 2


def test_the_reference_is_eight_characters_of_the_id():
    assert a_request(id="8f3ac2d1" + "0" * 24).reference == "8F3A-C2D1"
