"""`python -m benchmarks.sizes [--write]`: what Lambda unpacks at a cold start, and a patient's first page."""

import gzip
import sys
import zipfile
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.budgets import judged
from benchmarks.environment import ROOT
from benchmarks.handler import first_page
from infra.package import package
from infra.target import PackagingFailed, Place, Target

KB = 1000
WITHIN = 0.05
ASSETS = ("patient.css", "patient.js")


def main(arguments: Sequence[str] = ()) -> int:
    """Make the packages, measure and compare; 1 when a budget is broken."""
    parser = ArgumentParser(prog="python -m benchmarks.sizes")
    parser.add_argument("--write", action="store_true", help="lower the budgets to what was measured")
    asked = parser.parse_args(list(arguments))
    try:
        archives = package(Target(Place.AWS)).archives
    except PackagingFailed as failure:
        print(failure)
        return 1
    unpacked = sum(it.file_size for path in archives.values() for it in zipfile.ZipFile(path).infolist())
    print(
        f"all archives unpacked: {unpacked / KB:,.0f} kB; Lambda takes 250,000 for a function with its layers"
    )
    measured = zipped(list(archives.values())) | page_parts(first_page())
    return judged("sizes_kb", measured, tolerance=WITHIN, write=asked.write)


def zipped(archives: Sequence[Path]) -> dict[str, float]:
    """Archive without the hash in its name -> kB."""
    return {path.stem.rpartition("-")[0]: round(path.stat().st_size / KB, 1) for path in sorted(archives)}


def page_parts(html: bytes) -> dict[str, float]:
    """The first page with its style and script, as they travel -> kB."""
    static = ROOT / "layers" / "frontdesk_web" / "static"
    parts: Mapping[str, bytes] = {"page": html} | {it: (static / it).read_bytes() for it in ASSETS}
    sizes = {f"first page, {name}": round(len(gzip.compress(it)) / KB, 1) for name, it in parts.items()}
    return {**sizes, "first page": round(sum(sizes.values()), 1)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
