"""Providers, one folder each, found by the name an organisation's catalogue gives for a kind of address."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from typing import Any

from frontdesk.kernel.errors import ProviderFailure
from frontdesk.messaging.model.traffic import Receipt
from frontdesk.messaging.ports import Channel, Tools


@cache
def available() -> tuple[str, ...]:
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def find(name: str, settings: Mapping[str, Any], tools: Tools) -> Channel:
    """The channel of that name, imported on use; ProviderFailure where there is none, or settings of it are missing.

    `settings` are as its settings.json says; a secret may be a list then, the one that signs first.
    """
    try:
        channel: Channel = _module(name).channel(settings, tools)
    except KeyError as missing:
        raise ProviderFailure(provider=name, retryable=False, reason="not set up") from missing
    return channel


def from_the_bus(event: Mapping[str, Any]) -> Receipt | None:
    """What an event of the account's default bus says of a message; None where that is nothing.

    A channel that hears the bus has `BUS_SOURCE` and `of_the_bus(event)`.
    """
    for name in available():
        module = _module(name)
        if getattr(module, "BUS_SOURCE", None) == event.get("source"):
            receipt: Receipt | None = module.of_the_bus(event)
            return receipt
    return None


def _module(name: str) -> Any:  # noqa: ANN401  (a module)
    if name not in available():
        raise ProviderFailure(provider=name, retryable=False, reason="unknown channel")
    return import_module(f"{__name__}.{name}")


@cache
def schema_of(name: str) -> Mapping[str, Any]:
    """The JSON Schema of what a clinic says about the channel; what is `writeOnly` in it is a secret."""
    said: Mapping[str, Any] = json.loads((files(__name__) / name / "settings.json").read_text("utf-8"))
    return said
