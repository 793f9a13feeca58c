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
def simulators(letterbox):
    return Simulators(letterbox, lambda: ["1001 / Lindenhof-1001"], {"lindenhof": "Praxis am Lindenhof"})


@pytest.fixture
def provider(simulators):
    routes = [Route("/", simulators.index), Mount("/simulator", routes=simulators.routes)]
    return TestClient(Starlette(routes=routes), follow_redirects=False)
