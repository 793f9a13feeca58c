"""Who waits on the morning of the booking scene, what they claim and leave, and what must hold of invitations then."""

from functools import partial

from frontdesk.booking.model.invitations import InvitationStatus, Want
from frontdesk.booking.storage import AppointmentRecord
from frontdesk.booking.usecases.claim_time import claim_time
from frontdesk.booking.usecases.wait_for_time import Wait, wait_for_earlier, wait_for_time
from frontdesk.booking.usecases.withdraw_invitation import withdraw_invitation
from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import AppointmentId, InvitationId
from tests.clinic import LINDENHOF
from tests.clouds import taken
from tests.conftest import client

from .booking_scene import ANNA, CONSULTATION, DAY, DORA, EMIL, MITTE, NOW, a_booking, an_id, wish

WANT = Want(location_id=MITTE, time_type_id=CONSULTATION, first_day=NOW.date(), last_day=DAY)
DORAS, EMILS = InvitationId("1" * 32), InvitationId("2" * 32)


class Waiting:
    """Dora and Emil wait for any time, Anna for an earlier one than hers."""

    def __init__(self, morning):
        self.morning, self.here = morning, morning.here
        for whose, name in ((DORAS, DORA), (EMILS, EMIL)):
            wait = Wait(want=WANT, booking=a_booking(name))
            wait_for_time(invitation_id=whose, wait=wait, **self.here)
        self.annas = wait_for_earlier(appointment_id=AppointmentId(an_id(ANNA)), **self.here).id
        self.restore = morning.restore
        morning.begin = taken()

    def actors(self, names):
        """What each of them does; those who do not wait do what they do in the morning."""
        claims = {
            "dora claims 9:45": (DORAS, wish(9, 45)),
            "dora claims 10:15": (DORAS, wish(10, 15)),
            "dora clicks twice to claim 9:45": (DORAS, wish(9, 45)),
            "emil claims 9:45": (EMILS, wish(9, 45)),
            "anna claims 8:30": (self.annas, wish(8, 30)),
            "anna claims 8:45": (self.annas, wish(8, 45)),
        }
        mine = {
            name: partial(claim_time, invitation_id=whose, wish=it, **self.here)
            for name, (whose, it) in claims.items()
        }
        mine["dora leaves the list"] = partial(
            withdraw_invitation,
            invitation_id=DORAS,
            by=Actor(ActorKind.PATIENT, an_id(DORA)),
            **self.here,
        )
        others = self.morning.actors([it for it in names if it not in mine])
        return {name: mine.get(name) or others[name] for name in names}


def invitation_faults(told):
    """What does not hold of invitations after an order: sentences."""
    found = []
    for it in _stored():
        appointment = _appointment(it.becomes)
        moved = appointment is not None and it.appointment_id is not None and _claimed(told, "anna claims")
        made = moved if it.appointment_id else appointment is not None
        if bool(made) != (it.status is InvitationStatus.USED):
            found.append(f"{it.id[:4]} is {it.status}, and its time was taken: {bool(made)}")
    for who in ("dora claims", "anna claims"):
        times = {(it.slot.wish, it.id) for it in _claimed(told, who)}
        if len(times) > 1:
            found.append(f"{who} more than one time with one invitation: {times}")
    if "dora leaves the list" in told.won() and _claimed(told, "dora claims"):
        found.append("dora left the list and has a time of it")
    return found


def _claimed(told, who):
    return [told.answers[name] for name in told.won() if name.startswith(who)]


def _stored():
    for item in client("dynamodb").scan(TableName=AppointmentRecord.Meta.table_name)["Items"]:
        kind, _, name = item["pk"]["S"].removeprefix(f"{LINDENHOF}#").partition("#")
        if kind == "INVITATION":
            yield booking_ports().invitations.get(LINDENHOF, InvitationId(name))


def _appointment(appointment_id):
    keys = {"pk": {"S": f"{LINDENHOF}#APPOINTMENT#{appointment_id}"}, "sk": {"S": "appointment"}}
    there = client("dynamodb").get_item(TableName=AppointmentRecord.Meta.table_name, Key=keys)
    return there.get("Item")
