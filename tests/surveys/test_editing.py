"""Whoever writes a questionnaire moves, breaks and removes without writing JSON."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.surveys.rules.editing import (
    moved,
    next_id,
    page_broken,
    with_front,
    with_item,
    with_piece,
    without_item,
    without_piece,
)
from frontdesk.surveys.rules.reading import faults_of

from .questionnaires import document, item, said, scale


def pages(written):
    return [[it["id"] for it in page] for page in written["pages"]]


THREE = document([item("a", "nps"), item("b", "nps")], [item("c", "nps")])


def test_an_item_moves_past_its_neighbour_and_over_the_end_of_its_page():
    assert pages(moved(THREE, "b", up=True)) == [["b", "a"], ["c"]]
    assert pages(moved(THREE, "b", up=False)) == [["a"], ["b", "c"]]
    assert pages(moved(THREE, "c", up=True)) == [["a", "b", "c"]]
    assert pages(moved(THREE, "a", up=True)) == pages(moved(THREE, "c", up=False)) == pages(THREE)


def test_a_page_begins_at_an_item_or_no_longer():
    assert pages(page_broken(THREE, "b")) == [["a"], ["b"], ["c"]]
    assert pages(page_broken(THREE, "c")) == [["a", "b", "c"]]
    assert pages(page_broken(THREE, "a")) == pages(THREE)


def test_an_item_is_added_changed_and_removed():
    assert pages(with_item(THREE, item("d", "text"))) == [["a", "b"], ["c", "d"]]
    assert with_item(THREE, item("b", "text"))["pages"][0][1]["type"] == "text"
    assert pages(without_item(THREE, "c")) == [["a", "b"]]
    assert pages(without_item(document([item("a", "nps")]), "a")) == [[]]
    assert next_id(THREE) == "q4"
    assert next_id(document([item("q2", "nps")])) == "q3"


def test_scales_and_alerts_have_their_place():
    one = with_piece(THREE, "scales", 0, scale("s", "a"))
    two = with_piece(one, "scales", 1, scale("t", "b"))
    assert [it["id"] for it in with_piece(two, "scales", 0, scale("u", "c"))["scales"]] == ["u", "t"]
    assert [it["id"] for it in without_piece(two, "scales", 0)["scales"]] == ["t"]
    assert faults_of(two) == ()


def test_what_is_left_empty_on_the_front_goes():
    front = {"title": said("Neu"), "intro": {}, "licence": "", "languages": ["de"]}
    changed = with_front(THREE | {"intro": said("x"), "licence": "y"}, front)
    assert changed["title"] == said("Neu")
    assert not {"intro", "licence"} & changed.keys()


@pytest.mark.requirement("R-5.4.10")
@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from(("up", "down", "break"))), max_size=20))
def test_moving_and_breaking_loses_no_item_and_leaves_no_empty_page(deeds):
    written = document([item(name, "nps") for name in "abc"], [item(name, "nps") for name in "de"])
    for name, deed in deeds:
        written = page_broken(written, name) if deed == "break" else moved(written, name, up=deed == "up")
        assert sorted(name for page in pages(written) for name in page) == list("abcde")
        assert all(pages(written))
