"""What the API says and hears of encounters, as JSON Schema."""

from typing import Any

from chalicelib.desk_schemas import DAY, NAMED, OR_NONE, SAID_AT, TEXT
from frontdesk.hospital.model import Disposition, EncounterClass, EncounterState
from frontdesk.hospital.rules.reading import CODES_AT_MOST, LINE_AT_MOST, MOST_EMERGENCIES, SUMMARY_AT_MOST


def _object(required: list[str], **properties: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "type": "object",
        "required": required or list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


KIND = {"enum": [it.value for it in EncounterClass]}
COUNT = {"type": "integer"}
CODES = {"type": "array", "maxItems": CODES_AT_MOST, "items": TEXT | {"maxLength": 20}}
WHEN = TEXT | {
    "maxLength": 40,
    "description": "An instant with its offset; without one it is the clock of the location; a day alone is that day.",
}
OF_ENCOUNTERS: dict[str, dict[str, Any]] = {
    "ToldEncounter": _object(
        ["patient", "visit_number", "class", "admitted"],
        patient={"$ref": "#/components/schemas/ReminderPatient"},
        visit_number=TEXT
        | {
            "minLength": 1,
            "maxLength": 64,
            "description": "The hospital's own number (HL7 PV1-19): told again with it, it is the same encounter.",
        },
        told=WHEN
        | {
            "description": "When this was so, now where it is left out. The latest counts, in whatever order."
        },
        location=NAMED,
        department=NAMED,
        ward=TEXT | {"maxLength": LINE_AT_MOST},
        attending=NAMED,
        admitted=WHEN,
        discharged=WHEN
        | {"description": "Left out, the patient is still here: a discharge is taken back so."},
        settled=WHEN,
        disposition={"enum": [it.value for it in Disposition]},
        diagnoses=CODES | {"description": "ICD-10, the principal one first."},
        procedures=CODES,
        emergent={"type": "boolean"},
        emergency_visits={"type": "integer", "minimum": 0, "maximum": MOST_EMERGENCIES},
        summary=TEXT | {"maxLength": SUMMARY_AT_MOST},
        cancelled={"type": "boolean"},
        language=NAMED,
        **{"class": KIND},
    ),
    "Encounter": _object(
        [],
        id=TEXT,
        visit_number=TEXT,
        state={"enum": [it.value for it in EncounterState]},
        location=TEXT,
        department=TEXT,
        ward=TEXT,
        attending=OR_NONE,
        admitted=SAID_AT,
        discharged=OR_NONE,
        settled=OR_NONE,
        disposition=OR_NONE,
        diagnoses={"type": "array", "items": TEXT},
        procedures={"type": "array", "items": TEXT},
        emergent={"type": ["boolean", "null"]},
        emergency_visits={"type": ["integer", "null"]},
        summary=TEXT,
        told=SAID_AT,
        patient={"anyOf": [{"$ref": "#/components/schemas/BookedPatient"}, {"type": "null"}]},
        **{"class": KIND},
    ),
    "Encounters": _object(
        [],
        day=DAY,
        encounters={"type": "array", "items": {"$ref": "#/components/schemas/Encounter"}},
        counts=_object([], outpatient=COUNT, inpatient=COUNT, discharged=COUNT),
        after=OR_NONE,
    ),
}
