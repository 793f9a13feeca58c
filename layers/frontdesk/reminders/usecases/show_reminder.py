"""Somebody opens the link of a reminder: the times that it is about, as they stand now."""

from dataclasses import dataclass

from frontdesk.booking.model import Appointment
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.reminders.model.plans import WINDOW
from frontdesk.reminders.ports import RemindersPorts
from frontdesk.reminders.usecases._members import known
from frontdesk.reminders.usecases._planning import plan_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """An appointment that a reminder is about. `asks`: whether it is to be confirmed; `form`: where, empty for none."""

    appointment: Appointment
    asks: bool
    form: str


def show_reminder(
    *, organisation_id: OrganisationId, message_id: MessageId, ports: RemindersPorts
) -> tuple[Reminded, ...]:
    """By when they begin. NotFound when there is no such reminder, or nothing of what it is about."""
    plans, found = ports.plans.get(organisation_id), []
    members = ports.scheduled.members(organisation_id, [message_id]).get(message_id, frozenset())
    for _, appointment in known(organisation_id, members, ports.appointment):
        plan = plan_of(appointment, plans)
        form = ports.window(organisation_id) if plan.form == WINDOW else plan.form
        found.append(Reminded(appointment=appointment, asks=plan.asks, form=form))
    if not found:
        raise NotFound(message_id=message_id)
    return tuple(sorted(found, key=lambda one: (one.appointment.slot.starts_at, one.appointment.id)))
