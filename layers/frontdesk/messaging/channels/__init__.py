"""Providers, one folder each, found by the name an organisation's catalogue gives for a kind of address."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from typing import Any

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.messaging.ports import Channel


def available() -> list[str]:
    return sorted(module.name for module in iter_modules(__path__))


def find(name: str) -> Channel:
    """The channel of that name, imported on use; ProviderFailure (not retryable) when there is none."""
    if name not in available():
        raise ProviderFailure(provider=name, retryable=False, reason="unknown channel")
    channel: Channel = import_module(f"{__name__}.{name}").channel()
    return channel


@cache
def schema_of(name: str) -> Mapping[str, Any]:
    """The JSON Schema of what a clinic says about the channel; what is `writeOnly` in it is a secret."""
    said: Mapping[str, Any] = json.loads((files(__name__) / name / "settings.json").read_text("utf-8"))
    return said
