"""A practice with times and an appointment, for the tests of the console's calendar."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from frontdesk.booking.storage import AppointmentRecord
from frontdesk.booking.wiring import booking_ports
from tests.frontdesk_web.console_desk import LINDENHOF
from tests.frontdesk_web.console_times import APPOINTMENT, WEBER, appointment, slot, timetable

BERLIN = ZoneInfo("Europe/Berlin")
CALENDAR = "/console/calendar"
PAGE = f"{CALENDAR}/appointments/{APPOINTMENT}"
ANNA = {
    "name": "Anna Beispiel",
    "birth_day": "27",
    "birth_month": "3",
    "birth_year": "1985",
    "phone": "06221 5550199",
    "email": "",
    "language": "sv",
    "reason": "Husten",
}


def at(hour, minute=0, *, days=1):
    """A time of tomorrow, by the clock in Berlin."""
    day = datetime.now(BERLIN).date() + timedelta(days=days)
    return datetime.combine(day, time(hour, minute), BERLIN).astimezone(UTC)


def stored(appointment_id=APPOINTMENT):
    return booking_ports().appointments.get(LINDENHOF, appointment_id)


def everything_booked():
    return [it for it in AppointmentRecord.scan() if it.sk == "appointment"]


def on(starts_at):
    return starts_at.astimezone(BERLIN).date()


def keep(its_slot, **changes):
    it = appointment(replace(its_slot, on=on(its_slot.starts_at)), **changes)
    return booking_ports().appointments.write(None, it)


def value(starts_at, performer=WEBER):
    return f"{performer}@{starts_at:%Y-%m-%dT%H:%MZ}"


def furnish():
    """Times, and Erik's appointment tomorrow at nine."""
    booking_ports().timetables.put(LINDENHOF, timetable())
    keep(slot(at(9)))
