"""A conversation is the list of its answers: where it stands, and where an answer leads."""

from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.kernel.language import Language
from frontdesk.window.model import Answered, External, Files, Form, Message, Question, QuestionKind
from frontdesk.window.rules import engine
from tests.clinic import lindenhof

from .builders import MONDAY_MORNING, MONDAY_NIGHT, TO_FORM, a_release, a_session, a_small_definition

SMALL, DEMO, CATALOGUE = a_release(a_small_definition()), a_release(), lindenhof()
PLACES = ["location", "menu", "appointment/known", "appointment/insurance", "shots/menu", "", "/"]
VALUES = ["mitte", "nord", "appointment", "shots", "callback", "yes", "no", "private", "", "constructor"]
TO_SERVICE = (
    ("location", "mitte"),
    ("menu", "appointment"),
    ("appointment/known", "yes"),
    ("appointment/insurance", "private"),
)


def standing(session, release=SMALL, now=MONDAY_MORNING):
    return engine.standing(release, session, catalogue=CATALOGUE, now=now)


def advance(session, place, value, now=MONDAY_MORNING):
    return engine.advance(SMALL, session, Answered(place, value, now), catalogue=CATALOGUE, now=now)


def at(*answers, now=MONDAY_MORNING, **session):
    return standing(a_session(*answers, **session), now=now)


def offered(view):
    assert isinstance(view, Question)
    return [it.value for it in view.options]


@pytest.mark.requirement("S23", "S24", "S25")
@pytest.mark.parametrize(
    ("location", "known", "insurance"),
    list(product(("mitte", "nord"), ("yes", "no"), ("statutory", "private"))),
)
def test_a_prescription_is_for_people_who_have_been_here(location, known, insurance):
    answers = zip([place for place, _ in TO_FORM], [location, "prescription", known, insurance], strict=True)
    view = standing(a_session(*answers), DEMO).view
    if known == "no":
        assert isinstance(view, Message)
        assert view.text.text.startswith("Für Neupatienten können wir leider keine Rezepte ausstellen.")
    else:
        assert isinstance(view, Form)
        assert [field.id for field in view.fields] == ["medication", "collect", "note"]


def test_a_conversation_begins_with_the_location():
    assert offered(at().view) == ["mitte", "nord"]


@pytest.mark.requirement("S32")
def test_a_menu_holds_what_its_location_offers_and_no_attached_flow():
    assert offered(at(("location", "nord")).view) == ["appointment", "callback"]
    mitte = at(("location", "mitte")).view
    assert offered(mitte) == ["appointment", "callback", "flu"]
    assert [it.value for it in mitte.options if it.topic] == ["flu"]


@pytest.mark.requirement("S14", "S16")
def test_the_next_step_may_depend_on_two_answers_and_the_location():
    new = [("menu", "appointment"), ("appointment/known", "no"), ("appointment/insurance", "private")]
    outside = at(("location", "nord"), *new).view
    assert isinstance(outside, External)
    assert (outside.origin, outside.embedded) == ("https://termine.example", True)
    assert at(("location", "mitte"), *new).view.place == "appointment/service"
    refused = at(("location", "nord"), *new[:2], ("appointment/insurance", "statutory")).view
    assert refused == Message(text=refused.text)
    assert refused.text.text == "Keine Termine"


@pytest.mark.requirement("S9", "S19")
def test_the_services_of_the_location_are_asked_for():
    view = at(*TO_SERVICE).view
    assert view.kind is QuestionKind.SERVICE
    assert offered(view) == ["checkup", "wound", "vaccination"]


@pytest.mark.requirement("S10")
def test_one_service_is_taken_without_asking_and_none_is_not_asked_for():
    there = (("location", "nord"), *TO_SERVICE[1:])
    assert at(*there).view.text.text == "Sonst"
    bare = a_small_definition()
    bare["services"]["checkup"]["locations"] = ["mitte"]
    assert standing(a_session(*there), a_release(bare)).view.text.text == "Sonst"
    own = a_small_definition()
    own["services"]["checkup"]["then"] = [{"do": {"message": {"text": {"de": "Vorsorge"}}}}]
    assert standing(a_session(*there), a_release(own)).view.text.text == "Vorsorge"


