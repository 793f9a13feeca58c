"""A month of figures as plain JSON, as the API tells it. Counts of answers are in it only as they may be shown."""

from collections.abc import Mapping
from typing import Any

from frontdesk.followup.model.figures import BROKEN_OFF, TRIES, Content, Counts, Figure, Month
from frontdesk.followup.rules import rating

Json = dict[str, Any]


def written(month: Month) -> Json:
    """The month, with the rates of all and of each part."""
    content = month.content
    return {
        "month": f"{month.month:%Y-%m}",
        "department": month.department_id,
        "as_of": month.today.isoformat(),
        "all": _line(month.all, month),
        "departments": {it: _line(counts, month) for it, counts in month.departments.items()},
        "populations": {it: _line(counts, month) for it, counts in month.populations.items()},
        "persons": {it: _line(counts, month) for it, counts in month.persons.items()},
        "content": None if content is None else {it: _content(one) for it, one in content.items()},
    }


def _line(counts: Counts, month: Month) -> Json:
    return {
        **{it.name.lower(): counts.get(it, 0) for it in Figure},
        "overdue": rating.overdue(counts, month.month, month.today),
        "open": rating.still_open(counts, month.month),
        "tries": _tries(counts),
        "rates": {
            "followed_up": rating.followed_up(counts).percent,
            "reached": rating.reached(counts).percent,
            "completed": rating.completed(counts).percent,
            "in_time": rating.in_time(counts).percent,
            "agreed": rating.agreed(counts).percent,
            "agreed_by_leaders": rating.agreed(counts, leaders=True).percent,
            "overridden": rating.overridden(counts).percent,
            "answered_in_time": rating.answered(counts).percent,
        },
    }


def _tries(counts: Counts) -> Mapping[str, int]:
    named = {name: reason.value if reason else "reached" for reason, name in TRIES.items()}
    return {said: counts.get(name, 0) for name, said in {**named, BROKEN_OFF: "broken_off"}.items()}


def _content(it: Content) -> Json:
    return {"answers": it.answers, "mean": _range(it.mean), "top_two": _range(it.top)}


def _range(found: tuple[float, float] | None) -> Json | None:
    return None if found is None else {"low": found[0], "high": found[1]}
