"""What an appointment takes of whose sheets, and what a change of it does to them."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from frontdesk.booking.model import (
    Appointment,
    AppointmentStatus,
    HoldMark,
    OwnerKind,
    SheetKey,
    patient_cells,
)
from frontdesk.booking.model.cells import by_day

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
    """

    key: SheetKey
    take: tuple[int, ...] = ()
    free: tuple[int, ...] = ()
    mark: HoldMark | None = None
    unmark: bool = False


def token(appointment: Appointment) -> str:
    """What stands for the appointment on a sheet: 24 bits of its id, for it need only differ within a day."""
    return urlsafe_b64encode(bytes.fromhex(appointment.id)[:TOKEN_BYTES]).decode()


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
    return [it for it in changes if it.take or it.free or it.mark or it.unmark]


def _change(
    key: SheetKey,
    had: Mapping[SheetKey, range],
    has: Mapping[SheetKey, range],
    before: Appointment | None,
    after: Appointment,
) -> SheetChange:
    old, new = set(had.get(key, ())), set(has.get(key, ()))
    was, mark = _mark(key, had, before), _mark(key, has, after)
    return SheetChange(
        key=key,
        take=tuple(sorted(new - old)),
        free=tuple(sorted(old - new)),
        mark=mark if mark != was else None,
        unmark=was is not None and mark != was,
    )


def _mark(key: SheetKey, on: Mapping[SheetKey, range], appointment: Appointment | None) -> HoldMark | None:
    if appointment is None or key not in on or appointment.hold_until is None:
        return None
    return HoldMark(appointment.id, appointment.hold_until)


def _sheets(kind: OwnerKind, owner: str, cells: range) -> dict[SheetKey, range]:
    return {SheetKey(kind, owner, day): part for day, part in by_day(cells)}
