"""`python3 -m local.bootstrap [everything] [checks]`: makes the Python environments from the locked requirements.

Needs nothing but Python itself, and any Python can read this file, so that an old one gets a sentence.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
PRODUCT = (".venv", "requirements/dev.txt")
CLOUD = (".venv-cloud", "requirements/cloud.txt")
CHECKS = (".venv-checks", "requirements/checks.txt")
EVERY_S = 5.0


class CannotStart(Exception):
    """Something is missing or in the way; the message is one sentence that says what to do."""


def require_python() -> None:
    """Refuse a Python that is too old or incomplete. Raises CannotStart."""
    if sys.version_info < OLDEST:
        has = ".".join(str(part) for part in sys.version_info[:2])
        raise CannotStart(f"frontdesk needs Python 3.11 or newer, this is {has}: PYTHON=python3.12 make run")
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise CannotStart(f"Python's module {module} is missing; on Debian: apt-get install python3-venv")


def make_environments(*wanted: tuple[str, str]) -> None:
    """Make or renew environments; nothing is done when they fit their lock file. Raises CannotStart."""
    require_python()
    with ThreadPoolExecutor() as both:
        list(both.map(lambda pair: _make(ROOT / pair[0], ROOT / pair[1]), wanted))


def python_of(environment: tuple[str, str]) -> Path:
    """The interpreter of an environment."""
    return ROOT / environment[0] / "bin" / "python"


def _make(folder: Path, lock: Path) -> None:
    stamp = folder / "made-from"
    content = lock.read_text()
    made_from = hashlib.sha256(content.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == made_from:
        return
    packages = content.count("==")
    print(f"Installing {packages} packages into {folder.name} (only when requirements change)", flush=True)
    if not (folder / "bin" / "python").exists():
        _call([sys.executable, "-m", "venv", str(folder)], f"Python cannot make {folder.name}")
    command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
    # Without byte code: it is made when a module is first used, and most of them never are.
    command += ["--no-input", "--progress-bar", "off", "--no-compile", "--require-hashes", "-r", str(lock)]
    _call(command, f"pip cannot install {lock.relative_to(ROOT)}")
    stamp.write_text(made_from)


def _call(command: list[str], trouble: str) -> None:
    """Run a long step, saying every few seconds how far it is; show what it said only when it fails."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    said: list[str] = []
    spoken_at = time.monotonic()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        for line in process.stdout or []:
            said.append(line)
            if time.monotonic() - spoken_at > EVERY_S:
                spoken_at = time.monotonic()
                print(f"  {line.strip()[:70]}", flush=True)
    if process.returncode:
        raise CannotStart(f"{trouble}:\n{''.join(said[-15:])}")


def main(arguments: list[str]) -> int:
    """Make the environment of the product; `everything` adds the local cloud's, `checks` that of `make check`."""
    others = {"everything": CLOUD, "checks": CHECKS}
    try:
        make_environments(PRODUCT, *(others[word] for word in others if word in arguments))
    except CannotStart as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
