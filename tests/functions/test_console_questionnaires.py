"""An administrator makes a questionnaire on pages that need no script, and publishes it."""

import json

import pytest

from frontdesk.access.model import Role
from frontdesk.surveys.rules.starting import INSTRUMENTS
from frontdesk.surveys.storage import DynamoQuestionnaires
from tests.frontdesk_web.console_desk import LINDENHOF
from tests.frontdesk_web.console_shown import words_of
from tests.surveys.questionnaires import LANGUAGES, everything, said

from .browser import html, somebody
from .test_console_laying_out import form_of
from .test_console_timetable import JSON

HERE = "/console/questionnaires"
STAY, API = f"{HERE}/stay", "/console/api/questionnaires"
TOO_MUCH = 30_000
"""Bytes of a page."""


@pytest.fixture
def murat(console, enrol):
    """An administrator."""
    enrol("3001", Role.ADMINISTRATOR)
    return somebody(console, "3001")


def begin(who, **more):
    page = who.gets(HERE)
    return who.posts(HERE, form_of(page) | {"title": "Ihr Aufenthalt", "id": "stay"} | more)


def written():
    return DynamoQuestionnaires().draft(LINDENHOF, "stay")


def change(who, where, **typed):
    form = form_of(who.gets(f"{STAY}/{where}"))
    return who.posts(f"{STAY}/{where}", form | {name.replace("__", "."): it for name, it in typed.items()})


def in_every_language(name, text):
    return {f"{name}.{language}": text for language in LANGUAGES}


def a_whole_one(who):
    begin(who)
    texts = in_every_language("title", "Ihr Aufenthalt") | {f"languages.{it}": "1" for it in LANGUAGES}
    change(who, "front", **texts)
    answers = {f"options.{n}.code": str(n + 1) for n in range(2)}
    for n, label in enumerate(("Nein", "Ja")):
        answers |= in_every_language(f"options.{n}.label", label)
    change(who, "item?type=single", id="pain", **in_every_language("text", "Haben Sie Schmerzen?"), **answers)
    condition = {"when.0.of": "pain", "when.0.compared": "is", "when.0.value": "2"}
    change(who, "item?type=nps", id="how", **in_every_language("text", "Wie stark?"), **condition)
    change(
        who,
        "scale?at=0",
        **in_every_language("name", "Belastung"),
        of__how="1",
        method="sum",
        bands__0__starts_at="7",
        bands__0__alert="1",
        **in_every_language("bands.0.name", "stark"),
    )
    change(
        who,
        "alert?at=0",
        test__of="how",
        test__compared="at_least",
        test__value="9",
        **in_every_language("reason", "Starke Schmerzen"),
    )


@pytest.mark.requirement("R-5.4.10")
def test_a_questionnaire_is_made_with_forms_alone_tried_out_and_published(murat):
    a_whole_one(murat)
    page = html(murat.gets(STAY))
    assert "Nur wenn „Haben Sie Schmerzen?“ ist Ja" in words_of(page)
    assert "Das fehlt noch" not in page
    form = form_of(murat.gets(f"{STAY}/preview"))
    tried = words_of(html(murat.posts(f"{STAY}/preview", form | {"q.pain": "2", "q.how": "9", "go": "1"})))
    assert "Starke Schmerzen" in tried
    assert "Belastung 9 · stark" in tried
    done = murat.posts(STAY, form_of(murat.gets(STAY)) | {"deed": "publish"})
    assert done.headers["Location"] == f"{STAY}?done=published"
    shelved = written().shelved
    assert (shelved.number, shelved.revision) == (1, shelved.written)
    assert "Fassung 1" in words_of(html(murat.gets(HERE)))


def test_what_a_revision_lacks_is_said_at_its_place_and_it_is_not_published(murat):
    begin(murat)
    change(murat, "item?type=single", id="pain", **{"text.de": "Schmerzen?"})
    page = murat.posts(STAY, form_of(murat.gets(STAY)) | {"deed": "publish"})
    assert page.status_code == 400
    told = words_of(html(page))
    assert "Bitte geben Sie mindestens zwei Antworten an." in told
    assert "Es fehlen Texte in: Svenska" in told
    assert written().shelved.number == 0


