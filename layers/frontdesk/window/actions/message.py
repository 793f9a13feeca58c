"""Show a stored text. German source: "Automatische Nachricht" (S13)."""

from collections.abc import Iterator

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import parse_text
from frontdesk.window.actions import Scene
from frontdesk.window.model import Message
from frontdesk.window.model.plan import Plan, Settings

SETTINGS = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"$ref": "#/$defs/text"}},
    "additionalProperties": False,
}


def perform(settings: Settings, scene: Scene) -> Message:
    return Message(text=scene.say(parse_text(settings["text"])))


def faults(
    settings: Settings,  # noqa: ARG001  # a text that fits the schema can always be shown
    *,
    plan: Plan,  # noqa: ARG001
    location: str,  # noqa: ARG001
    trusted: frozenset[str],  # noqa: ARG001
) -> Iterator[FieldError]:
    yield from ()
