"""Releases travel over the API, and nothing that somebody sends breaks it."""

import json

import pytest

from frontdesk.access.model import Role
from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.language import Language
from frontdesk.window.usecases.export_release import export_release
from frontdesk.window.usecases.publish_release import publish_release
from frontdesk.window.usecases.start_draft import start_draft
from frontdesk.window.wiring import window_ports
from frontdesk_web.i18n import sentence
from tests.clinic import BIRKENHOF, LINDENHOF, a_plain_definition, lindenhof, ports_of_the_window

from .browser import somebody
from .test_console_api import JSON, Api

BY = Actor(ActorKind.STAFF, "1")


@pytest.fixture
def administrator(console, enrol):
    enrol("1004", Role.ADMINISTRATOR)
    store_catalogue(lindenhof(), ports=catalogue_ports())
    return Api(somebody(console, "1004"))


def published(definition, *, follows, organisation_id=LINDENHOF):
    return publish_release(
        organisation_id=organisation_id,
        definition=definition,
        note="tests",
        follows=follows,
        by=BY,
        ports=ports_of_the_window(),
    )


def greeting(words):
    definition = a_plain_definition()
    definition["greeting"]["de"] = words
    return definition


def raw(api, address, body, method="POST"):
    """The answer to bytes as somebody without our page would send them."""
    headers = {"Cookie": api.browser.cookie, "Content-Type": JSON}
    response = api.browser.http.request(method, f"/console/api/{address}", headers=headers, body=body)
    return response.status_code, json.loads(response.body or b"null")


def test_before_the_first_publication_there_is_nothing_and_nothing_breaks(administrator):
    assert administrator.asks("releases") == (200, {"publications": []})
    assert administrator.asks("drafts") == (200, {"drafts": []})
    assert administrator.asks("releases/1/export")[0] == 404
    assert administrator.asks("differences?after=live") == (200, {"changes": []})


def test_two_hundred_publications_are_one_list(administrator):
    for number in range(200):
        published(greeting(f"Hallo {number}"), follows=number)
    _, found = administrator.asks("releases")
    assert [it["number"] for it in found["publications"]] == list(range(200, 0, -1))
    assert [it["number"] for it in found["publications"] if it["live"]] == [200]


@pytest.mark.requirement("N7")
def test_another_organisations_releases_and_drafts_do_not_exist(administrator):
    store_catalogue(lindenhof(id=BIRKENHOF), ports=catalogue_ports())
    published(a_plain_definition(), follows=0, organisation_id=BIRKENHOF)
    theirs = start_draft(
        organisation_id=BIRKENHOF, source="live", title="Theirs", by=BY, ports=window_ports()
    ).id
    change = {"definition": {}, "version": 1}
    going_live = {"note": "x", "version": 1}
    assert [
        administrator.asks(f"drafts/{theirs}")[0],
        administrator.asks(f"drafts/{theirs}/faults")[0],
        administrator.asks(f"differences?after={theirs}")[0],
        administrator.does("PUT", f"drafts/{theirs}", change)[0],
        administrator.does("DELETE", f"drafts/{theirs}?version=1")[0],
        administrator.does("POST", f"drafts/{theirs}/live", going_live)[0],
        administrator.does("POST", "drafts", {"title": "x", "source": theirs})[0],
        administrator.asks("releases/1")[0],
        administrator.asks("releases/1/export")[0],
        administrator.does("POST", "releases/1/live", {"note": "x", "follows": 0})[0],
    ] == [404] * 10
    assert window_ports().drafts.get(BIRKENHOF, theirs).version == 1


