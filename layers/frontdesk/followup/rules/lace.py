"""LACE: the risk of death or readmission within 30 days after a stay (van Walraven et al., CMAJ 2010;182:551-7).

Comorbidities are found by the ICD-10 lists of Quan et al. (Med Care 2005;43:1130-9) and weighed as the LACE paper does,
not as Charlson did in 1987: heart failure and chronic lung disease 2, dementia 3. Quan does not grade renal disease:
all of it counts as the paper's "mild liver or renal disease".
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from frontdesk.followup.model.facts import Facts
from frontdesk.followup.model.plans import Population, Reason, Risk

STAY = ((14, 7), (7, 5), (4, 4), (3, 3), (2, 2), (1, 1))
"""So many days or more: so many points."""
EMERGENT, COMORBID_FROM, COMORBID, VISITS_AT_MOST = 3, 4, 5, 4
HIGH_FROM, MODERATE_FROM = 10, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """The index, None where a fact is missing; what it is made of, and by which set of weights."""

    points: int | None
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    weights: str


def lace(facts: Facts) -> Scored:
    """The index of a stay that has ended. A fact that was not told makes it incomplete, and never nought."""
    assert facts.population is Population.DISCHARGED, "the index is one of stays that have ended"
    length = (facts.ended_on - facts.began_on).days if facts.ended_on else None
    found = comorbidities(facts.diagnoses) if facts.diagnoses is not None else None
    told = {
        "stay": None if length is None else stay_points(length),
        "emergent": None if facts.is_emergent is None else EMERGENT * facts.is_emergent,
        "comorbidity": None if found is None else comorbidity_points(sum(found.values())),
        "visits": None if facts.emergency_visits is None else visit_points(facts.emergency_visits),
    }
    counts = {
        "stay": length,
        "emergent": int(bool(facts.is_emergent)),
        "comorbidity": sum((found or {}).values()),
        "visits": facts.emergency_visits,
    }
    reasons = [
        Reason(code=f"lace.{name}", values={"count": counts[name] or 0, "points": points})
        for name, points in told.items()
        if points is not None
    ]
    reasons += [Reason(code=f"illness.{name}", values={"points": it}) for name, it in (found or {}).items()]
    missing = tuple(name for name, points in told.items() if points is None)
    total = None if missing else sum(it or 0 for it in told.values())
    return Scored(points=total, reasons=tuple(reasons), missing=missing, weights=_lists()["weights"])


def band(points: int | None) -> Risk:
    """The risk behind an index."""
    if points is None:
        return Risk.UNKNOWN
    if points >= HIGH_FROM:
        return Risk.HIGH
    return Risk.MODERATE if points >= MODERATE_FROM else Risk.LOW


def stay_points(days: int) -> int:
    """L: nights in hospital."""
    return next((points for least, points in STAY if days >= least), 0)


def comorbidity_points(weight: int) -> int:
    """C: up to three as it is, then five. There is no four."""
    return weight if weight < COMORBID_FROM else COMORBID


def visit_points(visits: int) -> int:
    """E: visits to an emergency department in the six months before."""
    return min(visits, VISITS_AT_MOST)


def comorbidities(codes: Collection[str]) -> Mapping[str, int]:
    """The groups that the ICD-10 codes are of, with their weights; the graver of two grades counts alone."""
    plain = {code.replace(".", "").upper() for code in codes}
    found = {
        group["name"]: group
        for group in _groups()
        if any(code.startswith(prefix) for code in plain for prefix in group["codes"])
    }
    return {name: group["weight"] for name, group in found.items() if group.get("within") not in found}


@cache
def _lists() -> Mapping[str, Any]:
    said: dict[str, Any] = json.loads((files("frontdesk.followup") / "comorbidities.json").read_text("utf-8"))
    return said


def _groups() -> Sequence[Mapping[str, Any]]:
    groups: list[Mapping[str, Any]] = _lists()["groups"]
    return groups
