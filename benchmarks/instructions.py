"""`python -m benchmarks.instructions [--all] [--time] [--write]`: what a cold start and a request cost a processor.

Counted by callgrind, in instructions, which no other program on the machine changes; and as multiples of boto3's own
work in the same run, so that another processor or Python changes little. Imports are counted from an interpreter that
has just begun, with byte code at hand; the yardstick is boto3 with one client. `--all` counts requests of the window
too, with AWS's recorded answers; the yardstick is the same calls by boto3 alone (for a step, which asks AWS nothing,
those of the open page). Without valgrind, or with `--time`, processor time is taken instead: coarser, and said so.
"""

import json
import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.budgets import judged
from benchmarks.environment import ENVIRONMENT, ROOT, functions
from benchmarks.yardsticks import BARE, USES, YARDSTICKS

AT_ONCE, ROUNDS = 2, 15
COUNTED_WITHIN, TIMED_WITHIN = 0.02, 0.10
SUMMARY = "summary: "


class NotMeasured(Exception):
    """A program ended otherwise than expected, or marked something else than expected."""


def main(arguments: Sequence[str] = ()) -> int:
    """Measure, print and compare; 1 when a budget is broken."""
    asked = _asked(arguments)
    valgrind = None if asked.time else shutil.which("valgrind")
    with TemporaryDirectory() as folder:
        programs = _programs(Path(folder), requests=asked.all)
        for program in programs:
            _run(program, folder, writes_byte_code=True)
        if valgrind:
            print("counted by callgrind, in multiples of boto3's instructions")
            measured = ratios(_counted(programs, valgrind, folder))
            return judged("instructions", measured, tolerance=COUNTED_WITHIN, write=asked.write)
        print(f"processor time, medians of {ROUNDS} rounds; with valgrind instructions are counted")
        rounds = [ratios([_timed(it, folder) for it in programs]) for _ in range(ROUNDS)]
        measured = {name: round(median(it[name] for it in rounds), 2) for name in rounds[0]}
        return judged("processor_time", measured, tolerance=TIMED_WITHIN, write=asked.write)


def ratios(spent: Sequence[Sequence[float]]) -> dict[str, float]:
    """What each program spent between its marks, as multiples of the yardsticks."""
    (client,), *others = spent
    names = functions()
    found = {f"import {name}": it / client for name, (it,) in zip(names, others[: len(names)], strict=True)}
    for uses in others[len(names) :]:
        counted = dict(zip((*USES, *(f"bare {it}" for it in BARE)), uses, strict=True))
        found |= {use: counted[use] / counted[f"bare {YARDSTICKS[use]}"] for use in USES}
    return {name: round(figure, 3) for name, figure in found.items()}


def _asked(arguments: Sequence[str]) -> Namespace:
    parser = ArgumentParser(prog="python -m benchmarks.instructions")
    parser.add_argument("--all", action="store_true", help="count requests of the window, too")
    parser.add_argument("--time", action="store_true", help="take processor time although there is valgrind")
    parser.add_argument("--write", action="store_true", help="lower the budgets to what was measured")
    return parser.parse_args(list(arguments))


def _programs(folder: Path, *, requests: bool) -> list[list[str]]:
    """What is run, the yardstick of imports first."""
    programs = [["client"], *(["import", name] for name in functions())]
    if requests:
        answers = str(folder / "answers.json")
        _run(["record", answers], str(folder), writes_byte_code=True)
        programs.append(["play", answers])
    return programs


def _counted(programs: list[list[str]], valgrind: str, folder: str) -> list[list[float]]:
    """Instructions between the marks. Two at once: counting does not mind company."""

    def count(numbered: tuple[int, list[str]]) -> list[float]:
        number, program = numbered
        out = Path(folder) / f"callgrind-{number}"
        tool = [valgrind, "-q", "--tool=callgrind", f"--callgrind-out-file={out}", "--dump-before=getppid"]
        marked = _run(program, folder, under=tool)
        parts = [Path(f"{out}.{part}") for part in range(1, len(marked) + 1)]
        if not all(it.exists() for it in parts) or Path(f"{out}.{len(marked) + 1}").exists():
            raise NotMeasured(f"{program}: not one part of the count a mark")
        return [_summary(it) for it in parts[1::2]]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(count, enumerate(programs)))


def _timed(program: list[str], folder: str) -> list[float]:
    """Processor seconds between the marks."""
    return [after - before for before, after in list(pairwise(_run(program, folder)))[::2]]


def _summary(part: Path) -> float:
    """What callgrind has counted since the mark before."""
    lines = part.read_text("utf-8").splitlines()
    return float(next(it for it in lines if it.startswith(SUMMARY)).removeprefix(SUMMARY))


def _run(
    program: list[str], folder: str, *, under: Sequence[str] = (), writes_byte_code: bool = False
) -> list[float]:
    """Run one of benchmarks.programs in an interpreter of its own; what the processor had spent at its marks."""
    own = {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": f"{ROOT / 'layers'}{os.pathsep}{ROOT}",
        "PYTHONHASHSEED": "0",
        "PYTHONPYCACHEPREFIX": str(Path(folder) / "bytecode"),
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    if not writes_byte_code:
        own["PYTHONDONTWRITEBYTECODE"] = "1"
    command = [*under, sys.executable, "-m", "benchmarks.programs", *program]
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, env=ENVIRONMENT | own, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotMeasured(f"{program}: {done.stderr[-2000:]}")
    marks: list[float] = json.loads(done.stdout.splitlines()[-1])
    return marks


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
