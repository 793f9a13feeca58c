"""A clinic's messaging settings and templates as plain JSON, and back."""

from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from typing import Any

from frontdesk.messaging.model import Kind, Purpose, Wording
from frontdesk.messaging.model.settings import Caps, Quiet, Settings

ANY = "any"
"""The wording for all kinds of contact."""


def read_settings(said: Mapping[str, Any], *, version: int = 0) -> Settings:
    """What `write_settings` wrote, or a form said; KeyError and ValueError for what its schema does not allow."""
    quiet, usual = said.get("quiet"), Caps()
    caps = said.get("caps", {})
    return Settings(
        channels={Kind(kind): name for kind, name in said.get("channels", {}).items()},
        of_channels=said.get("of_channels", {}),
        order={
            Purpose(it): tuple(Kind(kind) for kind in kinds) for it, kinds in said.get("order", {}).items()
        },
        quiet=Quiet(
            time.fromisoformat(quiet["begins"]),
            time.fromisoformat(quiet["ends"]),
            quiet.get("everywhere", False),
        )
        if quiet
        else None,
        caps=Caps(
            recipient=int(caps.get("recipient", usual.recipient)),
            organisation=int(caps.get("organisation", usual.organisation)),
            country=int(caps.get("country", usual.country)),
        ),
        countries=frozenset(said.get("countries", ())),
        prices={country: Decimal(price) for country, price in said.get("prices", {}).items()},
        currency=said.get("currency", "EUR"),
        version=version,
    )


def write_settings(settings: Settings) -> dict[str, Any]:
    """All but the version, in an order that stays the same."""
    quiet, caps = settings.quiet, settings.caps
    return {
        "channels": {kind.value: name for kind, name in sorted(settings.channels.items())},
        "of_channels": {name: dict(said) for name, said in sorted(settings.of_channels.items())},
        "order": {it.value: [kind.value for kind in kinds] for it, kinds in sorted(settings.order.items())},
        "quiet": {
            "begins": quiet.begins.isoformat("minutes"),
            "ends": quiet.ends.isoformat("minutes"),
            "everywhere": quiet.everywhere,
        }
        if quiet
        else None,
        "caps": {"recipient": caps.recipient, "organisation": caps.organisation, "country": caps.country},
        "countries": sorted(settings.countries),
        "prices": {country: str(price) for country, price in sorted(settings.prices.items())},
        "currency": settings.currency,
    }


def read_wordings(said: Mapping[str, Mapping[str, str]]) -> dict[Kind | None, Wording]:
    """By kind of contact, `any` for all."""
    return {
        None if kind == ANY else Kind(kind): Wording(it.get("subject", ""), it["text"])
        for kind, it in said.items()
    }


def write_wordings(wordings: Mapping[Kind | None, Wording]) -> dict[str, dict[str, str]]:
    """The same the other way."""
    return {
        kind.value if kind else ANY: {"subject": it.subject, "text": it.text} for kind, it in wordings.items()
    }
