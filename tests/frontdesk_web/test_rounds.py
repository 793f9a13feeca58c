"""A round over many clinics: who fails keeps nobody waiting, and it is said in the end."""

import io
import json

import pytest
from aws_lambda_powertools import Logger

from frontdesk_web.rounds import LeftUndoneError, a_round

WORDS = "Anna Beispiel, 06221 5550123"


class Ended(BaseException):
    """The container ends where nobody can catch it."""


class Night:
    """A round over three clinics, and what it says."""

    def __init__(self, name):
        self.log, self.done = io.StringIO(), []
        self.logger = Logger(service=name, stream=self.log)

    def goes_round(self, **fails):
        with a_round(self.logger) as part:
            for it in ("north", "south", "west"):
                with part(organisation_id=it):
                    if it in fails:
                        raise fails[it]
                    self.done.append(it)

    @property
    def said(self):
        return [json.loads(line) for line in self.log.getvalue().splitlines()]


@pytest.fixture
def night(request):
    return Night(request.node.name)


def test_everybody_has_a_turn_and_nothing_is_said_where_nothing_failed(night):
    night.goes_round()
    assert (night.done, night.said) == (["north", "south", "west"], [])


def test_who_fails_keeps_nobody_waiting_and_the_round_is_done_again(night):
    with pytest.raises(LeftUndoneError):
        night.goes_round(north=ValueError(WORDS), south=KeyError(WORDS))
    assert night.done == ["west"]
    assert [it["organisation_id"] for it in night.said] == ["north", "south"]


def test_what_failed_is_said_without_a_patients_words(night):
    with pytest.raises(LeftUndoneError) as told:
        night.goes_round(north=ValueError(WORDS))
    assert night.said[0]["errors"] == ["ValueError"]
    assert WORDS not in night.log.getvalue() + repr(told.value)


def test_what_ends_the_container_ends_the_round_at_once(night):
    with pytest.raises(Ended):
        night.goes_round(north=Ended())
    assert night.done == []
