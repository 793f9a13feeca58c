"""Appointments as the API of the console says and reads them."""

from datetime import UTC, datetime
from typing import Any

from chalicelib.reach import AT_MOST_AWAY
from frontdesk.booking.model import Appointment, Slot
from frontdesk.booking.model.desk import FreeTime
from frontdesk.booking.usecases.read_appointment import Opened
from frontdesk.kernel.errors import BadInput, FieldError, Refusal
from frontdesk.patients.model import Subject


def instant(said: dict[str, Any], name: str, now: datetime) -> datetime:
    """The instant, UTC; BadInput for one without its offset, or that no calendar has."""
    try:
        at = datetime.fromisoformat(said[name])
    except ValueError as odd:
        raise BadInput([FieldError(f"$.{name}", "invalid_date")]) from odd
    if at.tzinfo is None or abs(at - now) > AT_MOST_AWAY:
        raise BadInput([FieldError(f"$.{name}", "invalid_date")])
    return at.astimezone(UTC)


def typed(patient: dict[str, str]) -> dict[str, str]:
    """As the form of the page would have it."""
    year, month, day = patient["birth_date"].split("-")
    return patient | {"birth_year": year, "birth_month": month, "birth_day": day}


def booked(it: Appointment, subject: Subject | None) -> dict[str, Any]:
    """An appointment as a line of a list."""
    return {
        "id": it.id,
        "reference": it.reference,
        "status": it.status.value,
        "location": it.slot.location_id,
        "type": it.slot.time_type_id,
        "performer": it.slot.performer_id,
        "room": it.slot.room_id,
        **_when(it.slot),
        "patient": subject and _patient(subject),
    }


def _when(slot: Slot) -> dict[str, str]:
    return {"starts_at": slot.starts_at.isoformat(), "ends_at": slot.ends_at.isoformat()}


def _patient(subject: Subject) -> dict[str, Any]:
    return {
        "id": subject.id,
        "name": subject.name,
        "birth_date": subject.birth_date.isoformat(),
        "phone": subject.phone,
        "email": subject.email,
    }


def opened(it: Opened) -> dict[str, Any]:
    """An appointment with all that was said of it."""
    said = it.appointment
    return booked(said, it.subject) | {
        "reason": said.reason,
        "changes": [
            {
                "at": change.at.isoformat(),
                "by": str(change.by),
                "kind": change.kind.value,
                "comment": change.comment,
                "was_at": change.was_at and change.was_at.isoformat(),
            }
            for change in said.changes
        ],
        "not_moved": _code(it.not_moved),
        "not_cancelled": _code(it.not_cancelled),
        "not_missed": _code(it.not_missed),
    }


def _code(refusal: Refusal | None) -> str | None:
    return None if refusal is None else refusal.code


def free(it: FreeTime) -> dict[str, Any]:
    """A time that can be had."""
    slot = it.slot
    return {
        "location": slot.location_id,
        "type": slot.time_type_id,
        "performer": slot.performer_id,
        **_when(slot),
        "for_patients": it.for_patients,
    }


def block(it: Appointment) -> dict[str, Any]:
    """A stretch that is kept free."""
    return {
        "id": it.id,
        "status": it.status.value,
        "location": it.slot.location_id,
        "resource": it.slot.performer_id,
        **_when(it.slot),
    }
