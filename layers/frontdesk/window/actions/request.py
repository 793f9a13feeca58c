"""Ask for what staff need to handle a request. German source: on to the online request form (S20, S24, N10)."""

from collections.abc import Mapping
from typing import Any

from frontdesk.window.actions import Say
from frontdesk.window.model import FieldType, Form, FormField, Option

SETTINGS = {
    "type": "object",
    "required": ["type", "intro", "fields", "consent"],
    "properties": {
        "type": {"enum": ["prescription", "findings", "sick_note", "referral", "appointment", "callback"]},
        "intro": {"$ref": "#/$defs/text"},
        "fields": {
            "type": "array",
            "maxItems": 20,
            "items": {
                "type": "object",
                "required": ["id", "type", "label"],
                "properties": {
                    "id": {"$ref": "#/$defs/name"},
                    "type": {"enum": ["text", "long_text", "choice"]},
                    "label": {"$ref": "#/$defs/text"},
                    "hint": {"$ref": "#/$defs/text"},
                    "required": {"type": "boolean"},
                    "most": {"type": "integer", "minimum": 1, "maximum": 2000},
                    "options": {"$ref": "#/$defs/options"},
                },
                "if": {"properties": {"type": {"const": "choice"}}},
                "then": {"required": ["options"]},
                "additionalProperties": False,
            },
        },
        "consent": {
            "type": "object",
            "required": ["version", "text"],
            "properties": {
                "version": {"type": "string", "minLength": 1, "maxLength": 30},
                "text": {"$ref": "#/$defs/text"},
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
TEXT_AT_MOST, LONG_TEXT_AT_MOST = 200, 2000


def perform(settings: Mapping[str, Any], say: Say) -> Form:
    return Form(
        type=settings["type"],
        intro=say(settings["intro"]),
        fields=tuple(_field(field, say) for field in settings["fields"]),
        consent=say(settings["consent"]["text"]),
        consent_version=settings["consent"]["version"],
    )


def _field(said: Mapping[str, Any], say: Say) -> FormField:
    kind = FieldType(said["type"])
    most = LONG_TEXT_AT_MOST if kind is FieldType.LONG_TEXT else TEXT_AT_MOST
    options = [Option(value=it["value"], label=say(it["label"])) for it in said.get("options", [])]
    return FormField(
        id=said["id"],
        type=kind,
        label=say(said["label"]),
        hint=say(said["hint"]) if "hint" in said else None,
        required=said.get("required", True),
        most=said.get("most", most),
        options=tuple(options),
    )
