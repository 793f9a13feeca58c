"""What people do with a message: it reaches their phone or does not, and they write back. Told at the clinic's door.

Signed as a provider signs; the answer is shown, so that one sees what the clinic made of it.
"""

import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qs, quote

import httpx2
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from local.simulators.letterbox import Kind, Letterbox, Said, SimulatedMessage

SECRET = "everybody may know it"  # noqa: S105  # it signs what invented people say
NOBODY_THERE = 0
PATIENCE_S = 30.0
OUTCOMES: Mapping[str, Mapping[str, str]] = {
    "delivered": {"status": "delivered"},
    "failed": {"status": "failed", "reason": "no_answer"},
    "bounced": {"status": "failed", "reason": "bounced"},
}
PAGES = {Kind.EMAIL: "inbox"}

Door = Callable[[str, bytes, Mapping[str, str]], Awaitable[int]]
"""Posts a body with headers to an organisation's door: the status of the answer."""


def door_at(public_url: str) -> Door:
    """The door of the clinics behind an address."""

    async def post(organisation_id: str, body: bytes, headers: Mapping[str, str]) -> int:
        address = f"{public_url}/messaging/{quote(organisation_id, safe='')}/simulator/events"
        async with httpx2.AsyncClient(timeout=PATIENCE_S) as client:
            try:
                answer = await client.post(address, content=body, headers=dict(headers))
            except httpx2.HTTPError:
                return NOBODY_THERE
            return int(answer.status_code)

    return post


@dataclass
class Handset:
    """Everything below /simulator that tells the clinic something."""

    letterbox: Letterbox
    door: Door

    @property
    def routes(self) -> list[BaseRoute]:
        """For the forms of the pages."""
        return [
            Route("/receipts", self.receive, methods=["POST"]),
            Route("/replies", self.reply, methods=["POST"]),
        ]

    async def receive(self, request: Request) -> Response:
        """POST /receipts with reference and outcome: what becomes of a message."""
        form = await _form(request)
        message, outcome = self.letterbox.find(form.get("reference", "")), form.get("outcome", "")
        if message is None or outcome not in OUTCOMES:
            return JSONResponse({"error": "no such message, or no such outcome"}, 400)
        said = {
            "type": "receipt",
            "reference": message.reference,
            "kind": message.kind.value,
            "to": message.recipient,
            **OUTCOMES[outcome],
        }
        await self._tell(said, message, what=outcome, text="")
        return _back(message)

    async def reply(self, request: Request) -> Response:
        """POST /replies with reference and text: somebody answers the message."""
        form = await _form(request)
        message, text = self.letterbox.find(form.get("reference", "")), form.get("text", "").strip()
        if message is None or not text:
            return JSONResponse({"error": "no such message, or nothing said"}, 400)
        said = {
            "type": "reply",
            "id": f"phone-{token_hex(8)}",
            "kind": message.kind.value,
            "from": message.recipient,
            "text": text,
            "answers": message.reference,
        }
        await self._tell(said, message, what="reply", text=text)
        return _back(message)

    async def _tell(
        self, said: Mapping[str, Any], message: SimulatedMessage, *, what: str, text: str
    ) -> None:
        at = self.letterbox.now()
        body = json.dumps({**said, "at": at.isoformat()}).encode()
        headers = {"Content-Type": "application/json", **_signed(body, at)}
        answered = await self.door(message.organisation_id, body, headers)
        self.letterbox.keep(Said(what, message.reference, message.recipient, text, at, answered))


def _signed(body: bytes, at: datetime) -> Mapping[str, str]:
    """As docs/howto/connect-a-messaging-provider.md says it to others: nothing of the product's is used."""
    timestamp = str(int(at.timestamp()))
    digest = hmac.new(SECRET.encode(), timestamp.encode() + b"." + body, sha256).hexdigest()
    return {"X-Frontdesk-Timestamp": timestamp, "X-Frontdesk-Signature": f"v1={digest}"}


async def _form(request: Request) -> Mapping[str, str]:
    return {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}


def _back(message: SimulatedMessage) -> Response:
    page = PAGES.get(message.kind, "phone")
    return RedirectResponse(f"/simulator/{page}?to={quote(message.recipient)}", status_code=303)
