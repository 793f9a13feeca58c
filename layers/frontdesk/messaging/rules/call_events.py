"""What a telephone system may say, as JSON Schema, and read into nouns."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from jsonschema import Draft202012Validator

from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.messaging.model.calls import CallEnd, CallEvent, CallEventType, CallId, Recording

EVENTS_AT_ONCE = 100
A_DAY_S = 86_400
END = r"$(?!\n)"
"""Of the whole text: Python's `$` alone lets a line end follow."""
DAY, CLOCK = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "[0-9]{2}:[0-9]{2}:[0-9]{2}"
AN_ID = {"type": "string", "pattern": rf"^[A-Za-z0-9][A-Za-z0-9._:-]{{0,99}}{END}"}
ENDS = [it.value for it in CallEnd if it not in {CallEnd.NONE, CallEnd.WITHDRAWN, CallEnd.LAPSED}]
AN_EVENT: Mapping[str, Any] = {
    "type": "object",
    "required": ["id", "call_id", "type", "at"],
    "properties": {
        "id": AN_ID,
        "call_id": AN_ID,
        "type": {"enum": [it.value for it in CallEventType]},
        "at": {
            "type": "string",
            "pattern": rf"^{DAY}T{CLOCK}(\.[0-9]{{1,6}})?(Z|[+-][0-9]{{2}}:[0-9]{{2}}){END}",
        },
        "provider_call_id": AN_ID,
        "seconds": {"type": "integer", "minimum": 0, "maximum": A_DAY_S},
        "cause": {"enum": ENDS},
        "recording": {
            "type": "object",
            "required": ["uri", "sha256"],
            "properties": {
                "uri": {"type": "string", "pattern": rf"^[a-z][a-z0-9+]{{0,9}}://[^\s]{{1,500}}{END}"},
                "sha256": {"type": "string", "pattern": rf"^[0-9a-f]{{64}}{END}"},
            },
            "additionalProperties": False,
        },
    },
    "allOf": [
        {
            "if": {"properties": {"type": {"const": "recording"}}},
            "then": {"required": ["recording"]},
            "else": {"properties": {"recording": False}},
        },
        {
            "if": {"properties": {"type": {"const": "ended"}}},
            "else": {"properties": {"cause": False}},
        },
    ],
    "additionalProperties": False,
}
EVENTS: Mapping[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "What happened to calls",
    "type": "object",
    "required": ["events"],
    "properties": {"events": {"type": "array", "minItems": 1, "maxItems": EVENTS_AT_ONCE, "items": AN_EVENT}},
    "additionalProperties": False,
}

_VALIDATOR = Draft202012Validator(EVENTS)


def read_call_events(said: object) -> list[CallEvent]:
    """The events that a body says; BadInput with every fault."""
    faults = sorted(_VALIDATOR.iter_errors(said), key=lambda it: it.json_path)
    if faults:
        raise BadInput([FieldError(it.json_path, f"schema_{it.validator}") for it in faults])
    assert isinstance(said, dict), "the schema says so"
    return [_event(it, f"$.events[{number}]") for number, it in enumerate(said["events"])]


def _event(said: Mapping[str, Any], here: str) -> CallEvent:
    try:
        at = datetime.fromisoformat(said["at"]).astimezone(UTC)
    except (ValueError, OverflowError) as odd:
        raise BadInput([FieldError(f"{here}.at", "schema_format")]) from odd
    recording = said.get("recording")
    return CallEvent(
        id=said["id"],
        call_id=CallId(said["call_id"]),
        type=CallEventType(said["type"]),
        at=at,
        provider_call_id=said.get("provider_call_id", ""),
        seconds=said.get("seconds"),
        end=CallEnd(said.get("cause", "")),
        recording=Recording(**recording) if recording else None,
    )
