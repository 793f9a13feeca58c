"""Free times a month at a time, as calendars show them, and the one that is kept for a form."""

from datetime import date, timedelta

from frontdesk.booking.errors import Over
from frontdesk.booking.model import Appointment, Wish
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases.find_times import Search, find_first_day, find_times
from frontdesk.booking.usecases.hold_time import hold_time
from frontdesk.kernel.ids import AppointmentId, carried_id, random_id
from frontdesk_web.presenters.booking_choice import Choice, Counter
from frontdesk_web.presenters.booking_times import Found, first_of, last_of


def look(counter: Counter, choice: Choice, day: date | None, *, ports: BookingPorts) -> Found:
    """The month of a day; where none is asked for, that of the first day with a free time (1177: visas automatiskt)."""
    assert choice.location_id is not None, "a time is at a place"
    assert choice.time_type_id is not None, "a time is of a kind"
    search = Search(
        organisation_id=counter.organisation_id,
        location_id=choice.location_id,
        time_type_id=choice.time_type_id,
        performer_id=choice.performer_id,
    )
    today = counter.now.astimezone(counter.catalogue.location(search.location_id).zone).date()
    horizon = today + timedelta(days=counter.timetable.time_type(search.time_type_id).horizon_days)
    day = min(max(day, today), horizon) if day else find_first_day(search, today, ports=ports)
    if day is None:
        return Found(day=today, first=today, last=horizon)
    free = find_times(search, first_of(day), last_of(day), ports=ports)
    later = None if free else find_first_day(search, day, ports=ports)
    return Found(day=day, first=today, last=horizon, free=free, later=later)


def keep(counter: Counter, wish: Wish, hold_id: str, *, ports: BookingPorts) -> Appointment:
    """The time, held under the id that the form carried; under a new one where that has become somebody's booking.

    Raises Taken when somebody else has it, a Refusal when it is not offered.
    """

    def held_as(appointment_id: str) -> Appointment:
        return hold_time(
            organisation_id=counter.organisation_id,
            appointment_id=AppointmentId(appointment_id),
            wish=wish,
            language=counter.language,
            ports=ports,
        )

    try:
        return held_as(carried_id(hold_id))
    except Over:
        return held_as(random_id())
