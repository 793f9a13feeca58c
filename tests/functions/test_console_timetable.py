"""The API of the clinic's times: read, tried out, laid down."""

import json

import pytest

from frontdesk.access.model import Role
from tests.clinic import LINDENHOF

from .booking_desk import a_timetable
from .browser import somebody

HERE = "/console/api/timetable"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def murat(console, enrol):
    """An administrator of a clinic that has no times yet."""
    enrol("3001", Role.ADMINISTRATOR)
    return somebody(console, "3001")


def asks(who, method, address=HERE, said=None):
    body = b"" if said is None else json.dumps(said).encode()
    answer = who.http.request(method, address, headers=JSON | {"Cookie": who.cookie}, body=body)
    return answer.status_code, answer.json_body


@pytest.fixture
def times():
    from frontdesk.booking.model.timetable_written import write_timetable

    return write_timetable(a_timetable(LINDENHOF))


@pytest.mark.requirement("B5", "B38")
def test_an_administrator_lays_down_times_and_reads_them_again(murat, times):
    assert asks(murat, "GET") == (200, {"version": 0, "timetable": None})
    assert asks(murat, "PUT", said={"timetable": times, "version": 0})[0] == 200
    assert asks(murat, "GET") == (200, {"version": 1, "timetable": times})


def test_what_is_wrong_is_told_before_and_refused_after(murat, times):
    times["schedules"][0]["performer"] = "nobody"
    status, told = asks(murat, "POST", f"{HERE}/effect", {"timetable": times})
    assert (status, told["outside"]) == (200, [])
    assert [it["pointer"] for it in told["faults"]] == ["$.schedules[0].performer"]
    assert told["faults"][0]["detail"]
    assert asks(murat, "PUT", said={"timetable": times, "version": 0})[0] == 400


def test_of_two_administrators_the_later_one_is_told(murat, times):
    asks(murat, "PUT", said={"timetable": times, "version": 0})
    assert asks(murat, "PUT", said={"timetable": times | {"offered": False}, "version": 0})[0] == 409


def test_the_desk_has_no_such_thing(console, times):
    katrin = somebody(console)
    assert asks(katrin, "GET")[0] == 404
    assert asks(katrin, "PUT", said={"timetable": times, "version": 0})[0] == 404


def test_the_schema_says_what_a_timetable_is(murat):
    status, schema = asks(murat, "GET", "/console/api/timetable.schema.json")
    assert (status, schema["$defs"]["time_type"]["properties"]["lasts"]["multipleOf"]) == (200, 5)
