"""The clinic and its patient with the same text wherever somebody may write one, and every page that shows it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import urlencode

from frontdesk.access.storage import DynamoStaffList
from frontdesk.audit.storage import DeedRecord
from frontdesk.catalogue.model import Page
from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.documents.model import Document, DocumentId
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import EntryId
from frontdesk.kernel.language import Language
from frontdesk.patients.storage import DynamoSubjects, SubjectRecord
from frontdesk.requests.model import Answer, EntryKind, RequestStatus
from frontdesk.requests.rules import TEXT_AT_MOST
from frontdesk.requests.storage import DynamoRequests, RequestRecord
from frontdesk.window.model.releases import Publication
from frontdesk.window.rules.canonical import canonical, release_id
from frontdesk.window.usecases._publication import live_or_none
from frontdesk.window.wiring import window_ports
from frontdesk_web.keyring import keyring
from frontdesk_web.seals import choice
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF, REQUEST, entry, lead, request, staff, subject
from tests.frontdesk_web.console_desk import catalogue as the_catalogue
from tests.window.builders import a_small_definition, ask, flow, in_german

from .dressed_booking import dress_times, pages_of_times

DAY = timedelta(days=1)
LEAD = "2001"
"""Sees everything of the console: the requests, the trail and the reference of the API."""
PATIENT = Actor(ActorKind.PATIENT, ERIK)
EMBEDDED = "https://termine.example"
WAYS = {
    "the locations": (),
    "the menu": ("mitte",),
    "a question": ("mitte", "appointment"),
    "the services": ("mitte", "appointment", "yes", "private"),
    "a message": ("mitte", "appointment", "yes", "private", "wound"),
    "a file": ("mitte", "appointment", "yes", "private", "vaccination", "sheet"),
    "a service outside, embedded": ("nord", "appointment", "no", "private"),
    "a service outside": ("mitte", "link"),
    "the form": ("mitte", "form"),
    "a closed flow": ("nord", "callback"),
}


def _dressed(it, words):
    """The definition with every text that a clinic writes exchanged."""
    if isinstance(it, list):
        return [_dressed(child, words) for child in it]
    if not isinstance(it, dict):
        return it
    if it and all(tag == "de" and isinstance(text, str) for tag, text in it.items()):
        return {"de": words}
    return {name: _dressed(child, words) for name, child in it.items()} | (
        {"title": words} if isinstance(it.get("title"), str) else {}
    )


def _definition(words):
    it = a_small_definition()
    it["greeting"] = it["ask_location"] = in_german("x")
    it["services"]["wound"]["hint"] = in_german("x")
    it["downloads"]["sheet"]["description"] = in_german("x")
    it["downloads"]["sheet"]["files"]["de"]["name"] = words
    steps = it["flows"]["appointment"]["steps"]
    for option in steps["known"]["ask"]["options"]:
        option["hint"] = in_german("x")
    steps["insurance"]["then"][1]["do"]["external"]["text"] = in_german("x")
    # What an address may hold: nothing that parts it from its attribute but quotes of the other kind.
    there = {"url": f"{EMBEDDED}/'onload='x(1)?a=b&lt;c", "mode": "redirect", "label": in_german("x")}
    it["flows"]["link"] = flow(
        "x", ["mitte"], {"go": {"then": [{"do": {"external": there | {"text": in_german("x")}}}]}}
    )
    kinds = ("text", "long_text", "choice", "choices", "date")
    fields = [
        {"id": f"f{kind}", "type": kind, "label": in_german("x"), "hint": in_german("x")} for kind in kinds
    ]
    for field in fields[2:4]:
        field["options"] = ask("x", "yes", "no")["options"]
    form = {
        "type": "prescription",
        "intro": in_german("x"),
        "fields": fields,
        "consent": {"version": words, "text": in_german("x")},
        "attachments": {"hint": in_german("x"), "most": 2},
    }
    it["flows"]["form"] = flow("x", ["mitte"], {"fill": {"then": [{"do": {"request": form}}]}})
    return _dressed(it, words)


def dress(words):
    """Put the text into everything that is stored; what was stored before of requests and patients is gone."""
    for table in (RequestRecord, SubjectRecord, DeedRecord):
        for record in table.scan():
            record.delete()
    it, german = the_catalogue(), {Language.GERMAN: words}
    organisation = replace(
        it.organisation,
        name=words,
        emergency={Language.GERMAN: f"{words} 112 {words}"},
        pages={page: {Language.GERMAN: f"# {words}\n{words}\n\n{words}"} for page in Page},
    )
    store_catalogue(
        replace(
            it,
            organisation=organisation,
            locations=tuple(
                replace(place, name=german, address=(words, words), phone=words, hours=hours)
                for place, hours in zip(it.locations, (it.locations[0].hours, {}), strict=True)
            ),
            departments=tuple(replace(place, name=german) for place in it.departments),
        ),
        ports=catalogue_ports(),
    )
    catalogue_ports().shelf.memory.clear()
    _publish(_definition(words))
    DynamoStaffList().put(lead(name=words))
    DynamoStaffList().put(staff(id="1002", name=words))
    DynamoSubjects().add(subject(name=words, phone=words, email=words))
    DynamoRequests().add(_request(words))
    dress_times(words)


def _publish(definition):
    """Past the checks: what is not too long for the page is nothing for it to rely on."""
    ports, stored = window_ports(), canonical(definition)
    live = live_or_none(LINDENHOF, ports=ports)
    number = (live.number if live else 0) + 1
    ports.releases.publish(
        Publication(
            organisation_id=LINDENHOF,
            number=number,
            release_id=release_id(stored),
            note="x",
            by=Actor(ActorKind.SYSTEM, "tests"),
            at=datetime.now(UTC),
        ),
        stored,
    )


def _request(words):
    now = datetime.now(UTC)
    files = [
        replace(
            entry(EntryKind.ATTACHMENT, by=by, at=now), id=EntryId(number * 32), document=_document(words)
        )
        for number, by in (("1", PATIENT), ("2", Actor(ActorKind.STAFF, "1002")))
    ]
    said = [
        entry(EntryKind.ANSWER, words, at=now),
        entry(EntryKind.QUESTION, words, at=now),
        entry(EntryKind.REPLY, words, by=PATIENT, at=now),
        entry(EntryKind.DECLINE, words, at=now),
    ]
    return request(
        *files,
        *said,
        now=now,
        version=None,
        answers=(Answer(question=words, answer=words),),
        status=RequestStatus.ASKED,
        reply_by=now + DAY,
    )


def _document(words):
    return Document(
        id=DocumentId("d" * 32), name=words, media_type="application/pdf", size=900, sha256="a" * 64
    )


def pages(street, cookie, words):
    """Every page that shows something somebody wrote: what it is called, and how it is asked for."""
    requests = _window(street, words) | _own_request(street, words) | _console(street, cookie, words)
    return requests | pages_of_times(street, cookie, words)


def _window(street, words):
    def faulty():
        form = _walked(street, WAYS["the form"])
        typed = dict.fromkeys(re.findall(r'name="([^"]+)"', form.text), words) | {"s": _token(form)}
        return street.window.posts(f"/window/{LINDENHOF}/request", typed)

    return (
        {name: partial(_walked, street, way) for name, way in WAYS.items()}
        | {"the menu in another language": partial(_walked, street, ("mitte",), lang="en")}
        | {"the form with its faults": faulty}
        | {it.value: partial(street.window.gets, f"/window/{LINDENHOF}/{it}?lang=de") for it in Page}
    )


def _own_request(street, words):
    def there(rest):
        return street.page_of_the_request(rest)

    proof = street.proof()
    born = {"birth_day": words, "birth_month": words, "birth_year": words}
    reply = {"s": proof, "text": words + "x" * TEXT_AT_MOST, "entry": words}
    return {
        "received": partial(street.requests.gets, there("/received")),
        "the proof": partial(street.requests.gets, there("")),
        "the proof with its fault": partial(street.requests.posts, there("/proof"), born),
        "the request": partial(street.requests.gets, there(f"?s={proof}")),
        "the refused reply": partial(street.requests.posts, there("/reply"), reply),
    }


def _console(street, cookie, words):
    here, gets = f"/console/requests/{REQUEST}", partial(street.console.gets, cookie=cookie)
    login = {"clinic": words, "number": words, "next": words, "password": words}

    def refused():
        csrf = re.search(r'name="csrf" value="([^"]+)"', gets(here).text)[1]
        typed = {"csrf": csrf, "text": words + "x" * TEXT_AT_MOST, "entry": words, "seen": words}
        return street.console.posts(f"{here}/answer", typed, cookie=cookie)

    return {
        "the inbox": partial(gets, "/console/inbox?view=asked"),
        "the request at the clinic": partial(gets, here),
        "the refused answer": refused,
        "nothing there": partial(gets, "/console/requests/none"),
        "the reference": partial(gets, "/console/api"),
        "the door": partial(street.console.gets, f"/console/login?{urlencode(login)}"),
        "the door again": partial(street.console.posts, "/console/login", login),
    }


def _walked(street, way, lang="de"):
    page = street.window.gets(f"/window/{LINDENHOF}?lang={lang}")
    for value in way:
        token = _token(page)
        asked = {"s": token, "c": choice(token, value, keyring=keyring())}
        page = street.window.gets(f"/window/{LINDENHOF}?{urlencode(asked)}")
        assert 'class="notice"' not in page.text, f"{value} is no answer there"
    return page


def _token(page):
    return re.search(r'name="s" value="([^"]+)"', page.text)[1]
