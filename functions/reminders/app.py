"""Reminders behind the bus and the clock: planned, sent when due, made up for by night; what is replied is done."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from aws_lambda_powertools import Logger

from frontdesk.followup.wiring.forms import form_causes
from frontdesk.kernel.ids import (
    AppointmentId,
    ContactKey,
    LocationId,
    SubjectId,
    TimeTypeId,
)
from frontdesk.messaging.gateways.senders import asked
from frontdesk.messaging.model import Due
from frontdesk.messaging.model.threads import LineId
from frontdesk.messaging.rules import SHARDS
from frontdesk.messaging.rules.sharing import Part
from frontdesk.messaging.usecases.drain_outbox import drain_outbox
from frontdesk.messaging.usecases.retry_receipts import retry_receipts
from frontdesk.messaging.usecases.share_out import share_out
from frontdesk.outreach.rules.keys import CAUSE as OF_OUTREACH
from frontdesk.outreach.usecases.word_push import word_push
from frontdesk.outreach.wiring.wording import wording_ports
from frontdesk.reminders.model.recalls import Marked
from frontdesk.reminders.usecases.act_on_reply import act_on_reply
from frontdesk.reminders.usecases.drain_reminders import drain_reminders
from frontdesk.reminders.usecases.find_forgotten import find_forgotten
from frontdesk.reminders.usecases.follow_appointment import follow_appointment
from frontdesk.reminders.usecases.forget_appointment import forget_appointment
from frontdesk.reminders.usecases.plan_appointment_reminders import plan_appointment_reminders
from frontdesk.reminders.wiring import sending_ports
from frontdesk.reminders.wiring.following import following_ports
from frontdesk.reminders.wiring.recalls import recall_ports
from frontdesk.reminders.wiring.replies import Hands, reply_ports
from frontdesk.requests.wiring import requests_ports
from frontdesk_web.booking_links import linked_booking
from frontdesk_web.failures import without_words
from frontdesk_web.followup_links import form_link
from frontdesk_web.i18n import sentence
from frontdesk_web.recall_listener import hear
from frontdesk_web.reminder_words import day_words, linked_reminders, when_words
from frontdesk_web.rounds import a_round
from frontdesk_web.survey_invitations import invitation_causes
from frontdesk_web.tasks import Tasks, heard

WORKS_FOR = timedelta(seconds=58)
"""How long a tick and whoever helps it work: what is left goes to the next one, a minute later. A function may take 90
seconds, so that a provider that answers late at the end of the minute still is heard."""
A_NIGHT = timedelta(minutes=13)
"""How long a nightly round works, of the fifteen minutes that a function may run."""

app = Tasks("frontdesk-reminders")
logger = Logger()
ports = linked_reminders()
recalling = recall_ports(day_words)
wording = wording_ports(day_words)
outbox = sending_ports(
    ports,
    recalling,
    {
        **invitation_causes(),
        **form_causes(form_link),
        OF_OUTREACH: lambda message: word_push(message, ports=wording),
    },
)
following = following_ports()
acting = reply_ports(
    Hands(booking=linked_booking(), requests=requests_ports(), when=when_words, sentence=sentence)
)


@app.lambda_function(name="listener")
def listener(event: Mapping[str, Any], _context: object) -> None:
    """Facts of booking: reminders are planned, and those of times that are gone are dropped."""
    fact = heard(event)
    appointment_id = AppointmentId(fact.data["appointment_id"])
    was_at, starts_at = fact.data.get("was_at"), fact.data["starts_at"]
    if fact.name == "AppointmentCancelled" or was_at not in (None, starts_at):
        forget_appointment(
            organisation_id=fact.organisation_id,
            appointment_id=appointment_id,
            starts_at=datetime.fromisoformat(was_at or starts_at),
            ports=ports,
        )
    plan_appointment_reminders(
        organisation_id=fact.organisation_id, appointment_id=appointment_id, ports=ports
    )


@app.lambda_function(name="recalls")
def recalls(event: Mapping[str, Any], _context: object) -> None:
    """What was given renews reminders and sets off rules; what is booked pauses them."""
    hear(heard(event), recalling)


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
    recalled = drain_reminders(range(SHARDS), until=until, on_fault=_log_recall, ports=recalling)
    sent = _sent(share_out(until=until, ports=outbox), until)
    retry_receipts(until=until, ports=outbox)
    return {"recalled": recalled, **sent}


@app.lambda_function(name="drain")
def drain(event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """A tick has more to send than it can: a part of it. Called late, it leaves everything to the next tick."""
    return _sent(*asked(event))


def _sent(parts: Sequence[Part], until: datetime) -> dict[str, int]:
    drained = drain_outbox(parts, until=until, on_fault=_log, ports=outbox)
    return {"tried": drained.tried, "held": drained.held, "done": int(drained.done)}


@app.lambda_function(name="night")
def night(_event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """Every night: what a lost fact left undone is done. Who comes first changes, so that everybody's turn comes."""
    now, done = ports.clock(), {"planned": 0, "told": 0, "left": 0}
    organisations = sorted(outbox.organisations())
    first = now.toordinal() % len(organisations) if organisations else 0
    with a_round(logger) as part:
        for organisation_id in (*organisations[first:], *organisations[:first]):
            with part(organisation_id=organisation_id):
                walked = find_forgotten(organisation_id=organisation_id, until=now + A_NIGHT, ports=ports)
                done["planned"] += walked.planned
                done["told"] += walked.told
                done["left"] += walked.left > 0
    if done["left"]:
        logger.error("night_too_short", extra=done)
    return done


def _log(one: Due, error: Exception) -> None:
    logger.error("message_not_sent", extra={"message_id": one.message_id, **without_words(error)})


def _log_recall(one: Marked, error: Exception) -> None:
    logger.error("reminder_not_sent", extra={"reminder_id": one.reminder_id, **without_words(error)})
