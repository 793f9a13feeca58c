"""FHIR over HTTP: what is answered, and how what is sent is checked."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.language import Language
from frontdesk_web.api import HEADERS, STATUS, NotJson
from frontdesk_web.bodies import parsed
from frontdesk_web.fhir.names import FHIR_JSON
from frontdesk_web.fhir.outcomes import outcome
from frontdesk_web.fhir.schemas import SCHEMAS
from frontdesk_web.http import Response
from frontdesk_web.openapi import JSON
from frontdesk_web.problems import status_of

Json = dict[str, Any]


def answer(resource: Json, status: int = 200) -> Response:
    """A resource."""
    return _said(resource, status, FHIR_JSON)


def document(said: Json) -> Response:
    """What describes the endpoint, which is no resource."""
    return _said(said, 200, JSON)


def refused(error: FrontdeskError, language: Language) -> Response:
    """Why not."""
    status = STATUS.get(type(error), status_of(error).value)
    return answer(outcome(error, language), status)


def read(body: str | bytes, content_type: str, name: str) -> Json:
    """A resource that was sent, as the schema of that name has it; BadInput with everything that is wrong."""
    if content_type.partition(";")[0].strip().lower() not in (FHIR_JSON, JSON):
        raise NotJson
    said = parsed(body)
    if faults := faults_of(said, name):
        raise BadInput(faults)
    assert isinstance(said, dict), "every schema here is of an object"
    return said


def faults_of(said: object, name: str) -> list[FieldError]:
    """What is wrong with a resource, by JSON path."""
    faults = sorted(_validator(name).iter_errors(said), key=lambda it: it.json_path)
    return [FieldError(it.json_path, f"schema_{it.validator}") for it in faults]


@cache
def _validator(name: str) -> Draft202012Validator:
    resource = Resource.from_contents({"components": {"schemas": SCHEMAS}}, default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource("urn:fhir", resource)
    return Draft202012Validator({"$ref": f"urn:fhir#/components/schemas/{name}"}, registry=registry)


def _said(body: Json, status: int, kind: str) -> Response:
    headers = HEADERS | {"Content-Type": kind}
    return Response(body=json.dumps(body, ensure_ascii=False), status_code=status, headers=headers)
