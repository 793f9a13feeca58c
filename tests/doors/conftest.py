"""The doors with both clinics behind them, built once: whatever a question changes is put back after it."""

import pytest
from moto import mock_aws

from frontdesk.patients.gateways.openid import OpenIdLogIn
from tests.attacks.doors import Door
from tests.conftest import furnish, staff_pool
from tests.functions.conftest import console_app
from tests.functions.loading import FUNCTIONS, load

from .matrix import Matrix
from .people import everybody
from .watching import Watched
from .world import furnish_both

__all__ = ["console_app"]


@pytest.fixture(scope="module")
def apps(console_app):
    """Every function; what has no routes has no door."""
    return [load(it.parent.name) for it in sorted(FUNCTIONS.glob("*/app.py"))]


@pytest.fixture(scope="module")
def matrix(apps):
    with mock_aws(), pytest.MonkeyPatch.context() as patch:
        furnish()
        pool, made = staff_pool()
        patch.setenv("USER_POOL_CLIENT_ID", made)
        patch.setenv("USER_POOL_ID", pool)
        # Nobody is asked over the network; what comes back is asked about at the door of the return.
        patch.setattr(OpenIdLogIn, "address", lambda *_: "https://id.example/authorize")
        furnish_both()
        yield Matrix([Door(it) for it in apps if it.routes], everybody(), Watched())
