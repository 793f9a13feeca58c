"""A morning at a clinic with booked, held and ended times, who may act on it at once, and what must hold then."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import partial

from moto import mock_aws

from frontdesk.booking.model import Appointment, AppointmentStatus, OwnerKind, Wish
from frontdesk.booking.model.timetable import Block
from frontdesk.booking.model.timetable_written import read_timetable
from frontdesk.booking.rules.claims import claims, session_token, token
from frontdesk.booking.storage import AppointmentRecord
from frontdesk.booking.storage.sheets import _sheet
from frontdesk.booking.usecases.block_time import Stretch, block_time
from frontdesk.booking.usecases.book_time import Booking, book_time, confirm_booking
from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.booking.usecases.hold_time import HELD_FOR, hold_time
from frontdesk.booking.usecases.move_appointment import move_appointment
from frontdesk.booking.wiring import booking_ports
from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import AppointmentId, LocationId, ResourceId, SubjectId, TimeTypeId
from frontdesk.kernel.language import Language
from frontdesk.patients.model import Consent, Subject
from local.demo.organisations import Demo
from tests.clinic import LINDENHOF, lindenhof
from tests.clouds import put_back, taken
from tests.conftest import client, furnish

NOW = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
DAY = date(2026, 12, 3)
MITTE, WEBER = LocationId("mitte"), ResourceId("dr-weber")
CONSULTATION, TRAINING = TimeTypeId("consultation"), TimeTypeId("training")
KATRIN = Actor(ActorKind.STAFF, "1001")
ANNA, BERTA, CEM, DORA, EMIL = "anna", "berta", "cem", "dora", "emil"


def an_id(name):
    """An appointment's id, and a subject's: the same letters, another first one."""
    return name.encode().hex().ljust(32, "0")


def a_person(name):
    return Subject(
        id=SubjectId(an_id(name)),
        organisation_id=LINDENHOF,
        name=name.title(),
        birth_date=date(1980, 5, 17),
        phone="+4915112345678",
        email=None,
        language=Language.GERMAN,
        consent=Consent(version="booking-1", given_at=NOW),
    )


def at(hour, minute):
    """A wall time of the morning, in winter."""
    return datetime(DAY.year, DAY.month, DAY.day, hour - 1, minute, tzinfo=UTC)


def wish(hour, minute, kind=CONSULTATION):
    return Wish(
        location_id=MITTE, time_type_id=TimeTypeId(kind), performer_id=WEBER, starts_at=at(hour, minute)
    )


def a_booking(name, by=None):
    patient = Actor(ActorKind.PATIENT, an_id(name))
    return Booking(subject=a_person(name), by=by or patient, reason="Husten")


class Scene:
    """Anna has 9:00 and one of two seats at noon, Berta holds 9:15, Cem held 9:30 and is late; others have nothing."""

    def __init__(self):
        self.now = NOW
        self.ports = replace(
            booking_ports(), clock=lambda: self.now, queue=lambda _: None, record=lambda _: None
        )
        here = {"organisation_id": LINDENHOF, "ports": self.ports}
        self.here = here
        for name in (ANNA, BERTA, CEM, DORA, EMIL):
            self.ports.register(a_person(name))
        self.now = NOW - HELD_FOR
        self._holds(CEM, wish(9, 30))
        self.now = NOW
        self._holds(BERTA, wish(9, 15))
        book_time(appointment_id=AppointmentId(an_id(ANNA)), wish=wish(9, 0), booking=a_booking(ANNA), **here)
        self._joins(ANNA, "a")
        self.begin = taken()

    def restore(self):
        """As it was, in a container that has just read what it remembers: so every order makes the same calls."""
        put_back(*self.begin)
        self.now = NOW
        for memory in (self.ports.timetables.memory, catalogue_ports().shelf.memory):
            memory.clear()
            memory.get(LINDENHOF)

    def _holds(self, name, it):
        return hold_time(
            appointment_id=AppointmentId(an_id(name)), wish=it, language=Language.GERMAN, **self.here
        )

    def _joins(self, name, letter):
        return book_time(
            appointment_id=AppointmentId(letter * 32),
            wish=wish(12, 0, TRAINING),
            booking=a_booking(name),
            **self.here,
        )

    def actors(self, names):
        """What each of them does."""
        books = partial(book_time, **self.here)
        confirms = partial(confirm_booking, **self.here)
        annas = {"appointment_id": AppointmentId(an_id(ANNA)), **self.here}
        anna = Actor(ActorKind.PATIENT, an_id(ANNA))
        everybody = {
            "dora books 9:45": partial(
                books, appointment_id=AppointmentId("d" * 32), wish=wish(9, 45), booking=a_booking(DORA)
            ),
            "emil books 9:45": partial(
                books, appointment_id=AppointmentId("e" * 32), wish=wish(9, 45), booking=a_booking(EMIL)
            ),
            "dora clicks twice": partial(
                books, appointment_id=AppointmentId("d" * 32), wish=wish(9, 45), booking=a_booking(DORA)
            ),
            "dora books elsewhere then": partial(
                books,
                appointment_id=AppointmentId("f" * 32),
                wish=replace(wish(9, 45), performer_id=ResourceId("dr-lindqvist")),
                booking=a_booking(DORA),
            ),
            "emil books the ended hold": partial(
                books, appointment_id=AppointmentId("9" * 32), wish=wish(9, 30), booking=a_booking(EMIL)
            ),
            "emil books what anna has": partial(
                books, appointment_id=AppointmentId("8" * 32), wish=wish(9, 0), booking=a_booking(EMIL)
            ),
            "anna moves to 9:45": partial(move_appointment, wish=wish(9, 45), comment="", by=anna, **annas),
            "katrin moves anna to 10:00": partial(
                move_appointment, wish=wish(10, 0), comment="", by=KATRIN, **annas
            ),
            "anna cancels": partial(cancel_appointment, comment="", by=anna, **annas),
            "katrin cancels": partial(cancel_appointment, comment="krank", by=KATRIN, **annas),
            "berta confirms": partial(
                confirms, appointment_id=AppointmentId(an_id(BERTA)), booking=a_booking(BERTA)
            ),
            "berta holds 9:45 instead": partial(self._holds, BERTA, wish(9, 45)),
            "cem confirms late": partial(
                confirms, appointment_id=AppointmentId(an_id(CEM)), booking=a_booking(CEM)
            ),
            "katrin blocks from 9:30": partial(
                block_time,
                block_id=AppointmentId("b" * 32),
                stretch=Stretch(
                    location_id=MITTE, resource_id=WEBER, starts_at=at(9, 30), ends_at=at(10, 30)
                ),
                **self.here,
            ),
        }
        everybody |= {
            "dora joins the group": partial(self._joins, DORA, "6"),
            "emil joins the group": partial(self._joins, EMIL, "7"),
            "anna leaves the group": partial(
                cancel_appointment, comment="", by=anna, appointment_id=AppointmentId("a" * 32), **self.here
            ),
            "katrin blocks noon": partial(
                block_time,
                block_id=AppointmentId("5" * 32),
                stretch=Stretch(
                    location_id=MITTE, resource_id=WEBER, starts_at=at(12, 0), ends_at=at(12, 30)
                ),
                **self.here,
            ),
        }
        return {name: everybody[name] for name in names}


EVERYBODY = (
    "dora books 9:45",
    "emil books 9:45",
    "dora clicks twice",
    "dora books elsewhere then",
    "emil books the ended hold",
    "emil books what anna has",
    "anna moves to 9:45",
    "katrin moves anna to 10:00",
    "anna cancels",
    "katrin cancels",
    "berta confirms",
    "berta holds 9:45 instead",
    "cem confirms late",
    "katrin blocks from 9:30",
    "dora joins the group",
    "emil joins the group",
    "anna leaves the group",
    "katrin blocks noon",
)


@contextmanager
def scene():
    """The clinic's morning in a cloud of its own."""
    with mock_aws():
        furnish()
        store_catalogue(lindenhof(), ports=catalogue_ports())
        booking_ports().timetables.put(LINDENHOF, _with_a_group(read_timetable(Demo(LINDENHOF).timetable)))
        yield Scene()


