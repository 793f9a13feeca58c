"""benchmarks/budget.json: what may be spent. Tools only lower it; raising is done by hand, and seen in a review."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

BUDGET = Path(__file__).parent / "budget.json"

Figures = Mapping[str, float]


def budgets(section: str, path: Path = BUDGET) -> dict[str, Any]:
    """What a section of the file allows."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8")).get(section, {})
    return found


def broken(section: str, measured: Figures, *, tolerance: float, path: Path = BUDGET) -> list[str]:
    """A sentence for each figure above its budget by more than the tolerance, and for each without one."""
    allowed = budgets(section, path)
    without = [f"{name}: {figure:g}, and {section} has no budget for it" for name, figure in measured.items()]
    return [
        f"{name}: {figure:g} is more than {allowed[name]:g} and {tolerance:.0%}"
        if name in allowed
        else missing
        for (name, figure), missing in zip(measured.items(), without, strict=True)
        if name not in allowed or figure > allowed[name] * (1 + tolerance)
    ]


def lower(section: str, measured: Figures, path: Path = BUDGET) -> None:
    """Take what is now less, and what is new; a budget that is lower already stays."""
    kept = budgets(section, path)
    store(section, kept | {name: min(it, kept.get(name, it)) for name, it in measured.items()}, path)


def store(section: str, figures: Mapping[str, Any], path: Path = BUDGET) -> None:
    """Write a section anew; the others stay."""
    said = json.loads(path.read_text("utf-8")) | {section: figures}
    path.write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", "utf-8")


def judged(section: str, measured: Figures, *, tolerance: float, write: bool, path: Path = BUDGET) -> int:
    """Print every figure beside its budget; 1 when one is broken."""
    if write:
        lower(section, measured, path)
    allowed = budgets(section, path)
    for name, figure in measured.items():
        print(f"{name}: {figure:g}, budget {allowed.get(name, 'none')}")
    faults = broken(section, measured, tolerance=tolerance, path=path)
    for fault in faults:
        print(f"BROKEN {fault}")
    return int(bool(faults))
