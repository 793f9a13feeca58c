"""The simulators over HTTP: the provider's API on one side, what a person would see on the other."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader
from jsonschema import Draft202012Validator
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from local.simulators.handset import NOBODY_THERE, Door, Handset
from local.simulators.letterbox import Kind, Letterbox, Said, SimulatedMessage

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
ORDER = Draft202012Validator(
    {
        "type": "object",
        "required": ["reference", "kind", "to", "text", "organisation_id"],
        "properties": {
            "reference": {"type": "string", "minLength": 1, "maxLength": 200},
            "kind": {"enum": [kind.value for kind in Kind]},
            "to": {"type": "string", "minLength": 3, "maxLength": 320},
            "subject": {"type": "string", "maxLength": 1000},
            "text": {"type": "string", "minLength": 1, "maxLength": 100_000},
            "organisation_id": {"type": "string", "minLength": 1, "maxLength": 200},
        },
        "additionalProperties": False,
    },
)
ADDRESS = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)]")


def linked(text: str) -> Markup:
    """Text with its addresses as links, everything else escaped."""
    parts, end = [], 0
    for found in ADDRESS.finditer(text):
        address = escape(found.group())
        parts += [escape(text[end : found.start()]), Markup('<a href="{}">{}</a>').format(address, address)]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


async def _no_door(_organisation_id: str, _body: bytes, _headers: Mapping[str, str]) -> int:
    return NOBODY_THERE


@dataclass
class Simulators:
    """The simulated providers of one run.

    `lines` are what the run prints: addresses and demo logins; `windows` are the organisations' names by their id;
    `door` is where the clinics are told what becomes of a message.
    """

    letterbox: Letterbox
    lines: Callable[[], list[str]]
    windows: Mapping[str, str] = field(default_factory=dict)
    door: Door = _no_door
    outage: bool = False
    _pages: Environment = field(init=False)

    def __post_init__(self) -> None:
        loader = FileSystemLoader(HERE / "pages")
        self._pages = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
        self._pages.filters["linked"] = linked

    @property
    def routes(self) -> list[BaseRoute]:
        """Everything below /simulator."""
        return [
            Route("/", self.overview),
            Route("/messages", self.take, methods=["POST"]),
            Route("/messages", self.list_messages),
            Route("/outage", self.switch_outage, methods=["POST"]),
            Route("/phone", self.phone),
            Route("/inbox", self.inbox),
            *Handset(self.letterbox, self.door).routes,
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ]

    async def take(self, request: Request) -> Response:
        """POST /messages: 201 for a new reference, 200 and the same answer for one that was taken before."""
        if self.outage:
            return JSONResponse({"error": "the simulated provider is down"}, 503, {"Retry-After": "60"})
        try:
            order = await request.json()
        except ValueError:
            return JSONResponse({"errors": ["the body is not JSON"]}, 400)
        errors = [f"{error.json_path}: {error.message}" for error in ORDER.iter_errors(order)]
        if errors:
            return JSONResponse({"errors": errors}, 400)
        message, is_new = self.letterbox.take({"subject": "", **order})
        return JSONResponse(message.as_json(), 201 if is_new else 200)

    async def list_messages(self, request: Request) -> Response:
        """GET /messages?kind=&to=: what arrived, oldest first, for tests and the curious."""
        kind = request.query_params.get("kind")
        known = Kind(kind) if kind in set(Kind) else None
        found = self.letterbox.messages(known, request.query_params.get("to"))
        return JSONResponse({"messages": [message.as_json() for message in found]})

    async def switch_outage(self, request: Request) -> Response:
        """POST /outage with state=on or state=off: how the product behaves when its provider is down."""
        form = parse_qs((await request.body()).decode())
        self.outage = form.get("state", ["off"])[0] == "on"
        return RedirectResponse("/simulator/", status_code=303)

    async def index(self, _: Request) -> Response:
        """GET /: the way to everything."""
        return self._page("index.html", lines=self.lines(), windows=self.windows)

    async def overview(self, _: Request) -> Response:
        """GET /simulator: how many messages there are, and the switch."""
        messages = self.letterbox.messages()
        counts = {kind.value: sum(message.kind is kind for message in messages) for kind in Kind}
        return self._page("overview.html", counts=counts, outage=self.outage)

    async def phone(self, request: Request) -> Response:
        """GET /phone?to=: the text messages of one number, or of all."""
        return self._mail("phone.html", {Kind.SMS, Kind.VOICE}, request.query_params.get("to"))

    async def inbox(self, request: Request) -> Response:
        """GET /inbox?to=: the e-mails to one address, or to all."""
        return self._mail("inbox.html", {Kind.EMAIL}, request.query_params.get("to"))

    def _mail(self, page: str, kinds: set[Kind], chosen: str | None) -> Response:
        messages = [it for it in self.letterbox.messages() if it.kind in kinds]
        boxes = _by_recipient(messages)
        shown = {name: box for name, box in boxes.items() if chosen in (None, name)}
        said: dict[str, list[Said]] = {}
        for it in self.letterbox.said():
            said.setdefault(it.reference, []).append(it)
        return self._page(page, boxes=shown, recipients=list(boxes), chosen=chosen, said=said)

    def _page(self, name: str, **values: object) -> Response:
        return HTMLResponse(self._pages.get_template(name).render(page=name, **values), headers=HEADERS)


def _by_recipient(messages: list[SimulatedMessage]) -> dict[str, list[SimulatedMessage]]:
    """Recipient -> messages, oldest first; who heard last comes first."""
    last_heard = {message.recipient: position for position, message in enumerate(messages)}
    ordered = sorted(messages, key=lambda message: -last_heard[message.recipient])
    return {name: list(box) for name, box in groupby(ordered, key=lambda message: message.recipient)}
