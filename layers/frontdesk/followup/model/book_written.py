"""Policy and schemes as plain JSON: how their record, the export and the console's API write them."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from frontdesk.followup.model.plans import (
    Anchor,
    Book,
    Channel,
    Mode,
    Policy,
    Population,
    Role,
    Scheme,
    SchemeId,
    SchemeStep,
)
from frontdesk.kernel.ids import DepartmentId, OrganisationId
from frontdesk.kernel.language import Text, parse_text

Json = dict[str, Any]
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
COUNTS = (
    "attempts",
    "remind_after",
    "tell_head_after",
    "to_centre_after",
    "missed_after",
    "form_remind_after",
    "form_call_after",
    "level2_share",
    "level2_least",
    "level3_share",
    "level3_share_of_level1",
    "level3_least",
)
"""Written as they are."""
DURATIONS = {
    "gap_hours": ("gap", HOUR),
    "lease_minutes": ("lease", MINUTE),
    "fatigue_days": ("fatigue", DAY),
    "plan_within_days": ("plan_within", DAY),
    "effect_within_days": ("effect_within", DAY),
    "serious_plan_within_days": ("serious_plan_within", DAY),
    "serious_effect_within_days": ("serious_effect_within", DAY),
    "answer_within_days": ("answer_within", DAY),
}
"""Written as a number of their unit, which the name says."""


def write_book(it: Book) -> Json:
    return {"policy": write_policy(it.policy), "schemes": [write_scheme(one) for one in it.schemes]}


def read_book(organisation_id: OrganisationId, said: Mapping[str, Any], *, version: int) -> Book:
    return Book(
        organisation_id=organisation_id,
        policy=read_policy(said["policy"]),
        schemes=tuple(read_scheme(one) for one in said["schemes"]),
        version=version,
    )


def write_policy(it: Policy) -> Json:
    return {
        "mode": it.mode.value,
        "modes": {department: mode.value for department, mode in sorted(it.modes.items())},
        "call_hours": [[f"{begin:%H:%M}", f"{end:%H:%M}"] for begin, end in it.call_hours],
        "holidays": [day.isoformat() for day in sorted(it.holidays)],
        **{name: getattr(it, name) for name in COUNTS},
        **{name: getattr(it, field) // unit for name, (field, unit) in DURATIONS.items()},
    }


def read_policy(said: Mapping[str, Any]) -> Policy:
    """What is not said is as it usually is."""
    read: dict[str, Any] = {name: said[name] for name in COUNTS if name in said}
    read |= {field: said[name] * unit for name, (field, unit) in DURATIONS.items() if name in said}
    if "call_hours" in said:
        read["call_hours"] = tuple((_clock(begin), _clock(end)) for begin, end in said["call_hours"])
    return Policy(
        mode=Mode(said.get("mode", Mode.CLASSIC)),
        modes={DepartmentId(name): Mode(mode) for name, mode in said.get("modes", {}).items()},
        holidays=frozenset(date.fromisoformat(day) for day in said.get("holidays", ())),
        **read,
    )


def write_scheme(it: Scheme) -> Json:
    return {
        "id": it.id,
        "title": write_text(it.title),
        "population": it.population.value,
        "anchor": it.anchor.value,
        "departments": sorted(it.departments),
        "diagnoses": list(it.diagnoses),
        "steps": [write_step(one) for one in it.steps],
        "starts_alone": it.starts_alone,
    }


def read_scheme(said: Mapping[str, Any]) -> Scheme:
    return Scheme(
        id=SchemeId(said["id"]),
        title=parse_text(said["title"]),
        population=Population(said["population"]),
        anchor=Anchor(said["anchor"]),
        departments=frozenset(map(DepartmentId, said.get("departments", ()))),
        diagnoses=tuple(said.get("diagnoses", ())),
        steps=tuple(read_step(one) for one in said.get("steps", ())),
        starts_alone=said.get("starts_alone", False),
    )


def write_step(it: SchemeStep) -> Json:
    return {
        "after": it.after,
        "before_window": it.before_window,
        "after_window": it.after_window,
        "channels": [one.value for one in it.channels],
        "form": it.form,
        "role": it.role.value,
        "what": write_text(it.what),
    }


def read_step(said: Mapping[str, Any]) -> SchemeStep:
    return SchemeStep(
        after=said["after"],
        before_window=said.get("before_window", 0),
        after_window=said.get("after_window", 0),
        channels=tuple(Channel(one) for one in said["channels"]),
        form=said.get("form", ""),
        role=Role(said.get("role", Role.DEPARTMENT)),
        what=parse_text(said.get("what", {})),
    )


def write_text(it: Text) -> dict[str, str]:
    return {language.value: words for language, words in it.items()}


def _clock(text: str) -> time:
    return time.fromisoformat(text)
