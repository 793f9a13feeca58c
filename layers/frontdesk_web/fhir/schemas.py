"""The part of FHIR R4 that is spoken here, as JSON Schema: what is sent is always checked, what is said in tests.

What we say has no other elements than these; what others say may have any beside them, as FHIR wants it.
"""

from typing import Any

from frontdesk_web.fhir.periods import MOMENT

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
ID: Schema = {"type": "string", "pattern": r"^[A-Za-z0-9\-.]{1,64}$"}
INSTANT: Schema = {"type": "string", "pattern": f"^{MOMENT}$".replace(r"\d", "[0-9]")}
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
LONG = {"type": "string", "maxLength": 4000}
KINDS = ("Appointment", "Slot", "Schedule", "OperationOutcome")


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of, "minItems": 1}


def _open(**properties: Any) -> Schema:  # noqa: ANN401
    """What others send: these elements as they must be, and any others."""
    return {"type": "object", "properties": properties}


def _closed(needed: list[str], **properties: Any) -> Schema:  # noqa: ANN401
    """What we say: these elements and no others."""
    return _open(**properties) | {"required": needed, "additionalProperties": False}


def _resource(kind: str, needed: list[str], **properties: Any) -> Schema:  # noqa: ANN401
    return _closed(["resourceType", *needed], resourceType={"const": kind}, **properties)


META = _closed(["profile"], profile=_list(TEXT))
CONCEPT = _closed(
    [], coding=_list(_closed(["system", "code"], system=TEXT, code=TEXT, display=TEXT)), text=TEXT
)
REFERENCE = _closed(["reference"], reference=TEXT, display=TEXT)
PERIOD = _closed(["start", "end"], start=INSTANT, end=INSTANT)
PARTICIPANT = _closed(
    ["actor", "status"],
    actor=REFERENCE,
    required={"enum": ["required"]},
    status={"enum": ["accepted", "needs-action"]},
)
ISSUE = _closed(
    ["severity", "code", "details"],
    severity={"enum": ["fatal", "error"]},
    code=TEXT,
    details=CONCEPT,
    diagnostics=TEXT,
    expression=_list(TEXT),
)
ENTRY = _closed(
    ["fullUrl", "resource", "search"],
    fullUrl=TEXT,
    resource={"oneOf": [_ref(it) for it in KINDS]},
    search=_closed(["mode"], mode={"const": "match"}),
)
SENT_REFERENCE = _open(reference=LONG)
SENT_PATIENT = _open(
    resourceType={"const": "Patient"},
    name={"type": "array", "items": _open(text=LONG, family=LONG, given={"type": "array", "items": LONG})},
    birthDate=LONG,
    telecom={"type": "array", "items": _open(system=LONG, value=LONG)},
) | {"required": ["resourceType"]}
SENT_APPOINTMENT = _open(
    resourceType={"const": "Appointment"},
    id=LONG,
    status={"enum": ["proposed", "pending", "booked", "cancelled"]},
    slot={"type": "array", "items": SENT_REFERENCE},
    start=LONG,
    comment=LONG,
    reasonCode={"type": "array", "items": _open(text=LONG)},
    contained={"type": "array", "items": _ref("Patient")},
) | {"required": ["resourceType"]}
SENT_PARAMETER = _open(
    name=LONG,
    valueString=LONG,
    valueCode=LONG,
    valueDate=LONG,
    valueDateTime=LONG,
    valueInstant=LONG,
    valueBoolean={"type": "boolean"},
    valueInteger={"type": "integer"},
    valueReference=SENT_REFERENCE,
    resource={"oneOf": [_ref("SentAppointment"), _ref("Patient")]},
) | {"required": ["name"]}

SCHEMAS: dict[str, Schema] = {
    "Appointment": _resource(
        "Appointment",
        ["id", "meta", "status", "start", "end", "participant"],
        id=ID,
        meta=META,
        identifier=_list(_closed(["system", "value"], system=TEXT, value=TEXT)),
        status={"enum": ["proposed", "pending", "booked", "cancelled", "noshow"]},
        cancelationReason=CONCEPT,
        serviceType=_list(CONCEPT),
        reasonCode=_list(CONCEPT),
        start=INSTANT,
        end=INSTANT,
        minutesDuration={"type": "integer", "minimum": 1},
        slot=_list(REFERENCE),
        created=INSTANT,
        comment=TEXT,
        participant=_list(PARTICIPANT),
        requestedPeriod=_list(PERIOD),
    ),
    "Slot": _resource(
        "Slot",
        ["id", "schedule", "status", "start", "end"],
        id=ID,
        serviceType=_list(CONCEPT),
        schedule=REFERENCE,
        status={"const": "free"},
        start=INSTANT,
        end=INSTANT,
    ),
    "Schedule": _resource(
        "Schedule",
        ["id", "actor"],
        id=ID,
        active={"type": "boolean"},
        serviceType=_list(CONCEPT),
        actor=_list(REFERENCE),
        planningHorizon=_closed(["start", "end"], start=DAY, end=DAY),
    ),
    "Bundle": _resource(
        "Bundle",
        ["type", "total"],
        meta=META,
        type={"const": "searchset"},
        total={"type": "integer", "minimum": 0},
        entry=_list(ENTRY),
    ),
    "OperationOutcome": _resource("OperationOutcome", ["issue"], issue=_list(ISSUE)),
    "CapabilityStatement": {
        "type": "object",
        "required": ["resourceType", "status", "date", "kind", "fhirVersion", "format", "rest"],
        "properties": {
            "resourceType": {"const": "CapabilityStatement"},
            "status": {"const": "active"},
            "kind": {"const": "instance"},
            "fhirVersion": {"const": "4.0.1"},
            "format": _list(TEXT),
            "rest": _list({"type": "object"}),
        },
    },
    "Patient": SENT_PATIENT,
    "SentAppointment": SENT_APPOINTMENT,
    "Parameters": _open(
        resourceType={"const": "Parameters"}, parameter={"type": "array", "items": SENT_PARAMETER}
    )
    | {"required": ["resourceType"]},
    "Document": {"type": "object"},
}
