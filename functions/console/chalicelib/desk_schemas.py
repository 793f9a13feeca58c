"""What the API says and hears of appointments, as JSON Schema."""

from typing import Any

from frontdesk.patients.rules.persons import NAME_AT_MOST

TEXT: dict[str, Any] = {"type": "string"}
OR_NONE: dict[str, Any] = {"type": ["string", "null"]}
INSTANT = TEXT | {"format": "date-time", "description": "With its offset; a multiple of five minutes."}
SAID_AT = TEXT | {"format": "date-time"}
DAY = TEXT | {"format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
NAMED = TEXT | {"maxLength": 64}
DRAWN = TEXT | {
    "pattern": "^[0-9a-f]{32}$",
    "description": "An id drawn by the client: sent again with the same one, nothing is taken twice.",
}
COMMENT = TEXT | {"maxLength": 500, "default": ""}
WHY_NOT = OR_NONE | {"description": "The code of the reason why not; null where it can be done."}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:  # noqa: ANN401
    """An object of these properties and no others; all of them are there where none is named as required."""
    return {
        "type": "object",
        "required": required or list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


WISH = {"location": NAMED, "type": NAMED, "performer": NAMED, "starts_at": INSTANT}
BOOKED = {
    "id": TEXT,
    "reference": TEXT | {"description": "What the patient can say on the phone."},
    "status": TEXT,
    "location": TEXT,
    "type": TEXT,
    "performer": TEXT,
    "room": OR_NONE,
    "starts_at": SAID_AT,
    "ends_at": SAID_AT,
    "patient": {"anyOf": [{"$ref": "#/components/schemas/BookedPatient"}, {"type": "null"}]},
}
OF_DESK: dict[str, dict[str, Any]] = {
    "BookedPatient": _object([], id=TEXT, name=TEXT, birth_date=TEXT, phone=OR_NONE, email=OR_NONE),
    "BookedTime": _object([], **BOOKED),
    "BookedTimes": _object([], appointments=_list("BookedTime")),
    "AppointmentChange": _object([], at=SAID_AT, by=TEXT, kind=TEXT, comment=TEXT, was_at=OR_NONE),
    "OpenedAppointment": _object(
        [],
        **BOOKED,
        reason=TEXT,
        changes=_list("AppointmentChange"),
        not_moved=WHY_NOT,
        not_cancelled=WHY_NOT,
        not_missed=WHY_NOT,
    ),
    "FreeTime": _object(
        [], **(dict.fromkeys(WISH, TEXT) | {"ends_at": SAID_AT}), for_patients={"type": "boolean"}
    ),
    "FreeTimes": _object([], times=_list("FreeTime")),
    "NewAppointment": _object(
        [*WISH, "patient"],
        id=DRAWN,
        **WISH,
        reason=COMMENT,
        language=TEXT | {"enum": ["de", "sv", "zh-Hans", "en"], "description": "Of messages."},
        patient=_object(
            ["name", "birth_date"],
            name=TEXT | {"maxLength": NAME_AT_MOST},
            birth_date=DAY,
            phone=TEXT | {"maxLength": 40},
            email=TEXT | {"maxLength": 254},
        ),
    ),
    "AppointmentMove": _object(
        ["location", "performer", "starts_at"],
        location=NAMED,
        performer=NAMED,
        starts_at=INSTANT,
        comment=COMMENT,
    ),
    "Comment": _object(["comment"], comment=COMMENT),
    "NewBlock": _object(
        ["location", "resource", "starts_at", "ends_at"],
        id=DRAWN,
        location=NAMED,
        resource=NAMED | {"description": "A performer or a room."},
        starts_at=INSTANT,
        ends_at=INSTANT,
        note=COMMENT,
    ),
    "BlockedTime": _object(
        [], id=TEXT, status=TEXT, location=TEXT, resource=TEXT, starts_at=SAID_AT, ends_at=SAID_AT
    ),
}
