"""What the house does with a request by itself: acknowledges, waits, escalates, gives up, settles, starts anew."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.requests.model import RequestStatus, Wait
from frontdesk.requests.usecases.acknowledge_request import acknowledge_request
from frontdesk.requests.usecases.await_people import await_people
from frontdesk.requests.usecases.pass_deadline import pass_deadline
from frontdesk.requests.usecases.reconcile_requests import reconcile_requests
from frontdesk.requests.usecases.settle_request import settle_request
from frontdesk.requests.usecases.start_machine import start_machine
from frontdesk.requests.usecases.wake_machine import wake_machine

from .builders import (
    DAY,
    LEAD,
    MONDAY_NINE,
    NORTH,
    a_closed_request,
    a_request,
    a_waiting_request,
    an_asked_request,
    request_id,
)
from .fakes import a_desk

IT = {"organisation_id": NORTH, "request_id": request_id()}
TWO_DAYS = 2 * 24 * 60 * 60


def stored(desk):
    return desk.requests.get(NORTH, request_id())


def started(desk):
    return [(attempt, wait.phase) for _, attempt, wait in desk.machine.started]


def test_acknowledged_twice_is_one_message_and_one_fact():
    desk = a_desk(a_request())
    assert acknowledge_request(**IT, ports=desk.ports) == Wait(phase="waiting", seconds=TWO_DAYS)
    assert acknowledge_request(**IT, ports=desk.ports) == Wait(phase="waiting", seconds=TWO_DAYS)
    assert desk.templates() == ["request_received"]
    assert desk.fact_names() == ["RequestAcknowledged"]


def test_a_message_carries_the_link_and_nothing_of_the_request():
    desk = a_desk(a_request())
    acknowledge_request(**IT, ports=desk.ports)
    [message] = desk.told.values()
    assert set(message.parameters) == {"reference", "link"}
    assert message.language is a_request().language


def test_the_machine_that_begins_to_wait_is_remembered():
    desk = a_desk(a_waiting_request())
    desk.machine.waiting = {"token"}
    await_people(**IT, waits_in="waiting", token="token", ports=desk.ports)
    assert desk.requests.parked(NORTH, request_id()) == "token"
    assert desk.machine.woken == []


def test_a_request_that_has_moved_on_wakes_the_machine_at_once():
    desk = a_desk(a_closed_request(), now=MONDAY_NINE + DAY)
    desk.machine.waiting = {"token"}
    await_people(**IT, waits_in="waiting", token="token", ports=desk.ports)
    assert desk.machine.woken == [("token", Wait(phase="closed", seconds=1))]


def test_each_question_is_told_once():
    desk = a_desk(an_asked_request())
    for token in ("first", "second"):
        await_people(**IT, waits_in="asked", token=token, ports=desk.ports)
    assert desk.templates() == ["request_question"]


def test_a_deadline_that_has_not_passed_changes_nothing():
    desk = a_desk(a_waiting_request(), now=a_request().due_at - timedelta(seconds=5))
    assert pass_deadline(**IT, ports=desk.ports) == Wait(phase="waiting", seconds=5)
    assert (desk.templates(), desk.fact_names()) == ([], [])


def test_an_unanswered_request_escalates_once_and_then_expires():
    desk = a_desk(a_waiting_request(), now=a_request().due_at)
    assert pass_deadline(**IT, ports=desk.ports).phase == "waiting"
    assert pass_deadline(**IT, ports=desk.ports).seconds == 5 * 24 * 60 * 60
    [message] = desk.told.values()
    assert (message.template, message.recipient.id) == ("staff_escalation", LEAD)
    assert desk.fact_names() == ["RequestEscalated"]
    desk.now = a_request().gives_up_at
    assert pass_deadline(**IT, ports=desk.ports).phase == "closed"
    assert stored(desk).status is RequestStatus.EXPIRED
    assert pass_deadline(**IT, ports=desk.ports).phase == "closed"
    assert desk.fact_names() == ["RequestEscalated", "RequestExpired"]


def test_an_unanswered_question_expires_and_tells_no_lead():
    desk = a_desk(an_asked_request(), now=an_asked_request().reply_by)
    assert pass_deadline(**IT, ports=desk.ports).phase == "closed"
    assert (desk.templates(), desk.fact_names()) == ([], ["RequestExpired"])


@pytest.mark.parametrize(
    ("status", "template"),
    [
        (RequestStatus.ANSWERED, "request_answered"),
        (RequestStatus.DECLINED, "request_declined"),
        (RequestStatus.WITHDRAWN, "request_withdrawn"),
        (RequestStatus.EXPIRED, "request_expired"),
    ],
)
def test_settled_twice_is_one_message_about_how_it_ended(status, template):
    desk = a_desk(a_closed_request(status=status))
    assert settle_request(**IT, ports=desk.ports).phase == "done"
    assert settle_request(**IT, ports=desk.ports).phase == "done"
    assert desk.templates() == [template]
    assert list(desk.requests.running(NORTH, before=None)) == []


def test_an_open_request_is_not_settled():
    desk = a_desk(a_waiting_request())
    assert settle_request(**IT, ports=desk.ports).phase == "waiting"
    assert desk.templates() == []


def test_a_request_is_started_once_where_its_record_says():
    desk = a_desk(a_request())
    start_machine(**IT, ports=desk.ports)
    start_machine(**IT, ports=desk.ports)
    assert started(desk) == [(1, "received")]


def test_a_decision_wakes_the_waiting_machine():
    desk = a_desk(a_closed_request(), now=MONDAY_NINE + DAY)
    start_machine(**IT, ports=desk.ports)
    desk.machine.waiting = {"token"}
    desk.requests.park(NORTH, request_id(), "token")
    wake_machine(**IT, ports=desk.ports)
    assert desk.machine.woken == [("token", Wait(phase="closed", seconds=1))]
    assert len(started(desk)) == 1


def test_a_round_wakes_a_machine_that_never_heard_of_a_decision():
    desk = a_desk(a_closed_request(), now=MONDAY_NINE + DAY)
    start_machine(**IT, ports=desk.ports)
    desk.machine.waiting = {"token"}
    desk.requests.park(NORTH, request_id(), "token")
    assert reconcile_requests(whole=False, ports=desk.ports) == 0
    assert desk.machine.woken == [("token", Wait(phase="closed", seconds=1))]


@pytest.mark.parametrize(
    "request_",
    [a_waiting_request(status=RequestStatus.ASKED, reply_by=MONDAY_NINE + DAY), a_closed_request()],
)
def test_a_night_wakes_a_machine_that_never_heard_of_a_question_or_of_the_end(request_):
    desk = a_desk(request_)
    start_machine(**IT, ports=desk.ports)
    desk.machine.waiting = {"token"}
    desk.requests.park(NORTH, request_id(), "token")
    reconcile_requests(whole=True, ports=desk.ports)
    assert [it for it, _ in desk.machine.woken] == ["token"]


def test_a_token_that_outlived_its_execution_wakes_nobody_and_the_next_one_starts():
    desk = a_desk(a_waiting_request())
    start_machine(**IT, ports=desk.ports)
    desk.machine.end(stored(desk))
    desk.machine.waiting = {"token"}
    desk.requests.park(NORTH, request_id(), "token")
    wake_machine(**IT, ports=desk.ports)
    assert desk.machine.woken == []
    assert started(desk) == [(1, "waiting"), (2, "waiting")]


def test_a_decision_whose_execution_is_lost_starts_the_next():
    desk = a_desk(a_waiting_request())
    start_machine(**IT, ports=desk.ports)
    desk.machine.end(stored(desk))
    desk.requests.park(NORTH, request_id(), "timed out")
    wake_machine(**IT, ports=desk.ports)
    assert started(desk) == [(1, "waiting"), (2, "waiting")]


def test_an_ended_execution_gets_a_next_attempt_with_the_same_deadlines():
    desk = a_desk(a_waiting_request())
    start_machine(**IT, ports=desk.ports)
    before = stored(desk)
    desk.machine.end(before)
    desk.now += DAY
    assert reconcile_requests(whole=True, ports=desk.ports) == 1
    assert stored(desk) == replace(before, attempt=2, version=before.version + 1)
    assert desk.machine.started[-1] == (request_id(), 2, Wait(phase="waiting", seconds=TWO_DAYS // 2))


def test_an_attempt_that_was_taken_but_never_started_starts_under_its_own_name():
    desk = a_desk(a_waiting_request(attempt=4))
    assert reconcile_requests(whole=True, ports=desk.ports) == 1
    assert started(desk) == [(4, "waiting")]


def test_a_running_execution_is_left_alone():
    desk = a_desk(a_waiting_request())
    start_machine(**IT, ports=desk.ports)
    assert reconcile_requests(whole=True, ports=desk.ports) == 0
    assert len(started(desk)) == 1


def test_a_settled_request_is_not_started_again():
    desk = a_desk(a_closed_request(settled_at=MONDAY_NINE))
    wake_machine(**IT, ports=desk.ports)
    assert reconcile_requests(whole=True, ports=desk.ports) == 0
    assert started(desk) == []


def test_the_frequent_round_waits_two_minutes_beyond_the_deadline():
    desk = a_desk(a_waiting_request(), now=a_request().due_at + timedelta(minutes=1))
    assert reconcile_requests(whole=False, ports=desk.ports) == 0
    desk.now += timedelta(minutes=2)
    assert reconcile_requests(whole=False, ports=desk.ports) == 1
