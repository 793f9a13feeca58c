"""A patient's own request over HTTP: the confirmation, the proof, the page, and what can be done there."""

import os
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import urlencode

import pytest
from chalice.test import Client

from frontdesk.audit.storage import DeedRecord
from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.language import Language
from frontdesk.requests.model import RequestStatus
from frontdesk.requests.storage import DynamoRequests
from frontdesk.requests.usecases.submit_request import submit_request
from frontdesk_web.keyring import keyring
from frontdesk_web.seals import seal, ticket
from tests.clinic import BIRKENHOF, LINDENHOF, lindenhof, move_in
from tests.conftest import client
from tests.documents.files import PDF
from tests.requests.builders import a_subject, a_submission, an_asked_request, request_id

from .loading import load_module

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BORN = {"birth_day": "27", "birth_month": "3", "birth_year": "1985"}
WRONG = {**BORN, "birth_year": "1986"}
HIDDEN = r'<input type="hidden" name="([^"]+)" value="([^"]*)">'


@pytest.fixture
def function(cloud):
    move_in()
    module = load_module("requests")
    place = lindenhof().locations[0]
    submit_request(
        a_submission(
            subject=a_subject(organisation_id=LINDENHOF, language=Language.GERMAN),
            location_id=place.id,
            department_id=place.desk,
        ),
        ports=module.ports,
    )
    return module


@pytest.fixture
def http(function):
    with Client(function.app) as client:
        yield client.http


def address(rest="", organisation=LINDENHOF, number=1):
    return f"/requests/{organisation}/{ticket(organisation, request_id(number), keyring=keyring())}{rest}"


def post(http, rest, typed):
    return http.post(address(rest), headers=FORM, body=urlencode(typed).encode())


def proved(http):
    """The address of the page after the proof, and the token in it."""
    opened = post(http, "/proof", BORN)
    assert opened.status_code == 303
    return opened.headers["Location"], opened.headers["Location"].partition("?s=")[2].partition("&")[0]


def text(response):
    return response.body.decode()


def stored():
    return DynamoRequests().get(LINDENHOF, request_id())


def ask_back():
    asked = replace(
        stored(),
        status=RequestStatus.ASKED,
        thread=an_asked_request().thread,
        reply_by=datetime.now(UTC) + timedelta(days=1),
    )
    DynamoRequests().save(asked)


@pytest.mark.requirement("G2")
def test_the_confirmation_names_the_request_and_nothing_personal(http):
    page = http.get(address("/received"))
    assert page.status_code == 200
    assert request_id()[:4].upper() in text(page)
    assert "Anna" not in text(page)
    assert "Ramipril" not in text(page)


@pytest.mark.requirement("G2")
def test_behind_the_proof_the_patient_sees_what_was_sent(http):
    before = http.get(address())
    assert before.status_code == 200
    assert "Ramipril" not in text(before)
    page = http.get(proved(http)[0])
    assert page.status_code == 200
    assert "Ramipril 5 mg" in text(page)
    assert [deed.action for deed in DeedRecord.scan()] == ["RequestOpened"]


def test_a_wrong_date_shows_nothing_and_five_lock(http):
    for _ in range(4):
        page = post(http, "/proof", WRONG)
        assert page.status_code == 422
        assert 'value="1986"' in text(page)
    assert "birth_day" not in text(post(http, "/proof", WRONG))
    locked = post(http, "/proof", BORN)
    assert locked.status_code == 422
    assert "birth_day" not in text(locked)


@pytest.mark.requirement("N7")
def test_another_organisations_ticket_is_the_same_page_as_one_for_nothing(http):
    store_catalogue(lindenhof(id=BIRKENHOF), ports=catalogue_ports())
    foreign = http.get(address().replace("lindenhof", "birkenhof"))
    unknown = http.get(address(organisation=BIRKENHOF, number=404))
    forged = http.get(address()[:-3] + "AAA")
    nobody = http.get(address().replace("lindenhof", "nobody"))
    for page in (foreign, unknown, forged, nobody):
        assert page.status_code == 404
        assert page.body == foreign.body


@pytest.mark.requirement("N7")
def test_a_proof_of_one_request_opens_no_other(http, function):
    other = seal(
        {"organisation": LINDENHOF, "request": request_id(2)},
        purpose="request",
        until=datetime.now(UTC) + timedelta(hours=1),
        keyring=keyring(),
    )
    assert "Ramipril" not in text(http.get(f"{address()}?s={other}"))
    page = post(http, "/withdrawal", {"s": other})
    assert page.status_code == 200
    assert stored().status is RequestStatus.RECEIVED


