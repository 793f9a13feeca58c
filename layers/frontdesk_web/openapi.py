"""How the API describes itself: what an operation promises, as OpenAPI 3.1 says it.

OpenAPI 3.1 takes JSON Schema 2020-12 as it is, so that what is checked and what is described are one thing.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from frontdesk.access.model import Permission
from frontdesk_web.session import COOKIE

JSON, PROBLEM = "application/json", "application/problem+json"
READING = "GET"

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Manner:
    """The media types in which an operation answers and says no, and the schema of a no."""

    answers: str = JSON
    refuses: str = PROBLEM
    refusal: str = "Problem"


PLAIN = Manner()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What can be done at an address.

    `body` and `returns` name schemas, `query` has one for each parameter: it must be sent unless it has a default.
    `tag` is the heading it stands under; without it the word after `/console/api/`.
    """

    permission: Permission | None = None
    body: str | None = None
    returns: str | None = None
    status: int = 200
    query: Mapping[str, Schema] = field(default_factory=dict)
    tag: str | None = None
    manner: Manner = PLAIN


def described(view: Callable[..., object], path: str, method: str, does: Operation) -> dict[str, Any]:
    """The operation object: its name is the function's, its words are the docstring's."""
    summary, _, more = (inspect.getdoc(view) or "").partition("\n")
    answer: dict[str, Any] = {"description": "Done."}
    if does.returns is not None:
        answer["content"] = {does.manner.answers: {"schema": _ref("schemas", does.returns)}}
    said: dict[str, Any] = {
        "operationId": view.__name__,
        "summary": summary.rstrip("."),
        "tags": [does.tag or path.split("/")[3]],
        "parameters": list(_parameters(path, does)),
        "responses": {str(does.status): answer, **_refusals(path, method, does)},
    }
    needs = f"Needs the permission `{does.permission}`." if does.permission else ""
    if about := " ".join(filter(None, [more.strip(), needs])):
        said["description"] = about
    if does.body is not None:
        said["requestBody"] = {"required": True, "content": {JSON: {"schema": _ref("schemas", does.body)}}}
    return said


def document(
    operations: Mapping[tuple[str, str], dict[str, Any]],
    schemas: Mapping[str, Schema],
    info: Mapping[str, str],
) -> dict[str, Any]:
    """The OpenAPI document of all operations, by path and method."""
    paths: dict[str, dict[str, Any]] = {}
    for (path, method), said in operations.items():
        paths.setdefault(path, {})[method.lower()] = said
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": "/"}],
        "security": [{"session": []}],
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Problem": _PROBLEM, "FieldProblem": _FIELD_PROBLEM},
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": COOKIE}},
            "responses": {
                name: {"description": words, "content": {PROBLEM: {"schema": _ref("schemas", "Problem")}}}
                for name, words in _NO.values()
            },
        },
    }


def _parameters(path: str, does: Operation) -> Iterator[dict[str, Any]]:
    for name in re.findall(r"{(\w+)}", path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    for name, schema in does.query.items():
        # Patterns are read as of the whole parameter; JSON Schema's own are not anchored.
        whole = {"pattern": f"^(?:{schema['pattern']})$"} if "pattern" in schema else {}
        required = "default" not in schema
        yield {"name": name, "in": "query", "required": required, "schema": {**schema, **whole}}


def _refusals(path: str, method: str, does: Operation) -> dict[str, Any]:
    """The ways this operation can say no."""
    changes = method != READING
    can = {
        400: does.body is not None or bool(does.query),
        401: True,
        403: changes,
        404: does.permission is not None or "{" in path,
        409: changes,
        415: changes,
        422: changes,
    }
    return {str(status): _refusal(status, does.manner) for status, it_can in can.items() if it_can}


def _refusal(status: int, manner: Manner) -> dict[str, Any]:
    name, words = _NO[status]
    if manner is PLAIN:
        return _ref("responses", name)
    return {"description": words, "content": {manner.refuses: {"schema": _ref("schemas", manner.refusal)}}}


def _ref(shelf: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{shelf}/{name}"}


_NO: Mapping[int, tuple[str, str]] = {
    400: ("BadInput", "Something that was sent does not fit; `errors` says what and where."),
    401: ("NotSignedIn", "Nobody is signed in."),
    403: ("NotAllowed", "It was sent by a page of another site."),
    404: ("NotFound", "There is no such thing, or not for your role."),
    409: ("Conflict", "Somebody else, or another tab, was quicker."),
    415: ("NotJson", f"What changes something is sent as `{JSON}`."),
    422: ("Refused", "The rules of the clinic say no; `detail` says why."),
}

_TEXT = {"type": "string"}

_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Why not, as problem details (RFC 9457).",
    "required": ["type", "status", "code", "detail"],
    "properties": {
        "type": _TEXT | {"examples": ["urn:frontdesk:bad_input"]},
        "status": {"type": "integer", "examples": [400]},
        "code": _TEXT | {"description": "Never changes its meaning.", "examples": ["bad_input"]},
        "detail": _TEXT | {"description": "A sentence in the language of whoever asks."},
        "errors": {"type": "array", "items": _ref("schemas", "FieldProblem")},
    },
}

_FIELD_PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["pointer", "code"],
    "properties": {
        "pointer": _TEXT
        | {"description": "The JSON path in the body, or a parameter.", "examples": ["$.title"]},
        "code": _TEXT | {"examples": ["schema_type"]},
        "detail": _TEXT | {"description": "A sentence, where there is one for the code."},
        "way": {"type": "array", "items": _TEXT, "description": "How a patient gets there."},
    },
}
