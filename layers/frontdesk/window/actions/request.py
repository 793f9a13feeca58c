"""Ask for what staff need to handle a request. German source: on to the online request form (S20, S24, N10)."""

from collections.abc import Iterator, Mapping
from typing import Any

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import parse_text
from frontdesk.window.actions import Say, Scene
from frontdesk.window.model import Attachments, FieldType, Form, FormField, Option
from frontdesk.window.model.plan import Plan, Settings

SETTINGS = {
    "type": "object",
    "required": ["type", "intro", "fields", "consent"],
    "properties": {
        "type": {
            "enum": [
                "prescription",
                "findings",
                "sick_note",
                "referral",
                "appointment",
                "callback",
                "praise",
                "complaint",
                "suggestion",
            ]
        },
        "intro": {"$ref": "#/$defs/text"},
        "fields": {
            "type": "array",
            "maxItems": 20,
            "items": {
                "type": "object",
                "required": ["id", "type", "label"],
                "properties": {
                    "id": {"$ref": "#/$defs/name"},
                    "type": {"enum": ["text", "long_text", "choice", "choices", "date"]},
                    "label": {"$ref": "#/$defs/text"},
                    "hint": {"$ref": "#/$defs/text"},
                    "required": {"type": "boolean"},
                    "most": {"type": "integer", "minimum": 1, "maximum": 2000},
                    "options": {"$ref": "#/$defs/options"},
                },
                "if": {"properties": {"type": {"enum": ["choice", "choices"]}}},
                "then": {"required": ["options"]},
                "else": {"not": {"required": ["options"]}},
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
        "attachments": {
            "type": "object",
            "required": ["hint", "most"],
            "properties": {
                "hint": {"$ref": "#/$defs/text"},
                "most": {"type": "integer", "minimum": 1, "maximum": 5},
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
TEXT_AT_MOST, LONG_TEXT_AT_MOST = 200, 2000


def perform(settings: Settings, scene: Scene) -> Form:
    say = scene.say
    files = settings.get("attachments")
    return Form(
        type=settings["type"],
        intro=say(parse_text(settings["intro"])),
        fields=tuple(_field(field, say) for field in settings["fields"]),
        consent=say(parse_text(settings["consent"]["text"])),
        consent_version=settings["consent"]["version"],
        attachments=files and Attachments(hint=say(parse_text(files["hint"])), most=files["most"]),
    )


def faults(
    settings: Settings,
    *,
    plan: Plan,  # noqa: ARG001  # a form speaks of nothing else in the release
    location: str,  # noqa: ARG001
    trusted: frozenset[str],  # noqa: ARG001
) -> Iterator[FieldError]:
    fields = settings["fields"]
    for index in _repeated([field["id"] for field in fields]):
        yield FieldError(f".fields[{index}].id", "not_unique")
    for index, field in enumerate(fields):
        for number in _repeated([option["value"] for option in field.get("options", ())]):
            yield FieldError(f".fields[{index}].options[{number}].value", "not_unique")


def _repeated(names: list[str]) -> list[int]:
    """Where the names are that appear more than once."""
    if len(set(names)) == len(names):
        return []
    return [index for index, name in enumerate(names) if names.count(name) > 1]


def _field(said: Mapping[str, Any], say: Say) -> FormField:
    kind = FieldType(said["type"])
    most = LONG_TEXT_AT_MOST if kind is FieldType.LONG_TEXT else TEXT_AT_MOST
    options = [
        Option(value=it["value"], label=say(parse_text(it["label"]))) for it in said.get("options", [])
    ]
    return FormField(
        id=said["id"],
        type=kind,
        label=say(parse_text(said["label"])),
        hint=say(parse_text(said["hint"])) if "hint" in said else None,
        required=said.get("required", True),
        most=said.get("most", most),
        options=tuple(options),
    )
