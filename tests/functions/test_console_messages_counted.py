"""What became of messages is heard, counted and shown, for those who may see it; and every table can be taken away."""

import json
import os
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from frontdesk.access.model import Role
from frontdesk.booking.events import AppointmentNoShow
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.events import written_down
from frontdesk.kernel.language import Language
from frontdesk.messaging.events import MessageStateChanged
from frontdesk.messaging.model import Kind, Message, MessageStatus, Outcome, Purpose, Recipient, RecipientKind
from frontdesk.messaging.storage import DynamoOutbox
from frontdesk.patients.usecases.reach_subject import reach_subject
from frontdesk.patients.wiring import patients_ports
from frontdesk.reminders.rules import CAUSE, member
from frontdesk.reminders.usecases.follow_appointment import SEQUELS
from infra.target import ROOT
from tests.conftest import client
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF
from tests.frontdesk_web.console_shown import words_of
from tests.frontdesk_web.console_times import APPOINTMENT, CONSULTATION, MITTE, WEBER

from .browser import html, somebody
from .loading import load_module

PAGE, NOON = (
    "/console/statistics/messages",
    datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0),
)
MONTH = f"{NOON:%Y-%m}"
HOUSE = Actor(ActorKind.SYSTEM, "messaging")


def hears(app, fact):
    said = written_down(fact)
    load_module(app).count({"detail-type": said["name"], "detail": said["detail"]}, None)


def a_message_became(number, status, kind="sms", reason=""):
    hears(
        "messaging",
        MessageStateChanged(
            organisation_id=LINDENHOF,
            occurred_at=NOON,
            actor=HOUSE,
            message_id=f"m{number}",
            template="appointment_reminder",
            purpose="appointment",
            kind=kind,
            status=status,
            reason=reason,
        ),
    )


def nobody_came(number, *, starts_at):
    hears(
        "reminders",
        AppointmentNoShow(
            organisation_id=LINDENHOF,
            occurred_at=NOON,
            actor=HOUSE,
            event_id=f"{number:032x}",
            appointment_id=APPOINTMENT,
            location_id=MITTE,
            time_type_id=CONSULTATION,
            performer_id=WEBER,
            starts_at=starts_at,
            subject_id=ERIK,
        ),
    )


def a_reminder_is_out(starts_at):
    """Of Erik's appointment at that time."""
    _, contact_key = reach_subject(organisation_id=LINDENHOF, subject_id=ERIK, ports=patients_ports())
    outbox, it = DynamoOutbox(), member(APPOINTMENT, starts_at)
    message = Message(
        id="reminder-1",
        organisation_id=LINDENHOF,
        recipient=Recipient(RecipientKind.SUBJECT, ERIK),
        template="appointment_reminder",
        language=Language.GERMAN,
        queued_at=NOON,
        purpose=Purpose.APPOINTMENT,
        cause=CAUSE,
        listed_under=contact_key,
    )
    outbox.join(message, it)
    claimed = outbox.claim(LINDENHOF, message.id, now=NOON, for_=timedelta(minutes=1))
    outbox.close(claimed, Outcome(status=MessageStatus.ACCEPTED, kind=Kind.SMS))


@pytest.fixture
def counted(calendar, enrol):
    """Ten were taken, five of them delivered, six had no number; of two appointments one was reminded of."""
    enrol("1004", Role.ADMINISTRATOR)
    for number in range(10):
        a_message_became(number, "accepted")
    for number in (*range(5), *range(5)):
        a_message_became(number, "delivered")
    for number in range(10, 16):
        a_message_became(number, "undeliverable", kind="", reason="no_contact")
    a_reminder_is_out(NOON)
    for number in range(5):
        nobody_came(number, starts_at=NOON)
    for number in range(5, 20):
        nobody_came(number, starts_at=NOON + timedelta(days=1))  # moved: of that time nobody was reminded
    return somebody(calendar, "1004")


@pytest.mark.requirement("C17")
def test_the_page_shows_what_got_out_what_did_not_and_who_came_after_a_reminder(counted):
    words = words_of(html(counted.gets(PAGE)))
    assert "Vom Anbieter angenommen 10 Zugestellt 5 Gescheitert 0 Nicht gesendet 5" in words
    assert "Keine Nummer oder Adresse Nachrichten: 5" in words
    assert "Nicht erschienen nach Erinnerung: 5 Nicht erschienen ohne Erinnerung: 15" in words


def test_the_api_tells_the_same(counted):
    answer = json.loads(counted.gets(f"/console/api/statistics/messages?month={MONTH}").body)
    assert answer["all"] == {"taken": 10, "delivered": 5, "failed": 0, "unsent": 5, "withdrawn": 0}
    assert answer["reasons"] == {"no_contact": 5}
    assert answer["sequels"][0]["sequels"]["missed"] == {"reminded": 5, "not_reminded": 15}


def made_for_somebody():
    """The files that wait in the bucket to be taken."""
    bucket, s3 = os.environ["DOCUMENTS_BUCKET"], client("s3")
    there = s3.list_objects_v2(Bucket=bucket, Prefix="exports/lindenhof/").get("Contents", [])
    return [s3.get_object(Bucket=bucket, Key=it["Key"])["Body"].read() for it in there]


TABLES = ("times", "conversations", "messages", "templates", "reasons", "appointments")


@pytest.mark.parametrize("table", TABLES)
def test_every_table_can_be_taken_as_a_text_and_as_a_workbook(counted, table):
    answer = counted.gets(f"/console/statistics/tables/{table}/csv?month={MONTH}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="lindenhof-{table}-{MONTH}.csv"'
    assert answer.body.decode().startswith("\ufeff")
    taken = counted.gets(f"/console/statistics/tables/{table}/xlsx?month={MONTH}")
    assert taken.status_code == 303
    [content] = made_for_somebody()
    assert zipfile.ZipFile(BytesIO(content)).testzip() is None


def test_a_file_of_what_became_of_messages_has_its_numbers(counted):
    body = counted.gets(f"/console/statistics/tables/reasons/csv?month={MONTH}").body.decode()
    assert body.splitlines() == ["\ufeffGrund;Nachrichten", "Keine Nummer oder Adresse;5"]


@pytest.mark.parametrize("address", ["tables/none/csv", "tables/times/pdf", "messages"])
def test_what_is_not_there_or_not_theirs_is_shown_to_nobody(counted, calendar, address):
    assert somebody(calendar, "1002").gets(f"/console/statistics/{address}").status_code == 404
    assert counted.gets(f"/console/statistics/{address}").status_code == (
        200 if address == "messages" else 404
    )


def test_every_sequel_that_can_be_counted_and_is_a_fact_is_heard():
    routes = json.loads((ROOT / "events/routes.json").read_text())["frontdesk.booking"]
    assert {fact for fact, to in routes.items() if "reminders-count" in to} == set(SEQUELS) & set(routes)
