"""A door of the product as an attacker meets it: what API Gateway would hand over, and what comes back."""

import base64
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import unquote, urlencode

from chalice.config import Config
from chalice.local import LambdaContext, LambdaEventConverter, RouteMatcher

FORM = "application/x-www-form-urlencoded"
NO_SUCH_ROUTE = b'{"message":"Missing Authentication Token"}'


@dataclass(frozen=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def text(self):
        return self.body.decode()

    def all_of(self, name):
        return [value for it, value in self.headers if it.lower() == name.lower()]

    def header(self, name):
        """The one header of that name; empty without it."""
        [value] = self.all_of(name) or [""]
        return value

    def alike(self):
        """What somebody sees who compares answers: nothing of it may tell a good guess from a bad one."""
        return self.status, self.header("content-type"), self.body


class Door:
    """A Chalice app behind API Gateway, which decodes what stands in the path; chalice.test.Client does not."""

    def __init__(self, app):
        self.app = app
        self._events = LambdaEventConverter(RouteMatcher(list(app.routes)))

    def asks(self, method, target, headers=None, body=b""):
        try:
            event = self._events.create_lambda_event(method, target, headers or {}, body)
        except ValueError:
            return Answer(HTTPStatus.FORBIDDEN, (("content-type", "application/json"),), NO_SUCH_ROUTE)
        found = {name: unquote(value) for name, value in event["pathParameters"].items()}
        context = LambdaContext(Config().function_name, 128)
        return _answer(self.app(event | {"pathParameters": found}, context))

    def gets(self, target, **headers):
        return self.asks("GET", target, _named(headers))

    def posts(self, target, typed, **headers):
        """Sends a form: pairs, or bytes as they are."""
        body = typed if isinstance(typed, bytes) else urlencode(typed).encode()
        return self.asks("POST", target, {"content-type": FORM} | _named(headers), body)


def _named(headers):
    return {name.replace("_", "-"): value for name, value in headers.items()}


def _answer(said):
    one = [(name, value) for name, value in said["headers"].items()]
    many = [(name, value) for name, values in said["multiValueHeaders"].items() for value in values]
    raw = said["body"] or ""
    body = base64.b64decode(raw) if said.get("isBase64Encoded") else raw.encode()
    return Answer(said["statusCode"], tuple(one + many), body)
