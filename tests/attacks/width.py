"""How wide the attacks are: quick with every test run, wide where `FRONTDESK_PROVE=1` asks for a proof."""

import os
import random

PROVING = os.environ.get("FRONTDESK_PROVE") == "1"
SEED = 20261125


def wide(ordinary, proving):
    """The first with every run, the second in a proof."""
    return proving if PROVING else ordinary


def seeded():
    """The same dice in every run."""
    return random.Random(SEED)  # noqa: S311  # nothing is kept secret with it
