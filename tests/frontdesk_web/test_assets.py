"""Static files may be kept for ever under the name that carries their content, and only then."""

import gzip
import hashlib
import re

import pytest

from frontdesk_web.assets import FIVE_MINUTES, FOR_EVER, STATIC, VENDOR, asset, static_file


def test_the_hashed_name_may_be_kept_for_ever():
    file = static_file(asset("patient.css").removeprefix("/static/"))

    assert file is not None
    assert file.cache_control == FOR_EVER
    assert file.content_type == "text/css; charset=utf-8"
    assert file.body == (STATIC / "patient.css").read_text()


def test_the_plain_name_is_the_same_file_for_five_minutes():
    plain, hashed = static_file("patient.js"), static_file(asset("patient.js").removeprefix("/static/"))

    assert plain is not None
    assert hashed is not None
    assert plain.cache_control == FIVE_MINUTES
    assert plain.etag == hashed.etag
    assert plain.content_type == "text/javascript; charset=utf-8"


def test_there_is_nothing_but_the_static_files():
    assert static_file("../render.py") is None
    assert static_file("patient.0000000000.css") is None
    assert static_file("") is None


def test_names_are_flat_because_routes_are():
    assert asset("patient.css").count("/") == 2


VENDORED = sorted(path.name for path in VENDOR.glob("*/*") if path.suffix in {".js", ".css"})


@pytest.mark.parametrize("name", VENDORED)
def test_what_others_wrote_has_its_version_in_its_name_and_may_be_kept_for_ever(name):
    file = static_file(asset(name).removeprefix("/static/"))

    assert file is not None
    assert file.cache_control == FOR_EVER
    assert re.search(r"-\d+\.\d+\.\d+\.", name)


@pytest.mark.parametrize("name", VENDORED)
def test_what_others_wrote_is_as_its_readme_says(name):
    [path] = VENDOR.glob(f"*/{name}")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()

    assert f"| {name} | {digest} |" in (path.parent / "README.md").read_text()
    assert (path.parent / "LICENSE").exists()


def test_what_others_wrote_is_answered_by_lambda_in_one_piece():
    assert max(path.stat().st_size for path in VENDOR.rglob("*.*")) < 5_000_000


def test_nothing_but_scripts_and_styles_of_others_is_served():
    assert static_file("README.md") is None
    assert static_file("LICENSE-3RD-PARTY.txt") is None


def test_a_page_stays_small_on_a_slow_line():
    assert len(gzip.compress((STATIC / "patient.css").read_bytes())) < 8_000
    assert len(gzip.compress((STATIC / "patient.js").read_bytes())) < 2_000
