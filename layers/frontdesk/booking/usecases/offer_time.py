"""A time was given back: those who wait for such a one hear of it. Nothing is kept for them; who is first has it."""

from collections.abc import Iterator
from itertools import islice

from frontdesk.booking.model import OwnerKind, SheetKey, Slot, Wish
from frontdesk.booking.model.cells import by_day
from frontdesk.booking.model.invitations import Invitation
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.offering import Stretch, free_slots, sheets_needed, taken_in
from frontdesk.booking.usecases._invited import person_of, shall_become_earlier, why_not
from frontdesk.booking.usecases._offers import timetable_of
from frontdesk.booking.usecases.tell_invited import OFFERED, message
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import EventId, OrganisationId

TOLD_AT_MOST = 5
LOOKED_AT = 100
"""Of those who wait so many are asked whether the time suits them: a fact is heard within a minute."""


def offer_time(
    *, organisation_id: OrganisationId, wish: Wish, event_id: EventId, ports: BookingPorts
) -> None:
    """Tell the first five whom the time suits and who could take it now; of one fact each is told once.

    Nobody is told of a time that is not to be had any more.
    """
    waiting = ports.invitations.waiting(organisation_id, wish.location_id, wish.time_type_id)
    if (first := next(waiting, None)) is None:
        return
    if (slot := _to_be_had(organisation_id, wish, ports=ports)) is None:
        return
    asked = islice(_all(first, waiting), LOOKED_AT)
    suited = (it for it in asked if _suits(it, slot, ports=ports))
    for invitation in islice(suited, TOLD_AT_MOST):
        ports.queue(message(invitation, OFFERED, event_id, ports=ports))


def _all(first: Invitation, others: Iterator[Invitation]) -> Iterator[Invitation]:
    yield first
    yield from others


def _suits(listed: Invitation, slot: Slot, *, ports: BookingPorts) -> bool:
    """Whether they could take it, asked of what is stored now: the list may be a second old."""
    if not listed.want.has(slot.wish, slot.on):
        return False
    invitation = ports.invitations.get(listed.organisation_id, listed.id)
    has, person = shall_become_earlier(invitation, ports=ports), person_of(invitation, ports=ports)
    return why_not(invitation, slot, person, has, ports=ports) is None


def _to_be_had(organisation_id: OrganisationId, wish: Wish, *, ports: BookingPorts) -> Slot | None:
    """The time, if a schedule still has it and nobody took it meanwhile: the sheets are read as they are now."""
    timetable = timetable_of(organisation_id, ports=ports)
    try:
        time_type = timetable.time_type(wish.time_type_id)
    except NotFound:
        return None
    zone = ports.zone(organisation_id, wish.location_id)
    day = wish.starts_at.astimezone(zone).date()
    stretch = Stretch(first_day=day, last_day=day, zone=zone)
    schedules = timetable.schedules_for(wish.location_id, wish.time_type_id, wish.performer_id)
    keys = [
        SheetKey(OwnerKind.RESOURCE, owner, on)
        for owner in sheets_needed(schedules, stretch)
        for on, _ in by_day(stretch.cells)
    ]
    sheets = ports.appointments.sheets_now(organisation_id, keys)
    taken = taken_in(sheets, stretch, now=ports.clock())
    free = free_slots(timetable, schedules, time_type, stretch, taken, not_before=ports.clock())
    return next((it for it in free if it.starts_at == wish.starts_at), None)
