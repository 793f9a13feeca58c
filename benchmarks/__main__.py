"""`make bench`: every measurement in turn, each against its budget; `python -m benchmarks sizes cost` some of them.

Each in a process of its own: what one of them pretends about AWS must not reach the next.
"""

import subprocess
import sys
from collections.abc import Sequence

PARTS = {"units": (), "handler": (), "instructions": ("--all",), "booking": (), "sizes": (), "cost": ()}


def main(wanted: Sequence[str]) -> int:
    """1 when a budget is broken anywhere; the other parts are measured all the same."""
    failed = 0
    for name in wanted or PARTS:
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}", *PARTS[name]]
        failed |= subprocess.run(command, check=False).returncode  # noqa: S603  (ours, by name)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
