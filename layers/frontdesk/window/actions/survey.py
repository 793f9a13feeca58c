"""Ask how it was: on to a survey of the clinic's, or a sentence once that is over. Source: 满意度调查 (R-4.2.15).

What was answered in the conversation never travels along.
"""

from collections.abc import Iterator

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import parse_text
from frontdesk.window.actions import Scene
from frontdesk.window.model import Rating
from frontdesk.window.model.plan import Plan, Settings

SETTINGS = {
    "type": "object",
    "required": ["survey", "label", "closed"],
    "properties": {
        "survey": {"$ref": "#/$defs/name"},
        "label": {"$ref": "#/$defs/text"},
        "text": {"$ref": "#/$defs/text"},
        "closed": {"$ref": "#/$defs/text"},
    },
    "additionalProperties": False,
}


def perform(settings: Settings, scene: Scene) -> Rating:
    return Rating(
        survey=settings["survey"],
        label=scene.say(parse_text(settings["label"])),
        text=scene.say(parse_text(settings["text"])) if "text" in settings else None,
        closed=scene.say(parse_text(settings["closed"])),
    )


def faults(
    settings: Settings,  # noqa: ARG001  # which surveys there are is asked when it is published
    *,
    plan: Plan,  # noqa: ARG001
    location: str,  # noqa: ARG001
    trusted: frozenset[str],  # noqa: ARG001
) -> Iterator[FieldError]:
    yield from ()
