"""Every text is there in every language that the clinic asks for, or is named where it is missing."""

import pytest

from .builders import a_small_definition, in_german
from .planting import a_test, all_in_two_languages, faults_of, says_in_both, steps, translate


@pytest.mark.requirement("N4")
def test_every_text_that_is_missing_is_named_in_every_language_it_lacks():
    definition = a_small_definition()
    all_in_two_languages(definition)
    definition["languages"]["required"].append("sv")
    asked = steps(definition)["known"]["ask"]
    translated = {**asked["text"], "sv": "Känd?"}
    steps(definition)["known"]["ask"]["text"] = translated
    del asked["options"][1]["label"]["en"]
    found = faults_of(definition)
    assert {it[1] for it in found} == {"missing_translation"}
    second = "$.flows.appointment.steps.known.ask.options[1].label"
    assert sorted(it[2] for it in found if it[0] == second) == [("en",), ("sv",)]
    assert "$.flows.appointment.steps.known.ask.text" not in [it[0] for it in found]
    assert ("$.services.checkup.label", "missing_translation", ("sv",)) in found


@pytest.mark.requirement("N4")
def test_missing_words_are_named_beside_everything_else():
    definition = a_small_definition()
    translate(definition)
    definition["languages"]["required"] = ["de", "en"]
    definition["greeting"] = in_german("Hallo")
    missing = ("$.greeting", "missing_translation", ("en",))
    assert faults_of(definition) == [missing]
    definition["tests"] = [a_test({}, "Wir rufen nicht an")]
    assert [it[1] for it in faults_of(definition)] == ["missing_translation", "test_failed"]
    steps(definition, "callback")["lost"] = {"then": [says_in_both("Nie")]}
    assert [it[1] for it in faults_of(definition)] == ["missing_translation", "unreachable"]
    definition["flows"]["callback"]["start"] = "nowhere"
    assert [it[1] for it in faults_of(definition)] == ["unknown_step", "missing_translation"]
