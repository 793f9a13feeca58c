"""Leads a demo release to stand-ins: the addresses it names are invented (`*.example`) and answer nowhere."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

PAGES: Mapping[str, str] = {
    "termine": "booking",
    "yuyue": "booking",
    "rezept": "prescription",
    "anmelden": "login",
}
"""First part of an invented host -> the stand-in for it; any other is a page of information."""

OTHER = "information"
INVENTED = re.compile(r"https://([a-z0-9-]+)\.example(/[^\s]*)?")


def led_to_stand_ins(release: Mapping[str, Any], stand_in_url: str) -> dict[str, Any]:
    """The release with its invented addresses led to pages below the address, and that one's origin to embed."""
    there = urlsplit(stand_in_url)
    origin = f"{there.scheme}://{there.netloc}"
    led: dict[str, Any] = _led(release, stand_in_url)
    if "embed_origins" in led:
        led["embed_origins"] = list(dict.fromkeys(_origins(release["embed_origins"], origin)))
    return led


def _origins(named: Iterable[str], stand_in: str) -> Iterator[str]:
    return (stand_in if INVENTED.fullmatch(it) else it for it in named)


def _led(said: Any, stand_in_url: str) -> Any:  # noqa: ANN401  # whatever JSON can say
    if isinstance(said, dict):
        return {name: _led(it, stand_in_url) for name, it in said.items()}
    if isinstance(said, list):
        return [_led(it, stand_in_url) for it in said]
    if isinstance(said, str):
        return INVENTED.sub(lambda found: _address(found, stand_in_url), said)
    return said


def _address(found: re.Match[str], stand_in_url: str) -> str:
    page = PAGES.get(found[1], OTHER)
    return f"{stand_in_url}/{page}{(found[2] or '').rstrip('/')}"
