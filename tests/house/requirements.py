"""Which test proves which requirement: `python -m tests.house.requirements` prints the table; `--write` stores it.

A test says it by `@pytest.mark.requirement("S16", ...)`; a module for all of its tests by `pytestmark`.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "reference" / "requirements.md"
HEAD = """# Requirements and their tests

Made by `make requirements` from the tests' own marks; do not edit. A requirement without a test is open.

| requirement | tests |
|---|---|
"""


def table() -> str:
    """The page as it should be, in the natural order of the ids."""
    proved: dict[str, set[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for requirement, test in _marks(path):
            proved.setdefault(requirement, set()).add(test)
    rows = [f"| {it} | {'<br>'.join(sorted(proved[it]))} |" for it in sorted(proved, key=_natural)]
    return HEAD + "".join(f"{row}\n" for row in rows)


def _marks(path: Path) -> Iterator[tuple[str, str]]:
    module = ast.parse(path.read_text("utf-8"))
    file = path.relative_to(ROOT).as_posix()
    for node in module.body:
        if isinstance(node, ast.Assign) and [getattr(it, "id", "") for it in node.targets] == ["pytestmark"]:
            yield from ((requirement, f"`{file}`") for requirement in _named(node.value))
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for mark in node.decorator_list:
                yield from ((requirement, f"`{file}::{node.name}`") for requirement in _named(mark))


def _named(mark: ast.AST) -> Iterator[str]:
    for node in ast.walk(mark):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "requirement":
            for argument in node.args:
                assert isinstance(argument, ast.Constant), "a requirement is named by a plain string"
                yield str(argument.value)


def _natural(requirement: str) -> list[tuple[int, str]]:
    parts = re.findall(r"\d+|\D+", requirement)
    return [(int(it), "") if it.isdigit() else (-1, it) for it in parts]


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        TABLE.parent.mkdir(parents=True, exist_ok=True)
        TABLE.write_text(table(), "utf-8")
    sys.stdout.write(table())
