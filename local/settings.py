"""What can be chosen about a run: the ports and the folder of its data."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from infra.target import ROOT
from local.bootstrap import CannotStart

HOST = "127.0.0.1"
"""Everything listens here and nowhere else."""

LAST_PORT = 65_535


@dataclass(frozen=True)
class Settings:
    """One run: its folder, and the ports of the front door and of the local cloud."""

    home: Path
    port: int
    cloud_port: int

    @property
    def public_url(self) -> str:
        """The address of the front door."""
        return f"http://{HOST}:{self.port}"

    @property
    def stand_in_url(self) -> str:
        """The address of the services outside: the same door under another name, so another origin."""
        return f"http://localhost:{self.port}/stand-in"

    @property
    def login_url(self) -> str:
        """The issuer of the simulated national log-in: one of the services outside."""
        return f"{self.stand_in_url}/login"

    @property
    def cloud_url(self) -> str:
        """The address of the local cloud."""
        return f"http://{HOST}:{self.cloud_port}"


def settings_from_environment() -> Settings:
    """Read FRONTDESK_HOME, FRONTDESK_PORT and FRONTDESK_CLOUD_PORT. Raises CannotStart."""
    return Settings(
        home=(ROOT / os.environ.get("FRONTDESK_HOME", ".local")).resolve(),
        port=_port("FRONTDESK_PORT", 8000),
        cloud_port=_port("FRONTDESK_CLOUD_PORT", 4566),
    )


def require_free_ports(settings: Settings) -> None:
    """Raises CannotStart when another program listens where this run wants to."""
    for name, port in (("FRONTDESK_PORT", settings.port), ("FRONTDESK_CLOUD_PORT", settings.cloud_port)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError as refusal:
                sentence = f"Port {port} is taken by another program; stop it or choose another"
                raise CannotStart(f"{sentence}: {name}={port + 1} make run") from refusal


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _port(name: str, default: int) -> int:
    written = os.environ.get(name, str(default))
    if not written.isdecimal() or not 0 < int(written) <= LAST_PORT:
        raise CannotStart(f"{name} is {written!r}, which is no port number")
    return int(written)
