"""Stand-ins for services outside, to see what they get to know: everything that came with the request is shown.

The front door answers for `localhost` as well as for 127.0.0.1, which are two origins to a browser.
"""

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=True)
NOTHING = "nothing"
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True)
class StandIn:
    """One service; `framed` says whether it may be embedded, by anybody then."""

    title: str
    framed: bool

    async def show(self, request: Request) -> Response:
        """GET: the page, with what the service gets to know of who came."""
        noted = {
            "Address": request.url.path,
            "Query": request.url.query or NOTHING,
            "Referer": request.headers.get("referer", NOTHING),
            "Cookies": request.headers.get("cookie", NOTHING),
        }
        page = PAGES.get_template("stand_in.html").render(title=self.title, framed=self.framed, noted=noted)
        return HTMLResponse(page, headers=self._headers())

    def _headers(self) -> dict[str, str]:
        refusal = {} if self.framed else {"X-Frame-Options": "DENY"}
        return refusal | {
            "Content-Security-Policy": POLICY if self.framed else f"{POLICY}; frame-ancestors 'none'",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }


SERVICES = {
    "booking": StandIn("External booking (stand-in)", framed=True),
    "prescription": StandIn("E-prescription service (stand-in)", framed=False),
    "information": StandIn("Information of an authority (stand-in)", framed=False),
}


def stand_ins() -> list[BaseRoute]:
    """Everything below /stand-in; what follows a service's name is the service's own affair."""
    return [
        route
        for name, service in SERVICES.items()
        for route in (Route(f"/{name}", service.show), Route(f"/{name}/{{rest:path}}", service.show))
    ]
