"""`python -m infra.checks.sbom`: what the product is made of, as CycloneDX, in docs/reference/sbom.cdx.json.

The same lock gives the same bytes: no instant, no number of its own, no line of a file, and no address to fetch from.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from infra.checks.findings import CheckFailed
from infra.checks.tools import run
from infra.target import ROOT

LOCK = ROOT / "requirements" / "runtime.txt"
BOM = ROOT / "docs" / "reference" / "sbom.cdx.json"
MARKER = re.compile(r"requirements line \d+: \S+ ; (.+?) +--hash")


def listed(lock: Path = LOCK) -> str:
    """The list of a lock. Raises CheckFailed when it cannot be made."""
    command = ["cyclonedx-py", "requirements", str(lock), "--output-reproducible", "--of", "JSON"]
    done = run(command)
    if done.returncode:
        raise CheckFailed(f"cyclonedx-py cannot read {lock.name}:\n{done.stderr[-1500:]}")
    return json.dumps(plain(json.loads(done.stdout)), indent=1) + "\n"


def plain(said: dict[str, Any]) -> dict[str, Any]:
    """What is true wherever it is made: names, versions, hashes of the files, and where a part is not needed."""
    return {
        "$schema": said["$schema"],
        "bomFormat": said["bomFormat"],
        "specVersion": said["specVersion"],
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "frontdesk", "name": "frontdesk"}},
        "components": sorted(
            (_part(one) for one in said["components"]), key=lambda part: str(part["bom-ref"])
        ),
    }


def _part(said: dict[str, Any]) -> dict[str, Any]:
    hashes = [one for place in said["externalReferences"] for one in place["hashes"]]
    part = {
        "type": said["type"],
        "bom-ref": said["purl"],
        "name": said["name"],
        "version": said["version"],
        "hashes": sorted(hashes, key=lambda one: str(one["content"])),
        "purl": said["purl"],
    }
    only = MARKER.match(said["description"])
    return part | {"properties": [{"name": "frontdesk:only-where", "value": only[1]}]} if only else part


def main() -> int:
    """Write the list."""
    try:
        BOM.write_text(listed())
    except CheckFailed as trouble:
        print(trouble, file=sys.stderr)
        return 1
    print(BOM.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
