"""What others are told when an encounter changes: each change once, and only what is so now. Pure."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from frontdesk.hospital.events import (
    AdmissionCancelled,
    DischargeCancelled,
    OfEncounter,
    PatientAdmitted,
    PatientDied,
    PatientDischarged,
    VisitSettled,
)
from frontdesk.hospital.model import Disposition, Encounter, EncounterState
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.events import Event


def news_of(  # noqa: PLR0913
    before: Encounter | None, after: Encounter, *, zone: ZoneInfo, was_in: ZoneInfo, by: Actor, now: datetime
) -> Sequence[Event]:
    """The facts of a change; `before` is None for an encounter that nobody had told of.

    What is taken back is told of as it was, by whom it was of: another subject or place is told anew.
    """
    facts: list[Event] = []
    is_now = partial(_fact, after, zone, by, now)
    if before is not None:
        was = partial(_fact, before, was_in, by, now)
        if _left(before) and not (_left(after) and _same_stay(before, after)):
            facts.append(was(DischargeCancelled, before.ended_at))
        if _came(before) and not (_came(after) and _same_stay(before, after)):
            facts.append(was(AdmissionCancelled, before.began_at))
    if _came(after) and _arrival(before, was_in) != _arrival(after, zone):
        facts.append(is_now(PatientAdmitted, after.began_at))
    if _left(after) and _departure(before, was_in) != _departure(after, zone):
        facts.append(is_now(PatientDischarged, after.ended_at))
    if _died(after) and not (before and _died(before) and _same_stay(before, after)):
        facts.append(is_now(PatientDied, after.ended_at))
    if _came(after) and after.settled_at and _settlement(before, was_in) != _settlement(after, zone):
        facts.append(is_now(VisitSettled, after.settled_at))
    return facts


def _came(it: Encounter) -> bool:
    return it.state is not EncounterState.CANCELLED


def _left(it: Encounter) -> bool:
    return it.state is EncounterState.ENDED


def _died(it: Encounter) -> bool:
    return _left(it) and it.disposition is Disposition.DIED


def _same_stay(one: Encounter, other: Encounter) -> bool:
    """Of one patient: all else can be corrected by telling it anew."""
    return one.subject_id == other.subject_id


def _arrival(it: Encounter | None, zone: ZoneInfo) -> tuple[object, ...]:
    return (*_where(it), it.began_at.astimezone(zone).date()) if it and _came(it) else ()


def _departure(it: Encounter | None, zone: ZoneInfo) -> tuple[object, ...]:
    if it is None or not _left(it):
        return ()
    return (*_where(it), (it.ended_at or it.began_at).astimezone(zone).date(), it.disposition)


def _settlement(it: Encounter | None, zone: ZoneInfo) -> tuple[object, ...]:
    if it is None or it.settled_at is None or not _came(it):
        return ()
    return it.subject_id, it.settled_at.astimezone(zone).date()


def _where(it: Encounter) -> tuple[object, ...]:
    return it.subject_id, it.kind, it.location_id, it.department_id


def _fact(  # noqa: PLR0913, PLR0917  # the first four are bound once
    it: Encounter,
    zone: ZoneInfo,
    by: Actor,
    now: datetime,
    kind: type[OfEncounter],
    at: datetime | None,
) -> Event:
    return kind(
        organisation_id=it.organisation_id,
        occurred_at=now,
        actor=by,
        encounter_id=it.id,
        subject_id=it.subject_id,
        location_id=it.location_id,
        department_id=it.department_id,
        kind=it.kind.value,
        day=(at or it.began_at).astimezone(zone).date(),
    )
