"""Whatever stores timetables keeps these promises: the fake and DynamoDB alike."""

import pytest

from frontdesk.booking.storage import DynamoTimetables
from frontdesk.kernel.errors import Conflict

from .builders import NORTH, SOUTH, a_timetable
from .fakes import FakeTimetables


@pytest.fixture(params=[FakeTimetables, DynamoTimetables])
def timetables(request):
    if request.param is DynamoTimetables:
        request.getfixturevalue("cloud")
    return request.param()


def test_a_clinic_without_times_of_its_own_has_none(timetables):
    assert timetables.get(NORTH) is None


@pytest.mark.requirement("N7")
def test_what_was_laid_down_comes_back_to_the_clinic_that_did(timetables):
    assert timetables.put(NORTH, a_timetable()) == a_timetable(version=1)
    assert timetables.get(NORTH) == a_timetable(version=1)
    assert timetables.get(SOUTH) is None


@pytest.mark.requirement("B5")
def test_what_is_laid_down_later_is_in_place_of_it(timetables):
    timetables.put(NORTH, a_timetable())
    timetables.put(NORTH, a_timetable(offered=False, schedules=(), version=1))
    assert timetables.get(NORTH) == a_timetable(offered=False, schedules=(), version=2)


@pytest.mark.parametrize("version", [0, 1, 3])
def test_of_two_who_lay_down_times_at_once_the_later_one_is_told(timetables, version):
    for before in (0, 1):
        timetables.put(NORTH, a_timetable(version=before))
    with pytest.raises(Conflict):
        timetables.put(NORTH, a_timetable(offered=False, version=version))
    assert timetables.get(NORTH) == a_timetable(version=2)
