"""Berta's fifteen minutes are over at some moment of an order, and others want what she holds."""

from functools import partial

from frontdesk.booking.usecases.block_time import Stretch, block_time
from frontdesk.booking.usecases.book_time import book_time
from frontdesk.booking.usecases.hold_time import HELD_FOR
from frontdesk.booking.usecases.move_appointment import move_appointment
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import AppointmentId
from tests.clinic import LINDENHOF

from .booking_scene import ANNA, BERTA, EMIL, MITTE, NOW, WEBER, a_booking, an_id, at, wish

ENDS, CONFIRMS = "berta's hold ends", "berta confirms"
WANT = (
    "emil books what berta holds",
    "anna moves to what berta holds",
    "katrin blocks what berta holds",
)


def when_a_hold_ends(scene, names):
    """What each of them does."""
    anna = Actor(ActorKind.PATIENT, an_id(ANNA))
    stretch = Stretch(location_id=MITTE, resource_id=WEBER, starts_at=at(9, 15), ends_at=at(9, 30))
    everybody = scene.actors([CONFIRMS]) | {
        ENDS: partial(_time_is_up, scene),
        "emil books what berta holds": partial(
            book_time,
            appointment_id=AppointmentId("3" * 32),
            wish=wish(9, 15),
            booking=a_booking(EMIL),
            **scene.here,
        ),
        "anna moves to what berta holds": partial(
            move_appointment,
            appointment_id=AppointmentId(an_id(ANNA)),
            wish=wish(9, 15),
            comment="",
            by=anna,
            **scene.here,
        ),
        "katrin blocks what berta holds": partial(
            block_time, block_id=AppointmentId("2" * 32), stretch=stretch, **scene.here
        ),
    }
    return {name: everybody[name] for name in names}


def _time_is_up(scene):
    """The clock is handed in; a call before it moves gives it a place in the order."""
    held = scene.ports.appointments.get(LINDENHOF, AppointmentId(an_id(BERTA)))
    scene.now = NOW + HELD_FOR
    return held
