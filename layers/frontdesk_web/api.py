"""The API of the console: JSON routes that check what comes in with the schemas they are described by."""

import functools
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from frontdesk.access.model import SignedIn
from frontdesk.access.rules import why_not
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError, NotAllowed, NotFound
from frontdesk.kernel.language import Language, preferred
from frontdesk_web.bodies import parsed
from frontdesk_web.http import Desk, Response
from frontdesk_web.openapi import JSON, PROBLEM, READING, Operation, Schema, described, document
from frontdesk_web.problems import problem, status_of
from frontdesk_web.session import from_another_site, visitor

__all__ = ["Api", "ApiDesk", "Operation"]

HEADERS: dict[str, Any] = {
    "Content-Type": JSON,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
NO_CONTENT = 204

View = Callable[..., object]


class NotSignedIn(NotAllowed):
    code = "api.not_signed_in"


class OtherSite(NotAllowed):
    code = "api.other_site"


class NotJson(NotAllowed):
    code = "api.not_json"


STATUS: Mapping[type[FrontdeskError], int] = {NotSignedIn: 401, NotJson: 415}
"""What only an API says; everything else is answered as everywhere."""


class ApiDesk(Desk):
    """A part of the API. Errors are problem details in the language of whoever asks; nobody is led to a login."""

    def _refusing(self, error: FrontdeskError) -> Response:
        who = visitor(self)
        return self._said(error, who.session.language if who else self._clients_language())

    def _in_problem_details(self, error: FrontdeskError) -> Response:
        # The session is not asked for its language: what failed may be where it is kept.
        return self._said(error, self._clients_language())

    def _said(self, error: FrontdeskError, language: Language) -> Response:
        status = STATUS.get(type(error), status_of(error).value)
        body = problem(error, language) | {"status": status}
        return Response(body=body, status_code=status, headers=HEADERS | {"Content-Type": PROBLEM})

    def _clients_language(self) -> Language:
        return preferred(self.header("accept-language"), among=(Language.ENGLISH, *Language))


class Api:
    """All operations of an app, on however many desks, and the schemas they speak of."""

    def __init__(self, schemas: Mapping[str, Schema], *, title: str, version: str, about: str) -> None:
        self.schemas = schemas
        self.info = {"title": title, "version": version, "description": about}
        self.operations: dict[tuple[str, str], dict[str, Any]] = {}
        components = {"components": {"schemas": schemas}}
        resource = Resource.from_contents(components, default_specification=DRAFT202012)
        registry: Registry[Any] = Registry().with_resource("urn:api", resource)
        self._validators = {
            name: Draft202012Validator({"$ref": f"urn:api#/components/schemas/{name}"}, registry=registry)
            for name in schemas
        }

    def operation(
        self, desk: ApiDesk, path: str, method: str = READING, *, does: Operation
    ) -> Callable[[View], View]:
        """Register a view on the desk. It is told `who` asks, and where there are such, `said` and `asked`.

        What a role may not do does not exist for it: 404. What does not fit is 400, with every fault. What
        changes something must be JSON from our own origin, which no form of another site can send.
        """
        checks = {name: Draft202012Validator(schema) for name, schema in does.query.items()}

        def decorate(view: View) -> View:
            @functools.wraps(view)
            def answered(**parameters: str) -> Response:
                who = visitor(desk)
                if who is None:
                    raise NotSignedIn
                _permit(who, does)
                given: dict[str, object] = dict(parameters)
                if method != READING:
                    _check_sender(desk)
                if does.body is not None:
                    given["said"] = self._read(desk, does.body)
                if checks:
                    given["asked"] = _asked(_sent(desk, does.query), does.query, checks)
                return _answer(view(who, **given), does)

            # Chalice's own 415 would not be a problem body.
            desk.route(path, methods=[method], content_types=["*/*"])(answered)
            self.operations[path, method] = described(view, path, method, does)
            return view

        return decorate

    def document(self) -> dict[str, Any]:
        """The OpenAPI document."""
        return document(self.operations, self.schemas, self.info)

    def _read(self, desk: ApiDesk, name: str) -> object:
        said = parsed(desk.request.raw_body)
        faults = sorted(self._validators[name].iter_errors(said), key=lambda it: it.json_path)
        if faults:
            raise BadInput([FieldError(it.json_path, f"schema_{it.validator}") for it in faults])
        return said


def _permit(who: SignedIn, does: Operation) -> None:
    if does.permission is not None and (refusal := why_not(who.staff, does.permission)):
        raise NotFound from refusal


def _check_sender(desk: ApiDesk) -> None:
    if from_another_site(desk):
        raise OtherSite
    if desk.header("content-type").partition(";")[0].strip().lower() != JSON:
        raise NotJson


def _sent(desk: ApiDesk, schemas: Mapping[str, Schema]) -> dict[str, Any]:
    """The parameters of the address: the last value of each name, of one that is a list every value."""
    whole = {it for it, schema in schemas.items() if schema.get("type") == "array"}
    return {name: values if name in whole else values[-1] for name, values in desk.queries().items()}


def _asked(
    given: Mapping[str, Any], schemas: Mapping[str, Schema], checks: Mapping[str, Draft202012Validator]
) -> dict[str, Any]:
    """The parameters of the address, as their schemas type them; BadInput for what is missing or does not fit."""
    asked: dict[str, Any] = {}
    faults = []
    for name, schema in schemas.items():
        if name in given:
            asked[name] = _typed(given[name], schema)
            words = [str(it.validator) for it in checks[name].iter_errors(asked[name])]
            if not words and not _fits(schema, given[name]):
                words = ["pattern"]  # JSON Schema's own patterns fit a part; ours must fit the whole
            faults += [FieldError(name, f"schema_{word}") for word in words]
        elif "default" in schema:
            asked[name] = schema["default"]
        else:
            faults.append(FieldError(name, "required"))
    if faults:
        raise BadInput(faults)
    return asked


def _fits(schema: Schema, given: str | list[str]) -> bool:
    """Whether what was sent, or each value of a list, is whole as its pattern says."""
    values, of = ([given], schema) if isinstance(given, str) else (given, schema["items"])
    return all(re.fullmatch(of.get("pattern", r"[\s\S]*"), it) for it in values)


def _typed(text: Any, schema: Schema) -> Any:  # noqa: ANN401
    match schema.get("type"):
        case "integer" if re.fullmatch(r"-?[0-9]{1,18}", text):
            return int(text)
        case "boolean" if text in ("true", "false"):
            return text == "true"
    return text


def _answer(said: object, does: Operation) -> Response:
    body = "" if does.status == NO_CONTENT else json.dumps(said, ensure_ascii=False)
    headers = HEADERS | {"Content-Type": does.manner.answers}
    return Response(body=body, status_code=does.status, headers=headers)
