"""The practice's times: two performers in Mitte, one in Nord, every day from eight to twelve."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from frontdesk.booking.model import Appointment, AppointmentStatus, Change, ChangeKind, Slot
from frontdesk.booking.model.cells import cells_between
from frontdesk.booking.model.desk import FreeTime
from frontdesk.booking.model.timetable import (
    Block,
    BookableBy,
    Reason,
    Resource,
    ResourceKind,
    Schedule,
    Terms,
    Timetable,
    TimeType,
)
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import AppointmentId, ResourceId, ScheduleId, StaffId, TimeTypeId
from frontdesk.kernel.language import Language
from tests.frontdesk_web.console_desk import ERIK, NOW, catalogue
from tests.frontdesk_web.lindenhof import LINDENHOF, MITTE, NORD

CONSULTATION, SURGERY = TimeTypeId("consultation"), TimeTypeId("surgery")
WEBER, LINDNER, OLSSON = ResourceId("dr-weber"), ResourceId("dr-lindner"), ResourceId("dr-olsson")
APPOINTMENT = AppointmentId("4d1c77e0" + "0" * 24)
BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = date(2026, 11, 25)
PATIENT, KATRIN = Actor(ActorKind.PATIENT, ERIK), Actor(ActorKind.STAFF, StaffId("1001"))


def timetable(**changes):
    people = {WEBER: "Anna Weber", LINDNER: "Jan Lindner", OLSSON: "Birgit Olsson"}
    nothing = {Language.GERMAN: "-"}
    return Timetable(
        **{
            "terms": Terms(booking=nothing, moving=nothing, cancelling=nothing),
            "time_types": (
                TimeType(
                    id=CONSULTATION,
                    name={Language.GERMAN: "Sprechstunde"},
                    lasts=30,
                    reason=Reason.REQUIRED,
                    lead_minutes=60,
                    moves_to=frozenset({NORD}),
                ),
                TimeType(
                    id=SURGERY,
                    name={Language.GERMAN: "Eingriff"},
                    lasts=45,
                    after=15,
                    bookable_by=BookableBy.STAFF,
                ),
            ),
            "resources": tuple(
                Resource(id=it, kind=ResourceKind.PERFORMER, name=name, title="Dr.")
                for it, name in people.items()
            ),
            "schedules": (
                schedule(WEBER, MITTE, CONSULTATION, SURGERY),
                schedule(LINDNER, MITTE, CONSULTATION),
                schedule(OLSSON, NORD, CONSULTATION),
            ),
            **changes,
        }
    )


def schedule(performer_id, location_id, *types):
    return Schedule(
        id=ScheduleId(f"{performer_id}-{location_id}"),
        performer_id=performer_id,
        location_id=location_id,
        valid_from=date(2026, 1, 1),
        week=tuple(Block(weekday=day, opens=time(8), closes=time(12), time_types=types) for day in range(7)),
    )


def slot(starts_at, *, performer_id=WEBER, location_id=MITTE, on=None, minutes=30):
    ends_at = starts_at + timedelta(minutes=minutes)
    return Slot(
        location_id=location_id,
        time_type_id=CONSULTATION,
        performer_id=performer_id,
        room_id=None,
        on=on or starts_at.date(),
        starts_at=starts_at,
        ends_at=ends_at,
        occupied=cells_between(starts_at, ends_at),
    )


def change(kind=ChangeKind.BOOKED, by=PATIENT, comment="", **more):
    return Change(at=NOW, by=by, kind=kind, comment=comment, **more)


def appointment(its_slot, *more, by=PATIENT, **changes):
    return Appointment(
        **{
            "id": APPOINTMENT,
            "organisation_id": LINDENHOF,
            "slot": its_slot,
            "status": AppointmentStatus.BOOKED,
            "language": Language.SWEDISH,
            "subject_id": ERIK,
            "reason": "Ont i knät",
            "changes": (change(by=by), *more),
            **changes,
        }
    )


def at(hour, minute=0, day=WEDNESDAY):
    """The instant at which the clock on the practice's wall shows that."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def here():
    return catalogue().location(MITTE)


def free_time(hour, minute=0, *, for_patients=True, **changes):
    return FreeTime(slot=slot(at(hour, minute), **changes), for_patients=for_patients)
