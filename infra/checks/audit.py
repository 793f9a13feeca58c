"""`python -m infra.checks.audit`: asks the package index whether what is locked has known holes.

An index that is not there, or that knows no holes in a package that has some, is no reason to be calm: this says so
and fails.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from infra.checks.findings import CheckFailed
from infra.checks.tools import run
from infra.target import ROOT

LOCKS = tuple(ROOT / "requirements" / f"{name}.txt" for name in ("runtime", "dev", "cloud", "checks"))
FULL_OF_HOLES = "jinja2==2.10"
"""Everybody who knows of holes knows of those in this one: CVE-2019-10906 and later ones."""

Packages = list[dict[str, Any]]
Ask = Callable[[Sequence[str]], Packages]


def audit(locks: Sequence[Path], ask: Ask) -> list[str]:
    """A sentence for every hole. Raises CheckFailed when nothing, or not everything, could be looked up."""
    _require_an_index_that_knows(ask)
    holes = []
    for lock in locks:
        packages = ask(["--require-hashes", "--requirement", str(lock)])
        unknown = [str(one["name"]) for one in packages if "vulns" not in one]
        if unknown or not packages:
            missing = ", ".join(unknown) or "every package"
            raise CheckFailed(
                f"{lock.name} was not looked up whole, {missing} is missing: this proves nothing"
            )
        holes += [f"{lock.name}: {_hole(one, hole)}" for one in packages for hole in one["vulns"]]
        print(f"{lock.name}: {len(packages)} packages looked up", flush=True)
    return holes


def pip_audit(arguments: Sequence[str]) -> Packages:
    """What pip-audit was told about each package. Raises CheckFailed when it was told nothing."""
    command = ["pip-audit", "--strict", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    done = run([*command, *arguments])
    try:
        packages: Packages = json.loads(done.stdout)["dependencies"]
    except ValueError as trouble:
        said = (done.stderr.strip() or "no word").splitlines()[-1]
        raise CheckFailed(f"nothing was looked up, so this proves nothing: {said}") from trouble
    return packages


def _require_an_index_that_knows(ask: Ask) -> None:
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / "old.txt"
        old.write_text(f"{FULL_OF_HOLES}\n")
        known = ask(["--no-deps", "--requirement", str(old)])
    if not any(one.get("vulns") for one in known):
        raise CheckFailed(
            f"the package index knows no holes in {FULL_OF_HOLES}, so its silence proves nothing"
        )


def _hole(package: dict[str, Any], hole: dict[str, Any]) -> str:
    mended = ", ".join(hole["fix_versions"]) or "no version yet"
    return f"{package['name']} {package['version']} has {hole['id']}, mended in {mended}"


def main() -> int:
    """0 when everything was looked up and nothing is known."""
    try:
        holes = audit(LOCKS, pip_audit)
    except CheckFailed as trouble:
        print(f"Nobody knows: {trouble}", file=sys.stderr)
        return 1
    print("\n".join(holes) or "No known holes.", file=sys.stderr if holes else sys.stdout)
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
