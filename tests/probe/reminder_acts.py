"""A day of reminders: a family and somebody else have booked, one moves, one cancels, the provider fails once."""

import re
from datetime import UTC, datetime

from frontdesk.booking.events import AppointmentBooked
from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.events import written_down
from frontdesk.messaging.storage import MessageRecord
from frontdesk.reminders.storage import ReminderRecord
from tests.functions.booking_desk import BERTA, BORN
from tests.journeys.people import CLINIC, hidden

from .booking_acts import BOOKED, DAY, _staff, books_for_somebody, looks_at_the_calendar
from .scripts import colleague

REMINDED = "appointment_reminder"


def books_for_the_family(street):
    """A child at the parent's telephone, on the same day: they are reminded together."""
    _books(street, f"dr-weber@{DAY}T10:00Z", name="Emil Beispiel", phone=BERTA["phone"])


def books_for_somebody_who_cancels(street):
    street.world.memo["cancels"] = _books(
        street, f"dr-weber@{DAY}T13:00Z", name="Clara Beispiel", phone="06221 5550177"
    )


def _books(street, time, *, name, phone):
    page = colleague(street).sees(f"calendar/book?location=mitte&type=consultation&time={time}")
    carried = {it: hidden(page.text, it) for it in ("appointment", "location", "type", "time")}
    said = {"name": name, "phone": phone, "language": "de", "reason": "Husten"}
    _staff(street, "calendar/book", page.text, **carried, **BORN, **said)
    return carried["appointment"]


def the_parent_moves_theirs(street):
    """To another hour of the day, at the desk."""
    memo = street.world.memo
    page = colleague(street).sees(f"{memo['opened']}/move?day={DAY}").raise_for_status().text
    there = [it for it in re.findall(r'name="(?:slot|time)" value="([^"]+)"', page) if f"{DAY}T14" in it]
    _staff(street, f"{memo['opened']}/move", page, location="mitte", time=there[0], comment="")


def one_cancels(street):
    at = f"calendar/appointments/{street.world.memo['cancels']}"
    page = colleague(street).sees(at).raise_for_status().text
    _staff(street, f"{at}/cancel", page, comment="Wieder gesund")


def the_hour_comes(street):
    """Two days before, at nine; of those who are reminded the first is told by a provider that fails at once."""
    street.world.memo["provider fails"] = 1
    street.world.passes(days=1)
    assert len(_reminded(street)) == 2, _reminded(street)
    assert any("Emil 26.11.2026 11:00; Berta 26.11.2026 15:00" in it for it in _reminded(street)), _reminded(
        street
    )


def _reminded(street):
    return [it["text"] for it in street.world.phone.kept.values() if it["template"] == REMINDED]


def nobody_is_reminded_yet(street):
    """What was planned when the times were booked is gone again, and so is all else that would be due meanwhile."""
    for model, there in ((MessageRecord, MessageRecord.template), (ReminderRecord, ReminderRecord.next_at)):
        for it in model.scan(there.exists()):
            it.delete()
    street.world.follow()


def a_reminder_is_planned(street):
    """The appointment that was last opened at the desk is heard of."""
    appointment_id = street.world.memo["opened"].rpartition("/")[2]
    it = booking_ports(lambda *_: "").appointments.get(CLINIC, appointment_id)
    fact = written_down(
        AppointmentBooked(
            organisation_id=CLINIC,
            occurred_at=street.world.now,
            actor=Actor(ActorKind.PATIENT, it.subject_id),
            appointment_id=it.id,
            location_id=it.slot.location_id,
            time_type_id=it.slot.time_type_id,
            performer_id=it.slot.performer_id,
            starts_at=it.slot.starts_at,
            subject_id=it.subject_id,
        )
    )
    event = {"detail-type": fact["name"], "detail": fact["detail"]}
    street.world.invoke("reminders", "listener", event)


def a_reminder_is_sent(street):
    """Its minute has come."""
    street.world.now = max(street.world.now, datetime(2026, 11, 30, 8, 1, tzinfo=UTC))
    street.world.invoke("reminders", "tick", {})
    street.world.follow()
    assert _reminded(street)


REMINDERS = {
    "a day of reminders": (
        *BOOKED,
        looks_at_the_calendar,
        books_for_the_family,
        books_for_somebody,
        books_for_somebody_who_cancels,
        the_parent_moves_theirs,
        one_cancels,
        the_hour_comes,
    ),
}
