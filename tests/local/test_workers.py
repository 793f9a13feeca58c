"""One worker has the desk: whoever needs it is there, and nobody else has one."""

from types import SimpleNamespace

import pytest

from tests.workers import astray, group, pytest_xdist_make_scheduler

JOURNEY, RULE = "tests/journeys/test_files.py::test_a", "tests/kernel/test_actor.py::test_a"
LAYER = "tests/infra/test_layers.py::test_b[x]"


def a_test(nodeid, *fixtures):
    return SimpleNamespace(nodeid=nodeid, fixturenames=list(fixtures))


def test_what_shares_something_is_given_out_together_and_the_rest_one_by_one():
    assert [group(it) for it in (JOURNEY, LAYER, RULE)] == ["desk", "packages", RULE]
    given = pytest_xdist_make_scheduler(SimpleNamespace(getvalue=lambda _: ["2*popen"]), None)
    assert [given._split_scope(it) for it in (JOURNEY, LAYER, RULE)] == ["desk", "packages", RULE]


@pytest.mark.parametrize(("needed", "home"), [("desk", JOURNEY), ("packaged", LAYER)])
def test_who_needs_what_another_worker_has_is_named(needed, home):
    assert astray([a_test(home, needed), a_test(RULE, "cloud"), a_test(RULE, "cloud", needed)]) == [RULE]


def test_nobody_needs_what_another_worker_has(request):
    assert astray(request.session.items) == []
