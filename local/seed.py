"""Fills a new desk with a demo clinic; all people are invented."""

import json
import os
import subprocess
import sys
from pathlib import Path

from local.addresses import Addresses

DEMO = Path(__file__).parent / "demo"
ROOT = Path(__file__).parents[1]
ORGANISATION = "lindenhof"


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
    staff = json.loads((DEMO / f"{ORGANISATION}.json").read_text("utf-8"))["staff"]
    return [f"{it['id']} / {it['password']:<16}{it['name']} ({it['role']}, {it['language']})" for it in staff]
