"""The simulated provider: takes each message once, shows what a person would see, and can be down."""

import pytest

from frontdesk.messaging.model import Kind, MessageStatus, Reason
from frontdesk.messaging.model.traffic import Posted
from frontdesk.messaging.rules.own_events import happenings
from frontdesk.messaging.rules.signing import is_signed
from local.simulators.handset import SECRET
from local.simulators.web import linked

SMS = {
    "reference": "m-1",
    "kind": "sms",
    "to": "+4915112345678",
    "text": "Ihre Antwort: https://clinic.example/requests/abc.",
    "organisation_id": "lindenhof",
}
EMAIL = SMS | {"reference": "m-2", "kind": "email", "to": "anna@example.org", "subject": "Ihre Anfrage"}


def send(provider, order):
    return provider.post("/simulator/messages", json=order)


def arrived(provider, query=""):
    return provider.get(f"/simulator/messages{query}").json()["messages"]


def test_a_message_is_taken_once_however_often_it_is_sent(provider):
    first, again = send(provider, SMS), send(provider, SMS | {"text": "something else"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert [message["text"] for message in arrived(provider)] == [SMS["text"]]


def test_messages_are_still_there_after_a_restart(provider, letterbox):
    send(provider, SMS)
    assert [message.reference for message in type(letterbox)(letterbox.file).messages()] == ["m-1"]


@pytest.mark.parametrize("wrong", [{"kind": "pigeon"}, {"to": ""}, {"reference": ""}, {"colour": "red"}])
def test_an_order_that_is_wrong_is_refused_with_a_reason(provider, wrong):
    answer = send(provider, SMS | wrong)
    assert answer.status_code == 400
    assert answer.json()["errors"]
    assert arrived(provider) == []


@pytest.mark.parametrize("body", ["not json", "[]", '"text"'])
def test_a_body_that_is_no_order_is_refused(provider, body):
    assert provider.post("/simulator/messages", content=body).status_code == 400


def test_a_provider_that_is_down_takes_nothing_until_it_is_back(provider):
    switched = provider.post("/simulator/outage", data={"state": "on"})
    assert (switched.status_code, switched.headers["location"]) == (303, "/simulator/")
    assert send(provider, SMS).status_code == 503
    assert "The provider is down" in provider.get("/simulator/").text
    provider.post("/simulator/outage", data={"state": "off"})
    assert send(provider, SMS).status_code == 201


def test_the_phone_shows_text_messages_and_the_inbox_mail(provider):
    send(provider, SMS)
    send(provider, EMAIL)
    phone, inbox = provider.get("/simulator/phone").text, provider.get("/simulator/inbox").text
    assert "+4915112345678" in phone
    assert "anna@example.org" not in phone
    assert "Ihre Anfrage" in inbox
    assert "+4915112345678" not in inbox


def heard(told, now):
    """What the clinic makes of what it was told last."""
    organisation_id, body, headers = told[-1]
    headers = {name.lower(): value for name, value in headers.items()}
    assert is_signed(headers, body, secrets=[SECRET], now=now)
    post = Posted(organisation_id=organisation_id, channel="simulator", headers=headers, body=body)
    return happenings(post, now=now)


@pytest.mark.parametrize(
    ("outcome", "status", "reason"),
    [
        ("delivered", MessageStatus.DELIVERED, Reason.NONE),
        ("failed", MessageStatus.FAILED, Reason.NO_ANSWER),
        ("bounced", MessageStatus.FAILED, Reason.BOUNCED),
    ],
)
def test_what_becomes_of_a_message_is_told_the_clinic(provider, letterbox, told, outcome, status, reason):
    reference = "lindenhof/m-1"
    send(provider, SMS | {"reference": reference})
    pressed = provider.post("/simulator/receipts", data={"reference": reference, "outcome": outcome})
    assert pressed.headers["location"] == "/simulator/phone?to=%2B4915112345678"
    receipt, *_ = heard(told, letterbox.now())
    assert (receipt.message_id, receipt.status, receipt.reason) == ("m-1", status, reason)
    assert "the clinic knows" in provider.get("/simulator/phone").text


def test_a_phone_can_answer(provider, letterbox, told):
    send(provider, SMS | {"reference": "lindenhof/m-1"})
    provider.post("/simulator/replies", data={"reference": "lindenhof/m-1", "text": "JA, <b>gern</b>"})
    [reply] = heard(told, letterbox.now())
    assert (reply.from_, reply.text, reply.kind) == (SMS["to"], "JA, <b>gern</b>", Kind.SMS)
    assert "JA, &lt;b&gt;gern" in provider.get("/simulator/phone").text


@pytest.mark.parametrize("said", [{"reference": "no such"}, {"reference": "m-1", "text": " "}, {}])
def test_who_says_nothing_or_of_nothing_tells_nobody(provider, told, said):
    send(provider, SMS)
    assert provider.post("/simulator/replies", data=said).status_code == 400
    assert provider.post("/simulator/receipts", data=said).status_code == 400
    assert told == []


def test_one_phone_can_be_looked_at_alone(provider):
    send(provider, SMS)
    send(provider, SMS | {"reference": "m-3", "to": "+46701740605", "text": "Hej"})
    alone = provider.get("/simulator/phone", params={"to": "+46701740605"}).text
    assert "Hej" in alone
    assert "Ihre Antwort" not in alone
    assert [it["text"] for it in arrived(provider, "?kind=sms&to=%2B46701740605")] == ["Hej"]


def test_who_heard_last_comes_first(provider):
    for reference, to in (("1", "+491"), ("2", "+492"), ("3", "+491")):
        send(provider, SMS | {"reference": reference, "to": to})
    page = provider.get("/simulator/phone").text
    assert page.index("Messages to +491") < page.index("Messages to +492")


def test_what_a_message_says_is_shown_and_not_obeyed(provider):
    send(provider, SMS | {"text": "<script>alert(1)</script>", "to": '"><img src=x>'})
    page = provider.get("/simulator/phone").text
    assert "<script>alert" not in page
    assert "<img" not in page


def test_addresses_in_a_message_can_be_followed_without_the_full_stop():
    assert linked("Siehe https://a.example/b?c=1&d=2.") == (
        'Siehe <a href="https://a.example/b?c=1&amp;d=2">https://a.example/b?c=1&amp;d=2</a>.'
    )


@pytest.mark.parametrize("path", ["/", "/simulator/", "/simulator/phone", "/simulator/inbox"])
def test_pages_allow_nothing_inline_and_nothing_from_elsewhere(provider, path):
    answer = provider.get(path)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "style=" not in answer.text
    assert answer.status_code == 200


def test_the_start_page_tells_how_to_sign_in(provider):
    assert "Lindenhof-1001" in provider.get("/").text


def test_the_start_page_leads_to_the_window_of_every_organisation(provider):
    page = provider.get("/").text
    assert 'href="/window/lindenhof"' in page
    assert "Praxis am Lindenhof" in page
