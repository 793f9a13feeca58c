"""How wide a test tries: quick with every test run, wide where `FRONTDESK_PROVE=1` asks for a proof."""

import os
import random

from hypothesis import HealthCheck, Phase, settings

PROVING = os.environ.get("FRONTDESK_PROVE") == "1"
SEED = 20261125


def wide(ordinary, proving):
    """The first with every run, the second in a proof."""
    return proving if PROVING else ordinary


def seeded():
    """The same dice in every run."""
    return random.Random(SEED)  # noqa: S311  # nothing is kept secret with it


def stories(ordinary, proving):
    """So many stories of twenty steps, the same ones in every run."""
    return settings(
        max_examples=wide(ordinary, proving),
        stateful_step_count=20,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )


def until_found(some):
    """Stories until a planted fault is met: how soon, hangs on dice that differ from one source text to another."""
    return settings(some, max_examples=5000, phases=[Phase.generate])
