"""Whatever stores requests keeps these promises: the fake and DynamoDB alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.events import written_down
from frontdesk.requests.model import EntryKind, RequestStatus, View
from frontdesk.requests.storage import DynamoRequests, RequestRecord

from .builders import (
    DAY,
    HOUR,
    LAB,
    MONDAY_NINE,
    NORTH,
    RECEPTION,
    SOUTH,
    a_closed_request,
    a_request,
    a_waiting_request,
    an_answer_fact,
    an_asked_request,
    an_entry,
    request_id,
)
from .fakes import FakeRequests


class StoredRequests(DynamoRequests):
    """DynamoDB, and the facts of the records as the relay would find them."""

    @property
    def facts(self):
        return [fact for record in RequestRecord.scan() for fact in record.facts or []]


@pytest.fixture(params=[FakeRequests, StoredRequests])
def requests(request):
    if request.param is StoredRequests:
        request.getfixturevalue("cloud")
    return request.param()


def read(requests):
    return requests.get(NORTH, request_id())


def placed(requests, view, *, department=RECEPTION, after=None):
    return requests.inbox(NORTH, department, view, after=after)


def test_what_was_added_comes_back(requests):
    assert requests.add(a_request())
    assert read(requests) == replace(a_request(), version=1)


def test_every_instant_and_entry_survives(requests):
    full = an_asked_request(escalated_at=MONDAY_NINE + HOUR, settled_at=MONDAY_NINE + DAY, attempt=3)
    requests.add(full)
    assert read(requests) == replace(full, version=1)


def test_a_request_is_added_once(requests):
    first, second = an_answer_fact(), an_answer_fact()
    assert requests.add(a_request(), first)
    assert not requests.add(a_request(attempt=9), second)
    assert read(requests).attempt == 1
    assert requests.facts == [written_down(first)]


def test_an_unknown_request_is_not_found(requests):
    with pytest.raises(NotFound):
        requests.get(NORTH, request_id(404))


@pytest.mark.requirement("N7")
def test_another_organisations_request_is_not_found(requests):
    requests.add(a_request())
    with pytest.raises(NotFound):
        requests.get(SOUTH, request_id())


def test_a_save_returns_what_is_stored(requests):
    requests.add(a_request())
    saved = requests.save(replace(read(requests), status=RequestStatus.WAITING))
    assert saved == read(requests)
    assert saved.version == 2


def test_a_stale_copy_is_a_conflict_and_tells_nobody(requests):
    requests.add(a_request())
    mine = theirs = read(requests)
    first, second = an_answer_fact(), an_answer_fact()
    requests.save(
        theirs.changed(an_entry(EntryKind.ANSWER, text="first"), status=RequestStatus.ANSWERED), first
    )
    with pytest.raises(Conflict):
        requests.save(
            mine.changed(an_entry(EntryKind.ANSWER, text="second"), status=RequestStatus.ANSWERED), second
        )
    assert read(requests).thread[-1].text == "first"
    assert requests.facts == [written_down(first)]


def test_the_open_pile_lies_by_due_date(requests):
    for number, due in ((1, 3), (2, 1), (3, 2)):
        requests.add(a_request(id=request_id(number), due_at=MONDAY_NINE + due * DAY))
    assert [row.id for row in placed(requests, View.OPEN).rows] == [
        request_id(2),
        request_id(3),
        request_id(1),
    ]


def test_a_row_says_what_the_list_shows(requests):
    requests.add(a_waiting_request(escalated_at=MONDAY_NINE))
    [row] = placed(requests, View.OPEN).rows
    assert (row.status, row.due_at, row.escalated) == (
        RequestStatus.WAITING,
        MONDAY_NINE + 2 * DAY,
        True,
    )


def test_the_asked_pile_lies_by_the_day_of_reply(requests):
    requests.add(an_asked_request(id=request_id(1), reply_by=MONDAY_NINE + 9 * DAY))
    requests.add(an_asked_request(id=request_id(2), reply_by=MONDAY_NINE + 8 * DAY))
    assert [row.id for row in placed(requests, View.ASKED).rows] == [request_id(2), request_id(1)]


def test_the_closed_pile_lies_latest_first(requests):
    for number in (1, 2, 3):
        requests.add(a_closed_request(id=request_id(number), closed_at=MONDAY_NINE + number * HOUR))
    assert [row.id for row in placed(requests, View.CLOSED).rows] == [
        request_id(3),
        request_id(2),
        request_id(1),
    ]


def test_a_pile_holds_one_departments_requests_of_one_state(requests):
    requests.add(a_request(id=request_id(1)))
    requests.add(a_request(id=request_id(2), department_id=LAB))
    requests.add(a_request(id=request_id(3), organisation_id=SOUTH))
    requests.add(a_closed_request(id=request_id(4)))
    assert [row.id for row in placed(requests, View.OPEN).rows] == [request_id(1)]


def test_a_request_moves_from_pile_to_pile(requests):
    requests.add(a_request())
    requests.save(replace(read(requests), status=RequestStatus.ANSWERED, closed_at=MONDAY_NINE))
    assert placed(requests, View.OPEN).rows == ()
    assert [row.id for row in placed(requests, View.CLOSED).rows] == [request_id()]


@pytest.mark.parametrize("view", [View.OPEN, View.CLOSED])
def test_paging_shows_every_row_once(requests, view):
    make = a_request if view is View.OPEN else a_closed_request
    when = "due_at" if view is View.OPEN else "closed_at"
    for number in range(53):
        requests.add(make(id=request_id(number), **{when: MONDAY_NINE + timedelta(minutes=number)}))
    first = placed(requests, view)
    rest = placed(requests, view, after=first.after)
    assert (len(first.rows), len(rest.rows), rest.after) == (50, 3, None)
    assert len({row.id for row in (*first.rows, *rest.rows)}) == 53


def test_a_full_page_that_is_the_last_says_so(requests):
    for number in range(50):
        requests.add(a_request(id=request_id(number)))
    assert placed(requests, View.OPEN).after is None


def test_running_are_those_that_are_not_settled(requests):
    requests.add(a_request(id=request_id(1)))
    requests.add(a_closed_request(id=request_id(2)))
    requests.add(a_closed_request(id=request_id(3), settled_at=MONDAY_NINE))
    requests.add(a_request(id=request_id(4), organisation_id=SOUTH))
    assert sorted(requests.running(NORTH, before=None)) == [request_id(1), request_id(2)]


def test_running_before_are_those_whose_next_deadline_lies_before(requests):
    waiting = {"status": RequestStatus.WAITING}
    requests.add(a_request(id=request_id(1), due_at=MONDAY_NINE + HOUR, **waiting))
    requests.add(a_request(id=request_id(2), due_at=MONDAY_NINE + 3 * HOUR, **waiting))
    escalated = {"escalated_at": MONDAY_NINE, "gives_up_at": MONDAY_NINE + 9 * HOUR}
    requests.add(a_request(id=request_id(3), due_at=MONDAY_NINE - HOUR, **escalated, **waiting))
    assert list(requests.running(NORTH, before=MONDAY_NINE + 2 * HOUR)) == [request_id(1)]


def test_a_request_that_nobody_acknowledged_is_behind_from_the_start(requests):
    requests.add(a_request(id=request_id(1), due_at=MONDAY_NINE + 48 * HOUR))
    submitted_at = a_request().submitted_at
    assert list(requests.running(NORTH, before=submitted_at + HOUR)) == [request_id(1)]


def test_a_settled_request_runs_no_more(requests):
    requests.add(a_closed_request())
    requests.save(replace(read(requests), settled_at=MONDAY_NINE))
    assert list(requests.running(NORTH, before=None)) == []


def test_a_day_has_five_tries(requests):
    def take(on="2026-11-23"):
        return requests.take_try(NORTH, request_id(), on=on, most=5, until=MONDAY_NINE + 2 * DAY)

    assert [take() for _ in range(7)] == [4, 3, 2, 1, 0, None, None]
    assert take("2026-11-24") == 4


def test_where_it_waits_is_remembered_and_no_change_forgets_it(requests):
    requests.add(a_request())
    assert requests.parked(NORTH, request_id()) is None
    requests.park(NORTH, request_id(), "token-1")
    requests.save(replace(read(requests), status=RequestStatus.WAITING))
    assert requests.parked(NORTH, request_id()) == "token-1"
    requests.park(NORTH, request_id(), "token-2")
    assert requests.parked(NORTH, request_id()) == "token-2"
    assert requests.parked(SOUTH, request_id()) is None
    assert read(requests).version == 2
