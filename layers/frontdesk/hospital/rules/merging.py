"""What was said last counts, part by part, in whatever order it is heard. Pure.

Each part is a register of its own that the later telling wins; of two of one instant the greater one in writing wins.
So any order, and any number of repetitions, end in the same encounter (Shapiro and others, 2011: LWW-Register).
What was not told takes part in nothing. Whether somebody left, when and where to, is one part: it is true together.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from frontdesk.hospital.model import (
    Diagnosis,
    Disposition,
    Encounter,
    EncounterClass,
    EncounterId,
    EncounterState,
    Kept,
)
from frontdesk.kernel.ids import DepartmentId, LocationId, OrganisationId, StaffId, SubjectId

_ALWAYS = ("number", "subject", "kind", "course", "place", "began")


def told_now(it: Encounter) -> Kept:
    """An encounter as a single telling says it."""
    at = instant(it.told_at)
    return Kept(encounter=it, parts={name: (value, at) for name, value in write_parts(it).items()})


def merged(kept: Kept, told: Kept) -> Kept:
    """What is known after both."""
    parts = dict(kept.parts)
    for name, said in told.parts.items():
        parts[name] = max(parts.get(name, said), said, key=_order)
    before = kept.encounter
    plain = {name: value for name, (value, _) in parts.items()}
    latest = datetime.fromisoformat(max(at for _, at in parts.values()))
    after = read_parts(before.organisation_id, before.id, plain, told_at=latest, version=before.version)
    return Kept(encounter=after, parts=parts)


def write_parts(it: Encounter) -> dict[str, Any]:
    """What was told, as plain JSON."""
    told: dict[str, Any] = {
        "number": it.visit_number,
        "subject": it.subject_id,
        "kind": it.kind.value,
        "course": [
            it.state.value,
            it.ended_at and instant(it.ended_at),
            it.disposition and it.disposition.value,
        ],
        "place": [it.location_id, it.department_id],
        "began": instant(it.began_at),
        "ward": it.ward,
        "attending": it.attending,
        "settled": it.settled_at and instant(it.settled_at),
        "emergent": it.is_emergent,
        "icd": [[one.code, one.name] for one in it.diagnoses],
        "procedures": list(it.procedures),
        "notices": sorted(it.notices),
        "emergencies": it.emergency_visits,
        "summary": it.summary,
    }
    return {name: value for name, value in told.items() if name in _ALWAYS or value not in (None, "", [])}


def read_parts(
    organisation_id: OrganisationId,
    encounter_id: EncounterId,
    said: Mapping[str, Any],
    *,
    told_at: datetime,
    version: int | None = None,
) -> Encounter:
    """The encounter that the parts make."""
    state, ended_at, disposition = said["course"]
    location_id, department_id = said["place"]
    attending = said.get("attending")
    return Encounter(
        id=encounter_id,
        organisation_id=organisation_id,
        visit_number=said["number"],
        subject_id=SubjectId(said["subject"]),
        kind=EncounterClass(said["kind"]),
        state=EncounterState(state),
        location_id=LocationId(location_id),
        department_id=DepartmentId(department_id),
        ward=said.get("ward", ""),
        attending=StaffId(attending) if attending else None,
        began_at=datetime.fromisoformat(said["began"]),
        ended_at=_at(ended_at),
        settled_at=_at(said.get("settled")),
        disposition=Disposition(disposition) if disposition else None,
        is_emergent=said.get("emergent"),
        diagnoses=tuple(Diagnosis(code=code, name=name) for code, name in said.get("icd", ())),
        procedures=tuple(said.get("procedures", ())),
        notices=frozenset(said.get("notices", ())),
        emergency_visits=said.get("emergencies"),
        summary=said.get("summary", ""),
        told_at=told_at,
        version=version,
    )


def instant(at: datetime) -> str:
    """As it is written, always of one length, so that the later is the greater."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _at(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _order(part: tuple[Any, str]) -> tuple[str, str]:
    value, at = part
    return at, json.dumps(value)
