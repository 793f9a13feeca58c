"""What the mutants say about the tests: who survived, and whether that is too many."""

import ast
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from .workshop import Mutant

AT_LEAST = 90
"""Per cent of the mutants that can be noticed at all."""
REVIEWED = Path(__file__).with_name("equivalent.toml")


@dataclass(frozen=True, kw_only=True)
class Equivalent:
    """A mutant that somebody looked at and found to do the same: the line as it `was`, what it `becomes`, and `why`."""

    where: str
    was: str
    becomes: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """`needless` are reviewed equivalents that no survivor is: they went away, or were none."""

    part: str
    made: int
    tried: int
    killed: int
    survivors: tuple[Mutant, ...]
    equivalent: int
    needless: tuple[Equivalent, ...]

    @property
    def score(self) -> float:
        """Per cent; a part without mutants has proved nothing."""
        judged = self.killed + len(self.survivors)
        return 100 * self.killed / judged if judged else 0.0

    @property
    def good(self) -> bool:
        return self.score >= AT_LEAST and not self.needless


def judge(part: str, mutants: Sequence[Mutant], reviewed: Iterable[Equivalent]) -> Verdict:
    """Equivalents count for nobody; one that is reviewed must be there, as long as everything was tried."""
    audible = [it for it in mutants if not _only_words(it)]
    tried = [it for it in audible if it.tried]
    functions = {it.where for it in mutants}
    known = {(it.where, it.was, it.becomes): it for it in reviewed if it.where in functions}
    alive = [it for it in tried if not it.killed]
    met = {(it.where, *_line(it)) for it in alive}
    return Verdict(
        part=part,
        made=len(audible),
        tried=len(tried),
        killed=sum(it.killed for it in tried),
        survivors=tuple(it for it in alive if (it.where, *_line(it)) not in known),
        equivalent=sum((it.where, *_line(it)) in known for it in alive),
        needless=tuple(it for key, it in known.items() if key not in met)
        if len(tried) == len(audible)
        else (),
    )


def report(verdict: Verdict) -> str:
    """The figures of a part, then every survivor as a diff."""
    sampled = "" if verdict.tried == verdict.made else f" (a sample of {verdict.tried})"
    noticed = f"{verdict.killed} killed, {len(verdict.survivors)} survived, {verdict.equivalent} equivalent"
    lines = [f"{verdict.part}: {verdict.made} mutants{sampled}, {noticed}: {verdict.score:.1f} %"]
    for it in verdict.survivors:
        lines += ["", it.where, *_diff(it)]
    for known in verdict.needless:
        lines += ["", f"{known.where}: nothing that survives is", f"- {known.was}", f"+ {known.becomes}"]
    return "\n".join(lines)


def reviewed(path: Path = REVIEWED) -> list[Equivalent]:
    return [Equivalent(**it) for it in tomllib.loads(path.read_text("utf-8")).get("equivalent", [])]


def _diff(mutant: Mutant) -> list[str]:
    before, after = mutant.original.splitlines(), mutant.changed.splitlines()
    return [
        it for it in unified_diff(before, after, n=0, lineterm="") if not it.startswith(("---", "+++", "@@"))
    ]


def _line(mutant: Mutant) -> tuple[str, str]:
    """The lines as they were and what became of them, without their indentation."""
    changes = _diff(mutant)
    was, becomes = ([it[1:].strip() for it in changes if it[0] == sign] for sign in "-+")
    return "\n".join(was), "\n".join(becomes)


def _only_words(mutant: Mutant) -> bool:
    """Whether it only changes what a broken promise would say to programmers, or what the type checker is told."""
    return _silent(mutant.original) == _silent(mutant.changed)


def _silent(function: str) -> str:
    return ast.unparse(_Silence().visit(ast.parse(function)))


class _Silence(ast.NodeTransformer):
    """Takes the words out of assertions, and casts away."""

    def visit_Assert(self, node: ast.Assert) -> ast.AST:
        node.msg = None
        return self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        if [getattr(it, "id", None) for it in node.targets] == ["msg"]:
            node.value = ast.Constant(None)
        return self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        if isinstance(node.exc, ast.Call) and getattr(node.exc.func, "id", None) == "AssertionError":
            node.exc.args = []
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if getattr(node.func, "id", None) == "cast" and node.args:
            return self.generic_visit(node.args[-1])
        return self.generic_visit(node)
