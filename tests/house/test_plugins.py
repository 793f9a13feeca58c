"""A plug-in is found by its name and comes whole: a channel with its settings, an action with its golden cases."""

import json

import pytest
from jsonschema import Draft202012Validator

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.messaging import channels
from frontdesk.window import actions
from tests.house.plan import HOUSE, ROOT
from tests.messaging.builders import FakeTools

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
def test_the_settings_of_a_channel_can_be_asked_for_in_a_form(channel):
    said = json.loads((HOUSE / "messaging" / "channels" / channel / "settings.json").read_text("utf-8"))
    assert said["additionalProperties"] is False
    assert set(said.get("required", ())) <= said["properties"].keys()
    for name, it in said["properties"].items():
        assert it["title"], name
        assert not (it.get("writeOnly") and "default" in it), name


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_channel_is_made_of_what_its_settings_require(channel):
    said = json.loads((HOUSE / "messaging" / "channels" / channel / "settings.json").read_text("utf-8"))
    required = {
        name: ["x"] if said["properties"][name].get("writeOnly") else "x" for name in said.get("required", ())
    }
    made = channels.find(channel, required, FakeTools())
    assert made.name == channel
    assert isinstance(made.knows_references, bool)
    assert isinstance(made.receipts_by_provider_id, bool)
    for name in required:
        with pytest.raises(ProviderFailure):
            channels.find(channel, {it: required[it] for it in required if it != name}, FakeTools())


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_channel_is_tested_and_stands_in_the_documents(channel):
    assert (ROOT / "tests" / "messaging" / "channels" / f"test_{channel}.py").exists()
    for page in ("docs/areas/messaging.md", "docs/howto/connect-a-messaging-provider.md"):
        assert f"`{channel}`" in (ROOT / page).read_text("utf-8")


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
