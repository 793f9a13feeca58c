"""A release with a fault is not published, and the fault is named with its path."""

import pytest

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.window.errors import BadRelease
from frontdesk.window.rules.definition import why_not_publish
from frontdesk.window.usecases.publish_release import publish_release
from tests.clinic import LINDENHOF, a_definition

from .builders import FakeReleases, window

STEPS = "$.flows.prescription.steps"


def steps(it):
    return it["flows"]["prescription"]["steps"]


def no_else(it):
    steps(it)["insurance"]["then"].pop()


def unknown_step(it):
    steps(it)["been_here"]["then"] = [{"go": "nowhere"}]


def unknown_flow(it):
    steps(it)["been_here"]["then"] = [{"run": {"flow": "nothing"}}]


def a_loop(it):
    steps(it)["insurance"]["then"] = [{"go": "been_here"}]


def no_swedish(it):
    del steps(it)["been_here"]["ask"]["text"]["sv"]


def unknown_location(it):
    it["flows"]["flu"]["locations"] = ["elsewhere"]


def unknown_start(it):
    it["flows"]["flu"]["start"] = "nowhere"


def unknown_action(it):
    it["flows"]["flu"]["steps"]["say"]["then"] = [{"do": {"http": {"url": "https://x"}}}]


def no_text(it):
    it["flows"]["flu"]["steps"]["say"]["then"] = [{"do": {"message": {}}}]


def unheard_of(it):
    it["surprise"] = 1


@pytest.mark.parametrize(
    ("plant", "pointer", "code"),
    [
        (no_else, f"{STEPS}.insurance", "no_else"),
        (unknown_step, f"{STEPS}.been_here", "unknown_step"),
        (unknown_flow, f"{STEPS}.been_here", "unknown_step"),
        (a_loop, f"{STEPS}.insurance", "loop"),
        (no_swedish, f"{STEPS}.been_here.ask.text", "missing_translation"),
        (unknown_location, "$.flows.flu.locations", "unknown_location"),
        (unknown_start, "$.flows.flu.start", "unknown_step"),
        (unknown_action, "$.flows.flu.steps.say.then[0].do", "schema_additionalProperties"),
        (no_text, "$.flows.flu.steps.say.then[0].do.message", "schema_required"),
        (unheard_of, "$", "schema_additionalProperties"),
    ],
)
def test_a_planted_fault_is_found_at_its_path(plant, pointer, code):
    definition = a_definition()
    plant(definition)
    assert (pointer, code) in [(it.pointer, it.code) for it in why_not_publish(definition)]
    releases = FakeReleases()
    with pytest.raises(BadRelease):
        publish(definition, releases)
    assert releases.first is None


@pytest.mark.parametrize("nonsense", [None, [], "release", 1, {}])
def test_what_is_no_release_at_all_is_refused(nonsense):
    assert why_not_publish(nonsense)


def test_the_demo_release_has_no_fault():
    assert why_not_publish(a_definition()) == ()


def test_the_same_definition_is_the_same_release():
    releases = FakeReleases()
    first, again = publish(a_definition(), releases), publish(a_definition(), releases)
    assert first == again
    assert len(first.id) == 64
    assert [fact.release_id for fact in releases.facts] == [first.id, first.id]


def publish(definition, releases):
    return publish_release(
        organisation_id=LINDENHOF,
        definition=definition,
        by=Actor(ActorKind.SYSTEM, "tests"),
        ports=window(releases=releases),
    )
