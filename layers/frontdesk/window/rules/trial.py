"""The tests that a clinic keeps in its release: what it wants for certain answers, tried before publishing. Pure."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.kernel.ids import LocationId
from frontdesk.window.model.plan import Flow, Plan
from frontdesk.window.model.releases import Fault
from frontdesk.window.rules.gates import is_open
from frontdesk.window.rules.walk import Walk

CLOSED = "closed"
A_MONDAY = datetime(2026, 1, 5, 11, tzinfo=UTC)
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
    """What is said first where the walk ended, in the default language; the address, or the kind of request."""
    default = walk.plan.default
    if walk.closed is not None:
        return [(walk.closed.closed or {}).get(default, "")]
    assert walk.case is not None, "a walk ends closed or in a case"
    settings = walk.case.settings
    texts = [it.get(default) if isinstance(it, dict) else it for it in settings.values()]
    here = walk.plan.downloads_at(walk.location) if walk.case.do == "file" else {}
    titles = [here[name].title[default] for name in settings.get("downloads", here)]
    return [*(it for it in texts if isinstance(it, str)), *titles]


def _instant(test: Mapping[str, Any], flow: Flow, location: Location) -> datetime:
    """When the test takes place: the wall time it names, else the first at which the flow answers."""
    if "at" in test:
        return datetime.fromisoformat(test["at"]).replace(tzinfo=location.zone).astimezone(UTC)
    if not flow.gated:
        return A_MONDAY
    begin = flow.valid_from or flow.valid_until or A_MONDAY.date()
    moments = (
        datetime.combine(begin + timedelta(days=day), opens, location.zone).astimezone(UTC)
        for day in range(A_WEEK)
        for opens in _opening(flow, location, (begin + timedelta(days=day)).weekday())
    )
    return next((it for it in moments if is_open(flow, location, it)), A_MONDAY)


def _opening(flow: Flow, location: Location, weekday: int) -> list[time]:
    if flow.hours is None:
        return [time(12)]
    hours = location.hours if flow.hours.own is None else flow.hours.own
    return [span.opens for span in hours.get(weekday, ())]
