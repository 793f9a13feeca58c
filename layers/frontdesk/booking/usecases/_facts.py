"""How a change of an appointment is told: the facts that its write carries, and the patient's message."""

from datetime import datetime
from typing import Any

from frontdesk.booking.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentConfirmed,
    AppointmentEvent,
    AppointmentNoShow,
    AppointmentRescheduled,
    InvitationMade,
    InvitationWithdrawn,
    SlotFreed,
)
from frontdesk.booking.model import Appointment, Slot
from frontdesk.booking.model.invitations import Invitation
from frontdesk.booking.rules.telling import fact_id
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.events import Event


def booked(it: Appointment, *, by: Actor, at: datetime) -> tuple[Event, ...]:
    return (_told(AppointmentBooked, it, by, at),)


def rescheduled(it: Appointment, was: Slot, *, by: Actor, at: datetime) -> tuple[Event, ...]:
    return (_told(AppointmentRescheduled, it, by, at, was_at=was.starts_at), _freed(it, was, by, at))


def cancelled(it: Appointment, *, by: Actor, at: datetime) -> tuple[Event, ...]:
    return (_told(AppointmentCancelled, it, by, at), _freed(it, it.slot, by, at))


def confirmed(it: Appointment, *, by: Actor, at: datetime) -> tuple[Event, ...]:
    return (_told(AppointmentConfirmed, it, by, at),)


def not_shown(it: Appointment, *, by: Actor, at: datetime) -> tuple[Event, ...]:
    return (_told(AppointmentNoShow, it, by, at),)


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


def _told(fact: type[AppointmentEvent], it: Appointment, by: Actor, at: datetime, **more: datetime) -> Event:
    assert it.subject_id is not None, "only somebody's appointment is told of"
    about: dict[str, Any] = _about(fact.__name__, it, it.slot, by, at)
    return fact(**about | more, subject_id=it.subject_id)


def _freed(it: Appointment, slot: Slot, by: Actor, at: datetime) -> SlotFreed:
    return SlotFreed(**_about(SlotFreed.__name__, it, slot, by, at), ends_at=slot.ends_at)


def _about(name: str, it: Appointment, slot: Slot, by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "event_id": fact_id(it, len(it.changes), name),
        "organisation_id": it.organisation_id,
        "occurred_at": at,
        "actor": by,
        "appointment_id": it.id,
        "location_id": slot.location_id,
        "time_type_id": slot.time_type_id,
        "performer_id": slot.performer_id,
        "starts_at": slot.starts_at,
    }
