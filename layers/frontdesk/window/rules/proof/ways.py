"""Faults that only walking finds: every way at every location, as far as answers make a difference. Pure.

A way ends in an action, or the release is refused: one that comes back to where it was with nothing new goes round
for ever, and one that enters a flow which is not released there leads to what the clinic does not offer.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from frontdesk.window.actions import find
from frontdesk.window.model.plan import Case, Flow, Plan, Step
from frontdesk.window.model.releases import Fault
from frontdesk.window.rules.proof.explorer import Explorer, Map, Results, Turned

State = tuple[str, frozenset[tuple[str, str]]]


def faults_of_ways(plan: Plan, trusted: frozenset[str]) -> Iterator[Fault]:
    """What is wrong with the ways of a plan whose references all lead somewhere."""
    known, seen = Map(plan), _Seen()
    for location in plan.locations:
        explorer = Explorer(known, location)
        yield from _nothing_offered(explorer)
        search = _Search(explorer, seen, trusted)
        for flow in explorer.menu():
            search.visit(flow)
    yield from seen.faults.values()
    yield from _never_reached(known, seen)
    yield from _never_taken(known, seen)
    yield from _nowhere(plan, seen)


@dataclass(slots=True)
class _Seen:
    """What the search came by, at all locations."""

    faults: dict[tuple[str, str], Fault] = field(default_factory=dict)
    steps: set[str] = field(default_factory=set)
    cases: set[str] = field(default_factory=set)
    services: set[str] = field(default_factory=set)

    def refuse(self, pointer: str, code: str, way: "_Way") -> None:
        if (pointer, code) not in self.faults:
            self.faults[pointer, code] = Fault(pointer, code, way.words())


class _Way(NamedTuple):
    """How the search came somewhere: what was turned last, and the way before that. Put into words for a fault only."""

    begun: tuple[str, str]
    last: Turned | None = None
    before: "_Way | None" = None

    def words(self) -> tuple[str, ...]:
        """Location, flow and answers."""
        said: list[str] = []
        it: _Way | None = self
        while it is not None and it.last is not None:
            if words := it.last.said:
                said.append(words)
            it = it.before
        return (*self.begun, *reversed(said))


class _Search:
    """Depth first; a state is a step with the answers that still matter. One met again on its own way is a loop."""

    def __init__(self, explorer: Explorer, seen: _Seen, trusted: frozenset[str]) -> None:
        self.explorer = explorer
        self.seen = seen
        self.trusted = trusted
        self.done: set[State] = set()
        self.open: set[State] = set()
        self.ended: set[str] = set()

    def visit(self, flow: Flow) -> None:
        """All ways from the flow's start; an explicit stack, for a release may have a thousand steps in a row."""
        step, way = flow.steps[flow.start], _Way((self.explorer.location, flow.name))
        state = step.place, self.explorer.map.matters(step, {})
        if state in self.done:
            return
        stack = [(state, self._begin(state, step, {}), way)]
        while stack:
            state, turns, way = stack[-1]
            turned = next(turns, None)
            if turned is None:
                stack.pop()
                self.open.discard(state)
                self.done.add(state)
                continue
            on = _Way(way.begun, turned, way)
            ahead = self._take(turned, on)
            if ahead is None:
                continue
            entered = ahead.place, self.explorer.map.matters(ahead, turned.results)
            if entered in self.open:
                self.seen.refuse(turned.pointer, "loop", on)
            elif entered not in self.done:
                stack.append((entered, self._begin(entered, ahead, turned.results), on))

    def _begin(self, state: State, step: Step, results: Results) -> Iterator[Turned]:
        self.open.add(state)
        self.seen.steps.add(step.place)
        if step.ask is not None and step.ask.choices is None:
            self.seen.services.update(self.explorer.plan.services_at(self.explorer.location))
        return self.explorer.turns(step, results)

    def _take(self, turned: Turned, way: _Way) -> Step | None:
        """The step ahead; None at an end, or where the way may not go on."""
        self.seen.cases.add(turned.pointer)
        case = turned.case
        if case.do is not None:
            self._end(case, turned.pointer, way)
            return None
        target = self.explorer.map.target(turned.step, case)
        assert target is not None, "references were checked before"
        flow, step = target
        if flow.name != turned.step.flow and self.explorer.location not in flow.locations:
            self.seen.refuse(turned.pointer, "not_released", way)
            return None
        return step

    def _end(self, case: Case, pointer: str, way: _Way) -> None:
        if pointer in self.ended:
            return
        self.ended.add(pointer)
        assert case.do is not None, "an end does something"
        found = find(case.do).faults(
            case.settings, plan=self.explorer.plan, location=self.explorer.location, trusted=self.trusted
        )
        for it in found:
            self.seen.refuse(f"{pointer}.do.{case.do}{it.pointer}", it.code, way)


def _nothing_offered(explorer: Explorer) -> Iterator[Fault]:
    """A menu that can be empty helps nobody (S3): something must be offered on every day."""
    if not any(it.valid_from is None and it.valid_until is None for it in explorer.menu()):
        yield Fault(f"$.locations.{explorer.location}", "nothing_offered", (explorer.location,))


def _never_reached(known: Map, seen: _Seen) -> Iterator[Fault]:
    spared = seen.steps | _behind_idle_elses(known, seen)
    for flow in known.plan.flows.values():
        lost = [step for step in flow.steps.values() if step.place not in spared]
        if len(lost) == len(flow.steps):
            yield Fault(f"$.flows.{flow.name}", "unreachable")
            continue
        for step in lost:
            yield Fault(f"$.flows.{flow.name}.steps.{step.name}", "unreachable")


def _behind_idle_elses(known: Map, seen: _Seen) -> set[str]:
    """Steps that only the last case of a reached step leads to: it is asked for even where no answer needs it."""
    reached = [
        it for flow in known.plan.flows.values() for it in flow.steps.values() if it.place in seen.steps
    ]
    to_see = [known.target(step, step.cases[-1]) for step in reached if step.cases[-1].do is None]
    found: set[str] = set()
    while to_see:
        target = to_see.pop()
        if target is not None and target[1].place not in found:
            found.add(target[1].place)
            to_see += [known.target(target[1], it) for it in known.cases_of(target[1]) if it.do is None]
    return found


def _never_taken(known: Map, seen: _Seen) -> Iterator[Fault]:
    """Cases that earlier ones leave nothing for. The last one of a step is asked for, so it may be idle."""
    for flow in known.plan.flows.values():
        for step in flow.steps.values():
            if step.place in seen.steps:
                pointer = f"$.flows.{flow.name}.steps.{step.name}"
                yield from _idle(pointer, step.cases[:-1], seen)
    for service in known.plan.services.values():
        if service.name in seen.services:
            yield from _idle(f"$.services.{service.name}", service.cases, seen)


def _idle(pointer: str, cases: tuple[Case, ...], seen: _Seen) -> Iterator[Fault]:
    for index, case in enumerate(cases):
        if f"{pointer}.then[{index}]" not in seen.cases:
            when = tuple(f"{name}={value}" for name, value in case.when)
            at = () if case.at is None else (" | ".join(sorted(case.at)),)
            yield Fault(f"{pointer}.then[{index}]", "shadowed", (*at, *when))


def _nowhere(plan: Plan, seen: _Seen) -> Iterator[Fault]:
    for name in plan.services:
        if name not in seen.services:
            yield Fault(f"$.services.{name}", "service_nowhere")
