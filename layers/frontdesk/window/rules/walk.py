"""The way of a conversation through a plan, without words: where an answer leads. Pure."""

from collections.abc import Mapping
from datetime import datetime
from itertools import chain

from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.ids import LocationId
from frontdesk.window.model.plan import Case, Flow, Placement, Plan, Step
from frontdesk.window.rules.gates import is_open, is_valid

LOCATION, MENU = "location", "menu"
STEPS_AT_MOST = 1000
"""Of a whole release; so also of the longest way through it."""


class Walk:
    """One conversation on its way. It stands at a question, or at its end: an action's case, or a closed flow.

    `place` is what the next answer must be given to; None at the end.
    """

    __slots__ = ("case", "catalogue", "closed", "location", "place", "plan", "results", "step")

    def __init__(self, plan: Plan, catalogue: Catalogue) -> None:
        self.plan = plan
        self.catalogue = catalogue
        self.results: dict[str, str] = {}
        self.step: Step | None = None
        self.case: Case | None = None
        self.closed: Flow | None = None
        self.place: str | None = LOCATION
        self.location: str = next(iter(plan.locations))
        if len(plan.locations) == 1:
            self.place = MENU

    def take(self, place: str, value: str, at: datetime) -> bool:
        """Go where the answer leads; False, and nowhere, where it is no answer to the question that stands here."""
        if place != self.place:
            return False
        if place == LOCATION:
            return self._take_location(value)
        if place == MENU:
            return self._take_flow(value, at)
        assert self.step is not None, "any other place is a step"
        return self._take_answer(self.step, value, at)

    def offered(self, at: datetime) -> list[Flow]:
        """The flows of the menu at the location and the instant, in the release's order."""
        return [it for it in self.plan.flows.values() if self._offers(it, at)]

    def enter(self, flow: str, step: str | None, at: datetime) -> None:
        """Go to a flow's step (its start where None) and on to the next question or end."""
        entered = self.plan.flows[flow]
        for _ in range(STEPS_AT_MOST):
            arrives = self.step is None or self.step.flow != entered.name
            if arrives and entered.gated and not self._answers(entered, at):
                self.step, self.place, self.closed = None, None, entered
                return
            self.step = entered.steps[step or entered.start]
            if self._asks(self.step):
                self.place = self.step.place
                return
            case = self._case(self.step)
            if case.do is not None:
                self.place, self.case = None, case
                return
            entered, step = self._next(entered, case)
        msg = "a release that was checked has no endless way"
        raise AssertionError(msg)

    def answered_by(self, step: Step) -> Mapping[str, object]:
        """The values that answer the step's question here."""
        assert step.ask is not None, "only a question has answers"
        return self.plan.services_at(self.location) if step.ask.choices is None else step.ask.choices

    def _take_location(self, value: str) -> bool:
        if value not in self.plan.locations:
            return False
        self.location, self.place = value, MENU
        return True

    def _take_flow(self, value: str, at: datetime) -> bool:
        flow = self.plan.flows.get(value)
        if flow is None or not self._offers(flow, at):
            return False
        self.enter(value, None, at)
        return True

    def _take_answer(self, step: Step, value: str, at: datetime) -> bool:
        if value not in self.answered_by(step):
            return False
        self._keep(step, value)
        case = self._case(step)
        if case.do is not None:
            self.place, self.case = None, case
        else:
            flow, start = self._next(self.plan.flows[step.flow], case)
            self.enter(flow.name, start, at)
        return True

    def _keep(self, step: Step, value: str) -> None:
        assert step.ask is not None, "only a question is answered"
        self.results[step.ask.name] = value

    def _asks(self, step: Step) -> bool:
        """Whether the step's question is put: one service is taken without asking, none cannot be chosen (S10)."""
        if step.ask is None:
            return False
        if step.ask.choices is not None:
            return True
        here = self.plan.services_at(self.location)
        if len(here) == 1:
            self._keep(step, next(iter(here)))
        return len(here) > 1

    def _case(self, step: Step) -> Case:
        """The first that fits; at a question about services those of the chosen service come before (S18)."""
        cases = step.cases
        if step.ask is not None and step.ask.choices is None and step.ask.name in self.results:
            cases = tuple(chain(self.plan.services[self.results[step.ask.name]].cases, cases))
        for case in cases:
            if case.fits(self.results, self.location):
                return case
        msg = "the last case of a step that was checked always fits"
        raise AssertionError(msg)

    def _next(self, flow: Flow, case: Case) -> tuple[Flow, str | None]:
        if case.run is not None:
            return self.plan.flows[case.run], case.step
        return flow, case.go

    def _offers(self, flow: Flow, at: datetime) -> bool:
        if self.location not in flow.locations or flow.placement is Placement.ATTACHED:
            return False
        if flow.valid_from is None and flow.valid_until is None:
            return True
        zone = self.catalogue.location(LocationId(self.location)).zone
        return is_valid(flow, at.astimezone(zone).date())

    def _answers(self, flow: Flow, at: datetime) -> bool:
        return is_open(flow, self.catalogue.location(LocationId(self.location)), at)
