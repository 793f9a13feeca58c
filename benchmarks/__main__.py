"""`make bench`: every measurement in turn, each against its budget; `python -m benchmarks sizes cost` some of them.

Each in a process of its own: what one of them pretends about AWS must not reach the next.
"""

import subprocess
import sys
from collections.abc import Sequence

PARTS: dict[str, tuple[str, ...]] = {
    "units": (),
    "handler": (),
    "instructions": ("--all",),
    "booking": (),
    "sizes": (),
    "burst": (),
    "cost": (),
}


def main(wanted: Sequence[str]) -> int:
    """1 when a budget is broken anywhere; the other parts are measured all the same."""
    failed = 0
    for name in wanted or PARTS:
        print(f"\n== {name}", flush=True)
        failed |= measured(name)
    return failed


def measured(name: str) -> int:
    """1 when the part broke a budget, or broke."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *PARTS[name]]
    return int(subprocess.run(command, check=False).returncode != 0)  # noqa: S603  (ours, by name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
