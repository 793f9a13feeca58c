"""What tests do again and again: hold a time, confirm it, look what is free, move, cancel."""

from datetime import UTC

from frontdesk.booking.usecases.book_time import confirm_booking
from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.booking.usecases.find_times import Search, find_times
from frontdesk.booking.usecases.hold_time import hold_time
from frontdesk.booking.usecases.mark_no_show import mark_no_show
from frontdesk.booking.usecases.move_appointment import move_appointment
from frontdesk.kernel.language import Language

from .builders import (
    BO,
    BY_ANNA,
    BY_KATRIN,
    CENTRE,
    CONSULTATION,
    DR_BERG,
    MINUTE,
    NORTH,
    WEDNESDAY,
    a_booking,
    a_subject,
    a_time_type,
    a_timetable,
    a_wish,
    appointment_id,
)
from .fakes import a_diary

QUARTER = 15 * MINUTE
BOS = a_booking(subject=a_subject(id=BO, name="Bo Berg"))


def hold(diary, clock="10:00", number=1, organisation_id=NORTH, **wished):
    return hold_time(
        organisation_id=organisation_id,
        appointment_id=appointment_id(number),
        wish=a_wish(clock, **wished),
        language=Language.SWEDISH,
        ports=diary.ports,
    )


def confirm(diary, number=1, organisation_id=NORTH, booking=None, **said):
    return confirm_booking(
        organisation_id=organisation_id,
        appointment_id=appointment_id(number),
        booking=booking or a_booking(**said),
        ports=diary.ports,
    )


def free(diary, time_type_id=CONSULTATION, zone=UTC):
    search = Search(
        organisation_id=NORTH, location_id=CENTRE, time_type_id=time_type_id, performer_id=DR_BERG
    )
    return [
        it.starts_at.astimezone(zone) for it in find_times(search, WEDNESDAY, WEDNESDAY, ports=diary.ports)
    ]


def holding(**type_changes):
    """A diary in which Wednesday at ten is held."""
    diary = a_diary(timetable=a_timetable(a_time_type(**type_changes)))
    hold(diary)
    return diary


def move(diary, clock="11:00", organisation_id=NORTH, wish=None, comment="", by=BY_ANNA):
    return move_appointment(
        organisation_id=organisation_id,
        appointment_id=appointment_id(),
        wish=wish or a_wish(clock),
        comment=comment,
        by=by,
        ports=diary.ports,
    )


def cancel(diary, number=1, organisation_id=NORTH, comment="", by=BY_ANNA):
    return cancel_appointment(
        organisation_id=organisation_id,
        appointment_id=appointment_id(number),
        comment=comment,
        by=by,
        ports=diary.ports,
    )


def miss(diary, organisation_id=NORTH):
    return mark_no_show(
        organisation_id=organisation_id, appointment_id=appointment_id(), by=BY_KATRIN, ports=diary.ports
    )
