"""What the API says and hears of the clinic's messages, as JSON Schema."""

from typing import Any

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind
from frontdesk.messaging.model.settings_written import ANY
from frontdesk.messaging.rules.laying_down import SETTINGS

TEXT = {"type": "string"}
LONG = {"type": "string", "maxLength": 20_000}
SEEN = {"type": "integer", "minimum": 0, "description": "The version that was changed; 0 for the first one."}
PLAIN = {"type": "object", "description": "As the provider's own schema has it."}
SPOT = {
    "name": TEXT,
    "language": {"enum": [it.value for it in Language]},
    "kind": {"enum": [ANY, *(it.value for it in Kind)], "default": ANY},
}
WORDS = {"subject": LONG, "text": LONG}


def _object(required: list[str], properties: dict[str, Any]) -> dict[str, Any]:
    """An object of these properties and no others; all of them are there where none is named as required."""
    return {
        "type": "object",
        "required": required or list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


OF_MESSAGING: dict[str, dict[str, Any]] = {
    "MessagingSettings": dict(SETTINGS),
    "Messaging": _object(
        [], {"version": {"type": "integer"}, "settings": {"$ref": "#/components/schemas/MessagingSettings"}}
    ),
    "MessagingChange": _object(
        [], {"version": SEEN, "settings": {"type": "object", "description": "MessagingSettings."}}
    ),
    "MessagingChannel": _object(
        [],
        {
            "channel": TEXT,
            "schema": {"type": "object"},
            "settings": PLAIN,
            "secrets": {"type": "array", "items": TEXT},
            "version": {"type": "integer"},
        },
    ),
    "MessagingChannelChange": _object([], {"channel": TEXT, "settings": PLAIN, "version": SEEN}),
    "MessageTemplates": _object(
        [],
        {
            "templates": {
                "type": "array",
                "items": _object(
                    [], {"name": TEXT, "purpose": TEXT, "own": {"type": "array", "items": TEXT}}
                ),
            }
        },
    ),
    "MessageTemplate": _object(
        [],
        {
            "name": TEXT,
            "language": TEXT,
            "version": {"type": "integer"},
            "wordings": {"type": "object", "additionalProperties": _object([], WORDS)},
        },
    ),
    "MessageTemplateChange": _object(
        ["name", "language", "text", "version"], {**SPOT, **WORDS, "version": SEEN}
    ),
    "MessageTemplateProposal": _object(["name", "language", "text"], {**SPOT, **WORDS}),
    "MessageTemplateReset": _object(["name", "language", "version"], {**SPOT, "version": SEEN}),
    "MessagePreview": _object(
        [],
        {
            "subject": {"type": ["string", "null"]},
            "text": {"type": ["string", "null"]},
            "faults": {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}},
            "segments": {"type": ["integer", "null"]},
            "prices": {"type": "object", "additionalProperties": TEXT},
            "currency": TEXT,
        },
    ),
}
