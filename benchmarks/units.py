"""`python -m benchmarks.units`: calls, units, transitions, invocations, events and messages of each use case.

Counted by the tests' probe in a whole clinic in one process, so that the figures are exact and the same on every
machine. Any rise above benchmarks/budget.json ends the run with an error; `--write` takes what is less or new.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from benchmarks.budgets import BUDGET, budgets, store
from tests.probe.meter import COUNTED
from tests.probe.street import clinics
from tests.probe.uses import metered

SECTION = "use_cases"

Uses = Mapping[str, Mapping[str, float]]


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table; 1 when a use case costs more than it may, or has no budget."""
    parser = ArgumentParser(prog="python -m benchmarks.units")
    parser.add_argument("--write", action="store_true", help="take what is less, or new")
    asked = parser.parse_args(list(arguments))
    with pytest.MonkeyPatch.context() as patch, clinics(patch) as world:
        measured = metered(world)
    if asked.write:
        lower(measured)
    print(table(measured))
    faults = risen(measured, budgets(SECTION))
    print("\n".join(faults))
    return int(bool(faults))


def risen(measured: Uses, allowed: Uses) -> list[str]:
    """A sentence for everything that rose, came without a budget, or has a budget and is measured no more."""
    faults = [f"BROKEN {name}: not measured any more" for name in allowed.keys() - measured.keys()]
    for name, counts in measured.items():
        if name not in allowed:
            faults.append(f"BROKEN {name}: no budget")
            continue
        more = {it: (count, allowed[name][it]) for it, count in counts.items() if count > allowed[name][it]}
        faults += [f"BROKEN {name}: {count:g} {it}, budget {most:g}" for it, (count, most) in more.items()]
    return sorted(faults)


def lower(measured: Uses, path: Path = BUDGET) -> None:
    """Take what is less and what is new; nothing is raised."""
    known = budgets(SECTION, path)
    lowest = {
        name: {it: min(count, known.get(name, counts)[it]) for it, count in counts.items()}
        for name, counts in measured.items()
    }
    store(SECTION, lowest, path)


def table(measured: Uses) -> str:
    """The counts in columns."""
    heads = [it.replace("_units", "") for it in COUNTED]
    lines = [f"{'':36}" + "".join(f"{it:>13}" for it in heads)]
    for name, counts in measured.items():
        lines.append(f"{name:36}" + "".join(f"{counts[it]:>13g}" for it in COUNTED))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
