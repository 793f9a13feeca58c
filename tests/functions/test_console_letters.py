"""Staff print what goes out as letters."""

from datetime import UTC, datetime

import pytest

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind, MessageStatus, Recipient, RecipientKind
from frontdesk.messaging.storage import DynamoReceipts
from frontdesk.messaging.usecases.deliver_message import deliver_message
from frontdesk.messaging.usecases.queue_message import queue_message
from frontdesk.messaging.wiring import messaging_ports
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF
from tests.messaging.builders import a_message

from .browser import deeds, html, somebody

LETTERS = "/console/letters"


@pytest.fixture
def letter(console):
    """A reminder that goes to Erik on paper, by a clinic that has set nothing up for it."""
    ports = messaging_ports()
    it = a_message(
        organisation_id=LINDENHOF,
        recipient=Recipient(RecipientKind.SUBJECT, ERIK),
        template="recall",
        parameters={"link": "https://clinic.example/booking/lindenhof"},
        language=Language.GERMAN,
        kinds=(Kind.POST,),
        queued_at=datetime.now(UTC),
    )
    queue_message(it, ports=ports)
    deliver_message(organisation_id=LINDENHOF, message_id=it.id, ports=ports)
    return it


@pytest.mark.requirement("R8")
def test_a_letter_is_shown_with_name_and_words_until_it_is_in_its_envelope(console, letter):
    katrin = somebody(console)
    page = html(katrin.gets(LETTERS))
    assert "Erik Lindqvist" in page
    assert "Es ist Zeit für Ihren nächsten Besuch" in page
    assert deeds() == [("LettersRead", "staff:1001", "1 letters")]
    box = f"letter:{datetime.now(UTC).date()}:{letter.id}"
    assert box in page
    for done in ("1 Brief ist erledigt.", "0 Briefe sind erledigt."):
        answer = katrin.posts(LETTERS, {"csrf": katrin.csrf(), box: "1", "letter:nonsense": "1"})
        assert done in html(katrin.gets(answer.headers["Location"]))
    assert DynamoReceipts().message(LINDENHOF, letter.id).status is MessageStatus.DELIVERED
    assert "Kein Brief wartet auf den Druck." in html(katrin.gets(LETTERS))
