"""`python -m infra.checks`: every tool over everything, a planted fault in front of each."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra.checks.findings import CheckFailed, Exceptions, Finding, Memory, exceptions
from infra.checks.tools import Tool, bandit, checkov, detect_secrets
from infra.target import ROOT

TEMPLATES = tuple(ROOT / ".build" / "aws" / name for name in ("template.json", "edge.json"))
MADE = ROOT / ".build" / "checks"
FOLDERS = ("layers", "functions", "infra", "local")


def look(tool: Tool, files: Sequence[Path], memory: Memory, folder: Path) -> list[Finding]:
    """What a tool finds in files that it did not see clean before. Raises CheckFailed when it is blind."""
    new = memory.unknown(tool.name, files)
    if not new:
        return []
    bait = tool.plant.into(folder)
    findings = tool.ask([bait, *new])
    seen = {one.rule for one in findings if one.file.resolve() == bait.resolve()}
    if not tool.plant.rules <= seen:
        silent = ", ".join(sorted(tool.plant.rules - seen))
        raise CheckFailed(
            f"{tool.name} says nothing about a planted fault ({silent}): nothing it says counts"
        )
    return [one for one in findings if one.file.resolve() != bait.resolve()]


def judged(findings: Sequence[Finding], allowed: Exceptions) -> list[Finding]:
    """The findings that nothing allows."""
    return [one for one in findings if not any(rule.covers(one) for rule in allowed.not_secrets)]


def tracked() -> list[Path]:
    """Every file that git keeps here. Locks of requirements are left to tests/house: pins and hashes only."""
    command = ["git", "ls-files", "-z", "--", ".", ":!requirements/*.txt"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise CheckFailed("git cannot say which files are ours; the check for secrets needs a checkout")
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def check(memory: Memory, bait: Path) -> list[Finding]:
    """Ask all three at once, and remember what is clean."""
    allowed = exceptions()
    code = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    work = [(checkov(allowed.skips), TEMPLATES), (bandit(), code), (detect_secrets(), tracked())]
    with ThreadPoolExecutor() as threads:
        running = [(tool, files, threads.submit(look, tool, files, memory, bait)) for tool, files in work]
    found = []
    for tool, files, answer in running:
        bad = judged(answer.result(), allowed)
        faulty = {one.file.resolve() for one in bad}
        memory.learn(tool.name, [path for path in files if path.resolve() not in faulty])
        print(f"{tool.name}: {len(files)} files, {len(bad)} findings", flush=True)
        found += bad
    return found


def main() -> int:
    """0 when nothing was found."""
    memory = Memory(MADE / "clean.json")
    # Below the root: detect-secrets does not look at what lies outside.
    bait = MADE / "planted"
    try:
        found = check(memory, bait)
    except CheckFailed as trouble:
        print(trouble, file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(bait, ignore_errors=True)
    memory.save()
    for one in found:
        print(one, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
