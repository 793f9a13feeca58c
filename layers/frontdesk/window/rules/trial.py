"""The tests that a clinic keeps in its release: what it wants for certain answers, tried before publishing. Pure."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.kernel.ids import LocationId
from frontdesk.window.model import External, Files, Form, Message, Outcome
from frontdesk.window.model.plan import Flow, Plan
from frontdesk.window.model.releases import Fault
from frontdesk.window.rules.gates import is_open
from frontdesk.window.rules.speech import speech
from frontdesk.window.rules.walk import Walk

CLOSED = "closed"
A_MONDAY = date(2026, 1, 5)
A_WEEK = 8


def faults_of_tests(plan: Plan, catalogue: Catalogue) -> Iterator[Fault]:
    """The tests that fail, each with what happened instead."""
    for index, test in enumerate(plan.tests):
        here = f"$.tests[{index}]"
        flow = plan.flows.get(test["flow"])
        if flow is None:
            yield Fault(f"{here}.flow", "unknown_flow", (test["flow"],))
        elif test["location"] not in flow.locations:
            yield Fault(f"{here}.location", "not_released", (test["location"], test["flow"]))
        elif instead := _tried(plan, flow, test, catalogue):
            yield Fault(here, "test_failed", (test["title"], *instead))


def _tried(plan: Plan, flow: Flow, test: Mapping[str, Any], catalogue: Catalogue) -> tuple[str, ...]:
    """What happened instead of what was expected; nothing when the test holds."""
    walk = Walk(plan, catalogue)
    walk.location = test["location"]
    location = catalogue.location(LocationId(walk.location))
    at = _instant(test, flow, location)
    walk.enter(flow.name, None, at)
    while walk.place is not None and walk.step is not None and walk.step.ask is not None:
        name = walk.step.ask.name
        value = test["answers"].get(name)
        if value is None or not walk.take(walk.place, value, at):
            return (f"{name}=?",)
    expected = test["expect"]
    happened = CLOSED if walk.closed is not None else (walk.case and walk.case.do) or ""
    if happened == expected["do"] and "says" not in expected:
        return ()
    words = _words(walk)
    if happened == expected["do"] and any(expected["says"] in it for it in words):
        return ()
    return (happened, *words[:1])


def _words(walk: Walk) -> list[str]:
    """What is said where the walk ended, in the release's default language."""
    if walk.closed is not None:
        return list((walk.closed.closed or {}).values())
    assert walk.case is not None, "a walk ends closed or in a case"
    said = speech(walk.plan, walk.plan.default)
    return list(words_of(said.outcome(walk.case, walk.location)))


def words_of(outcome: Outcome) -> Iterator[str]:
    """What an outcome says, and the addresses it leads to."""
    match outcome:
        case Message():
            yield outcome.text.text
        case External():
            yield from (outcome.url, outcome.label.text)
            if outcome.text is not None:
                yield outcome.text.text
        case Files():
            yield from (it.title.text for it in outcome.offered)
            if outcome.text is not None:
                yield outcome.text.text
        case Form():
            yield from (outcome.intro.text, outcome.type)


def _instant(test: Mapping[str, Any], flow: Flow, location: Location) -> datetime:
    """When the test takes place: the wall time it names, else the first at which the flow answers."""
    if "at" in test:
        return datetime.fromisoformat(test["at"]).replace(tzinfo=location.zone).astimezone(UTC)
    begin = flow.valid_from or flow.valid_until or A_MONDAY
    moments = (
        datetime.combine(begin + timedelta(days=day), opens, location.zone).astimezone(UTC)
        for day in range(A_WEEK)
        for opens in _opening(flow, location, (begin + timedelta(days=day)).weekday())
    )
    noon = datetime.combine(begin, time(12), location.zone).astimezone(UTC)
    return next((it for it in moments if is_open(flow, location, it)), noon)


def _opening(flow: Flow, location: Location, weekday: int) -> list[time]:
    if flow.hours is None:
        return [time(12)]
    hours = location.hours if flow.hours.own is None else flow.hours.own
    return [span.opens for span in hours.get(weekday, ())]
