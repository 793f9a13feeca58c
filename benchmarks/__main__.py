"""`make bench`: every measurement in turn, each against its budget; `python -m benchmarks sizes cost` some of them."""

import sys
from collections.abc import Callable, Sequence

from benchmarks import booking, cost, handler, instructions, sizes, units

PARTS: dict[str, Callable[[], int]] = {
    "units": units.main,
    "handler": handler.main,
    "instructions": lambda: instructions.main(["--all"]),
    "booking": booking.main,
    "sizes": sizes.main,
    "cost": cost.main,
}


def main(wanted: Sequence[str]) -> int:
    """1 when a budget is broken anywhere; the other parts are measured all the same."""
    failed = 0
    for name in wanted or PARTS:
        print(f"\n== {name}", flush=True)
        failed |= PARTS[name]()
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
