"""How a change of an appointment is told: the facts that its write carries, and the patient's message."""

from datetime import datetime
from typing import Any

from frontdesk.booking.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentNoShow,
    AppointmentRescheduled,
    InvitationMade,
    InvitationWithdrawn,
    SlotFreed,
)
from frontdesk.booking.model import Appointment, Slot
from frontdesk.booking.model.invitations import Invitation
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import SubjectId


def booked(it: Appointment, *, by: Actor, at: datetime) -> tuple[Event, ...]:
    return (AppointmentBooked(**_about(it, it.slot, by, at), subject_id=_whose(it)),)


def rescheduled(it: Appointment, was: Slot, *, by: Actor, at: datetime) -> tuple[Event, ...]:
    moved = AppointmentRescheduled(**_about(it, it.slot, by, at), subject_id=_whose(it), was_at=was.starts_at)
    return (moved, _freed(it, was, by, at))


def cancelled(it: Appointment, *, by: Actor, at: datetime) -> tuple[Event, ...]:
    gone = AppointmentCancelled(**_about(it, it.slot, by, at), subject_id=_whose(it))
    return (gone, _freed(it, it.slot, by, at))


def not_shown(it: Appointment, *, by: Actor, at: datetime) -> tuple[Event, ...]:
    return (AppointmentNoShow(**_about(it, it.slot, by, at), subject_id=_whose(it)),)


def made(it: Invitation) -> InvitationMade:
    return InvitationMade(**_of(it, it.by, it.made_at))


def withdrawn(it: Invitation, *, by: Actor, at: datetime) -> InvitationWithdrawn:
    return InvitationWithdrawn(**_of(it, by, at))


def _of(it: Invitation, by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "organisation_id": it.organisation_id,
        "occurred_at": at,
        "actor": by,
        "invitation_id": it.id,
        "location_id": it.want.location_id,
        "time_type_id": it.want.time_type_id,
        "subject_id": it.subject_id,
    }


def _freed(it: Appointment, slot: Slot, by: Actor, at: datetime) -> SlotFreed:
    return SlotFreed(**_about(it, slot, by, at), ends_at=slot.ends_at)


def _about(it: Appointment, slot: Slot, by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "organisation_id": it.organisation_id,
        "occurred_at": at,
        "actor": by,
        "appointment_id": it.id,
        "location_id": slot.location_id,
        "time_type_id": slot.time_type_id,
        "performer_id": slot.performer_id,
        "starts_at": slot.starts_at,
    }


def _whose(it: Appointment) -> SubjectId:
    assert it.subject_id is not None, "only somebody's appointment is told of"
    return it.subject_id
