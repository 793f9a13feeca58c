"""Providers, one folder each, found by the name an organisation's catalogue gives for a kind of address."""

from importlib import import_module
from pkgutil import iter_modules

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
