"""What a patient reads at each place, in their language or as near to it as the clinic has written."""

import pytest

from frontdesk.kernel.language import Language, Words
from frontdesk.window.model import Answered, Files, Option, Question, QuestionKind, Turn
from frontdesk.window.rules import engine
from tests.clinic import lindenhof

from .builders import MONDAY_MORNING, MONDAY_NIGHT, a_release, a_session, a_small_definition

TO_SERVICE = (
    ("location", "mitte"),
    ("menu", "appointment"),
    ("appointment/known", "yes"),
    ("appointment/insurance", "private"),
)


def de(text):
    return Words(text, Language.GERMAN)


def en(text):
    return Words(text, Language.ENGLISH)


def half_translated():
    """The small practice with some of its words in English, and hints, pictures and a greeting."""
    definition = a_small_definition()
    definition["ask_location"] = {"de": "Wohin?", "en": "Where to?"}
    definition["greeting"] = {"de": "Willkommen"}
    definition["locations"]["nord"]["label"]["en"] = "North"
    appointment = definition["flows"]["appointment"]
    appointment["icon"] = "calendar"
    appointment["label"]["en"] = "Appointment"
    yes, _ = appointment["steps"]["known"]["ask"]["options"]
    yes["label"]["en"] = "Yes, I was"
    yes["hint"] = {"de": "In zwei Jahren"}
    appointment["steps"]["service"]["ask"]["text"]["en"] = "Which service?"
    definition["services"]["wound"]["label"]["en"] = "Wound"
    definition["services"]["wound"]["hint"] = {"de": "Mit Verband", "en": "With a dressing"}
    german = definition["downloads"]["sheet"]["files"]["de"]
    definition["downloads"]["sheet"]["files"] = {"en": {**german, "name": "Shots.pdf"}, "de": german}
    return definition


def reads(*answers, definition=None, now=MONDAY_MORNING, language=Language.ENGLISH):
    release = a_release(definition or half_translated())
    return engine.standing(release, a_session(*answers, language=language), catalogue=lindenhof(), now=now)


def options(*said):
    return tuple(Option(value=value, label=label) for value, label in said)


@pytest.mark.requirement("N4")
def test_the_first_question_is_about_the_location():
    assert reads().view == Question(
        place="location",
        kind=QuestionKind.LOCATION,
        text=en("Where to?"),
        options=options(("mitte", de("Mitte")), ("nord", en("North"))),
    )


def test_a_clinic_may_leave_the_first_words_to_the_house():
    assert reads(definition=a_small_definition()).view.text is None
    assert reads(("location", "nord"), definition=a_small_definition()).view.text is None


@pytest.mark.requirement("N4", "N5")
def test_the_menu_greets_and_shows_pictures_topics_and_what_is_closed():
    assert reads(("location", "mitte"), now=MONDAY_NIGHT).view == Question(
        place="menu",
        kind=QuestionKind.MENU,
        text=de("Willkommen"),
        options=(
            Option(value="appointment", label=en("Appointment"), icon="calendar"),
            Option(value="callback", label=de("Rückruf"), closed=True),
            Option(value="flu", label=de("Grippe"), topic=True),
        ),
    )


@pytest.mark.requirement("N4")
def test_a_question_shows_its_answers_with_their_hints():
    assert reads(*TO_SERVICE[:2]).view == Question(
        place="appointment/known",
        kind=QuestionKind.CHOICE,
        text=de("known?"),
        options=(
            Option(value="yes", label=en("Yes, I was"), hint=de("In zwei Jahren")),
            Option(value="no", label=de("No")),
        ),
    )


@pytest.mark.requirement("N4", "S9")
def test_a_question_about_services_shows_those_of_the_location_with_their_hints():
    assert reads(*TO_SERVICE).view == Question(
        place="appointment/service",
        kind=QuestionKind.SERVICE,
        text=en("Which service?"),
        options=(
            Option(value="checkup", label=de("Vorsorge")),
            Option(value="wound", label=en("Wound"), hint=en("With a dressing")),
            Option(value="vaccination", label=de("Impfung")),
        ),
    )


@pytest.mark.requirement("N4")
def test_the_transcript_has_every_question_as_it_was_asked_and_the_answer():
    assert reads(*TO_SERVICE, ("appointment/service", "wound")).turns == (
        Turn(question=en("Where to?"), answer=de("Mitte")),
        Turn(question=de("Willkommen"), answer=en("Appointment")),
        Turn(question=de("known?"), answer=en("Yes, I was")),
        Turn(question=de("insurance?"), answer=de("Private")),
        Turn(question=en("Which service?"), answer=en("Wound")),
    )
    assert reads(("location", "mitte"), definition=a_small_definition()).turns == (
        Turn(question=None, answer=de("Mitte")),
    )


def test_nothing_is_answered_after_the_end():
    ended = (*TO_SERVICE, ("appointment/service", "wound"))
    assert reads(*ended, ("appointment/service", "checkup")) == reads(*ended)


@pytest.mark.requirement("S33")
@pytest.mark.parametrize(
    ("language", "name"),
    [
        (Language.ENGLISH, "Shots.pdf"),
        (Language.GERMAN, "Impfung.pdf"),
        (Language.SWEDISH, "Impfung.pdf"),
    ],
)
def test_a_file_is_offered_in_the_patient_s_language_or_the_release_s(language, name):
    to_sheet = (*TO_SERVICE, ("appointment/service", "vaccination"), ("shots/menu", "sheet"))
    view = reads(*to_sheet, language=language).view
    assert isinstance(view, Files)
    assert [it.name for it in view.offered] == [name]


def test_what_was_answered_is_the_same_whether_it_is_replayed_or_just_said():
    release, catalogue = a_release(half_translated()), lindenhof()
    session = a_session(language=Language.ENGLISH)
    said = (*TO_SERVICE, ("appointment/service", "wound"))
    for count, (place, value) in enumerate(said, start=1):
        stands = engine.advance(
            release, session, Answered(place, value, MONDAY_MORNING), catalogue=catalogue, now=MONDAY_MORNING
        )
        session = stands.session
        assert stands == reads(*said[:count])