@pytest.mark.requirement("S18")
def test_a_service_has_a_flow_of_its_own_and_goes_on_with_the_step_without_one():
    assert at(*TO_SERVICE, ("appointment/service", "vaccination")).view.place == "shots/menu"
    assert at(*TO_SERVICE, ("appointment/service", "wound")).view.text.text == "Wundsprechstunde"
    assert at(*TO_SERVICE, ("appointment/service", "checkup")).view.text.text == "Sonst"


@pytest.mark.requirement("S15", "S34")
def test_an_attached_flow_offers_a_file_and_leads_on_to_another_flow():
    attached = (*TO_SERVICE, ("appointment/service", "vaccination"))
    files = at(*attached, ("shots/menu", "sheet")).view
    assert isinstance(files, Files)
    assert [(it.id, it.name, it.language) for it in files.offered] == [("sheet", "Impfung.pdf", "de")]
    assert at(*attached, ("shots/menu", "call")).view.text.text == "Wir rufen an"


@pytest.mark.requirement("N5")
def test_a_flow_outside_its_hours_is_marked_and_says_when_to_come_back():
    night = at(("location", "nord"), now=MONDAY_NIGHT).view
    assert [(it.value, it.closed) for it in night.options] == [("appointment", False), ("callback", True)]
    asked = at(("location", "nord"), ("menu", "callback"), at=MONDAY_NIGHT)
    assert asked.view.text.text == "Zu"
    assert asked.turns[-1].answer.text == "Rückruf"


@pytest.mark.requirement("N5")
def test_who_began_in_time_finishes_after_closing():
    begun = a_session(("location", "nord"), ("menu", "callback"), at=MONDAY_MORNING)
    assert standing(begun, now=MONDAY_NIGHT).view.text.text == "Wir rufen an"


@pytest.mark.requirement("N5")
def test_a_flow_is_in_force_until_the_end_of_its_last_day_on_the_wall_of_the_location():
    last = datetime(2026, 11, 23, 22, 59, tzinfo=UTC)
    assert "flu" in offered(at(("location", "mitte"), now=last).view)
    gone = at(("location", "mitte"), now=datetime(2026, 11, 23, 23, 0, tzinfo=UTC)).view
    assert "flu" not in offered(gone)


def test_back_forgets_what_came_after():
    session = a_session(*TO_SERVICE).back_to(2)
    assert standing(session).view.place == "appointment/known"
    assert a_session(*TO_SERVICE).back_to(0).path == ()


def test_a_changed_answer_drops_the_later_ones_that_lost_their_meaning():
    changed = at(("location", "nord"), ("menu", "flu"), ("appointment/known", "yes"))
    assert [it.value for it in changed.session.path] == ["nord"]
    assert changed.view.place == "menu"


def test_an_answer_for_another_place_changes_nothing():
    session = a_session(*TO_SERVICE[:2])
    assert advance(session, "menu", "callback") == standing(session)


def test_a_location_that_does_not_exist_is_not_gone_to():
    assert at(("location", "sued"), ("menu", "appointment")) == at()


def test_an_option_that_does_not_exist_changes_nothing():
    session = a_session(*TO_SERVICE[:2])
    assert advance(session, "appointment/known", "perhaps") == standing(session)


def test_progress_counts_the_questions_of_the_flow_and_leaves_out_what_was_excluded():
    stands = [at(*TO_SERVICE[:n]) for n in range(5)]
    assert [(it.step, it.of) for it in stands] == [(0, 0), (0, 0), (1, 3), (2, 3), (3, 3)]
    service = at(*TO_SERVICE, ("appointment/service", "vaccination"))
    assert (service.step, service.of) == (4, 4)


def test_the_transcript_is_in_the_language_of_the_conversation():
    turns = standing(a_session(*TO_FORM, language=Language.ENGLISH), DEMO).turns
    assert [turn.answer.text for turn in turns] == ["City practice", "Prescription", "Yes", "Statutory"]


def test_the_location_is_the_chosen_one_or_the_only_one():
    assert engine.chosen_location(SMALL, a_session(("location", "nord"))) == "nord"
    alone = a_small_definition()
    del alone["locations"]["mitte"]
    assert engine.chosen_location(a_release(alone), a_session()) == "nord"
    assert standing(a_session(), a_release(alone)).view.place == "menu"


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(VALUES) | st.text()), max_size=8))
def test_no_list_of_answers_is_ever_a_fault(answers):
    session = a_session(*answers)
    stands = standing(session)
    assert stands.session.path == session.path[: len(stands.turns)]
    assert standing(stands.session) == stands
