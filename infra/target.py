"""Where a package is meant to run, and the constants of the platform: each stated here and nowhere else."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

PYTHON = "3.13"
RUNTIME = f"python{PYTHON}"
ARCHITECTURE = "arm64"
WHEEL_PLATFORMS = ("manylinux2014_aarch64", "manylinux_2_28_aarch64")
"""Wheels that load on Amazon Linux 2023 (glibc 2.34), the system under the runtime."""

MEMORY_MB = 512
"""Enough for the third-party layer with room to spare; also decides the share of a processor."""

DOOR_TIMEOUT_S = 15
"""A person is waiting; API Gateway gives up after 29 seconds anyway."""

TASK_TIMEOUT_S = 60
"""Listeners, machine tasks and scheduled runs."""

ROOT = Path(__file__).resolve().parent.parent


class PackagingFailed(Exception):
    """The package cannot be made; the message says which file is wrong, and how."""


class Place(StrEnum):
    """Where the package will run."""

    AWS = "aws"
    LOCAL = "local"


@dataclass(frozen=True)
class Target:
    """One packaging job: the product's source tree, and where its packages go.

    `linked` layers hold a pointer to the source tree instead of code: a saved file is live at the next call.
    """

    place: Place
    root: Path = ROOT

    @property
    def build(self) -> Path:
        """The folder of everything made for this place."""
        return self.root / ".build" / self.place

    @property
    def linked(self) -> bool:
        """Whether layers point to the source tree instead of containing a copy of it."""
        return self.place is Place.LOCAL

    @property
    def functions(self) -> list[str]:
        """The names of the Chalice apps, sorted."""
        return sorted(path.parent.name for path in (self.root / "functions").glob("*/app.py"))
