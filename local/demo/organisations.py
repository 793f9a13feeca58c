"""The demo organisations: each is `<id>.json` here, its flows `<id>-release.json`, its times `<id>-timetable.json`."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILES = HERE / "files"
"""The files that releases offer, under the names they have there."""

RELEASE = "-release.json"


@dataclass(frozen=True)
class Demo:
    """One organisation as it is written down."""

    id: str

    @cached_property
    def said(self) -> dict[str, Any]:
        """Its catalogue and its staff."""
        return _read(f"{self.id}.json")

    @cached_property
    def release(self) -> dict[str, Any]:
        """Its flows."""
        return _read(f"{self.id}{RELEASE}")

    @cached_property
    def timetable(self) -> dict[str, Any]:
        """Its times."""
        return _read(f"{self.id}-timetable.json")

    @property
    def name(self) -> str:
        """What patients call it."""
        name: str = self.said["organisation"]["name"]
        return name


def demos() -> tuple[Demo, ...]:
    """All of them, by their id."""
    return tuple(Demo(it.name.removesuffix(RELEASE)) for it in sorted(HERE.glob(f"*{RELEASE}")))


def login_clients(public_url: str) -> dict[str, str]:
    """Where each organisation's log-in leads back to, by the client id it has at its provider."""
    return {
        it.said["organisation"]["login"]["client_id"]: f"{public_url}/booking/{it.id}/mine/login/return"
        for it in demos()
        if "login" in it.said["organisation"]
    }


def _read(name: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((HERE / name).read_text("utf-8"))
    return said
