"""Who is followed up, how soon and how often: a table, no model. The same facts always give the same, with reasons."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from frontdesk.followup.model import Cancelled
from frontdesk.followup.model.book_written import read_step
from frontdesk.followup.model.facts import Facts
from frontdesk.followup.model.plans import (
    Population,
    Reason,
    Recommendation,
    Risk,
    Scheme,
    SchemeStep,
)
from frontdesk.followup.rules.lace import Scored, band, lace
from frontdesk.followup.rules.scheduling import in_order
from frontdesk.followup.rules.schemes import diagnosis_of, is_of, names, scheme_for
from frontdesk.kernel.language import Language, Text

TRANSFERRED = "transferred"
BETWEEN = {Language.CHINESE: "\N{FULLWIDTH SEMICOLON}"}
AS_MODERATE = Risk.MODERATE
"""Which steps are proposed while the risk is unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier:
    """What adds a step, whatever the risk is."""

    name: str
    said: Mapping[str, Any]
    step: SchemeStep

    def holds(self, facts: Facts) -> bool:
        """Whether one of its conditions is met."""
        patterns: Sequence[str] = self.said.get("procedures", ())
        return (
            bool(facts.notices & set(self.said.get("notices", ())))
            or (facts.left_against_advice and self.said.get("against_advice", False))
            or any(is_of(facts.diagnoses, it) for it in self.said.get("diagnoses", ()))
            or any(re.search(it, code) for it in patterns for code in facts.procedures)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruleset:
    """The table. `version` is the SHA-256 of the file: the same version is the same table."""

    steps: Mapping[Risk, tuple[SchemeStep, ...]]
    modifiers: tuple[Modifier, ...]
    version: str


@cache
def ruleset() -> Ruleset:
    """The table as it is shipped."""
    return read_ruleset((files("frontdesk.followup") / "recommending.json").read_bytes())


def read_ruleset(written: bytes) -> Ruleset:
    """The table that is written there."""
    said = json.loads(written)
    return Ruleset(
        steps={Risk(name): tuple(map(read_step, steps)) for name, steps in said["steps"].items()},
        modifiers=tuple(
            Modifier(name=it["name"], said=it, step=read_step(it["step"])) for it in said["modifiers"]
        ),
        version=hashlib.sha256(written).hexdigest(),
    )


def recommend(facts: Facts, schemes: Sequence[Scheme], rules: Ruleset) -> Recommendation:
    """What the table says of an encounter. No steps where somebody is excluded, or nothing was laid down for a visit.

    The steps are those of the scheme that fits, or of the risk where it has none or none fits a stay; modifiers add
    theirs, except for an illness that the scheme's own steps are about: nobody is asked the same twice.
    """
    scored, scheme = _scored(facts), scheme_for(schemes, facts)
    risk = band(scored.points) if facts.population is Population.DISCHARGED else Risk.LOW
    found = Recommendation(
        scheme_id=scheme.id if scheme else None,
        steps=(),
        risk=risk,
        lace=scored.points,
        reasons=scored.reasons,
        missing=scored.missing,
        weights=scored.weights,
        rules_version=rules.version,
    )
    if excluded := why_excluded(facts):
        return replace(found, excluded=excluded)
    if scheme is None and facts.population is not Population.DISCHARGED:
        return found
    added = [it for it in rules.modifiers if it.holds(facts) and not _asks_already(scheme, it)]
    steps = scheme.steps if scheme and scheme.steps else rules.steps[_steps_of(risk)]
    reasons = [Reason(code=f"modifier.{it.name}", values={}) for it in added]
    by_scheme = [_by_scheme(scheme, facts)] if scheme else []
    return replace(
        found,
        steps=together((*steps, *(it.step for it in added))),
        reasons=(*scored.reasons, *reasons, *by_scheme),
    )


def may_start_alone(it: Recommendation, scheme: Scheme | None) -> bool:
    """Whether nobody is asked: where the scheme says so, and the risk is known and not high."""
    return bool(scheme and scheme.starts_alone and it.risk in (Risk.LOW, Risk.MODERATE))


def why_excluded(facts: Facts) -> str:
    """Why nobody is followed up; empty where they are."""
    said = {
        Cancelled.DIED: facts.has_died,
        Cancelled.DISCHARGE_CANCELLED: facts.is_cancelled,
        TRANSFERRED: facts.is_transferred,
        Cancelled.OPTED_OUT: facts.has_opted_out,
    }
    return next((str(why) for why, is_so in said.items() if is_so), "")


def together(steps: Iterable[SchemeStep]) -> tuple[SchemeStep, ...]:
    """The steps by day. Two of one day that are done alike are one, about both: nobody is called twice a day."""
    by_day: dict[tuple[object, ...], SchemeStep] = {}
    for it in steps:
        key = (it.after, it.channels[:1], it.role)
        there = by_day.get(key)
        by_day[key] = it if there is None else _joined(there, it)
    return in_order(list(by_day.values()))


def _asks_already(scheme: Scheme | None, it: Modifier) -> bool:
    """Whether the scheme has steps of its own about the illness for which the modifier adds one."""
    illnesses: Sequence[str] = it.said.get("diagnoses", ())
    return scheme is not None and bool(scheme.steps) and any(names(scheme, one) for one in illnesses)


def _by_scheme(scheme: Scheme, facts: Facts) -> Reason:
    """That a scheme fits, and by which diagnosis where it is for some."""
    code = diagnosis_of(scheme, facts)
    return Reason(code="scheme", values={"diagnosis": code} if code else {})


def _joined(one: SchemeStep, other: SchemeStep) -> SchemeStep:
    what: Text = {
        language: BETWEEN.get(language, "; ").join((words, other.what[language]))
        if other.what.get(language, words) != words
        else words
        for language, words in one.what.items()
    }
    return replace(
        one,
        what=what,
        before_window=min(one.before_window, other.before_window),
        after_window=min(one.after_window, other.after_window),
        form=one.form or other.form,
    )


def _scored(facts: Facts) -> Scored:
    """The index is one of stays that have ended: a visit has none, and that is no missing fact."""
    if facts.population is Population.DISCHARGED:
        return lace(facts)
    return Scored(points=None, reasons=(Reason(code="no_index", values={}),), missing=(), weights="")


def _steps_of(risk: Risk) -> Risk:
    return AS_MODERATE if risk is Risk.UNKNOWN else risk
