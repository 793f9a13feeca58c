"""The doors behind the link of a reminder: a part of booking's HTTP function, for its file has no room for more.

Looking does nothing: mail scanners open links. What is done, is done by a button.
"""

from frontdesk.booking.model import Appointment
from frontdesk.booking.usecases.confirm_appointment import confirm_appointment
from frontdesk.booking.usecases.show_appointment import show_appointment
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict, NotFound, Refusal
from frontdesk.kernel.ids import MessageId
from frontdesk.reminders.rules import member
from frontdesk.reminders.usecases.show_reminder import show_reminder
from frontdesk.reminders.wiring import reminders_ports
from frontdesk_web import seals
from frontdesk_web.http import App
from frontdesk_web.invitation_doors import A_CLINIC, Front
from frontdesk_web.keyring import keyring
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking_reminder import Reminder, reminder_page
from frontdesk_web.reminder_words import REMINDER, reminder_ticket, when_words
from frontdesk_web.render import Page, SeeOther

A_REMINDER = f"{A_CLINIC}/reminders/{{reminder_ticket}}"


def open_reminders(app: App, front: Front) -> None:
    """Add the routes to the app."""

    @app.route(A_REMINDER)
    def show_reminded(organisation_id: str, reminder_ticket: str) -> Page:
        return reminder_page(_opened(front, organisation_id, reminder_ticket))

    @app.route(f"{A_REMINDER}/confirm", methods=["POST"])
    def confirm_reminded(organisation_id: str, reminder_ticket: str) -> Page | SeeOther:
        it = _opened(front, organisation_id, reminder_ticket)
        chosen, why_not = frozenset(app.form().get("it", "").split()), None
        for appointment in [one.appointment for one in it.reminded if one.asks]:
            if member(appointment.id, appointment.slot.starts_at) in chosen:
                why_not = _confirm(appointment, front) or why_not
        if why_not is None:
            return SeeOther(url=it.at())
        return reminder_page(_opened(front, organisation_id, reminder_ticket), why_not)


def _confirm(it: Appointment, front: Front) -> Refusal | Conflict | None:
    """Why it could not be confirmed, None where it is; at the time that the page showed, and at no other."""
    try:
        confirm_appointment(
            organisation_id=it.organisation_id,
            appointment_id=it.id,
            by=Actor(ActorKind.PATIENT, it.subject_id or ""),
            starts_at=it.slot.starts_at,
            ports=front.ports(),
        )
    except (Refusal, Conflict) as no:
        return no
    return None


def _opened(front: Front, organisation_id: str, ticket: str) -> Reminder:
    """What the link is about, whoever has it. NotFound for any ticket but ours."""
    catalogue, message_id = front.meant(organisation_id, ticket, REMINDER)
    ports = reminders_ports(front.ports(), when_words, reminder_ticket)
    here = catalogue.organisation.id
    reminded = show_reminder(organisation_id=here, message_id=MessageId(message_id), ports=ports)
    timetable = ports.timetable(here)
    if timetable is None:
        raise NotFound(organisation_id=here)
    counter = front.before(catalogue, timetable, reminded[0].appointment.language)
    pages = [_page_of(one.appointment, counter.language.value, front) for one in reminded]
    return Reminder(counter=counter, ticket=ticket, reminded=reminded, pages=pages)


def _page_of(it: Appointment, lang: str, front: Front) -> str | None:
    """The page of the appointment, which asks for a second proof; None where patients are not shown it."""
    try:
        show_appointment(organisation_id=it.organisation_id, appointment_id=it.id, ports=front.ports())
    except NotFound:
        return None
    ticket = seals.ticket(it.organisation_id, it.id, of="appointment", keyring=keyring())
    return addresses.appointment(it.organisation_id, ticket, lang=lang)
