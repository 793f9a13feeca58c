"""Whatever keeps the plans of a clinic keeps these promises: the fake and DynamoDB alike."""

import pytest

from frontdesk.kernel.errors import BadInput, Conflict
from frontdesk.reminders.model.plans import Plans
from frontdesk.reminders.storage import DynamoPlans
from frontdesk.reminders.usecases.lay_down_plans import lay_down_plans
from tests.booking.builders import SOUTH

from .builders import HOURS_3, HOURS_24, MONDAY_NINE, NORTH, FakePlans, a_desk, plans

SAID = [{"offsets": [{"hours": 24}]}]


@pytest.fixture(params=[FakePlans, DynamoPlans])
def kept(request):
    if request.param is DynamoPlans:
        request.getfixturevalue("cloud")
    return request.param()


def laid_down(kept, *offsets, version=0):
    from dataclasses import replace

    return kept.put(NORTH, replace(plans(*offsets), version=version), at=MONDAY_NINE)


@pytest.mark.requirement("R4")
def test_what_was_laid_down_is_there_for_its_clinic_alone(kept):
    stored = laid_down(kept, HOURS_24)
    assert kept.get(NORTH) == stored
    assert (stored.version, stored.changed_at) == (1, MONDAY_NINE)
    assert kept.get(SOUTH) == Plans()


def test_of_two_who_change_the_same_plans_one_wins(kept):
    first = laid_down(kept, HOURS_24)
    second = laid_down(kept, HOURS_3, version=first.version)
    with pytest.raises(Conflict):
        laid_down(kept, HOURS_24, version=first.version)
    with pytest.raises(Conflict):
        laid_down(kept, HOURS_24)
    assert kept.get(NORTH) == second


def lay_down(desk, said=None, version=0):
    return lay_down_plans(organisation_id=NORTH, said=said or SAID, version=version, ports=desk.ports)


def test_plans_that_are_sent_twice_are_laid_down_once():
    desk = a_desk()
    assert lay_down(desk) == lay_down(desk)
    with pytest.raises(Conflict):
        lay_down(desk, [{"offsets": []}])


def test_plans_that_are_wrong_are_not_laid_down():
    desk = a_desk()
    with pytest.raises(BadInput):
        lay_down(desk, [{"offsets": [], "location": "nowhere"}])
    assert desk.plans.get(NORTH) == Plans()
