"""Reminders behind the bus and the clock: planned when times are booked, sent when due, and what is replied is done."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aws_lambda_powertools import Logger

from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.ids import AppointmentId, ContactKey
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Due
from frontdesk.messaging.model.threads import LineId
from frontdesk.messaging.rules import SHARDS
from frontdesk.messaging.usecases.drain_outbox import drain_outbox
from frontdesk.reminders.usecases.act_on_reply import act_on_reply
from frontdesk.reminders.usecases.forget_appointment import forget_appointment
from frontdesk.reminders.usecases.plan_appointment_reminders import plan_appointment_reminders
from frontdesk.reminders.wiring import Hands, reminders_ports, reply_ports, sending_ports
from frontdesk.requests.wiring import requests_ports
from frontdesk_web import seals
from frontdesk_web.dates import clock_words, date_words
from frontdesk_web.failures import without_words
from frontdesk_web.i18n import locale_of, sentence
from frontdesk_web.keyring import keyring
from frontdesk_web.tasks import Tasks, heard

WORKS_FOR = timedelta(seconds=40)
"""How long a tick works: what is left goes to the next one, a minute later."""

app = Tasks("frontdesk-reminders")
logger = Logger()


def _when(at: datetime, zone: ZoneInfo, language: Language) -> str:
    locale = locale_of(language)
    return f"{date_words(at, zone, 'medium', locale=locale)} {clock_words(at, zone, locale=locale)}"


booking = booking_ports(
    lambda organisation, record, of: seals.ticket(organisation, record, of=of, keyring=keyring())
)
ports = reminders_ports(booking, _when)
outbox = sending_ports(ports)
acting = reply_ports(Hands(booking=booking, requests=requests_ports(), when=_when, sentence=sentence))


@app.lambda_function(name="listener")
def listener(event: Mapping[str, Any], _context: object) -> None:
    """Facts of booking: reminders are planned, and those of times that are gone are dropped."""
    fact = heard(event)
    appointment_id = AppointmentId(fact.data["appointment_id"])
    was_at = fact.data.get("was_at") or fact.data["starts_at"]
    if fact.name != "AppointmentBooked":
        forget_appointment(
            organisation_id=fact.organisation_id,
            appointment_id=appointment_id,
            starts_at=datetime.fromisoformat(was_at),
            ports=ports,
        )
    plan_appointment_reminders(
        organisation_id=fact.organisation_id, appointment_id=appointment_id, ports=ports
    )


@app.lambda_function(name="replies")
def replies(event: Mapping[str, Any], _context: object) -> None:
    """Somebody wrote to the clinic: what it means of a reminder is done and answered, or becomes a task."""
    fact = heard(event)
    act_on_reply(
        organisation_id=fact.organisation_id,
        contact_key=ContactKey(fact.data["contact_key"]),
        reply_id=LineId(fact.data["reply_id"]),
        ports=acting,
    )


@app.lambda_function(name="tick")
def tick(_event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """Every minute: whatever is due goes out, reminders and all that waits to be tried again."""
    drained = drain_outbox(range(SHARDS), until=ports.clock() + WORKS_FOR, on_fault=_log, ports=outbox)
    return {"tried": drained.tried, "left": len(drained.left)}


def _log(one: Due, error: Exception) -> None:
    logger.error("message_not_sent", extra={"message_id": one.message_id, **without_words(error)})