def test_an_old_proof_is_asked_for_again(http):
    over = datetime.now(UTC) - timedelta(seconds=1)
    whose = {"organisation": LINDENHOF, "request": request_id()}
    old = seal(whose, purpose="request", until=over, keyring=keyring())
    assert "birth_day" in text(http.get(f"{address()}?s={old}"))


def test_a_request_is_withdrawn_once(http):
    _, token = proved(http)
    for _ in range(2):
        assert post(http, "/withdrawal", {"s": token}).status_code == 303
    assert stored().status is RequestStatus.WITHDRAWN
    assert len(stored().thread) == 2


@pytest.mark.requirement("N1")
def test_a_reply_sent_twice_is_one(http):
    _, token = proved(http)
    ask_back()
    reply = {"s": token, "text": "5 mg", "entry": "e" * 32}
    assert post(http, "/reply", reply).status_code == 303
    assert post(http, "/reply", reply).status_code == 303
    assert [entry.text for entry in stored().thread][-1] == "5 mg"
    assert len(stored().thread) == 3


def test_a_reply_without_words_keeps_the_page(http):
    _, token = proved(http)
    ask_back()
    page = post(http, "/reply", {"s": token, "text": " ", "entry": "e" * 32})
    assert page.status_code == 422
    assert stored().status is RequestStatus.ASKED


def test_a_reply_nobody_asked_for_is_refused(http):
    _, token = proved(http)
    assert post(http, "/reply", {"s": token, "text": "x", "entry": "e" * 32}).status_code == 422


# files


def uploaded(page, content, name="Befund.pdf"):
    """Send a file as the page's form says; the address that the bucket leads to."""
    fields = {unescape(it[1]): unescape(it[2]) for it in re.finditer(HIDDEN, upload_form(page))}
    key = fields["key"].replace("${filename}", name)
    client("s3").put_object(Bucket=os.environ["DOCUMENTS_BUCKET"], Key=key, Body=content)
    return fields["success_action_redirect"].removeprefix(os.environ["PUBLIC_URL"])


def upload_form(page):
    return re.search(r"<form[^>]*multipart.*?</form>", text(page), re.DOTALL)[0]


@pytest.mark.requirement("G1")
def test_a_patient_adds_a_file_and_takes_it_again(http):
    page = http.get(proved(http)[0])
    there = uploaded(page, PDF)
    back = http.get(f"{there}&bucket=b&key=k&etag=%22e%22")
    assert back.status_code == 303
    seen = http.get(back.headers["Location"])
    assert "Befund.pdf" in text(seen)
    assert http.get(there).status_code == 303
    [entry] = [it for it in stored().thread if it.document]
    taken = http.get(re.search(r'href="([^"]+/files/[^"]+)"', text(seen))[1].replace("&amp;", "&"))
    assert taken.status_code == 303
    assert f"/clean/lindenhof/{stored().id}/{entry.id}" in taken.headers["Location"]
    assert "DocumentTaken" in [it.action for it in DeedRecord.scan()]


def test_a_file_that_is_none_comes_back_with_a_sentence_at_its_field(http):
    page = http.get(proved(http)[0])
    refused = http.get(uploaded(page, b"MZ a program", "foto.jpg"))
    assert refused.status_code == 422
    assert "Diese Art von Datei können wir nicht annehmen." in text(refused)
    assert [it for it in stored().thread if it.document] == []
    nothing = http.get(address(f"/attached/{'0' * 32}?s={proved(http)[1]}"))
    assert "Es ist keine Datei angekommen." in text(nothing)


def test_a_file_that_arrives_after_the_proof_ran_out_is_not_lost(http):
    page = http.get(proved(http)[0])
    there = uploaded(page, PDF).partition("?")[0]
    assert http.get(there).headers["Location"] == address("?lang=de")
    assert [it.document.name for it in stored().thread if it.document] == ["Befund.pdf"]


def test_nobody_takes_a_file_without_the_proof(http):
    page = http.get(proved(http)[0])
    http.get(uploaded(page, PDF))
    [entry] = [it for it in stored().thread if it.document]
    assert http.get(address(f"/files/{entry.id}")).headers["Location"] == address()
    assert http.get(address(f"/files/{'0' * 32}?s={proved(http)[1]}")).status_code == 404
