"""A telephone system for showing: whoever sits at it says that it rings, that somebody answers, that they hang up.

It comes to the clinics' doors as a real bridge would: it asks what there is to dial, and signs what it says.
"""

import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx2
from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from local.simulators.letterbox import now
from local.simulators.web import HEADERS

SIGNED_WITH = "everybody may know it: it dials invented people only"
PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=True)
KEPT_AT_MOST = 20
WITHIN_S = 20.0


@dataclass
class HeldCall:
    """A call that was taken: where it comes from, whom it goes to, and how far it is."""

    id: str
    organisation_id: str
    number: str
    caller: str
    state: str = "requested"
    answered_at: datetime | None = None

    @property
    def deeds(self) -> tuple[tuple[str, str], ...]:
        """What can happen next: the last part of an address, and what its button says."""
        return {
            "requested": (("ringing", "Let it ring"), ("busy", "Engaged")),
            "ringing": (
                ("answered", "Answer"),
                ("no_answer", "Nobody answers"),
                ("voicemail", "Answering machine"),
            ),
            "answered": (("completed", "Hang up"),),
        }.get(self.state, ())


@dataclass
class Switchboard:
    """`desk_url` is where the clinics' doors are, `clinics` their names by their ids."""

    desk_url: str
    clinics: Mapping[str, str]
    clock: Callable[[], datetime] = now
    transport: httpx2.AsyncBaseTransport | None = None
    _held: dict[str, HeldCall] = field(default_factory=dict)

    @property
    def routes(self) -> list[BaseRoute]:
        """Everything below /simulator/calls."""
        return [
            Route("/", self.show),
            Route("/{call_id}/{deed}", self.press, methods=["POST"]),
        ]

    async def show(self, _: Request) -> Response:
        """GET: the calls that are here, and whatever there is to dial with them."""
        away = [name for it, name in self.clinics.items() if not await self._take(it)]
        calls = [(it, self.clinics[it.organisation_id]) for it in reversed(self._held.values())]
        page = PAGES.get_template("switchboard.html").render(page="switchboard.html", calls=calls, away=away)
        return HTMLResponse(page, headers=HEADERS)

    async def press(self, request: Request) -> Response:
        """POST /<call>/<deed>: it is told, and the page is shown again."""
        call, deed = self._held.get(request.path_params["call_id"]), request.path_params["deed"]
        if call is None or deed not in dict(call.deeds):
            return RedirectResponse("/simulator/calls/", HTTPStatus.SEE_OTHER)
        said: dict[str, Any] = {"type": deed}
        if deed not in {"ringing", "answered"}:
            said = {"type": "ended", "cause": deed}
            if call.answered_at:
                said["seconds"] = int((self.clock() - call.answered_at).total_seconds())
        if await self._tell(call, said):
            call.state = deed
            call.answered_at = self.clock() if deed == "answered" else call.answered_at
        return RedirectResponse("/simulator/calls/", HTTPStatus.SEE_OTHER)

    async def _take(self, organisation_id: str) -> bool:
        """Whether the clinic's door answered; what it had to dial is here now."""
        answer = await self._sent("GET", f"/messaging/{organisation_id}/calls/pending?bridge=simulator")
        if answer is None:
            return False
        for it in answer["calls"]:
            call = HeldCall(it["id"], organisation_id, it["number"], it["caller"])
            if call.id not in self._held and await self._tell(call, {"type": "requested"}):
                self._held[call.id] = call
        for old in list(self._held)[:-KEPT_AT_MOST]:
            del self._held[old]
        return True

    async def _tell(self, call: HeldCall, said: Mapping[str, Any]) -> bool:
        named = said.get("cause", said["type"])
        event = {"id": f"{call.id}.{named}", "call_id": call.id, "at": self.clock().isoformat(), **said}
        path = f"/messaging/{call.organisation_id}/calls/events"
        return await self._sent("POST", path, json.dumps({"events": [event]}).encode()) is not None

    async def _sent(self, method: str, path: str, body: bytes = b"") -> Any:  # noqa: ANN401  (JSON)
        at = str(int(self.clock().timestamp()))
        said = at.encode() + b"." + (body or path.encode())
        headers = {
            "Content-Type": "application/json",
            "X-Frontdesk-Timestamp": at,
            "X-Frontdesk-Signature": hmac.new(SIGNED_WITH.encode(), said, "sha256").hexdigest(),
        }
        async with httpx2.AsyncClient(timeout=WITHIN_S, transport=self.transport) as client:
            try:
                answer = await client.request(method, self.desk_url + path, content=body, headers=headers)
            except httpx2.HTTPError:
                return None
        return answer.json() if answer.status_code == HTTPStatus.OK else None
