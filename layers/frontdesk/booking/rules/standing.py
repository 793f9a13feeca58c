"""Whether a booked time is in a timetable, and who may stand in for whom. Pure."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from frontdesk.booking.errors import NotOffered, Taken
from frontdesk.booking.model import Appointment, Slot
from frontdesk.booking.model.cells import cell_at
from frontdesk.booking.model.timetable import ResourceKind, Timetable
from frontdesk.booking.rules.claims import session_token
from frontdesk.booking.rules.offering import Taken as TakenCells
from frontdesk.booking.rules.offering import slot_at, starts_on
from frontdesk.kernel.errors import Conflict, NotFound, Refusal
from frontdesk.kernel.ids import ResourceId


def stands_in(timetable: Timetable, it: Appointment, zone: ZoneInfo) -> bool:
    """Whether a schedule has its time, or staff put it there and whom it needs is there."""
    slot = it.slot
    try:
        time_type = timetable.time_type(slot.time_type_id)
    except NotFound:
        return False
    if it.is_placed and not why_not_there(timetable, slot):
        return True
    start = cell_at(slot.starts_at)
    return any(
        start in starts_on(timetable, schedule, time_type, slot.on, zone)
        and slot_at(schedule, time_type, start, slot.on).occupied == slot.occupied
        for schedule in timetable.schedules_for(slot.location_id, slot.time_type_id, slot.performer_id)
    )


def why_not_there(timetable: Timetable, slot: Slot) -> Refusal | None:
    """The reason nobody can be seen then, or None: a day off, or whom or what it needs is away or gone."""
    if slot.on in timetable.holidays_at(slot.location_id):
        return NotOffered()
    kinds = {it.id: it.kind for it in timetable.resources}
    if kinds.get(slot.performer_id) is not ResourceKind.PERFORMER:
        return NotOffered()
    if slot.room_id is not None and slot.room_id not in kinds:
        return NotOffered()
    needed = (slot.performer_id, slot.room_id)
    return NotOffered() if any(timetable.is_absent(it, slot.on) for it in needed) else None


def why_not_substitute(timetable: Timetable, slot: Slot, performer_id: ResourceId) -> Refusal | None:
    """The reason somebody cannot stand in at that time, or None. Their schedule need not have it.

    They have one at the location, so that they do work there.
    """
    here = {it.performer_id for it in timetable.schedules if it.location_id == slot.location_id}
    if performer_id == slot.performer_id or performer_id not in here:
        return NotOffered()
    return why_not_there(timetable, replace(slot, performer_id=performer_id))


def why_not_free(slot: Slot, performer_id: ResourceId, taken: TakenCells) -> Conflict | None:
    """The reason the performer has no time then, or None: of a group's, a seat with them."""
    if slot.seats == 1:
        return None if taken.is_free(performer_id, slot.occupied) else Taken()
    session = session_token(slot)
    return None if taken.has_a_seat(performer_id, slot.occupied, session, slot.seats) else Taken()
