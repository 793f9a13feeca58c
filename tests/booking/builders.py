"""Ready-made nouns of booking. Override only what the test is about."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from frontdesk.booking.events import AppointmentBooked
from frontdesk.booking.model import Appointment, AppointmentStatus, Change, ChangeKind, Slot, Wish
from frontdesk.booking.model.cells import cells_between
from frontdesk.booking.model.timetable import (
    Block,
    BookableBy,
    Resource,
    ResourceKind,
    Schedule,
    StaffBooked,
    Terms,
    Timetable,
    TimeType,
)
from frontdesk.booking.usecases.book_time import Booking
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import (
    AppointmentId,
    LocationId,
    OrganisationId,
    ResourceId,
    ScheduleId,
    SubjectId,
    TimeTypeId,
)
from frontdesk.kernel.language import Language
from frontdesk.patients.model import Consent, Subject

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY_NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WEDNESDAY = date(2026, 11, 25)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SECOND = timedelta(seconds=1)
NORTH, SOUTH = OrganisationId("north-clinic"), OrganisationId("south-clinic")
CENTRE, HARBOUR, FOREST = LocationId("centre"), LocationId("harbour"), LocationId("forest")
CONSULTATION, CHECKUP, SURGERY = TimeTypeId("consultation"), TimeTypeId("checkup"), TimeTypeId("surgery")
DR_BERG, DR_LIND, ROOM = ResourceId("dr-berg"), ResourceId("dr-lind"), ResourceId("room-2")
ANNA, BO = SubjectId("a" * 32), SubjectId("b" * 32)
BORN = date(1985, 3, 27)
WORDS = {Language.ENGLISH: "Please come."}
BY_ANNA, BY_BO = Actor(ActorKind.PATIENT, ANNA), Actor(ActorKind.PATIENT, BO)
BY_KATRIN = Actor(ActorKind.STAFF, "1001")


def appointment_id(number=1):
    return AppointmentId(f"{number:06x}" + "0" * 26)


def at(clock="10:00", day=WEDNESDAY, zone=BERLIN):
    """The instant at which the clock on the clinic's wall shows that."""
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)


def a_time_type(**changes):
    """Half an hour that can be booked from two hours before, for a month, and changed until a day before."""
    return TimeType(
        **{"id": CONSULTATION, "name": WORDS, "lasts": 30, "lead_minutes": 120, "horizon_days": 30, **changes}
    )


def a_checkup(**changes):
    """Twenty minutes, with five before and ten after of the performer."""
    return a_time_type(**{"id": CHECKUP, "lasts": 20, "before": 5, "after": 10, **changes})


def a_surgery(**changes):
    """What only staff book, and only staff change."""
    kept = {"staff_booked": StaffBooked(cancelled=False, moved=False), "bookable_by": BookableBy.STAFF}
    return a_time_type(**{"id": SURGERY, "lasts": 60, **kept, **changes})


def a_block(weekday=2, opens="08:00", closes="12:00", *time_types, every=None):
    return Block(
        weekday=weekday,
        opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
        time_types=time_types or (CONSULTATION,),
        every=every,
    )


def a_schedule(**changes):
    """The mornings of Dr Berg's working week at the centre."""
    return Schedule(
        **{
            "id": ScheduleId("berg-centre"),
            "performer_id": DR_BERG,
            "location_id": CENTRE,
            "week": tuple(a_block(weekday) for weekday in range(5)),
            "valid_from": date(2026, 1, 1),
            **changes,
        }
    )