def test_questions_are_moved_parted_into_pages_changed_and_removed(murat):
    a_whole_one(murat)

    def pages():
        return [[it["id"] for it in page] for page in written().document["pages"]]

    for deed in ({"up": "how"}, {"break": "pain"}):
        murat.posts(STAY, form_of(murat.gets(STAY)) | deed)
    assert pages() == [["how"], ["pain"]]
    assert "Das wird vorher nicht gefragt." in words_of(html(murat.gets(STAY)))
    change(murat, "item?item=how", deed="remove")
    assert pages() == [["pain"]]
    change(murat, "scale?at=0", deed="remove")
    change(murat, "alert?at=0", deed="remove")
    assert not written().document["scales"]
    change(murat, "item?item=pain", **{"text.sv": "Har du ont?"}, required="1")
    item = written().document["pages"][0][0]
    assert (item["text"]["sv"], item["required"], len(item["options"])) == ("Har du ont?", True, 2)


def test_what_was_typed_is_never_lost(murat):
    a_whole_one(murat)
    page = change(murat, "item?item=pain", options__0__points="viel", **{"text.de": "Neu?"})
    assert page.status_code == 400
    assert 'href="#options.0.points"' in html(page)
    assert form_of(page)["text.de"] == "Neu?"
    more = change(murat, "item?item=pain", deed="more", **{"text.de": "Neu?"})
    assert form_of(more)["text.de"] == "Neu?"
    assert "options.5.label.de" in html(more)
    page = change(murat, "scale?at=1", id="s1", at_least="0")
    assert {f'href="#{name}"' in html(page) for name in ("of", "at_least")} == {True}
    assert change(murat, "alert?at=1").status_code == 400
    page = murat.posts(
        f"{STAY}/front",
        {k: v for k, v in form_of(murat.gets(f"{STAY}/front")).items() if "languages" not in k},
    )
    assert "Bitte wählen Sie mindestens eine Sprache." in html(page)
    assert change(murat, "item?type=nps", id="pain").status_code == 400


def test_of_two_who_write_the_same_questionnaire_the_second_looks_again(murat):
    a_whole_one(murat)
    late = form_of(murat.gets(f"{STAY}/item?item=pain"))
    change(murat, "item?item=pain", **{"text.de": "Erste?"})
    page = murat.posts(f"{STAY}/item?item=pain", late | {"text.de": "Zweite?"})
    assert page.status_code == 409
    assert form_of(page)["text.de"] == "Zweite?"
    assert written().document["pages"][0][0]["text"]["de"] == "Erste?"


def test_it_is_taken_along_as_a_file_and_begun_from_one(murat):
    a_whole_one(murat)
    kept = murat.gets(f"{STAY}/file")
    assert kept.headers["Content-Disposition"] == 'attachment; filename="stay.json"'
    done = begin(murat, id="again", file=kept.body.decode())
    assert done.headers["Location"] == f"{HERE}/again"
    again = DynamoQuestionnaires().draft(LINDENHOF, "again").document
    assert again == {**written().document, "id": "again"}
    for wrong in ("{", "[]", json.dumps({"pages": 1})):
        page = begin(murat, id="wrong", file=wrong)
        assert page.status_code == 400
    assert "kein Fragebogen" in html(page)
    assert begin(murat, id="again").status_code == 422
    assert begin(murat, id="Mit Platz").status_code == 400
    assert begin(murat, title="", id="leer").status_code == 400


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_instrument_is_used_as_it_is_and_seen_in_every_language(murat, name):
    begin(murat, instrument=name, id=name)
    murat.posts(f"{HERE}/{name}", form_of(murat.gets(f"{HERE}/{name}")) | {"deed": "publish"})
    assert DynamoQuestionnaires().draft(LINDENHOF, name).shelved.number == 1
    for language in LANGUAGES:
        page = html(murat.gets(f"{HERE}/{name}/preview?in={language}"))
        assert len(page) < TOO_MUCH
        assert f'lang="{language}"' in page
    for where in ("", "/front", "/scale?at=0", "/alert?at=0"):
        assert len(html(murat.gets(f"{HERE}/{name}{where}")).encode()) < TOO_MUCH, where


