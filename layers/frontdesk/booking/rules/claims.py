"""What an appointment takes of whose sheets, and what a change of it does to them."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from frontdesk.booking.model import (
    Appointment,
    AppointmentStatus,
    HoldMark,
    OwnerKind,
    SheetKey,
    Slot,
    patient_cells,
)
from frontdesk.booking.model.cells import by_day, cell_at
from frontdesk.kernel.ids import TimeTypeId

TOKEN_BYTES = 3
TAKING = {
    AppointmentStatus.HELD,
    AppointmentStatus.BOOKED,
    AppointmentStatus.NO_SHOW,
    AppointmentStatus.BLOCKED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChange:
    """What happens to one sheet: cells of it that must be free are taken, and own ones are given back.

    `mark`: the hold that is written on it; `unmark`: that one of the appointment's own is there and goes.
    `join` and `leave`: a session in which a seat is taken and one in which it is given up.
    """

    key: SheetKey
    take: tuple[int, ...] = ()
    free: tuple[int, ...] = ()
    join: "Session | None" = None
    leave: "Session | None" = None
    mark: HoldMark | None = None
    unmark: bool = False

    @property
    def does_something(self) -> bool:
        return bool(self.take or self.free or self.join or self.leave or self.mark or self.unmark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A group's time on one sheet: the cells that it has as long as somebody is in it, and how many may be."""

    token: str
    cells: range
    seats: int


def session_token(slot: Slot) -> str:
    """What stands for a group's time on a sheet: the same for all who are in it."""
    return session_at(slot.time_type_id, cell_at(slot.starts_at))


def session_at(time_type_id: TimeTypeId, start: int) -> str:
    """The same, of a type and the cell with which the time begins."""
    return _short(sha256(f"{time_type_id}@{start}".encode()).digest())


def token(appointment: Appointment) -> str:
    """What stands for the appointment on a sheet: 24 bits of its id, for it need only differ within a day."""
    return _short(bytes.fromhex(appointment.id))


def claims(appointment: Appointment) -> Mapping[SheetKey, range]:
    """The cells it takes, by sheet: nothing once it is over, of the patient nothing while it is only held."""
    if appointment.status not in TAKING:
        return {}
    slot = appointment.slot
    found = _sheets(OwnerKind.RESOURCE, slot.performer_id, slot.occupied)
    if slot.room_id:
        found |= _sheets(OwnerKind.RESOURCE, slot.room_id, slot.occupied)
    if appointment.subject_id and appointment.status is not AppointmentStatus.HELD:
        found |= _sheets(OwnerKind.SUBJECT, appointment.subject_id, patient_cells(slot))
    return found


def difference(before: Appointment | None, after: Appointment) -> list[SheetChange]:
    """What the change from `before` does to the sheets, each at most once. Cells that stay are left alone."""
    had = claims(before) if before else {}
    has = claims(after)
    changes = [_change(key, had, has, before, after) for key in sorted({*had, *has})]
    return [it for it in changes if it.does_something]


def _change(
    key: SheetKey,
    had: Mapping[SheetKey, range],
    has: Mapping[SheetKey, range],
    before: Appointment | None,
    after: Appointment,
) -> SheetChange:
    was, mark = _mark(key, had, before), _mark(key, has, after)
    marks: dict[str, Any] = {"mark": mark if mark != was else None, "unmark": was is not None and mark != was}
    left, joined = _session(key, had, before), _session(key, has, after)
    if left == joined and left is not None:
        return SheetChange(key=key, **marks)
    old: set[int] = set() if left else set(had.get(key, ()))
    new: set[int] = set() if joined else set(has.get(key, ()))
    return SheetChange(
        key=key,
        take=tuple(sorted(new - old)),
        free=tuple(sorted(old - new)),
        join=joined,
        leave=left,
        **marks,
    )


def _session(key: SheetKey, on: Mapping[SheetKey, range], appointment: Appointment | None) -> Session | None:
    """The session that the appointment has a seat in on a sheet of the clinic, if it is one of a group."""
    if appointment is None or key not in on or key.kind is OwnerKind.SUBJECT or appointment.slot.seats == 1:
        return None
    slot = appointment.slot
    return Session(token=session_token(slot), cells=on[key], seats=slot.seats)


def _mark(key: SheetKey, on: Mapping[SheetKey, range], appointment: Appointment | None) -> HoldMark | None:
    if appointment is None or key not in on or appointment.hold_until is None:
        return None
    return HoldMark(appointment.id, appointment.hold_until)


def _sheets(kind: OwnerKind, owner: str, cells: range) -> dict[SheetKey, range]:
    return {SheetKey(kind, owner, day): part for day, part in by_day(cells)}


def _short(digest: bytes) -> str:
    return urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()
