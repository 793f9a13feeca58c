"""The front door on one address, where CloudFront stands on AWS: carries requests to the right API.

Everything goes through as it came: path and query still encoded, body, every header, every Set-Cookie.
"""

import os
from asyncio import Semaphore
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

import httpx2
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from infra.apps import STAGE
from local.demo.organisations import login_clients
from local.settings import Settings
from local.simulators import Simulators
from local.simulators.login import LogInProvider
from local.simulators.stand_in import stand_ins
from local.simulators.switchboard import Switchboard

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
HOP_BY_HOP = frozenset(
    {b"connection", b"keep-alive", b"te", b"trailer", b"transfer-encoding", b"upgrade", b"host"},
)
RECOMPUTED = HOP_BY_HOP | {b"content-length", b"content-encoding"}
SAME_API = {"static": "window"}
"""First part of an address -> the app that answers, where the two differ."""

A_LITTLE_LONGER_THAN_ANY_FUNCTION_S = 30.0
AT_ONCE = 4 * (os.cpu_count() or 1)
"""As many functions as one machine can start at once; who comes after them waits at the door, for as long as it takes.

AWS has a machine for each. Here fifty cold ones at once keep each other from starting within their time.
"""
Outputs = Callable[[], Mapping[str, str]]


def front_door(settings: Settings, outputs: Outputs, simulators: Simulators) -> Starlette:
    """The application; `outputs` is asked anew for every request, because a deployment can move an API."""
    provider = LogInProvider(settings.login_url, login_clients(settings.public_url))
    switchboard = Switchboard(settings.public_url, simulators.windows)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with httpx2.AsyncClient(timeout=A_LITTLE_LONGER_THAN_ANY_FUNCTION_S) as client:
            app.state.client, app.state.turn = client, Semaphore(AT_ONCE)
            yield

    async def carry(request: Request) -> Response:
        api = _api_of(request.url.path, outputs())
        if api is None:
            return PlainTextResponse("There is nothing at this address.\n", status_code=404)
        client: httpx2.AsyncClient = request.app.state.client
        upstream = client.build_request(
            request.method,
            f"{settings.cloud_url}/_aws/execute-api/{api}/{STAGE}{_raw_target(request)}",
            headers=_headers_inward(request),
            content=await request.body(),
        )
        try:
            async with request.app.state.turn:
                answer = await client.send(upstream)
        except httpx2.HTTPError as failure:
            return PlainTextResponse(f"The local cloud did not answer: {failure!r}\n", status_code=502)
        return _answer(answer)

    return Starlette(
        routes=[
            Route("/", simulators.index),
            Route("/simulator", simulators.overview),
            Mount("/simulator/calls", routes=switchboard.routes),
            Mount("/simulator", routes=simulators.routes),
            Mount("/stand-in/login", routes=provider.routes),
            Mount("/stand-in", routes=stand_ins()),
            Route("/{path:path}", carry, methods=METHODS),
        ],
        lifespan=lifespan,
    )


def _api_of(path: str, outputs: Mapping[str, str]) -> str | None:
    """`/window/...` -> the id of the window's API, the stack's output `WindowApi`."""
    door = path.split("/")[1]
    return outputs.get(f"{SAME_API.get(door, door).capitalize()}Api")


def _raw_target(request: Request) -> str:
    """Path and query as they were sent; decoding and encoding again would not give the same."""
    path: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    query: bytes = request.scope["query_string"]
    return (path.partition(b"?")[0] + (b"?" + query if query else b"")).decode("latin-1")


def _headers_inward(request: Request) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in request.headers.raw if name not in HOP_BY_HOP]
    host = request.headers.get("host", "")
    sender = request.client.host if request.client else ""
    told = {"x-forwarded-host": host, "x-forwarded-proto": request.url.scheme, "x-forwarded-for": sender}
    return [*kept, *((name.encode(), value.encode("latin-1")) for name, value in told.items())]


def _answer(answer: httpx2.Response) -> Response:
    response = Response(answer.content, status_code=answer.status_code)
    kept = [(name.lower(), value) for name, value in answer.headers.raw]
    response.raw_headers = [
        *((name, value) for name, value in kept if name not in RECOMPUTED),
        (b"content-length", str(len(answer.content)).encode()),
    ]
    return response
