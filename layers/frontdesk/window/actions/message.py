"""Show a stored text. German source: "Automatische Nachricht" (S13)."""

from collections.abc import Mapping
from typing import Any

from frontdesk.window.actions import Say
from frontdesk.window.model import Message

SETTINGS = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"$ref": "#/$defs/text"}},
    "additionalProperties": False,
}


def perform(settings: Mapping[str, Any], say: Say) -> Message:
    return Message(text=say(settings["text"]))
