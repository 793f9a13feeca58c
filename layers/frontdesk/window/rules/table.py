"""The decision table: every way of a location's flows and where it ends. Pure (N3)."""

from collections.abc import Iterator
from dataclasses import dataclass

from frontdesk.window.model.plan import Case, Plan, Step
from frontdesk.window.rules.proof.explorer import Explorer, Map, Results, Turned


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question on the way, by its place, with the answers that lead on alike."""

    place: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A way through a flow and the case it ends in; `pointer` is that case's path in the definition.

    A flow with hours or a validity can besides end in its text for closed times.
    """

    flow: str
    asked: tuple[Asked, ...]
    case: Case
    pointer: str


def decision_table(plan: Plan, location: str) -> Iterator[Row]:
    """The rows of all flows in the menu of a location, of a plan that may be published; answers alike share a row."""
    explorer = Explorer(Map(plan), location)
    for flow in explorer.menu():
        for asked, turned in _ways(explorer, flow.steps[flow.start], {}, ()):
            yield Row(flow=flow.name, asked=asked, case=turned.case, pointer=turned.pointer)


def _ways(
    explorer: Explorer, step: Step, results: Results, asked: tuple[Asked, ...]
) -> Iterator[tuple[tuple[Asked, ...], Turned]]:
    for turned in explorer.turns(step, results):
        on = (*asked, Asked(place=step.place, values=turned.values)) if turned.values else asked
        if turned.case.do is not None:
            yield on, turned
            continue
        target = explorer.map.target(step, turned.case)
        assert target is not None, "a plan that may be published leads somewhere"
        yield from _ways(explorer, target[1], turned.results, on)
