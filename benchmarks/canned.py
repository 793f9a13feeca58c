"""What AWS answered once, answered again: a request is measured without a network and without moto.

`Recorder` keeps what moto answers; `Player` stands before botocore sends anything, and knows these answers only.
"""

import json
from base64 import b64decode, b64encode
from io import BytesIO
from typing import Any

from botocore import handlers
from botocore.awsrequest import AWSResponse


class NothingCanned(Exception):
    """A call that nobody recorded: the measured code does more than when it was recorded."""


class _Raw(BytesIO):
    """A body as urllib3 hands it over."""

    def stream(self, *_: object, **__: object) -> Any:  # noqa: ANN401
        yield self.read()


class Recorder:
    """Listens to moto, and keeps what it was asked and answered."""

    def __init__(self) -> None:
        from moto.core.botocore_stubber import BotocoreStubber

        self.calls: list[dict[str, Any]] = []
        asked = BotocoreStubber.__call__

        def listening(stub: Any, event_name: str, request: Any, **said: Any) -> Any:  # noqa: ANN401
            answer = asked(stub, event_name, request, **said)
            self.calls.append(_call(event_name, request, answer))
            return answer

        BotocoreStubber.__call__ = (
            listening  # botocore asks every handler, so one beside moto's would ask twice
        )


class Player:
    """Answers as recorded: the same question alike, one with another id like the last of its kind."""

    def __init__(self, calls: list[dict[str, Any]]) -> None:
        self._same = {(it["event"], it["url"], it["body"]): it for it in calls}
        self._alike = {(it["event"], _table(it["body"])): it for it in calls}
        handlers.BUILTIN_HANDLERS.insert(0, ("before-send", self))  # of every client that is made from now on

    def __call__(self, event_name: str, request: Any, **_: object) -> AWSResponse:  # noqa: ANN401
        body = _text(request.body)
        found = self._same.get((event_name, request.url, body)) or self._alike.get((event_name, _table(body)))
        if found is None:
            raise NothingCanned(f"{event_name} {request.url} {body[:200]}")
        return AWSResponse(request.url, found["status"], found["headers"], _Raw(b64decode(found["content"])))


def operation(call: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A recorded call of DynamoDB as boto3 wants it: the operation's name and its arguments."""
    *_, service, name = call["event"].split(".")
    if service != "dynamodb":
        raise NothingCanned(f"{service} has no bare counterpart yet")
    return name, _with_bytes(json.loads(call["body"]))


def _call(event_name: str, request: Any, answer: AWSResponse) -> dict[str, Any]:  # noqa: ANN401
    content = answer.content
    answer.raw.seek(0)
    return {
        "event": event_name,
        "url": request.url,
        "body": _text(request.body),
        "status": answer.status_code,
        "headers": dict(answer.headers),
        "content": b64encode(content).decode(),
    }


def _text(body: Any) -> str:  # noqa: ANN401
    return body.decode("utf-8", "replace") if isinstance(body, bytes | bytearray) else str(body or "")


def _table(body: str) -> str:
    return str(json.loads(body).get("TableName", "")) if body.startswith("{") else ""


def _with_bytes(said: Any) -> Any:  # noqa: ANN401
    """JSON carries bytes as base64 under "B"; boto3 takes bytes."""
    if isinstance(said, dict):
        return {
            name: b64decode(it) if name == "B" and isinstance(it, str) else _with_bytes(it)
            for name, it in said.items()
        }
    return [_with_bytes(it) for it in said] if isinstance(said, list) else said
