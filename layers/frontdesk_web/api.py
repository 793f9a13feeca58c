"""The API of the console: JSON routes that check themselves, and describe themselves as OpenAPI 3.1.

One set of JSON Schemas validates what comes in and documents it: OpenAPI 3.1 takes JSON Schema 2020-12 as it is.
"""

import functools
import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError, NotAllowed, NotFound
from frontdesk.kernel.language import Language, preferred
from frontdesk_web.http import Desk, Response
from frontdesk_web.problems import problem, status_of
from frontdesk_web.session import COOKIE, check_origin, visitor

JSON, PROBLEM = "application/json", "application/problem+json"
HEADERS: dict[str, Any] = {
    "Content-Type": JSON,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
NO_CONTENT = 204

Schema = Mapping[str, Any]
View = Callable[..., object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What can be done at an address. `body` and `returns` name schemas, `query` has one for each parameter."""

    permission: Permission | None = None
    body: str | None = None
    returns: str | None = None
    status: int = 200
    query: Mapping[str, Schema] = field(default_factory=dict)


class ApiDesk(Desk):
    """A part of the API. Errors are problem details in the language of whoever asks; nobody is led to a login."""

    def _refusing(self, error: FrontdeskError) -> Response:
        who = visitor(self)
        status = 401 if who is None and isinstance(error, NotAllowed) else status_of(error).value
        body = problem(error, self.language(who)) | {"status": status}
        return Response(body=body, status_code=status, headers=HEADERS | {"Content-Type": PROBLEM})

    def language(self, who: SignedIn | None) -> Language:
        """The session's, else the one the client asks for."""
        if who is not None:
            return who.session.language
        return preferred(self.header("accept-language"), among=(Language.ENGLISH, *Language))


class Api:
    """All operations of an app, and the schemas they speak of."""

    def __init__(self, schemas: Mapping[str, Schema], *, title: str, version: str, about: str) -> None:
        self.schemas = schemas
        self.info = {"title": title, "version": version, "description": about}
        self.operations: dict[tuple[str, str], dict[str, Any]] = {}
        components = {"components": {"schemas": schemas}}
        document = Resource.from_contents(components, default_specification=DRAFT202012)
        registry: Registry[Any] = Registry().with_resource("urn:api", document)
        self._validators = {
            name: Draft202012Validator({"$ref": f"urn:api#/components/schemas/{name}"}, registry=registry)
            for name in schemas
        }

    def operation(
        self, desk: ApiDesk, path: str, method: str = "GET", *, does: Operation
    ) -> Callable[[View], View]:
        """Register a view on the desk. It is told `who` asks, and where there are such, `said` and `asked`.

        What a role may not do does not exist for it: 404. A body that does not fit is 400, with every fault.
        """

        def decorate(view: View) -> View:
            @functools.wraps(view)
            def answered(**parameters: str) -> Response:
                who = visitor(desk)
                if who is None:
                    raise NotAllowed(reason="not signed in")
                if does.permission is not None and (refusal := why_not(who.staff, does.permission)):
                    raise NotFound from refusal
                given: dict[str, object] = dict(parameters)
                if method != "GET":
                    check_origin(desk)
                if does.body is not None:
                    given["said"] = self._read(desk, does.body)
                if does.query:
                    given["asked"] = _asked(desk, does.query)
                answer = view(who, **given)
                body = "" if does.status == NO_CONTENT else json.dumps(answer, ensure_ascii=False)
                return Response(body=body, status_code=does.status, headers=HEADERS)

            options = {} if does.body is None else {"content_types": [JSON]}
            desk.route(path, methods=[method], **options)(answered)
            self.operations[path, method] = self._described(view, path, does)
            return view

        return decorate

    def document(self) -> dict[str, Any]:
        """The OpenAPI document."""
        paths: dict[str, dict[str, Any]] = {}
        for (path, method), said in self.operations.items():
            paths.setdefault(path, {})[method.lower()] = said
        return {
            "openapi": "3.1.0",
            "info": self.info,
            "servers": [{"url": "/"}],
            "security": [{"session": []}],
            "paths": paths,
            "components": {
                "schemas": self.schemas,
                "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": COOKIE}},
                "responses": {"Problem": _PROBLEM},
            },
        }

    def _read(self, desk: ApiDesk, name: str) -> object:
        raw = desk.request.raw_body
        try:
            said = json.loads(raw)
        except ValueError as bad:
            raise BadInput([FieldError("$", "invalid_json")]) from bad
        faults = sorted(self._validators[name].iter_errors(said), key=lambda it: it.json_path)
        if faults:
            raise BadInput([FieldError(it.json_path, f"schema_{it.validator}") for it in faults])
        return said

    def _described(self, view: View, path: str, does: Operation) -> dict[str, Any]:
        summary, _, more = (inspect.getdoc(view) or view.__name__).partition("\n")
        answer: dict[str, Any] = {"description": "Done."}
        if does.returns is not None:
            answer["content"] = {JSON: {"schema": _ref(does.returns)}}
        said = {
            "operationId": view.__name__,
            "summary": summary.rstrip("."),
            "tags": [path.split("/")[3]],
            "parameters": list(_parameters(path, does)),
            "responses": {
                str(does.status): answer,
                "default": {"$ref": "#/components/responses/Problem"},
            },
        }
        needs = f"Needs the permission `{does.permission}`." if does.permission else ""
        if about := " ".join(filter(None, [more.strip(), needs])):
            said["description"] = about
        if does.body is not None:
            said["requestBody"] = {"required": True, "content": {JSON: {"schema": _ref(does.body)}}}
        return said


def _parameters(path: str, does: Operation) -> Iterator[dict[str, Any]]:
    for name in re.findall(r"{(\w+)}", path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    for name, schema in does.query.items():
        yield {"name": name, "in": "query", "required": "default" not in schema, "schema": schema}


def _asked(desk: ApiDesk, query: Mapping[str, Schema]) -> dict[str, str]:
    """The parameters of the address, all of them strings; BadInput for those that are missing or do not fit."""
    given = desk.query()
    asked = {name: given.get(name, schema.get("default")) for name, schema in query.items()}
    faults = [
        FieldError(name, "required" if asked[name] is None else "schema_pattern")
        for name, schema in query.items()
        if asked[name] is None or not re.fullmatch(schema.get("pattern", ".*"), str(asked[name]))
    ]
    if faults:
        raise BadInput(faults)
    return {name: str(value) for name, value in asked.items()}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


_PROBLEM: dict[str, Any] = {
    "description": "Why not, as problem details (RFC 9457). What a role may not see does not exist for it: 404.",
    "content": {
        PROBLEM: {
            "schema": {
                "type": "object",
                "required": ["type", "status", "code"],
                "properties": {
                    "type": {"type": "string"},
                    "status": {"type": "integer"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                    "errors": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["pointer", "code"],
                            "properties": {
                                "pointer": {"type": "string"},
                                "code": {"type": "string"},
                                "detail": {"type": "string"},
                                "way": {"type": "array", "items": {"type": "string"}},
                            },
                        },
                    },
                },
            }
        }
    },
}
