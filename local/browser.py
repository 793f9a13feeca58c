"""A browser for the tests: finds Chromium or installs it. `python -m local.browser` prints its path."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from local.bootstrap import CannotStart

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BY_HAND = "No Chromium found; install one or say where it is: FRONTDESK_BROWSER=/path/to/chromium make test"


def browser_path() -> str:
    """The path of a Chromium: as told, on the path, from Debian, or Playwright's own. Raises CannotStart."""
    told = os.environ.get("FRONTDESK_BROWSER", "")
    if told:
        if not Path(told).is_file():
            raise CannotStart(f"FRONTDESK_BROWSER is {told}, and there is no such file")
        return told
    found = _on_path() or _playwrights_own()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests (once)", flush=True)
        _quietly(["apt-get", "update"])
        _quietly(["apt-get", "install", "--yes", "--no-install-recommends", "chromium"])
        found = _on_path()
    if found is None and _quietly([sys.executable, "-m", "playwright", "install", "chromium"]):
        found = _playwrights_own()
    if found is None:
        raise CannotStart(BY_HAND)
    return found


def launch_arguments() -> list[str]:
    """Chromium's sandbox refuses to run as root; only then it is left out."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


def _on_path() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _quietly(command: list[str]) -> bool:
    variables = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=variables, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return done.returncode == 0


if __name__ == "__main__":
    try:
        print(browser_path())
    except CannotStart as trouble:
        sys.exit(str(trouble))
