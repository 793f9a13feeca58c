"""What the API says and hears, as JSON Schema. The definition of a release has a schema of its own."""

from typing import Any

from chalicelib.desk_schemas import OF_DESK
from chalicelib.encounter_schemas import OF_ENCOUNTERS
from chalicelib.followup_schemas import OF_FOLLOWUP
from chalicelib.messages_schemas import OF_MESSAGES
from chalicelib.messaging_schemas import OF_MESSAGING
from chalicelib.questionnaire_schemas import OF_QUESTIONNAIRES
from chalicelib.reminder_schemas import OF_REMINDERS
from chalicelib.survey_schemas import OF_SURVEYS
from frontdesk_web.fhir.schemas import SCHEMAS as IN_FHIR

TEXT = {"type": "string"}
COUNT = {
    "type": ["integer", "null"],
    "description": "To the nearest five; null where there are one to four, so few that a person could be found.",
}
VERSION = {
    "type": "integer",
    "minimum": 1,
    "description": "The version that was seen; an older one is refused.",
}
DRAWN = {
    "type": "string",
    "pattern": "^[0-9a-f]{32}$",
    "description": "An id drawn by the client: sent again with the same one, no second draft is begun.",
}
NOTE = {"type": "string", "maxLength": 500, "description": "What is new, in a sentence."}
FOLLOWS = {
    "type": "integer",
    "minimum": 0,
    "description": "The number of the live publication that was seen; 0 for none.",
}
COUNTS = {"type": "object", "additionalProperties": COUNT}
TOTAL = {
    "type": ["integer", "null"],
    "description": "To the nearest five; null for one to four, and where it would tell a hidden part of it.",
}
BASE64 = {"type": "string", "contentEncoding": "base64", "maxLength": 5_500_000}
UPLOAD = {"type": "string", "pattern": "^[0-9a-f]{32}$", "description": "What was sent to the bucket."}
DEFINITION = {
    "type": "object",
    "description": "The flows, see /console/api/release.schema.json; a draft may be wrong for a while.",
}


