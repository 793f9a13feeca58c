"""Whether everything a definition names is there: steps, flows, locations, answers, addresses, dates. Pure."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from frontdesk.catalogue.model import Catalogue, Span
from frontdesk.window.actions.external import origin_of
from frontdesk.window.model.plan import Case, Flow, Plan, Step
from frontdesk.window.model.releases import Fault

STEPS_AT_MOST = 1000


def faults_of_dates(definition: Mapping[str, Any]) -> Iterator[Fault]:
    """Dates that no calendar has; before a plan can be read."""
    for name, flow in definition["flows"].items():
        for end, written in flow.get("valid", {}).items():
            if not _is_date(written):
                yield Fault(f"$.flows.{name}.valid.{end}", "invalid_date")


def faults_of_answers(definition: Mapping[str, Any]) -> Iterator[Fault]:
    """Two answers of one question with the same value; a plan would keep only the last of them."""
    for name, flow in definition["flows"].items():
        for step, asked in flow["steps"].items():
            options = asked.get("ask", {}).get("options", ())
            values = Counter(it["value"] for it in options)
            for index, it in enumerate(options):
                if values[it["value"]] > 1:
                    yield Fault(f"$.flows.{name}.steps.{step}.ask.options[{index}].value", "not_unique")


def faults_of_references(plan: Plan, catalogue: Catalogue, trusted: Collection[str]) -> Iterator[Fault]:
    """What the plan names and does not have."""
    there = {it.id for it in catalogue.locations}
    for location in plan.locations:
        if location not in there:
            yield Fault(f"$.locations.{location}", "unknown_location", (location,))
    if plan.default not in plan.required:
        yield Fault("$.languages.default", "missing_translation", (plan.default.value,))
    yield from _origins(plan, trusted)
    yield from _released(plan)
    if sum(len(flow.steps) for flow in plan.flows.values()) > STEPS_AT_MOST:
        yield Fault("$.flows", "too_many_steps")
    offered = _offered(plan)
    for name, service in plan.services.items():
        for index, case in enumerate(service.cases):
            yield from _case(plan, None, case, offered, f"$.services.{name}.then[{index}]")
    for flow in plan.flows.values():
        yield from _flow(plan, flow, offered)


def _origins(plan: Plan, trusted: Collection[str]) -> Iterator[Fault]:
    for index, origin in enumerate(sorted(plan.embed_origins)):
        secure = origin.startswith("https://") or origin in trusted
        if not secure or origin_of(origin) != origin:
            yield Fault(f"$.embed_origins[{index}]", "insecure_url", (origin,))


def _released(plan: Plan) -> Iterator[Fault]:
    for kind, things in (("flows", plan.flows), ("services", plan.services), ("downloads", plan.downloads)):
        for name, it in things.items():
            for index, location in enumerate(it.locations):
                if location not in plan.locations:
                    yield Fault(f"$.{kind}.{name}.locations[{index}]", "unknown_location", (location,))


def _offered(plan: Plan) -> Mapping[str, set[str]]:
    """The answers there can be, by the name they are kept under."""
    found: dict[str, set[str]] = {}
    for flow in plan.flows.values():
        for step in flow.steps.values():
            if step.ask is not None:
                values = plan.services if step.ask.choices is None else step.ask.choices
                found.setdefault(step.ask.name, set()).update(values)
    return found


def _flow(plan: Plan, flow: Flow, offered: Mapping[str, set[str]]) -> Iterator[Fault]:
    here = f"$.flows.{flow.name}"
    if flow.start not in flow.steps:
        yield Fault(f"{here}.start", "unknown_step", (flow.name, flow.start))
    if flow.valid_from and flow.valid_until and flow.valid_until < flow.valid_from:
        yield Fault(f"{here}.valid.until", "never_valid", (flow.name,))
    if flow.hours is not None and flow.hours.own is not None:
        for day, spans in flow.hours.own.items():
            if not _in_order(spans):
                yield Fault(f"{here}.hours.{day}", "bad_hours", (flow.name,))
    for step in flow.steps.values():
        yield from _step(plan, flow, step, offered)


def _step(plan: Plan, flow: Flow, step: Step, offered: Mapping[str, set[str]]) -> Iterator[Fault]:
    here = f"$.flows.{flow.name}.steps.{step.name}"
    for index, case in enumerate(step.cases):
        yield from _case(plan, flow, case, offered, f"{here}.then[{index}]")
    if not step.cases[-1].always:
        yield Fault(f"{here}.then[{len(step.cases) - 1}]", "no_else", (flow.name, step.name))


def _case(
    plan: Plan, flow: Flow | None, case: Case, offered: Mapping[str, set[str]], here: str
) -> Iterator[Fault]:
    for location in sorted(case.at or ()):
        if location not in plan.locations:
            yield Fault(f"{here}.at", "unknown_location", (location,))
    for name, value in case.when:
        if value not in offered.get(name, ()):
            yield Fault(f"{here}.when.{name}", "unknown_answer", (f"{name}={value}",))
    if case.go is not None and flow is not None and case.go not in flow.steps:
        yield Fault(f"{here}.go", "unknown_step", (flow.name, case.go))
    if case.run is not None:
        target = plan.flows.get(case.run)
        if target is None:
            yield Fault(f"{here}.run.flow", "unknown_flow", (case.run,))
        elif case.step is not None and case.step not in target.steps:
            yield Fault(f"{here}.run.step", "unknown_step", (case.run, case.step))


def _in_order(spans: tuple[Span, ...]) -> bool:
    times = [time for span in spans for time in (span.opens, span.closes)]
    return all(earlier < later for earlier, later in pairwise(times))


def _is_date(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
