"""What a clinic may say about its messages, as JSON Schema, and what else must be right in it. Pure."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator

from frontdesk.kernel.errors import FieldError
from frontdesk.messaging.model import Kind, Purpose

KINDS = [it.value for it in Kind]
PURPOSES = [it.value for it in Purpose if it is not Purpose.STAFF]
OWN_AT_MOST = 50
"""Templates that a clinic thought of itself."""
_CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
_COUNTRY = "^[A-Z]{2}$"
_ORDER: Mapping[str, Any] = {"type": "array", "items": {"enum": KINDS}, "uniqueItems": True, "minItems": 1}


def _object(**properties: Any) -> dict[str, Any]:  # noqa: ANN401  # plain JSON
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _count(most: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": 0, "maximum": most}


SETTINGS: Mapping[str, Any] = _object(
    channels=_object(**{it: {"type": "string", "maxLength": 40} for it in KINDS}),
    order=_object(**dict.fromkeys(PURPOSES, _ORDER)),
    quiet={
        **_object(
            begins={"type": "string", "pattern": _CLOCK},
            ends={"type": "string", "pattern": _CLOCK},
            everywhere={"type": "boolean"},
        ),
        "type": ["object", "null"],
        "required": ["begins", "ends"],
    },
    caps=_object(recipient=_count(1000), organisation=_count(1_000_000), country=_count(1_000_000)),
    countries={"type": "array", "items": {"type": "string", "pattern": _COUNTRY}, "maxItems": 250},
    prices={
        "type": "object",
        "propertyNames": {"pattern": _COUNTRY},
        "additionalProperties": {"type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]{1,4})?$"},
        "maxProperties": 250,
    },
    currency={"type": "string", "pattern": "^[A-Z]{3}$"},
)
"""All but the providers' own settings: each of these has a schema in its channel's folder."""


def faults_of_settings(said: object, *, channels: Collection[str]) -> list[FieldError]:
    """What is wrong with the settings, by their path (`quiet.ends`). `channels`: the providers there are."""
    found = list(_schema_faults(said, SETTINGS))
    if found or not isinstance(said, Mapping):
        return found
    found += [
        FieldError(f"channels.{kind}", "unknown_channel")
        for kind, name in said.get("channels", {}).items()
        if name not in channels
    ]
    quiet = said.get("quiet")
    if quiet and quiet["begins"] == quiet["ends"]:
        found.append(FieldError("quiet.ends", "quiet_all_day"))
    return found


def secrets_in(schema: Mapping[str, Any]) -> frozenset[str]:
    """Those of a channel's settings that are written and never shown."""
    return frozenset(name for name, it in schema.get("properties", {}).items() if it.get("writeOnly"))


def faults_of_channel(
    said: Mapping[str, Any], schema: Mapping[str, Any], *, there: Collection[str]
) -> list[FieldError]:
    """What is wrong with what a clinic says about a provider; `there` are the secrets that it has been told before."""
    needed = [it for it in schema.get("required", ()) if it not in there]
    return list(_schema_faults(said, {**schema, "required": needed}))


def _schema_faults(said: object, schema: Mapping[str, Any]) -> Iterator[FieldError]:
    for fault in Draft202012Validator(schema).iter_errors(said):
        path = [str(it) for it in fault.absolute_path]
        if fault.validator == "required":
            missing = next(it for it in fault.validator_value if it not in fault.instance)
            yield FieldError(".".join([*path, missing]), "required")
        else:
            yield FieldError(".".join(path), f"schema_{fault.validator}")
