"""The console over HTTP: the inbox, and what staff do with a request."""

import os
import re
from datetime import UTC, datetime
from html import unescape

import pytest

from frontdesk.audit.storage import DeedRecord
from frontdesk.kernel.ids import OrganisationId, RequestId, random_id
from frontdesk.requests.model import EntryKind, RequestStatus
from frontdesk.requests.storage import DynamoRequests
from tests.conftest import client
from tests.documents.files import PDF
from tests.frontdesk_web.console_desk import CHILDREN, LINDENHOF, REQUEST, request

from .browser import PAGE, deeds, hidden, html, somebody, stored

# the inbox


def test_the_inbox_shows_the_departments_requests_and_leaves_a_trace(console):
    response = somebody(console).gets("/console/inbox")

    assert response.status_code == 200
    assert "Erik Lindqvist" in html(response)
    assert f'href="{PAGE}"' in html(response)
    assert deeds() == [("InboxRead", "staff:1001", "1 subjects")]


@pytest.mark.parametrize(("number", "both"), [("1001", False), ("2001", True)])
def test_staff_see_their_departments_and_leads_all(console, number, both):
    elsewhere = RequestId(random_id())
    DynamoRequests().add(request(id=elsewhere, department_id=CHILDREN, now=datetime.now(UTC), version=None))
    browser = somebody(console, number)

    assert (f"/console/requests/{elsewhere}" in html(browser.gets("/console/inbox"))) is both
    assert (browser.gets(f"/console/requests/{elsewhere}").status_code == 200) is both
    asked_for = html(browser.gets(f"/console/inbox?department={CHILDREN}"))
    assert (PAGE not in asked_for) is both  # a foreign department is no choice: the list stays whole


@pytest.mark.parametrize("query", ["?view=nonsense", "?after=nonsense", "?department=nonsense", "?view="])
def test_an_address_typed_by_hand_breaks_nothing(console, query):
    assert somebody(console).gets(f"/console/inbox{query}").status_code == 200


def test_a_request_moves_from_pile_to_pile(console):
    katrin = somebody(console)
    katrin.posts(f"{PAGE}/question", katrin.form("Vilken styrka?"))

    piles = {
        view: PAGE in html(katrin.gets(f"/console/inbox?view={view}")) for view in ("open", "asked", "closed")
    }
    assert piles == {"open": False, "asked": True, "closed": False}


def test_another_organisations_staff_see_nothing_of_it(console):
    birkenhof = OrganisationId("birkenhof")
    request_there = request(
        id=RequestId(random_id()), organisation_id=birkenhof, now=datetime.now(UTC), version=None
    )
    DynamoRequests().add(request_there)
    katrin = somebody(console)

    assert request_there.id not in html(katrin.gets("/console/inbox"))
    assert katrin.gets(f"/console/requests/{request_there.id}").status_code == 404


# a request


def test_opening_a_request_shows_it_and_leaves_a_trace_first(console):
    response = somebody(console).gets(PAGE)

    assert response.status_code == 200
    assert "Ramipril 5 mg" in html(response)
    assert response.headers["Cache-Control"] == "no-store"
    assert deeds() == [("RequestRead", "staff:1001", REQUEST)]


def test_without_the_trail_nothing_is_shown(console):
    katrin = somebody(console)
    DeedRecord.delete_table()

    response = katrin.gets(PAGE)
    assert response.status_code == 500
    assert "Erik" not in html(response)


@pytest.mark.parametrize("request_id", ["0" * 32, "nonsense", "%3Cb%3E"])
def test_what_is_not_there_is_the_same_page(console, request_id):
    response = somebody(console).gets(f"/console/requests/{request_id}")

    assert response.status_code == 404
    assert "nicht Ihre ist" in html(response)


@pytest.mark.parametrize(
    ("deed", "status", "kind", "done"),
    [
        ("answer", RequestStatus.ANSWERED, EntryKind.ANSWER, "answered"),
        ("question", RequestStatus.ASKED, EntryKind.QUESTION, "asked"),
        ("decline", RequestStatus.DECLINED, EntryKind.DECLINE, "declined"),
    ],
)
def test_what_is_said_is_stored_once_and_confirmed(console, deed, status, kind, done):
    katrin = somebody(console)
    typed = katrin.form("Så gör vi.")

    for _ in range(2):
        response = katrin.posts(f"{PAGE}/{deed}", typed)
        assert (response.status_code, response.headers["Location"]) == (303, f"{PAGE}?done={done}")
    assert stored().status is status
    assert [(it.kind, it.text, it.by.id) for it in stored().thread[1:]] == [(kind, "Så gör vi.", "1001")]
    assert 'role="status"' in html(katrin.gets(f"{PAGE}?done={done}"))