def _with_a_group(timetable):
    """At noon Dr. Weber trains two at a time."""
    training = replace(timetable.time_type(CONSULTATION), id=TRAINING, lasts=30, capacity=2)
    first, *others = timetable.schedules
    noon = Block(weekday=DAY.weekday(), opens=time(12), closes=time(12, 30), time_types=(TRAINING,))
    return replace(
        timetable,
        time_types=(*timetable.time_types, training),
        schedules=(replace(first, week=(*first.week, noon)), *others),
    )


def stored():
    """All appointments and all sheets, as the table has them."""
    appointments, sheets = {}, {}
    prefix = f"{LINDENHOF}#"
    for item in client("dynamodb").scan(TableName=AppointmentRecord.Meta.table_name)["Items"]:
        kind, _, name = item["pk"]["S"].removeprefix(prefix).partition("#")
        if kind == "APPOINTMENT":
            appointments[name] = booking_ports().appointments.get(LINDENHOF, AppointmentId(name))
        elif kind == "SHEET":
            sheets[name, item["sk"]["S"]] = _sheet(None, name, item)
    return appointments, sheets


def faults(told):
    """What does not hold after an order: sentences."""
    appointments, sheets = stored()
    found = [*_doubled(appointments), *_out_of_step(appointments, sheets)]
    for name in told.won():
        it = told.answers[name]
        if not isinstance(it, Appointment):
            continue
        there = appointments.get(it.id)
        if there is None or (there.version == it.version and there != it):
            found.append(f"{name} was told {it}, stored is {there}")
    for name, it in told.answers.items():
        if isinstance(it, Exception) and not isinstance(it, FrontdeskError):
            found.append(f"{name}: {it!r}")
    return found


