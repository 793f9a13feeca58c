"""A conversation is the list of its answers: where it stands, and where an answer leads."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.kernel.language import Language
from frontdesk.window.model import Answered, Form, Message, Question, Session
from frontdesk.window.rules.engine import advance, chosen_location, standing

from .builders import TO_FORM, a_release, a_session

RELEASE = a_release()
PLACES = ["location", "menu", "prescription/been_here", "prescription/insurance", "flu/say", "", "/"]
VALUES = ["mitte", "nord", "prescription", "appointment", "flu", "yes", "no", "private", "", "constructor"]


def at(*answers, language=Language.GERMAN):
    return standing(RELEASE, a_session(*answers, language=language))


@pytest.mark.requirement("S23", "S24", "S25")
@pytest.mark.parametrize(
    ("location", "known", "insurance"),
    list(product(("mitte", "nord"), ("yes", "no"), ("statutory", "private", "self_pay"))),
)
def test_every_combination_of_answers_gives_the_configured_end(location, known, insurance):
    answers = zip([place for place, _ in TO_FORM], [location, "prescription", known, insurance], strict=True)
    view = at(*answers).view
    if known == "no":
        assert isinstance(view, Message)
        assert view.text.text.startswith("Für Neupatienten können wir leider keine Rezepte ausstellen.")
    else:
        assert isinstance(view, Form)
        assert [field.id for field in view.fields] == ["medication", "collect", "note"]


def test_a_conversation_begins_with_the_location():
    view = at().view
    assert isinstance(view, Question)
    assert [option.value for option in view.options] == ["mitte", "nord"]


def test_a_menu_holds_what_its_location_offers():
    assert [it.value for it in at(("location", "nord")).view.options] == ["appointment", "prescription"]
    mitte = at(("location", "mitte")).view.options
    assert [(it.value, it.topic) for it in mitte][-1] == ("flu", True)


def test_back_forgets_what_came_after():
    session = a_session(*TO_FORM).back_to(2)
    assert standing(RELEASE, session).view.place == "prescription/been_here"
    assert a_session(*TO_FORM).back_to(0).path == ()


def test_a_changed_answer_drops_the_later_ones_that_lost_their_meaning():
    changed = at(("location", "nord"), ("menu", "flu"), ("prescription/been_here", "yes"))
    assert changed.session.path == (Answered("location", "nord"),)
    assert changed.view.place == "menu"


def test_an_answer_for_another_place_changes_nothing():
    session = a_session(*TO_FORM[:2])
    assert advance(RELEASE, session, Answered("menu", "appointment")) == standing(RELEASE, session)


def test_an_option_that_does_not_exist_changes_nothing():
    session = a_session(*TO_FORM[:2])
    after = advance(RELEASE, session, Answered("prescription/been_here", "perhaps"))
    assert after == standing(RELEASE, session)


def test_progress_counts_the_questions_of_the_flow():
    assert [(it.step, it.of) for it in map(lambda n: at(*TO_FORM[:n]), range(5))] == [  # noqa: C417
        (0, 0),
        (0, 0),
        (1, 2),
        (2, 2),
        (0, 0),
    ]


def test_the_transcript_is_in_the_language_of_the_conversation():
    turns = at(*TO_FORM, language=Language.ENGLISH).turns
    assert [turn.answer.text for turn in turns] == ["City practice", "Prescription", "Yes", "Statutory"]


def test_the_location_is_the_chosen_one():
    assert chosen_location(RELEASE, a_session(("location", "nord"))) == "nord"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(VALUES) | st.text()), max_size=8))
def test_no_list_of_answers_is_ever_a_fault(answers):
    session: Session = a_session(*answers)
    stands = standing(RELEASE, session)
    assert stands.session.path == session.path[: len(stands.turns)]
    assert standing(RELEASE, stands.session) == stands
