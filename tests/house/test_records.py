"""Every record says how long it is kept, what a patient gets of it, and what erasing does to it."""

import pytest

from tests.house.plan import HOUSE, module_of

STORAGES = sorted(HOUSE.glob("*/storage.py")) + sorted(HOUSE.glob("*/storage/__init__.py"))


@pytest.mark.parametrize("path", STORAGES, ids=lambda it: it.parts[-2])
@pytest.mark.parametrize("word", ["retention", "export", "erasure"])
def test_a_storage_declares(path, word):
    assert word in module_of(path).__doc__


@pytest.mark.parametrize("path", STORAGES, ids=lambda it: it.parts[-2])
def test_a_storage_shows_its_keys_and_they_begin_with_the_organisation(path):
    said = module_of(path).__doc__
    rows = said.partition("pk ")[2].split("\n\n")[0].splitlines()[1:]
    assert rows
    assert all(row.startswith(("<organisation>", "#organisations", "#receipts")) for row in rows), rows


def test_no_storage_asks_an_error_for_the_code_of_an_answer_that_may_not_have_come():
    asking = [path for path in HOUSE.rglob("*.py") if "cause_response_code" in path.read_text("utf-8")]
    assert asking == []
