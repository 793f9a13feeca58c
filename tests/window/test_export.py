"""A release leaves one organisation as one file and comes into another unharmed."""

import json
from base64 import b64encode

import pytest

from frontdesk.kernel.errors import BadInput, NotFound
from frontdesk.window.errors import ExportDamaged, ExportTooLarge, UnknownExport
from frontdesk.window.usecases import _envelope
from frontdesk.window.usecases.export_release import export_release
from frontdesk.window.usecases.import_release import import_release
from frontdesk.window.usecases.list_drafts import list_drafts
from tests.clinic import BIRKENHOF, LINDENHOF, a_plain_definition

from .administration import KATRIN, Office, with_leaflet


@pytest.fixture
def office():
    return Office()


def exported(office, number=1, organisation_id=LINDENHOF):
    return export_release(organisation_id=organisation_id, number=number, ports=office.ports)


def taken_in(office, content, *, organisation_id=BIRKENHOF, title="From Lindenhof"):
    return import_release(
        organisation_id=organisation_id, exported=content, title=title, by=KATRIN, ports=office.ports
    )


@pytest.fixture
def export(office):
    """The export of a release that offers a file."""
    office.publish(with_leaflet(office.files), follows=0)
    return exported(office)


def changed(export, change):
    said = json.loads(export)
    change(said)
    return json.dumps(said).encode()


def refused(office, content, error=ExportDamaged):
    """The faults it is refused with; nothing is kept and no draft begun."""
    kept = dict(office.files.kept)
    with pytest.raises(error) as caught:
        taken_in(office, content)
    assert office.files.kept == kept
    assert list_drafts(organisation_id=BIRKENHOF, ports=office.ports) == ()
    return [(it.pointer, it.code) for it in caught.value.errors]


@pytest.mark.parametrize("definition", [lambda _files: a_plain_definition(), with_leaflet])
def test_what_went_into_another_organisation_comes_out_again_byte_for_byte(office, definition):
    office.publish(definition(office.files), follows=0)
    first = exported(office)
    draft = taken_in(office, first)
    office.publish(draft.definition, follows=0, organisation_id=BIRKENHOF)
    assert exported(office, organisation_id=BIRKENHOF) == first


def test_an_export_has_the_release_its_hash_and_its_files(export, office):
    said = json.loads(export)
    assert list(said) == ["frontdesk_export", "sha256", "release", "files"]
    assert said["sha256"] == office.releases.live(LINDENHOF).release_id
    assert list(said["release"]["flows"]) == list(with_leaflet(office.files)["flows"])
    [(name, file)] = said["files"].items()
    assert (LINDENHOF, name) in office.files.kept
    assert file["type"] == "application/pdf"


def test_an_import_is_a_draft_and_keeps_the_files(office, export):
    draft = taken_in(office, export)
    assert (draft.title, draft.version, draft.follows) == ("From Lindenhof", 1, 0)
    assert draft.definition == with_leaflet(office.files)
    assert {name for organisation, name in office.files.kept if organisation == BIRKENHOF}
    assert office.publish(draft.definition, follows=0, organisation_id=BIRKENHOF).number == 1


def test_an_export_that_somebody_made_readable_is_still_whole(office, export):
    pretty = json.dumps(json.loads(export), indent=2, ensure_ascii=False).encode()
    assert taken_in(office, pretty).definition == with_leaflet(office.files)


def test_a_release_without_envelope_is_taken_too(office):
    assert taken_in(office, json.dumps(a_plain_definition()).encode()).definition == a_plain_definition()


def test_what_is_taken_in_need_not_be_right(office):
    assert taken_in(office, b'{"frontdesk_release": "1.0"}').definition == {"frontdesk_release": "1.0"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no json",
        b'{"frontdesk_export": "1.0"',
        b"\xff\xfe",
        b'{"frontdesk_release": NaN}',
        b'{"frontdesk_release": "\\ud800"}',
        b"[" * 100_000,
    ],
)
def test_what_is_not_json_is_damaged(office, content):
    assert refused(office, content) == [("$", "not_json")]


@pytest.mark.parametrize("content", [b"[]", b"{}", b"null", b'"text"', b'{"flows": {}}'])
def test_other_json_is_no_release(office, content):
    assert refused(office, content) == [("$", "no_release")]


@pytest.mark.parametrize("missing", ["release", "files"])
def test_an_export_that_lost_a_part_is_damaged(office, export, missing):
    assert refused(office, changed(export, lambda it: it.pop(missing))) == [("$", "incomplete")]


def test_a_release_that_was_changed_on_the_way_is_damaged(office, export):
    def change(said):
        said["release"]["greeting"]["de"] = "Moin!"

    assert refused(office, changed(export, change)) == [("$.sha256", "wrong_sha256")]
    assert refused(office, changed(export, lambda it: it.pop("sha256"))) == [("$.sha256", "wrong_sha256")]


@pytest.mark.parametrize(
    ("part", "value", "code"),
    [
        ("content", b64encode(b"another file").decode(), "wrong_sha256"),
        ("content", "not base64!", "wrong_sha256"),
        ("content", "ä" * 4, "wrong_sha256"),
        ("content", "====", "wrong_sha256"),
        ("content", None, "wrong_sha256"),
        ("type", "text/html", "wrong_type"),
        ("type", None, "wrong_type"),
    ],
)
def test_a_file_that_was_changed_on_the_way_is_damaged(office, export, part, value, code):
    [name] = json.loads(export)["files"]

    def change(said):
        said["files"][name][part] = value

    assert refused(office, changed(export, change)) == [(f"$.files.{name}.{part}", code)]


def test_a_file_that_got_lost_or_came_from_nowhere_is_told(office, export):
    other = {"type": "application/pdf", "content": ""}
    damaged = changed(export, lambda it: it.update(files={"b" * 64: other}))
    assert refused(office, damaged) == [
        ("$.downloads.flu.files.de", "file_missing"),
        (f"$.files.{'b' * 64}", "file_of_nothing"),
    ]


@pytest.mark.parametrize("version", ["2.0", "0.9", None, 1.0, {}])
def test_an_export_of_another_version_is_refused_with_a_word_of_its_own(office, export, version):
    with pytest.raises(UnknownExport):
        taken_in(office, changed(export, lambda it: it.update(frontdesk_export=version)))


def test_a_file_of_ten_megabytes_comes_along(office):
    office.publish(with_leaflet(office.files, content=bytes(10_000_000)), follows=0)
    assert taken_in(office, exported(office)).version == 1


def test_a_larger_file_is_refused(office):
    office.publish(with_leaflet(office.files, content=bytes(10_000_001)), follows=0)
    [(pointer, code)] = refused(office, exported(office), ExportTooLarge)
    assert (pointer.startswith("$.files."), code) == (True, "too_large")


def test_all_files_together_have_a_limit(office, export, monkeypatch):
    monkeypatch.setattr(_envelope, "FILES_AT_MOST", 10)
    assert refused(office, export, ExportTooLarge) == [("$.files", "too_large")]


def test_the_whole_has_a_limit(office):
    assert refused(office, b" " * 40_000_001, ExportTooLarge) == [("$", "too_large")]


def test_an_import_needs_a_title(office, export):
    kept = dict(office.files.kept)
    with pytest.raises(BadInput):
        taken_in(office, export, title=" ")
    assert office.files.kept == kept


def test_there_is_nothing_to_export_before_a_publication(office):
    with pytest.raises(NotFound):
        exported(office)


@pytest.mark.requirement("N7")
def test_another_organisations_release_is_not_exported(office, export):
    with pytest.raises(NotFound):
        exported(office, organisation_id=BIRKENHOF)
