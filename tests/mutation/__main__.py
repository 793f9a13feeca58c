"""Whether the tests would notice a changed rule: `python -m tests.mutation [booking|requests|engine|validator]`.

Ends with an error where fewer than nine in ten mutants are noticed.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from .parts import PARTS, Part
from .verdict import judge, report, reviewed
from .workshop import mutate

ROOT = Path(__file__).parents[2]
SECONDS = 420
"""Of a whole run; each part has its share of what is left."""


def main(names: Sequence[str] = ()) -> int:
    """Try the named parts, or all; 1 if one of them is not good enough."""
    chosen = [it for it in PARTS if it.name in names or not names]
    if not chosen or set(names) - {it.name for it in chosen}:
        print(f"There are only: {', '.join(it.name for it in PARTS)}")
        return 2
    return prove(chosen, root=ROOT, seconds=SECONDS)


def prove(parts: Sequence[Part], *, root: Path, seconds: float) -> int:
    """Print what became of each part's mutants; 1 if too many survived."""
    good, until = True, time.monotonic() + seconds
    for done, part in enumerate(parts):
        share = (until - time.monotonic()) / (len(parts) - done)
        with TemporaryDirectory(prefix="frontdesk-mutation-") as shop:
            mutants = mutate(part, root=root, shop=Path(shop), seconds=share)
        verdict = judge(part.name, mutants, reviewed())
        print(report(verdict), end="\n\n", flush=True)
        good = good and verdict.good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
