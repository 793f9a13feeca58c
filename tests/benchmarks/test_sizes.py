"""What is weighed, under names that last from package to package."""

from benchmarks.budgets import budgets
from benchmarks.environment import functions
from benchmarks.sizes import ASSETS, page_parts, zipped
from infra.layers import LAYERS


def test_an_archive_is_weighed_under_its_name_without_the_hash(tmp_path):
    archive = tmp_path / "layer-frontdesk_web-bea007b9fc7da574b54a.zip"
    archive.write_bytes(bytes(1500))
    assert zipped([archive]) == {"layer-frontdesk_web": 1.5}


def test_the_first_page_is_weighed_as_it_travels_with_style_and_script():
    parts = page_parts(b"a" * 100_000)
    assert parts["first page, page"] < 1
    assert parts["first page"] == round(sum(parts[f"first page, {it}"] for it in ("page", *ASSETS)), 1)


def test_every_archive_and_the_first_page_have_a_budget():
    archives = {*(f"app-{it}" for it in functions()), *(f"layer-{it}" for it in LAYERS)}
    pages = {"first page", *(f"first page, {it}" for it in ("page", *ASSETS))}
    assert set(budgets("sizes_kb")) == archives | pages
