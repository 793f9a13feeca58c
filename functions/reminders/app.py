"""Reminders behind the bus and the clock: plans them when times are booked, and sends what is due every minute."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aws_lambda_powertools import Logger

from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.ids import AppointmentId, LocationId, SubjectId, TimeTypeId
from frontdesk.kernel.language import Language
from frontdesk.messaging.gateways.senders import asked
from frontdesk.messaging.model import Due
from frontdesk.messaging.rules.sharing import Part
from frontdesk.messaging.usecases.drain_outbox import drain_outbox
from frontdesk.messaging.usecases.share_out import share_out
from frontdesk.reminders.usecases.follow_appointment import follow_appointment
from frontdesk.reminders.usecases.forget_appointment import forget_appointment
from frontdesk.reminders.usecases.plan_appointment_reminders import plan_appointment_reminders
from frontdesk.reminders.wiring import following_ports, reminders_ports, sending_ports
from frontdesk_web import seals
from frontdesk_web.dates import clock_words, date_words
from frontdesk_web.failures import without_words
from frontdesk_web.i18n import locale_of
from frontdesk_web.keyring import keyring
from frontdesk_web.tasks import Tasks, heard

WORKS_FOR = timedelta(seconds=58)
"""How long a tick and whoever helps it work: what is left goes to the next one, a minute later. A function may take 90
seconds, so that a provider that answers late at the end of the minute still is heard."""

app = Tasks("frontdesk-reminders")
logger = Logger()


def _when(at: datetime, zone: ZoneInfo, language: Language) -> str:
    locale = locale_of(language)
    return f"{date_words(at, zone, 'medium', locale=locale)} {clock_words(at, zone, locale=locale)}"


ports = reminders_ports(
    booking_ports(
        lambda organisation, record, of: seals.ticket(organisation, record, of=of, keyring=keyring())
    ),
    _when,
)
outbox = sending_ports(ports)
following = following_ports()


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


@app.lambda_function(name="count")
def count(event: Mapping[str, Any], _context: object) -> None:
    """Something became of an appointment: counted, with whether a reminder of it was out."""
    fact = heard(event)
    follow_appointment(
        organisation_id=fact.organisation_id,
        event_id=fact.event_id,
        fact=fact.name,
        at=fact.occurred_at,
        appointment_id=AppointmentId(fact.data["appointment_id"]),
        location_id=LocationId(fact.data["location_id"]),
        time_type_id=TimeTypeId(fact.data["time_type_id"]),
        starts_at=datetime.fromisoformat(fact.data["starts_at"]),
        subject_id=SubjectId(fact.data["subject_id"]),
        ports=following,
    )


@app.lambda_function(name="tick")
def tick(_event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """Every minute: whatever is due goes out, reminders and all that waits to be tried again."""
    until = ports.clock() + WORKS_FOR
    return _sent(share_out(until=until, ports=outbox), until)


@app.lambda_function(name="drain")
def drain(event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """A tick has more to send than it can: a part of it. Called late, it leaves everything to the next tick."""
    return _sent(*asked(event))


def _sent(parts: Sequence[Part], until: datetime) -> dict[str, int]:
    drained = drain_outbox(parts, until=until, on_fault=_log, ports=outbox)
    return {"tried": drained.tried, "held": drained.held, "done": int(drained.done)}


def _log(one: Due, error: Exception) -> None:
    logger.error("message_not_sent", extra={"message_id": one.message_id, **without_words(error)})
