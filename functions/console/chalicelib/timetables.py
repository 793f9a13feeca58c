"""The clinic's times over the API: read, tried out, and laid down."""

from typing import Any

from chalicelib.api import ABOUT_API, api
from chalicelib.appointments import ports
from frontdesk.access.model import Permission, SignedIn
from frontdesk.booking.model import Appointment
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.model.timetable_written import write_timetable
from frontdesk.booking.rules.laying_out import timetable_schema
from frontdesk.booking.usecases.lay_out_timetable import (
    effect_of_timetable,
    lay_out_timetable,
    read_laid_out,
)
from frontdesk_web.api import ApiDesk, Operation
from frontdesk_web.problems import faults_in_words

READ, EDIT = Permission.TIMETABLE_READ, Permission.TIMETABLE_EDIT

desk = ApiDesk(__name__)


@api.operation(desk, "/console/api/timetable.schema.json", does=Operation(returns="Document", tag=ABOUT_API))
def schema_of_a_timetable(_who: SignedIn) -> object:
    """The JSON Schema of a timetable."""
    return timetable_schema()


@api.operation(desk, "/console/api/timetable", does=Operation(permission=READ, returns="Timetable"))
def show_timetable(who: SignedIn) -> dict[str, Any]:
    """The times that the clinic has laid down, and which version of them; version 0 and null while there are none."""
    return _told(read_laid_out(organisation_id=who.organisation_id, ports=ports))


@api.operation(
    desk,
    "/console/api/timetable/effect",
    "POST",
    does=Operation(permission=EDIT, body="TimetableProposal", returns="TimetableEffect"),
)
def try_timetable(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """What a timetable would do: what is wrong with it, and the booked times that would stand outside of it."""
    effect = effect_of_timetable(organisation_id=who.organisation_id, said=said["timetable"], ports=ports)
    return {
        "faults": faults_in_words(effect.faults, who.session.language),
        "outside": [_outside(it) for it in effect.outside],
    }


@api.operation(
    desk,
    "/console/api/timetable",
    "PUT",
    does=Operation(permission=EDIT, body="TimetableChange", returns="Timetable"),
)
def lay_out(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Lay the times down. What is booked stays booked; `outside` is how many of these were seen to be left out."""
    return _told(
        lay_out_timetable(
            organisation_id=who.organisation_id,
            said=said["timetable"],
            version=said["version"],
            outside=said.get("outside", 0),
            ports=ports,
        )
    )


def _told(timetable: Timetable | None) -> dict[str, Any]:
    if timetable is None:
        return {"version": 0, "timetable": None}
    return {"version": timetable.version, "timetable": write_timetable(timetable)}


def _outside(it: Appointment) -> dict[str, Any]:
    """Nothing personal: whose it is, staff of the desk see in the calendar."""
    return {
        "appointment": it.id,
        "location": it.slot.location_id,
        "performer": it.slot.performer_id,
        "time_type": it.slot.time_type_id,
        "starts_at": it.slot.starts_at.isoformat(),
    }