def test_who_was_too_slow_sees_the_request_as_it_is_and_keeps_the_text(console):
    katrin, ali = somebody(console), somebody(console, "1002")
    seen_before = ali.form("Mitt långa svar.")
    katrin.posts(f"{PAGE}/question", katrin.form("Vilken styrka?"))

    response = ali.posts(f"{PAGE}/answer", seen_before)
    assert response.status_code == 409
    assert "Jemand aus dem Team war schneller. Katrin Sommer" in html(response)
    assert ">Mitt långa svar.</textarea>" in html(response)
    assert stored().status is RequestStatus.ASKED

    again = {name: hidden(response, name) for name in ("csrf", "entry", "seen")}
    assert ali.posts(f"{PAGE}/answer", {**again, "text": "Mitt långa svar."}).status_code == 303


def test_a_form_that_does_not_say_what_was_seen_overtakes_nobody(console):
    katrin, ali = somebody(console), somebody(console, "1002")
    katrin.posts(f"{PAGE}/question", katrin.form("Vilken styrka?"))

    typed = {"csrf": ali.csrf(), "text": "Klart."}
    assert ali.posts(f"{PAGE}/answer", typed).status_code == 409


def test_a_text_for_a_closed_request_is_refused_and_shown(console):
    katrin = somebody(console)
    typed = katrin.form("Klart.")
    katrin.posts(f"{PAGE}/answer", typed)

    late = {**typed, "entry": random_id(), "text": "Och en sak till."}
    response = katrin.posts(f"{PAGE}/question", late)
    assert response.status_code == 422
    assert "Och en sak till." in html(response)
    assert len(stored().thread) == 2


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 2001])
def test_a_text_that_does_not_fit_is_refused_at_its_field(console, text):
    katrin = somebody(console)

    response = katrin.posts(f"{PAGE}/answer", katrin.form(text))
    assert response.status_code == 422
    assert 'aria-invalid="true"' in html(response)
    assert len(stored().thread) == 1


def test_there_are_three_things_to_do_and_no_more(console):
    katrin = somebody(console)
    assert katrin.posts(f"{PAGE}/delete", katrin.form("x")).status_code == 404


def test_nothing_is_said_about_a_foreign_departments_request(console):
    elsewhere = RequestId(random_id())
    DynamoRequests().add(request(id=elsewhere, department_id=CHILDREN, now=datetime.now(UTC), version=None))
    katrin = somebody(console)

    answer = katrin.posts(f"/console/requests/{elsewhere}/answer", katrin.form("Klart."))
    assert answer.status_code == 404
    assert len(DynamoRequests().get(LINDENHOF, elsewhere).thread) == 1


def test_leads_see_the_trail_and_nobody_else(console):
    somebody(console).gets(PAGE)

    assert "Zugriffsprotokoll (2)" in html(somebody(console, "2001").gets(PAGE))
    assert "Zugriffsprotokoll" not in html(somebody(console).gets(PAGE))


# files


def uploaded(page, content, name="Befund.pdf"):
    """Send a file as the page's form says; the address that the bucket leads to."""
    form = re.search(r"<form[^>]*multipart.*?</form>", html(page), re.DOTALL)[0]
    hidden_fields = re.finditer(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    fields = {unescape(it[1]): unescape(it[2]) for it in hidden_fields}
    key = fields["key"].replace("${filename}", name)
    client("s3").put_object(Bucket=os.environ["DOCUMENTS_BUCKET"], Key=key, Body=content)
    return fields["success_action_redirect"].removeprefix(os.environ["PUBLIC_URL"])


@pytest.mark.requirement("G1")
def test_staff_add_a_file_and_take_it_and_both_are_written_down(console):
    katrin = somebody(console)
    there = uploaded(katrin.gets(PAGE), PDF)
    assert katrin.gets(there).headers["Location"] == f"{PAGE}?done=attached"
    seen = html(katrin.gets(f"{PAGE}?done=attached"))
    assert "Die Datei wurde hinzugefügt." in seen
    assert "Befund.pdf" in seen
    taken = katrin.gets(re.search(r'href="([^"]+/files/[^"]+)"', seen)[1])
    assert taken.status_code == 303
    assert "/clean/lindenhof/" in taken.headers["Location"]
    assert "DocumentTaken" in [it[0] for it in deeds()]


def test_a_file_that_is_none_is_told_to_staff_at_its_field(console):
    katrin = somebody(console)
    refused = katrin.gets(uploaded(katrin.gets(PAGE), b"MZ a program"))
    assert refused.status_code == 422
    assert "Diese Art von Datei können wir nicht annehmen." in html(refused)
    assert [it for it in stored().thread if it.document] == []


def test_a_file_of_another_department_is_not_there(console):
    katrin = somebody(console)
    katrin.gets(uploaded(katrin.gets(PAGE), PDF))
    [entry] = [it for it in stored().thread if it.document]
    lead_of_nobody = console.get(f"{PAGE}/files/{entry.id}")
    assert lead_of_nobody.status_code == 303
    assert "/console/login" in lead_of_nobody.headers["Location"]
    assert katrin.gets(f"{PAGE}/files/{'0' * 32}").status_code == 404
    assert katrin.gets(f"/console/requests/{'1' * 32}/attached/{entry.id}").status_code == 404
