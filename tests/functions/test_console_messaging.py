"""An administrator lays down how messages are sent, and says them in the clinic's own words."""

import json
from html import unescape

import pytest

from frontdesk.access.model import Role
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind, Purpose
from frontdesk.messaging.storage import DynamoLaid
from tests.frontdesk_web.console_desk import LINDENHOF
from tests.frontdesk_web.console_shown import words_of

from .browser import html, somebody
from .test_console_laying_out import form_of

HERE = "/console/messaging"
TEMPLATE = f"{HERE}/template?template=appointment_reminder&language=de"
WORDS = "{clinic}: Bis bald, {times}! {link}"


@pytest.fixture
def murat(console, enrol):
    enrol("3001", Role.ADMINISTRATOR)
    return somebody(console, "3001")


def laid():
    return DynamoLaid().get(LINDENHOF)


@pytest.mark.requirement("R5", "R8", "R9")
def test_how_messages_are_sent_is_laid_down_in_a_form(murat):
    typed = form_of(murat.gets(HERE)) | {
        "channels.sms": "simulator",
        "order.recall.0": "email",
        "order.recall.1": "sms",
        "quiet.begins": "21:00",
        "quiet.ends": "08:00",
        "countries": "de, at",
        "prices": "DE 0,075",
    }
    done = murat.posts(HERE, typed)
    assert done.status_code == 303
    assert "Die Einstellungen gelten ab jetzt" in html(murat.gets(f"{HERE}?done=saved"))
    there = laid().settings
    assert there.channels == {Kind.SMS: "simulator"}
    assert there.order == {Purpose.RECALL: (Kind.EMAIL, Kind.SMS)}
    assert (there.quiet.begins.hour, there.countries, str(there.prices["DE"])) == (21, {"AT", "DE"}, "0.075")
    again = form_of(murat.gets(HERE))
    assert (again["countries"], again["prices"], again["version"]) == ("AT DE", "DE 0.075", "1")
    late = murat.posts(HERE, typed)
    assert (late.status_code, form_of(late)["quiet.begins"], form_of(late)["version"]) == (409, "21:00", "1")


def test_what_is_wrong_stands_at_its_field_with_what_was_typed(murat):
    typed = form_of(murat.gets(HERE)) | {
        "quiet.begins": "21:00",
        "prices": "billig",
        "caps.recipient": "viele",
    }
    page = murat.posts(HERE, typed)
    assert page.status_code == 400
    for field in ("quiet.ends", "prices", "caps.recipient"):
        assert f'href="#{field}"' in html(page)
    assert form_of(page)["prices"] == "billig"
    assert laid().settings.version == 0


@pytest.mark.requirement("R8")
def test_words_are_looked_at_saved_and_taken_back(murat):
    form = form_of(murat.gets(TEMPLATE))
    assert "{times}" in form["text"]
    seen = murat.posts(f"{HERE}/template", form | {"text": WORDS, "deed": "preview"})
    shown = unescape(words_of(html(seen)))
    assert (seen.status_code, laid().templates) == (200, {})
    assert "Bis bald, 24.11.2026 09:30! https://clinic.example/booking/lindenhof" in shown
    assert "2 SMS" in shown
    saved = murat.posts(f"{HERE}/template", form_of(seen) | {"deed": "save"})
    assert saved.status_code == 303
    assert laid().templates["appointment_reminder", Language.GERMAN].wordings[None].text == WORDS
    assert "In Ihren eigenen Worten: Deutsch" in html(murat.gets(f"{HERE}/templates"))
    back = murat.posts(f"{HERE}/template", form_of(murat.gets(TEMPLATE)) | {"deed": "reset"})
    assert (back.status_code, laid().templates) == (303, {})


@pytest.mark.parametrize(
    "hostile", ["{link} {clinic.__class__}", "{link} {patient}", "<script>alert(1)</script>"]
)
def test_words_that_cannot_be_filled_in_are_not_saved_and_do_no_harm(murat, hostile):
    page = murat.posts(f"{HERE}/template", form_of(murat.gets(TEMPLATE)) | {"text": hostile, "deed": "save"})
    assert (page.status_code, laid().templates) == (400, {})
    assert 'href="#text"' in html(page)
    assert form_of(page)["text"] == hostile
    assert "<script>alert" not in html(page)


def test_a_template_of_ones_own_is_named_and_written(murat):
    odd = murat.gets(f"{HERE}/templates?own=Gr%C3%BCn")
    assert odd.status_code == 400
    led = murat.gets(f"{HERE}/templates?own=Grippe-Impfung").headers["Location"]
    assert led.endswith("template=own-grippe-impfung&language=de")
    form = form_of(murat.gets(led)) | {"subject": "Impfung", "text": "{clinic}: {due} {link}", "deed": "save"}
    assert murat.posts(f"{HERE}/template", form).status_code == 303
    assert "grippe-impfung: Impfung" in html(murat.gets(f"{HERE}/templates"))


def test_a_provider_is_shown_and_what_is_not_there_is_not_found(murat):
    assert "nichts einzurichten" in html(murat.gets(f"{HERE}/channel?channel=post"))
    for address in (
        "channel?channel=gossip",
        "template?template=gossip&language=de",
        "template?template=code&language=xx",
    ):
        assert murat.gets(f"{HERE}/{address}").status_code == 404


def test_messages_are_the_administrators_alone(console):
    assert somebody(console).gets(HERE).status_code == 404


def asks(who, method, address, said=None):
    headers = {"Cookie": who.cookie, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
    answer = who.http.request(
        method, address, headers=headers, body=json.dumps(said).encode() if said else b""
    )
    assert answer.status_code == 200, answer.body
    return json.loads(answer.body)


def test_a_program_does_the_same(murat):
    api = "/console/api/messaging"
    there = asks(murat, "GET", f"{api}/settings")
    assert there["version"] == 0
    changed = asks(
        murat, "PUT", f"{api}/settings", {"version": 0, "settings": there["settings"] | {"countries": ["SE"]}}
    )
    assert (changed["version"], changed["settings"]["countries"]) == (1, ["SE"])
    spot = {"name": "appointment_reminder", "language": "sv", "kind": "sms"}
    seen = asks(murat, "POST", f"{api}/template/preview", spot | {"text": "{link} {patient}"})
    assert [it["code"] for it in seen["faults"]] == ["placeholder_unknown"]
    written = asks(murat, "PUT", f"{api}/template", spot | {"text": "{link}", "version": 0})
    assert written["wordings"] == {"sms": {"subject": "", "text": "{link}"}}
    assert asks(murat, "GET", f"{api}/template?name=appointment_reminder&language=sv")["version"] == 1
    found = asks(murat, "GET", f"{api}/templates?purpose=appointment")["templates"]
    assert [it["own"] for it in found if it["name"] == spot["name"]] == [["sv"]]
    gone = asks(murat, "POST", f"{api}/template/reset", spot | {"version": 1})
    assert gone["wordings"] == {}
    channel = asks(murat, "GET", f"{api}/channel?channel=simulator")
    assert (channel["secrets"], channel["settings"]) == ([], {})
    set_up = asks(murat, "PUT", f"{api}/channel", {"channel": "simulator", "settings": {}, "version": 1})
    assert set_up["version"] == 2
