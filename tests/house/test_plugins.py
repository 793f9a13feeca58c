"""A plug-in is found by its name and comes whole: a channel with its settings, an action with its golden cases."""

import json

import pytest
from jsonschema import Draft202012Validator

from frontdesk.messaging import channels
from frontdesk.window import actions
from tests.house.plan import HOUSE, ROOT

CHANNELS = channels.available()
ACTIONS = actions.available()


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_channel_explains_itself(channel):
    assert (
        (HOUSE / "messaging" / "channels" / channel / "README.md")
        .read_text("utf-8")
        .startswith(f"# {channel}\n")
    )


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_settings_of_a_channel_are_a_schema(channel):
    path = HOUSE / "messaging" / "channels" / channel / "settings.json"
    Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_channel_is_tested(channel):
    assert list((ROOT / "tests" / "messaging").rglob(f"test_*{channel}*.py"))


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_has_golden_cases(action):
    assert json.loads((ROOT / "tests" / "window" / "actions" / f"{action}.json").read_text("utf-8"))


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_says_what_it_may_be_told(action):
    found = actions.find(action)
    assert callable(found.perform)
    Draft202012Validator.check_schema(found.SETTINGS)
    assert found.SETTINGS["additionalProperties"] is False


def test_every_golden_file_has_its_action():
    written = {it.stem for it in (ROOT / "tests" / "window" / "actions").glob("*.json")}
    assert written <= set(ACTIONS)
