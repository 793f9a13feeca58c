"""Planting a change into a release, and what the proof says to it."""

from frontdesk.window.rules.definition import why_not_publish
from tests.clinic import lindenhof

from .builders import a_small_definition, ask


def faults_of(definition, **more):
    """Each with its path, its code and the way there."""
    found = why_not_publish(definition, catalogue=lindenhof(), **more)
    return [(it.pointer, it.code, it.way) for it in found]


def faults_after(plant):
    """The same of a small release with a change in it."""
    definition = a_small_definition()
    plant(definition)
    return faults_of(definition)


def steps(it, name="appointment"):
    return it["flows"][name]["steps"]


def asks(it, then, name="callback", step="say", answers=("a", "b")):
    """The step asks `q`, and goes on with the cases."""
    steps(it, name)[step] = {"ask": ask("q", *answers), "then": then}


def translate(said):
    """Every text in English besides."""
    for it in said.values() if isinstance(said, dict) else said:
        if isinstance(it, dict) and set(it) == {"de"} and isinstance(it["de"], str):
            it["en"] = it["de"]
        elif isinstance(it, dict | list):
            translate(it)


def says_in_both(text):
    return {"do": {"message": {"text": {"de": text, "en": text}}}}


def a_test(answers, says):
    expected = {"do": "message", "says": says}
    return {
        "title": "Probe",
        "flow": "callback",
        "location": "mitte",
        "answers": answers,
        "expect": expected,
    }


def all_in_two_languages(it):
    """Files, and names that a clinic chose, are in no language."""
    translate(it)
    it["languages"]["required"] = ["de", "en"]
    asks(it, [{"when": {"sv": "a"}, **says_in_both("A")}, says_in_both("B")])
    steps(it, "callback")["say"]["ask"]["as"] = "sv"
    it["tests"] = [a_test({"sv": "a"}, "A"), a_test({"sv": "b"}, "B")]
    translate(it)
