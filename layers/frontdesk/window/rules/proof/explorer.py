"""Every way through a plan at one location, with answers that lead the same way taken as one. Pure."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from frontdesk.window.model.plan import Case, Flow, Placement, Plan, Service, Step

OTHER = ""
"""Stands for every answer that no condition names; no value is empty."""

Results = Mapping[str, str]
_NOTHING: frozenset[tuple[str, str]] = frozenset()


class Turned(NamedTuple):
    """A step with the answers that turn there into the same case. `values` is empty where nothing was asked.

    `pointer` is the case's path in the definition.
    """

    step: Step
    values: tuple[str, ...]
    results: Results
    case: Case
    pointer: str

    @property
    def said(self) -> str | None:
        """The answers in short, as a fault's way shows them."""
        if not self.values or self.step.ask is None:
            return None
        return f"{self.step.ask.name}={'|'.join(self.values)}"


class Map:
    """What all locations share: which answers any condition names, and which still matter from a step on."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._live: dict[str, frozenset[str]] = {}
        self._named: dict[str, tuple[tuple[Case, str], ...]] = {}

    @cached_property
    def named(self) -> Mapping[str, frozenset[str]]:
        """The values that conditions speak of, by the name of the answer."""
        found: dict[str, set[str]] = {}
        for case in self._cases():
            for name, value in case.when:
                found.setdefault(name, set()).add(value)
        return {name: frozenset(values) for name, values in found.items()}

    def matters(self, step: Step, results: Results) -> frozenset[tuple[str, str]]:
        """What of the results can still make a difference from the step on."""
        live = self._names_ahead(step)
        if not live or not results:
            return _NOTHING
        return frozenset([it for it in results.items() if it[0] in live and it[1] != OTHER])

    def target(self, step: Step, case: Case) -> tuple[Flow, Step] | None:
        """Where a case that is no end leads; None when there is no such place."""
        flow = self.plan.flows.get(case.run or step.flow)
        found = flow and flow.steps.get(case.go or case.step or flow.start)
        return (flow, found) if flow and found else None

    def cases_of(self, step: Step) -> Iterator[Case]:
        """The step's cases, and those of every service that may be chosen there."""
        if step.ask is not None and step.ask.choices is None:
            for service in self.plan.services.values():
                yield from service.cases
        yield from step.cases

    def named_cases(self, step: Step) -> tuple[tuple[Case, str], ...]:
        """The step's cases, each with its path in the definition."""
        if step.place not in self._named:
            here = f"$.flows.{step.flow}.steps.{step.name}.then"
            self._named[step.place] = tuple((it, f"{here}[{n}]") for n, it in enumerate(step.cases))
        return self._named[step.place]

    def cases_of_service(self, service: Service) -> Iterator[tuple[Case, str]]:
        """A service's own cases, each with its path in the definition."""
        return ((it, f"$.services.{service.name}.then[{n}]") for n, it in enumerate(service.cases))

    def _cases(self) -> Iterator[Case]:
        for service in self.plan.services.values():
            yield from service.cases
        for flow in self.plan.flows.values():
            for step in flow.steps.values():
                yield from step.cases

    def _names_ahead(self, step: Step) -> frozenset[str]:
        if step.place not in self._live:
            seen: dict[str, Step] = {}
            to_see = [step]
            while to_see:
                it = to_see.pop()
                if it.place not in seen:
                    seen[it.place] = it
                    ahead = (self.target(it, case) for case in self.cases_of(it) if case.do is None)
                    to_see += [place for _, place in filter(None, ahead)]
            cases = (case for it in seen.values() for case in self.cases_of(it))
            self._live[step.place] = frozenset(name for case in cases for name, _ in case.when)
        return self._live[step.place]


class Explorer:
    """One location of a map."""

    def __init__(self, known: Map, location: str) -> None:
        self.map = known
        self.plan = known.plan
        self.location = location
        self._services = self.plan.services_at(location)
        self._groups: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}

    def menu(self) -> list[Flow]:
        """The flows a patient can begin with here, at some time."""
        flows = self.plan.flows.values()
        return [
            it for it in flows if self.location in it.locations and it.placement is not Placement.ATTACHED
        ]

    def asks(self, step: Step) -> bool:
        """Whether the step's question is put here (S10)."""
        return step.ask is not None and (step.ask.choices is not None or len(self._services) > 1)

    def turns(self, step: Step, results: Results) -> Iterator[Turned]:
        """Every case that some answer leads to, with all answers that do."""
        if not self.asks(step):
            yield self._turned(step, (), self._taken_for_granted(step, results))
            return
        assert step.ask is not None, "which asks"
        for values, kept in self._grouped(step):
            yield self._turned(step, values, {**results, step.ask.name: kept})

    def _taken_for_granted(self, step: Step, results: Results) -> Results:
        if step.ask is not None and len(self._services) == 1:
            return {**results, step.ask.name: next(iter(self._services))}
        return results

    def _turned(self, step: Step, values: tuple[str, ...], results: Results) -> Turned:
        cases = self.map.named_cases(step)
        if step.ask is not None and step.ask.choices is None:
            service = self._services.get(values[0] if values else results.get(step.ask.name, OTHER))
            if service is not None and service.cases:
                cases = (*self.map.cases_of_service(service), *cases)
        for case, pointer in cases:
            if case.fits(results, self.location):
                return Turned(step, values, results, case, pointer)
        msg = "the last case of a step that was checked always fits"
        raise AssertionError(msg)

    def _grouped(self, step: Step) -> tuple[tuple[tuple[str, ...], str], ...]:
        """The answers, those together that no condition and no flow tells apart, and what is kept of each."""
        if step.place not in self._groups:
            assert step.ask is not None, "only a question has answers"
            named = self.map.named.get(step.ask.name, frozenset())
            offered = self._services if step.ask.choices is None else step.ask.choices
            alone: list[str] = []
            alike: list[str] = []
            for value in offered:
                own = step.ask.choices is None and self._services[value].cases
                (alone if value in named or own else alike).append(value)
            groups = [((value,), value if value in named else OTHER) for value in alone]
            self._groups[step.place] = (*groups, *([(tuple(alike), OTHER)] if alike else []))
        return self._groups[step.place]