def test_a_revision_is_kept_and_taken_up_again(murat):
    a_whole_one(murat)
    murat.posts(STAY, form_of(murat.gets(STAY)) | {"deed": "publish"})
    before = written().document
    change(murat, "item?item=how", deed="remove")
    murat.posts(STAY, form_of(murat.gets(STAY)) | {"take": "1"})
    assert written().document == before
    assert murat.posts(STAY, form_of(murat.gets(STAY)) | {"deed": "discard"}).status_code == 422
    assert json.loads(murat.gets(f"{STAY}/file?number=1").body) == before
    for away in (
        f"{STAY}/file?number=2",
        f"{STAY}/item?item=none",
        f"{STAY}/item?type=none",
        f"{STAY}/scale?at=9",
    ):
        assert murat.gets(away).status_code == 404


def test_one_that_nobody_was_asked_is_thrown_away(murat):
    begin(murat)
    done = murat.posts(STAY, form_of(murat.gets(STAY)) | {"deed": "discard"})
    assert done.headers["Location"] == f"{HERE}?done=discarded"
    assert murat.gets(STAY).status_code == 404


def test_who_writes_no_questionnaires_finds_none(console, enrol):
    enrol("3002", Role.LEAD)
    for number in ("1001", "3002"):
        who = somebody(console, number)
        assert who.gets(HERE).status_code == 404


def test_the_api_does_the_same(murat):
    def asks(where, method="GET", **body):
        said = json.dumps(body).encode() if method != "GET" else b""
        answer = murat.http.request(method, where, headers=JSON | {"Cookie": murat.cookie}, body=said)
        return answer.status_code, answer.json_body if answer.body else None

    assert asks(API, "POST", id="stay", document=everything())[0] == 201
    status, draft = asks(f"{API}/stay")
    assert (status, draft["version"], draft["faults"]) == (200, 1, [])
    _, trial = asks(f"{API}/stay/trial", "POST", answers={"pain": 4, "food": 1, "days": {"n": "2.5"}})
    assert trial["scores"] == {"experience": None, "burden": 9.0}
    assert [it["de"] for it in trial["alerts"]] == ["Starke Schmerzen", "hoch"]
    assert trial["row"]["more"] == -8
    assert asks(f"{API}/stay", "PUT", document=everything() | {"title": said("Neu")}, version=1)[0] == 200
    assert asks(f"{API}/stay", "PUT", document=everything(), version=1)[0] == 409
    status, revision = asks(f"{API}/stay/revisions", "POST", version=2)
    assert (status, revision["number"]) == (201, 1)
    assert len(asks(f"{API}/stay/revisions")[1]["revisions"]) == 1
    assert asks(f"{API}/stay/document?number=1")[1]["title"]["de"] == "Neu"
    assert asks(API, "POST", id="nps", instrument="nps")[0] == 201
    assert len(asks(API)[1]["questionnaires"]) == 2
    assert asks(f"{API}/nps?version=1", "DELETE")[0] == 204
    assert asks("/console/api/questionnaire.schema.json")[0] == 200


def test_a_condition_of_many_tests_stays_whole_when_its_item_is_changed(murat):
    begin(murat, instrument="phq-9", id="stay")
    before = written().document["pages"][1][0]["when"]
    change(murat, "item?item=difficulty", **{"text.de": "Wie schwer?"})
    item = written().document["pages"][1][0]
    assert (item["text"]["de"], item["when"]) == ("Wie schwer?", before)
    assert len(html(murat.gets(f"{STAY}/item?item=phq")).encode()) < TOO_MUCH
