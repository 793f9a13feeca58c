"""A survey's key is there while it is open, is never another, and has gone once it is closed."""

import pytest

from frontdesk.kernel.errors import NotFound
from frontdesk.surveys.errors import NeverOpen, SurveyClosed
from frontdesk.surveys.gateways.keys import ParameterKeys, parameter_of
from frontdesk.surveys.model import Opening
from frontdesk.surveys.ports.giving import GivingPorts
from frontdesk.surveys.storage import DynamoResponses, DynamoSurveys
from frontdesk.surveys.usecases.give_out_survey import (
    close_survey,
    destroy_left_key,
    make_survey,
    open_survey,
)
from tests.conftest import client

from .counting import DEMO, MID_NOVEMBER, NORTH, SOUTH, a_survey

STAY = {"organisation_id": NORTH, "survey_id": "stay"}


class OneQuestionnaire:
    def get(self, *_which):
        return DEMO


@pytest.fixture
def keys(cloud):
    return ParameterKeys()


@pytest.fixture
def ports(keys):
    drawn = iter(f"{number:064d}" for number in range(9))
    return GivingPorts(
        surveys=DynamoSurveys(),
        keys=keys,
        responses=DynamoResponses(),
        questionnaires=OneQuestionnaire(),
        new_key=lambda: next(drawn),
        clock=lambda: MID_NOVEMBER,
    )


def test_the_first_key_stays_whoever_makes_another(keys):
    keys.make(NORTH, "stay", "1" * 64)
    keys.make(NORTH, "stay", "2" * 64)
    assert ParameterKeys().get(NORTH, "stay") == "1" * 64
    with pytest.raises(NotFound):
        keys.get(SOUTH, "stay")


def test_a_key_that_was_destroyed_is_nowhere_and_twice_is_once(keys):
    keys.make(NORTH, "stay", "1" * 64)
    for _ in range(2):
        keys.destroy(NORTH, "stay")
    with pytest.raises(NotFound):
        keys.get(NORTH, "stay")
    said = client("ssm").describe_parameters()["Parameters"]
    assert parameter_of(NORTH, "stay") not in {it["Name"] for it in said}


def test_whoever_dies_between_key_and_survey_opens_it_with_that_key(ports, keys):
    make_survey(a_survey(), ports=ports)
    keys.make(NORTH, "stay", "7" * 64)
    assert open_survey(**STAY, ports=ports).opening is Opening.OPEN
    assert open_survey(**STAY, ports=ports).opening is Opening.OPEN
    assert keys.get(NORTH, "stay") == "7" * 64


def test_whoever_dies_between_closing_and_the_key_closes_it_again(ports, keys):
    make_survey(a_survey(), ports=ports)
    with pytest.raises(NeverOpen):
        close_survey(**STAY, ports=ports)
    open_survey(**STAY, ports=ports)
    closed = close_survey(**STAY, ports=ports)
    keys.make(NORTH, "stay", "7" * 64)  # as if it had never been destroyed
    assert close_survey(**STAY, ports=ports) == closed
    with pytest.raises(NotFound):
        keys.get(NORTH, "stay")
    with pytest.raises(SurveyClosed):
        open_survey(**STAY, ports=ports)


def test_a_key_that_was_left_goes_within_the_hour_and_that_of_an_open_survey_stays(ports, keys):
    make_survey(a_survey(), ports=ports)
    opened = open_survey(**STAY, ports=ports)
    assert destroy_left_key(opened, ports=ports) == 0
    closed = close_survey(**STAY, ports=ports)
    keys.make(NORTH, "stay", "7" * 64)
    assert destroy_left_key(closed, ports=ports) == 1
    with pytest.raises(NotFound):
        keys.get(NORTH, "stay")
