"""Messages that tell a secret, and how long it is good. Pure."""

from collections.abc import Mapping
from datetime import timedelta

PASSING: Mapping[str, timedelta] = {"code": timedelta(minutes=10)}
"""Templates with a secret parameter, and how long it is good."""
