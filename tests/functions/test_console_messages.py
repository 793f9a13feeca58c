"""Staff read what patients wrote, and write back, on pages and over the API."""

import json
from datetime import UTC, datetime

import pytest

from frontdesk.messaging.model import Kind
from frontdesk.messaging.model.traffic import Reply
from frontdesk.messaging.storage import MessageRecord
from frontdesk.messaging.usecases.hear_reply import hear_reply
from frontdesk.messaging.wiring.threads import thread_ports
from frontdesk.patients.model import Filing
from frontdesk.patients.storage import DynamoContacts
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF, NOW, subject

from .browser import deeds, hidden, html, somebody

PAGE = f"/console/messages/{ERIK}"


@pytest.fixture
def erik_wrote(console):
    ports = thread_ports()
    contact_key = ports.key_of(LINDENHOF, Kind.SMS, subject().phone)
    DynamoContacts().file(LINDENHOF, contact_key, [Filing(subject_id=ERIK, since=NOW)])
    hear_reply(
        Reply(
            organisation_id=LINDENHOF,
            id="SM-1",
            channel="simulator",
            kind=Kind.SMS,
            from_=subject().phone,
            text="Kann ich <b>später</b> kommen?",
            at=datetime.now(UTC),
        ),
        ports=ports,
    )
    return contact_key


def sent():
    return [it for it in MessageRecord.scan() if "#MESSAGE#" in it.pk]


def test_the_list_shows_who_wrote_and_that_it_waits_and_leaves_a_trace(console, erik_wrote):
    page = html(somebody(console).gets("/console/messages"))
    assert "Erik Lindqvist" in page
    assert subject().phone in page
    assert "wartet auf Antwort" in page
    assert f"/console/messages/{erik_wrote}" in page
    assert deeds() == [("MessagesRead", "staff:1001", "1 conversations")]


@pytest.mark.requirement("R6")
def test_a_conversation_is_read_by_the_patient_or_by_the_contact_and_its_text_is_escaped(console, erik_wrote):
    katrin = somebody(console)
    for whose in (ERIK, erik_wrote):
        page = html(katrin.gets(f"/console/messages/{whose}"))
        assert "Kann ich &lt;b&gt;später&lt;/b&gt; kommen?" in page
        assert "Erik Lindqvist" in page
    assert [action for action, *_ in deeds()] == ["ConversationRead"] * 2


@pytest.mark.usefixtures("erik_wrote")
def test_staff_write_back_once_and_the_state_is_shown(console):
    katrin = somebody(console)
    page = katrin.gets(PAGE)
    typed = {
        "csrf": katrin.csrf(),
        "line": hidden(page, "line"),
        "seen": hidden(page, "seen"),
        "text": "Ja, gern eine Stunde später.",
    }
    for _ in range(2):
        assert katrin.posts(f"{PAGE}/write", typed).status_code == 303
    [message] = sent()
    assert (message.template, message.parameters, message.cause) == ("own_words", {}, "thread")
    after = html(katrin.gets(f"{PAGE}?done=written"))
    assert "Ja, gern eine Stunde später." in after
    assert "wartet auf den Versand" in after
    assert "Katrin Sommer" in after
    assert "wartet auf Antwort" not in after


@pytest.mark.usefixtures("erik_wrote")
def test_a_text_that_is_too_long_is_still_there_with_the_reason(console):
    katrin = somebody(console)
    answer = katrin.posts(f"{PAGE}/write", {"csrf": katrin.csrf(), "text": "x" * 481})
    assert answer.status_code == 422
    assert "x" * 481 in html(answer)
    assert "zu lang" in html(answer)
    assert sent() == []


@pytest.mark.usefixtures("erik_wrote")
def test_what_needs_no_answer_waits_no_more(console):
    katrin = somebody(console)
    seen = hidden(katrin.gets(PAGE), "seen")
    katrin.posts(f"{PAGE}/settle", {"csrf": katrin.csrf(), "seen": seen})
    assert "wartet auf Antwort" not in html(katrin.gets("/console/messages"))


def test_nobody_unknown_has_a_conversation(console):
    for whose in ("0" * 32, "0" * 64, "nonsense"):
        assert somebody(console).gets(f"/console/messages/{whose}").status_code == 404


def test_the_api_says_the_same(console, erik_wrote):
    katrin = somebody(console)
    found = json.loads(katrin.gets("/console/api/messages").body)
    assert [(it["id"], it["waits"]) for it in found["conversations"]] == [(erik_wrote, True)]
    opened = json.loads(katrin.gets(f"/console/api/messages/{erik_wrote}").body)
    assert [it["text"] for it in opened["lines"]] == ["Kann ich <b>später</b> kommen?"]
