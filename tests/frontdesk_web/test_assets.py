"""Static files may be kept for ever under the name that carries their content, and only then."""

import gzip

from frontdesk_web.assets import FIVE_MINUTES, FOR_EVER, STATIC, asset, static_file


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


def test_a_page_stays_small_on_a_slow_line():
    assert len(gzip.compress((STATIC / "patient.css").read_bytes())) < 8_000
    assert len(gzip.compress((STATIC / "patient.js").read_bytes())) < 2_000
