"""A copy of the repository in which mutmut changes the rules, one small change at a time, and runs the tests."""

import ast
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random
from shutil import copytree, ignore_patterns

from .parts import Part

COPIED = ("tests", "infra", "local", "benchmarks")
AT_ONCE = os.cpu_count() or 1
SEED = 20_261_125
CAREFUL = 0.9
ENDED_BY_A_TEST, ENDED_BY_TIME = {1, 3}, {-24, 24, 152, 255}
"""Exit codes of a mutant's tests: one failed, or they went round for ever."""
ARGUMENTS = ("-p", "_hypothesis_pytestplugin", "-m", "not hypothesis", "-p", "no:cacheprovider")
IDLE = ("unraisableexception", "threadexception", "doctest", "unittest", "logging", "junitxml", "pastebin")
"""Of pytest's own plugins; without these and everybody else's a run costs a third, and there are thousands."""
SETTINGS = """
[tool.pytest.ini_options]
pythonpath = ["src", "."]
addopts = "--strict-markers --strict-config"
filterwarnings = ["error"]
markers = ["requirement(*ids): as in the repository"]

[tool.mutmut]
source_paths = ["src"]
also_copy = {copied}
only_mutate = {mutated}
process_isolation = "forkserver"  # no mutant finds what the product remembered from a run without it
timeout_multiplier = 5.0
timeout_constant = 2.0
pytest_add_cli_args = {arguments}
pytest_add_cli_args_test_selection = {tests}
"""


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """`where` is the function's dotted name; `exit_code` is None where there was no time to try it."""

    where: str
    original: str
    changed: str
    exit_code: int | None

    @property
    def tried(self) -> bool:
        return self.exit_code is not None

    @property
    def killed(self) -> bool:
        return self.exit_code in ENDED_BY_A_TEST | ENDED_BY_TIME


def mutate(part: Part, *, root: Path, shop: Path, seconds: float) -> list[Mutant]:
    """All mutants of the part, tried as far as the seconds reach: the first of each function, then by the dice."""
    until = time.monotonic() + seconds
    _furnish(part, root, shop)
    begun = time.monotonic()
    _run(shop, ["*__mutmut_1"], until)
    took = time.monotonic() - begun
    told = _told(shop)
    if all(code is None for code in told.values()):
        msg = f"mutmut tried no mutant of {part.name}:\n{(shop / 'mutmut.log').read_text('utf-8')[-2000:]}"
        raise RuntimeError(msg)
    rest = sorted(name for name, code in told.items() if code is None)
    affordable = _affordable(shop, len(told) - len(rest), took, until - time.monotonic())
    if chosen := Random(SEED).sample(rest, min(affordable, len(rest))):  # noqa: S311  # no secret
        _run(shop, chosen, until)
    return list(_mutants(shop))


def _furnish(part: Part, root: Path, shop: Path) -> None:
    """Mutmut knows code in `src` by the name it is imported by, so that is what `layers` is called there."""
    without = ignore_patterns("__pycache__", "*.mo")
    copied = [it for it in COPIED if (root / it).is_dir()]
    for name in ("layers", *copied):
        copytree(root / name, shop / name.replace("layers", "src"), ignore=without)
    settings = SETTINGS.format(
        arguments=json.dumps([*ARGUMENTS, *chain.from_iterable(("-p", f"no:{it}") for it in IDLE)]),
        copied=json.dumps(copied),
        mutated=json.dumps([it.replace("layers/", "src/", 1) for it in part.mutated]),
        tests=json.dumps(part.tests),
    )
    (shop / "pyproject.toml").write_text(settings, "utf-8")


def _run(shop: Path, names: Sequence[str], until: float) -> None:
    """Politely, and no longer than the time there is; what was not tried until then stays untried."""
    mutmut = Path(sys.executable).parent / "mutmut"
    command = ["nice", "-n", "10", str(mutmut), "run", "--max-children", str(AT_ONCE), *names]
    with (shop / "mutmut.log").open("ab") as log:
        child = subprocess.Popen(
            command,
            cwd=shop,
            env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            child.wait(max(until - time.monotonic(), 1))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _affordable(shop: Path, tried: int, took: float, left: float) -> int:
    """How many mutants fit into what is left, by the first run: its preparations took what its mutants did not."""
    said = re.findall(r"([0-9.]+) mutations/second", (shop / "mutmut.log").read_text("utf-8", "replace"))
    rate = float(said[-1]) if said else 0
    if not rate:
        return 0
    prepared = max(took - tried / rate, 0)
    return max(int((left - prepared) * rate * CAREFUL), 0)


def _told(shop: Path) -> dict[str, int | None]:
    """The exit code of each mutant by its name, as mutmut wrote it down."""
    return {
        name: code
        for path in sorted((shop / "mutants").rglob("*.meta"))
        for name, code in json.loads(path.read_text("utf-8"))["exit_code_by_key"].items()
    }


def _mutants(shop: Path) -> Iterator[Mutant]:
    """Every mutant beside the function it was made of, read from the files that mutmut wrote."""
    for path in sorted((shop / "mutants").rglob("*.meta")):
        functions = {
            it.name: it
            for it in ast.walk(ast.parse(path.with_suffix("").read_text("utf-8")))
            if isinstance(it, ast.FunctionDef)
        }
        for name, code in json.loads(path.read_text("utf-8"))["exit_code_by_key"].items():
            module, _, mangled = name.rpartition(".")
            function = mangled.partition("__mutmut_")[0]
            plain = function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
            yield Mutant(
                where=f"{module}.{plain}",
                original=_plain(functions[f"{function}__mutmut_orig"], plain),
                changed=_plain(functions[mangled], plain),
                exit_code=code,
            )


def _plain(function: ast.FunctionDef, name: str) -> str:
    function.name = name.rpartition(".")[-1]
    return ast.unparse(function)