TIMETABLE = {"type": "object", "description": "The times, see /console/api/timetable.schema.json."}
SEEN = {"type": "integer", "minimum": 0, "description": "The version that was changed; 0 for the first one."}
PLANS = {"type": "array", "description": "See /console/api/reminder-plans.schema.json."}
COUNTED = {"type": "integer", "minimum": 0}
OUTSIDE = {
    "type": "integer",
    "minimum": 0,
    "default": 0,
    "description": "How many booked times were seen to stand outside of it; with more than these it is refused.",
}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:  # noqa: ANN401
    """An object of these properties and no others; all of them are there where none is named as required."""
    return {
        "type": "object",
        "required": required or list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _one_of(*names: str) -> dict[str, Any]:
    return {"oneOf": [{"required": [name]} for name in names]}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


BY_HAND = _object([], patients=COUNT, staff=COUNT)
BY_TOLD = _object([], reminded=COUNT, not_reminded=COUNT)
BY_STATUS = _object([], taken=TOTAL, delivered=TOTAL, failed=TOTAL, unsent=TOTAL, withdrawn=TOTAL)
BY_SORT = _object([], purpose=TEXT, kind={"type": ["string", "null"]}, template=TEXT, counts=BY_STATUS)
SCHEMAS: dict[str, dict[str, Any]] = {
    **OF_DESK,
    **OF_MESSAGING,
    **OF_REMINDERS,
    **OF_SURVEYS,
    **OF_MESSAGES,
    **OF_ENCOUNTERS,
    **OF_QUESTIONNAIRES,
    **OF_FOLLOWUP,
    **{name: IN_FHIR[name] for name in ("Appointment", "Bundle", "OperationOutcome", "Schedule", "Slot")},
    "ReminderPlans": _object([], version=COUNTED, plans=PLANS),
    "ReminderPlansChange": _object([], version=SEEN, plans=PLANS),
    "Me": _object(
        [],
        organisation=TEXT,
        id=TEXT,
        name=TEXT,
        role=TEXT,
        language=TEXT,
        permissions={"type": "array", "items": TEXT},
    ),
    "Document": {"type": "object"},
    "Publication": _object(
        [],
        number={"type": "integer"},
        release_id=TEXT,
        note=TEXT,
        by=TEXT,
        at={"type": "string", "format": "date-time"},
        live={"type": "boolean"},
    ),
    "Publications": _object([], publications=_list("Publication")),
    "Release": _object([], number={"type": "integer"}, release_id=TEXT, definition=DEFINITION),
    "GoingBack": _object(["note", "follows"], note=NOTE, follows=FOLLOWS),
    "Link": _object([], url=TEXT, seconds={"type": "integer"}),
    "Draft": _object(
        [],
        id=TEXT,
        title=TEXT,
        version={"type": "integer"},
        follows={"type": "integer"},
        by=TEXT,
        changed_at={"type": "string", "format": "date-time"},
        definition={"type": ["object", "null", "array", "string", "number", "boolean"]},
    ),
    "Drafts": _object([], drafts=_list("Draft")),
    "NewDraft": _object(
        ["title"],
        id=DRAWN,
        title=TEXT,
        source={
            "type": "string",
            "default": "live",
            "description": "`live`, the number of a publication, the id of a draft, or `empty`.",
        },
    ),
    "DraftChange": _object(["definition", "version"], title=TEXT, definition=DEFINITION, version=VERSION),
    "DraftPublication": _object(["note", "version"], note=NOTE, version=VERSION, follows=FOLLOWS),
    "Faults": _object([], faults=_list("Fault")),
    "Fault": _object(
        ["pointer", "code"],
        pointer={"type": "string", "description": "The path in the definition."},
        code=TEXT,
        detail=TEXT,
        way={"type": "array", "items": TEXT, "description": "How a patient gets there."},
    ),
    "Import": _object(
        ["title"],
        id=DRAWN,
        title=TEXT,
        export={"type": "object", "description": "What an export gave, or a definition alone."},
        upload=UPLOAD,
    )
    | _one_of("export", "upload"),
    "Changes": _object([], changes=_list("Change")),
    "Change": _object([], kind=TEXT, sentence=TEXT),
    "Table": _object([], rows=_list("Row")),
    "Row": _object(
        [],
        flow=TEXT,
        asked={
            "type": "array",
            "items": _object([], place=TEXT, values={"type": "array", "items": TEXT}),
        },
        ends=TEXT,
        pointer=TEXT,
    ),
    "File": {
        "type": "object",
        "properties": {"content": BASE64, "upload": UPLOAD},
        "additionalProperties": False,
    }
    | _one_of("content", "upload"),
    "Upload": _object([], upload=TEXT, url=TEXT, fields={"type": "object", "additionalProperties": TEXT}),
    "KeptFile": _object([], sha256=TEXT, size={"type": "integer"}, type=TEXT),
    "Timetable": _object([], version={"type": "integer"}, timetable={"type": ["object", "null"]}),
    "TimetableProposal": _object(["timetable"], timetable=TIMETABLE),
    "TimetableChange": _object(["timetable", "version"], timetable=TIMETABLE, version=SEEN, outside=OUTSIDE),
    "TimetableEffect": _object([], faults=_list("Fault"), outside=_list("OutsideTime")),
    "OutsideTime": _object(
        [],
        appointment=TEXT,
        location=TEXT,
        performer=TEXT,
        time_type=TEXT,
        starts_at={"type": "string", "format": "date-time"},
    ),
    "BookingStatistics": _object(
        [],
        month=TEXT,
        booked=_object([], patients=TOTAL, staff=TOTAL),
        times={
            "type": "array",
            "items": _object(
                [],
                location=TEXT,
                time_type=TEXT,
                booked=BY_HAND,
                moved=BY_HAND,
                cancelled=BY_HAND,
                missed=COUNT,
                freed=TOTAL,
            ),
        },
    ),
    "MessageStatistics": _object(
        [],
        month=TEXT,
        all=BY_STATUS,
        kinds={"type": "array", "items": BY_SORT},
        templates={"type": "array", "items": BY_SORT},
        reasons=COUNTS,
        sequels={
            "type": "array",
            "items": _object(
                [],
                location=TEXT,
                time_type=TEXT,
                sequels=_object([], confirmed=BY_TOLD, cancelled=BY_TOLD, missed=BY_TOLD),
            ),
        },
    ),
    "WindowStatistics": _object(
        [],
        month=TEXT,
        visits=COUNT,
        endings={"type": "object", "additionalProperties": TOTAL},
        concerns={
            "type": "array",
            "items": _object(
                [],
                location=TEXT,
                concern=TEXT,
                visits=COUNT,
                endings=COUNTS,
            ),
        },
        questions={
            "type": "array",
            "items": _object(
                [],
                place=TEXT,
                asked=COUNT,
                answers=COUNTS,
                left=COUNT,
            ),
        },
    ),
}