def _doubled(appointments):
    """Two who have the same five minutes of anybody."""
    holders = {}
    for it in appointments.values():
        for key, cells in claims(it).items():
            for cell in cells:
                holders.setdefault((key, cell), []).append((_whose(it, key), it.slot.seats))
    return [
        f"{key} cell {cell} belongs to {whose}"
        for (key, cell), whose in holders.items()
        if len(set(whose)) > 1 or len(whose) > (whose[0][1] if key.kind is OwnerKind.RESOURCE else 1)
    ]


def _whose(it, key):
    """The token in a cell: of the session in one of a group's, else the appointment's own."""
    return session_token(it.slot) if it.slot.seats > 1 and key.kind is OwnerKind.RESOURCE else token(it)


def _really_taken(sheet):
    """Cells of a group that nobody is in are nobody's."""
    empty = {session for session, seats in sheet.sessions.items() if not seats}
    return {cell: whose for cell, whose in sheet.taken.items() if whose not in empty}


def _out_of_step(appointments, sheets):
    """Sheets that say something else than the appointments do."""
    wanted = {}
    for it in appointments.values():
        for key, cells in claims(it).items():
            on = wanted.setdefault((key.owner, key.day.isoformat()), {})
            on.update(dict.fromkeys(cells, _whose(it, key)))
    has = {name: taken for name, sheet in sheets.items() if (taken := _really_taken(sheet))}
    found = [] if has == wanted else [f"sheets have {has}, appointments take {wanted}"]
    holding = {token(it) for it in appointments.values() if it.status is AppointmentStatus.HELD}
    marked = {name for sheet in sheets.values() for name in sheet.holds}
    return found if marked == holding else [*found, f"marked as held are {marked}, held are {holding}"]
