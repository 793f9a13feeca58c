"""What the API says and hears of patient reminders, as JSON Schema."""

from typing import Any

from chalicelib.desk_schemas import DAY, DRAWN, NAMED, OR_NONE, SAID_AT, TEXT
from frontdesk.reminders.model.recalls import Care, DueState, Sending, Unit, Way


def _object(required: list[str], **properties: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "type": "object",
        "required": required or list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


CARE = {"enum": [it.value for it in Care]}
RULES = {"type": "object", "description": "The rules, see /console/api/reminder-rules.schema.json."}
WHAT = TEXT | {"minLength": 1, "maxLength": 80}
OF_REMINDERS: dict[str, dict[str, Any]] = {
    "ReminderStep": _object(
        [],
        days_before={"type": "integer", "minimum": -365, "maximum": 365},
        at=TEXT | {"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
        way={"enum": [it.value for it in Way]},
    ),
    "Reminder": _object(
        [],
        id=TEXT,
        location=TEXT,
        care=CARE,
        what=TEXT,
        due_on=DAY,
        due_state={"enum": [it.value for it in DueState], "description": "By the due date alone."},
        sending={"enum": [it.value for it in Sending]},
        next_at={"type": ["string", "null"], "format": "date-time"},
        steps=_list("ReminderStep"),
        internal={"type": "boolean"},
        rule=OR_NONE,
        given_on=OR_NONE,
        patient={"anyOf": [_ref("BookedPatient"), {"type": "null"}]},
    ),
    "Reminders": _object([], reminders=_list("Reminder"), after=OR_NONE),
    "ReminderPatient": {
        "oneOf": [
            _object(["id"], id=NAMED),
            _object(
                ["name", "birth_date"],
                name=TEXT | {"minLength": 1, "maxLength": 120},
                birth_date=DAY,
                phone=TEXT | {"maxLength": 40},
                email=TEXT | {"maxLength": 254},
            ),
        ],
        "description": "Somebody known by their id, or as they describe themselves: the same is the same patient.",
    },
    "NewReminder": _object(
        ["patient", "location", "care", "what", "due_on", "steps"],
        id=DRAWN,
        patient=_ref("ReminderPatient"),
        location=NAMED,
        care=CARE,
        what=WHAT,
        due_on=DAY,
        steps={"type": "array", "minItems": 1, "maxItems": 6, "items": _ref("ReminderStep")},
        text=TEXT | {"maxLength": 300, "default": ""},
        template=TEXT | {"maxLength": 40, "default": "recall"},
        every=_object(
            [],
            count={"type": "integer", "minimum": 1, "maximum": 730},
            unit={"enum": [it.value for it in Unit]},
        ),
        language=NAMED,
    ),
    "NewService": _object(
        ["source_id", "patient", "location", "care", "item", "given_on"],
        source_id=TEXT
        | {
            "minLength": 1,
            "maxLength": 200,
            "description": "The sending system's own id: sent again with it, nothing is noted twice.",
        },
        patient=_ref("ReminderPatient"),
        location=NAMED,
        care=CARE,
        item=WHAT,
        given_on=DAY,
        diagnoses={"type": "array", "maxItems": 10, "items": TEXT | {"maxLength": 20}},
        language=NAMED,
    ),
    "NotedService": _object([], id=TEXT, patient=TEXT, new={"type": "boolean"}),
    "ReminderRules": _object(
        [],
        version={"type": "integer"},
        rules={"type": "array", "items": {"type": "object"}},
        overlapping={"type": "array", "items": {"type": "array", "items": TEXT}},
    ),
    "ReminderRulesChange": _object(
        [],
        version={"type": "integer", "minimum": 0, "description": "The version that was changed; 0 for none."},
        rules=RULES | {"type": "array", "items": {"type": "object"}},
    ),
    "ReminderCall": _object(
        [],
        patient=TEXT,
        key=TEXT,
        reminder=TEXT,
        care=CARE,
        what=TEXT,
        due_on=DAY,
        ask_at=SAID_AT,
        phone=OR_NONE,
    ),
    "ReminderCalls": _object([], calls=_list("ReminderCall"), after=OR_NONE),
}
