"""How the public endpoint describes itself: a CapabilityStatement for FHIR clients, OpenAPI for everybody."""

from collections.abc import Mapping
from typing import Any

from frontdesk.patients.rules.persons import NAME_AT_MOST
from frontdesk_web.fhir.door import Asked
from frontdesk_web.fhir.names import APPOINTMENT_PROFILE, FHIR_JSON, FHIR_VERSION, IHE, public_base
from frontdesk_web.fhir.periods import MOST_DAYS
from frontdesk_web.fhir.schemas import SCHEMAS
from frontdesk_web.openapi import JSON
from frontdesk_web.presenters.booking_choice import Counter
from frontdesk_web.presenters.booking_form import form_of

Json = dict[str, Any]
VERSION, SINCE = "0.2.0", "2026-11-26"
TEXT: Json = {"type": "string"}
OPERATIONS: Mapping[str, str] = {
    "find": "Free times between `start` and `end`, a month at most, as appointments that could be. Also: "
    "`visit-type`, `practitioner`, `location-reference`, `_count`.",
    "hold": "Keep one of them (`appointment-reference`, or `slot`) for 15 minutes. With `hold-id`, 32 hexadecimal "
    "digits of the client's, it may be sent again.",
    "book": "Book what is held: `appointment` with its `id`, the reason as `reasonCode`, and the patient contained or "
    "as `patient-resource`, with `name`, `birthDate` and `telecom`; `consent`, `reminded`, `known`, `coverage`. "
    "Move (another `slot`) or cancel (`status` cancelled, `comment`) what is booked: the birth date is the proof.",
}
SEARCHES: Mapping[str, tuple[str, Mapping[str, Json]]] = {
    "Schedule": (
        "What patients may book of whom, and where",
        {"_id": TEXT, "actor": TEXT, "service-type": TEXT, "_count": {"type": "integer", "minimum": 0}},
    ),
    "Slot": (
        "The free times of a schedule",
        {
            "schedule": TEXT | {"examples": ["Schedule/dr-weber.mitte"]},
            "start": {"type": "array", "items": TEXT, "examples": [["ge2026-12-01", "lt2026-12-08"]]},
            "service-type": TEXT,
            "status": TEXT,
            "_count": {"type": "integer", "minimum": 0},
        },
    ),
}
NO: Mapping[int, str] = {
    400: "Something that was sent does not fit.",
    404: "There is no such thing, or not for you.",
    409: "Somebody else was quicker.",
    415: f"It was not sent as `{FHIR_JSON}` or `{JSON}`.",
    422: "The rules of the clinic say no.",
}


def capability(counter: Counter) -> Json:
    """CapabilityStatement. http://hl7.org/fhir/R4/capabilitystatement.html"""
    base = public_base(counter.organisation_id)
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": SINCE,
        "kind": "instance",
        "software": {"name": "frontdesk", "version": VERSION},
        "implementation": {"description": counter.catalogue.organisation.name, "url": base},
        "fhirVersion": FHIR_VERSION,
        "format": [FHIR_JSON],
        "rest": [
            {
                "mode": "server",
                "documentation": _consent(counter),
                "resource": [*(_searched(it) for it in SEARCHES), _appointment()],
            }
        ],
    }


def public_document(asked: Asked) -> Json:
    """The OpenAPI document: nobody signs in here, so that it is one of its own beside the console's."""
    here = asked.catalogue().organisation
    root = f"/booking/{here.id}/fhir"
    paths = {
        f"{root}/metadata": {"get": _operation("metadata", "What can be done here", "CapabilityStatement")}
    }
    for kind, (words, query) in SEARCHES.items():
        said = _operation(f"search{kind}", words, "Bundle", 400)
        paths[f"{root}/{kind}"] = {"get": said | {"parameters": [_query(*it) for it in query.items()]}}
    ticket = {"name": "id", "in": "path", "required": True, "schema": TEXT}
    said = _operation("readAppointment", "What was held or booked, without whose it is", "Appointment")
    paths[f"{root}/Appointment/{{id}}"] = {"get": said | {"parameters": [ticket]}}
    for name, words in OPERATIONS.items():
        paths[f"{root}/Appointment/${name}"] = {"post": _deed(name, words)}
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{here.name}: FHIR R4", "version": VERSION, "description": _ABOUT},
        "servers": [{"url": "/"}],
        "security": [],
        "paths": paths,
        "components": {"schemas": SCHEMAS},
    }


_ABOUT = (
    f"Times that patients may book, and what they book, as FHIR R4 and IHE ITI Scheduling have it. A search goes over "
    f"{MOST_DAYS} days at most. The id of what is held or booked is a ticket: whoever has it, reads it. A name has at "
    f"most {NAME_AT_MOST} characters. Errors are OperationOutcomes in the language of `Accept-Language`."
)


def _consent(counter: Counter) -> str:
    """What the patient agrees to, which $book names by its version."""
    for kind in counter.timetable.time_types:
        form = form_of(kind, counter.language)
        return f"consent `{form.consent_version}`: {form.consent.text}"
    return ""


def _searched(kind: str) -> Json:
    _, query = SEARCHES[kind]
    parameters = [{"name": name, "type": _TYPES[name]} for name in query if name != "_count"]
    return {"type": kind, "interaction": [{"code": "search-type"}], "searchParam": parameters}


_TYPES = {
    "_id": "token",
    "actor": "reference",
    "schedule": "reference",
    "service-type": "token",
    "start": "date",
    "status": "token",
}


def _appointment() -> Json:
    return {
        "type": "Appointment",
        "supportedProfile": [APPOINTMENT_PROFILE],
        "interaction": [{"code": "read"}],
        "operation": [
            {
                "name": name,
                "definition": f"{IHE}/OperationDefinition/appointment-{name}",
                "documentation": words,
            }
            for name, words in OPERATIONS.items()
        ],
    }


def _deed(name: str, words: str) -> Json:
    first, _, more = words.partition(". ")
    statuses = (400, 415) if name == "find" else (400, 409, 415, 422)
    said = _operation(f"{name}Appointment", first, "Appointment" if name == "hold" else "Bundle", *statuses)
    content = {FHIR_JSON: {"schema": _ref("Parameters")}}
    return said | {"description": more, "requestBody": {"required": True, "content": content}}


def _operation(name: str, words: str, returns: str, *refuses: int) -> Json:
    done = {"description": "Done.", "content": {FHIR_JSON: {"schema": _ref(returns)}}}
    no = {FHIR_JSON: {"schema": _ref("OperationOutcome")}}
    refusals = {str(it): {"description": NO[it], "content": no} for it in (404, *refuses)}
    return {"operationId": name, "summary": words, "tags": ["FHIR"], "responses": {"200": done, **refusals}}


def _query(name: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "required": name == "schedule", "schema": schema}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