def test_an_import_that_was_changed_on_the_way_is_refused_with_its_place(administrator):
    published(a_plain_definition(), follows=0)
    export = json.loads(export_release(organisation_id=LINDENHOF, number=1, ports=window_ports()))
    export["release"]["greeting"]["de"] = "Moin!"
    status, problem = administrator.does("POST", "imports", {"title": "x", "export": export})
    assert (status, problem["code"]) == (400, "window.export_damaged")
    assert [(it["pointer"], it["code"]) for it in problem["errors"]] == [("$.sha256", "wrong_sha256")]
    status, problem = administrator.does(
        "POST", "imports", {"title": "x", "export": export | {"frontdesk_export": "9"}}
    )
    assert (status, problem["code"]) == (422, "window.unknown_export")
    assert administrator.asks("drafts")[1] == {"drafts": []}


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("imports", b'{"title": "x", "export": {"frontdesk_release": NaN}}'),
        ("imports", rb'{"title": "x", "export": {"frontdesk_release": "\ud800"}}'),
        ("imports", b'{"title": "x", "export": ' + b"[" * 100_000),
        ("drafts", rb'{"title": "\ud800"}'),
        ("releases/1/live", rb'{"note": "\ud800", "follows": 2}'),
        ("imports", b'{"title": "x", "export": {"a": ' + b"[" * 900 + b"]" * 900 + b"}}"),
        ("drafts", b"\xff\xfe\x00"),
    ],
)
def test_what_is_no_json_is_a_bad_request(administrator, address, body):
    published(a_plain_definition(), follows=0)
    published(greeting("Moin!"), follows=1)
    assert raw(administrator, address, body)[0] == 400
    assert len(administrator.asks("releases")[1]["publications"]) == 2


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "code",
    [
        "not_json",
        "no_release",
        "incomplete",
        "wrong_sha256",
        "wrong_type",
        "file_missing",
        "file_of_nothing",
        "too_large",
        "unknown_file",
        "too_long",
        "required",
    ],
)
def test_every_fault_of_an_import_has_a_sentence_of_its_own(code, language):
    assert sentence(code, language) != sentence("error", language)


def test_a_draft_that_is_wrong_is_compared_checked_and_refused(administrator):
    published(a_plain_definition(), follows=0)
    for wrong in ({"greeting": {"fr": "Bonjour"}}, {"flows": []}, {"downloads": {"x": {"files": 3}}}):
        draft = administrator.has_draft(wrong)
        status, found = administrator.asks(f"differences?after={draft['id']}")
        assert (status, bool(found["changes"])) == (200, True)
        assert administrator.asks(f"drafts/{draft['id']}/faults")[1]["faults"]
        said = {"note": "x", "version": draft["version"]}
        assert administrator.does("POST", f"drafts/{draft['id']}/live", said)[0] == 400


def test_nothing_goes_live_without_a_note_or_twice(administrator):
    published(a_plain_definition(), follows=0)
    published(greeting("Moin!"), follows=1)
    status, problem = administrator.does("POST", "releases/1/live", {"note": " ", "follows": 2})
    assert (status, problem["code"]) == (422, "window.note_missing")
    again = [administrator.does("POST", "releases/1/live", {"note": "x", "follows": 2}) for _ in range(2)]
    assert [(status, it["number"]) for status, it in again] == [(201, 3), (201, 3)]


def test_a_draft_published_after_somebody_else_waits_until_the_new_release_was_seen(administrator):
    published(a_plain_definition(), follows=0)
    draft = administrator.does("POST", "drafts", {"title": "Winter"})[1]
    change = {"definition": greeting("Servus!"), "version": 1}
    version = administrator.does("PUT", f"drafts/{draft['id']}", change)[1]["version"]
    published(greeting("Moin!"), follows=1)
    said = {"note": "x", "version": version}
    assert administrator.does("POST", f"drafts/{draft['id']}/live", said)[0] == 409
    status, live = administrator.does("POST", f"drafts/{draft['id']}/live", said | {"follows": 2})
    assert (status, live["number"]) == (201, 3)


def test_the_language_of_the_session_is_the_language_of_the_sentences(administrator):
    published(a_plain_definition(), follows=0)
    published(greeting("Moin!"), follows=1)
    [change] = administrator.asks("differences?before=1&after=2")[1]["changes"]
    assert change["sentence"].startswith("Die Fassung: Begrüßung (Deutsch) geändert von")
    assert change["kind"] == "text_changed"