def a_timetable(*time_types, **changes):
    """Dr Berg and Dr Lind at the centre, Dr Lind at the harbour, and a room in which Dr Berg operates."""
    lind = {"performer_id": DR_LIND}
    named = [ScheduleId(it) for it in ("lind-centre", "lind-harbour", "berg-room")]
    return Timetable(
        **{
            "terms": Terms(booking=WORDS, moving=WORDS, cancelling=WORDS),
            "time_types": time_types or (a_time_type(), a_checkup(), a_surgery()),
            "resources": (
                Resource(id=DR_BERG, kind=ResourceKind.PERFORMER, name="Eva Berg", title="Dr"),
                Resource(id=DR_LIND, kind=ResourceKind.PERFORMER, name="Per Lind"),
                Resource(id=ROOM, kind=ResourceKind.ROOM, name="Room 2"),
            ),
            "schedules": (
                a_schedule(),
                a_schedule(id=named[0], **lind, week=(a_block(2, "08:00", "12:00", CONSULTATION, CHECKUP),)),
                a_schedule(id=named[1], **lind, location_id=HARBOUR, week=(a_block(3),)),
                a_schedule(id=named[2], room_id=ROOM, week=(a_block(2, "13:00", "17:00", SURGERY),)),
            ),
            **changes,
        }
    )


def a_slot(starts_at=None, **changes):
    """Half an hour of Dr Berg's Wednesday from ten."""
    starts_at = starts_at or at()
    ends_at = changes.pop("ends_at", starts_at + 30 * MINUTE)
    return Slot(
        **{
            "location_id": CENTRE,
            "time_type_id": CONSULTATION,
            "performer_id": DR_BERG,
            "room_id": None,
            "on": starts_at.astimezone(BERLIN).date(),
            "starts_at": starts_at,
            "ends_at": ends_at,
            "occupied": cells_between(starts_at, ends_at),
            **changes,
        }
    )


def a_booked_change(**changes):
    return Change(**{"at": MONDAY_NINE, "by": BY_ANNA, "kind": ChangeKind.BOOKED, **changes})


def an_appointment(**changes):
    """Anna's, booked by herself for Wednesday at ten."""
    return Appointment(
        **{
            "id": appointment_id(),
            "organisation_id": NORTH,
            "slot": a_slot(),
            "status": AppointmentStatus.BOOKED,
            "language": Language.SWEDISH,
            "subject_id": ANNA,
            "changes": (a_booked_change(),),
            **changes,
        }
    )


def a_staff_booked_appointment(**changes):
    return an_appointment(**{"changes": (a_booked_change(by=BY_KATRIN),), **changes})


def a_hold(**changes):
    """Wednesday at ten, kept for a quarter of an hour."""
    kept = {"status": AppointmentStatus.HELD, "hold_until": MONDAY_NINE + 15 * MINUTE}
    return an_appointment(**{**kept, "subject_id": None, "changes": (), **changes})


def cancelled(appointment):
    return replace(appointment, status=AppointmentStatus.CANCELLED)


def a_subject(**changes):
    return Subject(
        **{
            "id": ANNA,
            "organisation_id": NORTH,
            "name": "Anna Andersson",
            "birth_date": BORN,
            "phone": "+46701740605",
            "email": None,
            "language": Language.SWEDISH,
            "consent": Consent(version="2026-11", given_at=MONDAY_NINE),
            **changes,
        }
    )


def a_booking(**changes):
    subject = changes.get("subject", a_subject())
    return Booking(**{"subject": subject, "by": Actor(ActorKind.PATIENT, subject.id), **changes})


def a_wish(clock="10:00", day=WEDNESDAY, **changes):
    return Wish(
        **{
            "location_id": CENTRE,
            "time_type_id": CONSULTATION,
            "performer_id": DR_BERG,
            "starts_at": at(clock, day),
            **changes,
        }
    )


def a_booked_fact(**changes):
    return AppointmentBooked(
        **{
            "organisation_id": NORTH,
            "occurred_at": MONDAY_NINE,
            "actor": BY_ANNA,
            "appointment_id": appointment_id(),
            "location_id": CENTRE,
            "time_type_id": CONSULTATION,
            "performer_id": DR_BERG,
            "starts_at": at(),
            "subject_id": ANNA,
            **changes,
        }
    )
