"""Fills a new desk with the demo organisations; all people are invented."""

import os
import subprocess
import sys
from pathlib import Path

from local.addresses import Addresses
from local.demo.organisations import demos

ROOT = Path(__file__).parents[1]


def seed(addresses: Addresses) -> list[str]:
    """Put in what is missing and return lines to print (addresses, demo logins); twice is as good as once.

    The demo is a process of its own: tables take their names from the environment when they are imported.
    """
    environment = {
        **os.environ,
        **addresses.environment,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "layers"), str(ROOT)]),
    }
    subprocess.run([sys.executable, "-m", "local.demo"], env=environment, check=True)
    return logins()


def logins() -> list[str]:
    """What to type at the console's door: clinic, number and password, and whose they are."""
    return [
        f"{demo.id:<11}{it['id']} / {it['password']:<16}{it['name']} ({it['role']}, {it['language']})"
        for demo in demos()
        for it in demo.said["staff"]
    ]
