"""A letterbox with a clock that stands still, and an app that shows it."""

from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from local.simulators import Simulators
from local.simulators.letterbox import Letterbox

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def letterbox(tmp_path):
    return Letterbox(tmp_path / "simulators.sqlite", clock=lambda: NOON)


@pytest.fixture
def told():
    """What the clinics were told at their doors: organisation, body, headers."""
    return []


@pytest.fixture
def simulators(letterbox, told):
    async def door(*said):
        told.append(said)
        return 204

    names = {"lindenhof": "Praxis am Lindenhof"}
    return Simulators(letterbox, lambda: ["1001 / Lindenhof-1001"], names, door)


@pytest.fixture
def provider(simulators):
    routes = [Route("/", simulators.index), Mount("/simulator", routes=simulators.routes)]
    return TestClient(Starlette(routes=routes), follow_redirects=False)
