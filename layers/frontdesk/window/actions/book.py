"""Book a real time of the clinic. German source: "Terminbuchung" (S16); 1177: boka ny tid direkt (B7)."""

from collections.abc import Iterator

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import parse_text
from frontdesk.window.actions import Scene
from frontdesk.window.model import Times
from frontdesk.window.model.plan import Plan, Settings

SETTINGS = {
    "type": "object",
    "required": ["label"],
    "properties": {
        "label": {"$ref": "#/$defs/text"},
        "text": {"$ref": "#/$defs/text"},
        "time_type": {"$ref": "#/$defs/name"},
    },
    "additionalProperties": False,
}


def perform(settings: Settings, scene: Scene) -> Times:
    return Times(
        label=scene.say(parse_text(settings["label"])),
        text=scene.say(parse_text(settings["text"])) if "text" in settings else None,
        time_type=settings.get("time_type"),
    )


def faults(
    settings: Settings,  # noqa: ARG001  # a kind of time that is gone leaves the choice to the patient
    *,
    plan: Plan,  # noqa: ARG001
    location: str,  # noqa: ARG001
    trusted: frozenset[str],  # noqa: ARG001
) -> Iterator[FieldError]:
    yield from ()
