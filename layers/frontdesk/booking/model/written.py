"""An appointment as plain JSON: what its record stores. Instants are ISO 8601 in UTC; its names are short."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from frontdesk.booking.model import Appointment, AppointmentStatus, Change, ChangeKind, Slot
from frontdesk.booking.model.cells import cell_at, instant_of
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import AppointmentId, LocationId, OrganisationId, ResourceId, SubjectId, TimeTypeId
from frontdesk.kernel.language import Language

Plain = dict[str, Any]
THEMSELVES = "patient"


def write_appointment(it: Appointment) -> Plain:
    """All of it but its ids, which are the record's key, and its version. What is empty is left out."""
    plain = {
        "slot": write_slot(it.slot),
        "status": it.status.value,
        "language": it.language.value,
        "subject": it.subject_id,
        "hold_until": it.hold_until and _written(it.hold_until),
        "reason": it.reason,
        "reminded": it.reminded,
        "invited": it.invited,
        "known": it.is_known is not None and ("yes" if it.is_known else "no"),
        "changes": [_write_change(change, it.subject_id) for change in it.changes],
    }
    return {name: value for name, value in plain.items() if value}


def read_appointment(
    organisation_id: OrganisationId, appointment_id: AppointmentId, said: Mapping[str, Any], *, version: int
) -> Appointment:
    return Appointment(
        id=appointment_id,
        organisation_id=organisation_id,
        slot=read_slot(said["slot"]),
        status=AppointmentStatus(said["status"]),
        language=Language(said["language"]),
        subject_id=SubjectId(said["subject"]) if "subject" in said else None,
        hold_until=_instant(said["hold_until"]) if "hold_until" in said else None,
        reason=said.get("reason", ""),
        reminded=said.get("reminded", False),
        invited=said.get("invited", False),
        is_known=said["known"] == "yes" if "known" in said else None,
        changes=tuple(_read_change(change, said.get("subject", "")) for change in said.get("changes", ())),
        version=version,
    )


def write_slot(it: Slot) -> Plain:
    """A time with the minutes it lasts, and those before and after where it has some."""
    starts, ends = cell_at(it.starts_at), cell_at(it.ends_at)
    around = [starts - it.occupied.start, it.occupied.stop - ends]
    return {
        "at": it.location_id,
        "type": it.time_type_id,
        "who": it.performer_id,
        **({"room": it.room_id} if it.room_id else {}),
        "on": it.on.isoformat(),
        "from": _written(it.starts_at),
        "cells": ends - starts,
        **({"around": around} if any(around) else {}),
        **({"seats": it.seats} if it.seats > 1 else {}),
    }


def read_slot(said: Mapping[str, Any]) -> Slot:
    starts_at = datetime.fromisoformat(said["from"])
    starts = cell_at(starts_at)
    ends = starts + said["cells"]
    before, after = said.get("around", (0, 0))
    return Slot(
        location_id=LocationId(said["at"]),
        time_type_id=TimeTypeId(said["type"]),
        performer_id=ResourceId(said["who"]),
        room_id=ResourceId(said["room"]) if "room" in said else None,
        on=date.fromisoformat(said["on"]),
        starts_at=starts_at.astimezone(UTC),
        ends_at=instant_of(ends),
        occupied=range(starts - before, ends + after),
        seats=said.get("seats", 1),
    )


def _write_change(it: Change, subject_id: SubjectId | None) -> Plain:
    plain = {
        "at": _written(it.at),
        "by": THEMSELVES if it.by == Actor(ActorKind.PATIENT, subject_id or "") else str(it.by),
        "kind": it.kind.value,
        "comment": it.comment,
        "was_at": it.was_at and _written(it.was_at),
    }
    return {name: value for name, value in plain.items() if value}


def _read_change(said: Mapping[str, Any], subject_id: str) -> Change:
    by = said["by"]
    return Change(
        at=_instant(said["at"]),
        by=Actor(ActorKind.PATIENT, subject_id) if by == THEMSELVES else Actor.parse(by),
        kind=ChangeKind(said["kind"]),
        comment=said.get("comment", ""),
        was_at=_instant(said["was_at"]) if "was_at" in said else None,
    )


def _written(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z").replace(":00Z", "Z")


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
