"""Every reason that the table can give has its sentence, in every language."""

import json
from importlib.resources import files

import pytest

from frontdesk.followup.model.plans import Anchor, Mode, Population, Reason, Risk, Role
from frontdesk.followup.rules.recommending import recommend, ruleset
from frontdesk.kernel.language import Language
from frontdesk_web.presenters import console_followup_words as words

from .builders import a_scheme
from .test_lace import HEART, LUNG, SUGAR, a_stay


def codes_of_the_rules():
    said = json.loads((files("frontdesk.followup") / "comorbidities.json").read_text("utf-8"))
    groups = {f"illness.{it['name']}" for it in said["groups"]}
    lace = {f"lace.{it}" for it in ("stay", "emergent", "comorbidity", "visits")}
    return groups | lace | {f"modifier.{it.name}" for it in ruleset().modifiers} | {"no_index", "scheme"}


@pytest.mark.requirement("R-5.4.6")
@pytest.mark.parametrize("language", Language)
def test_every_reason_has_its_sentence(language):
    assert words.known_codes(language) == codes_of_the_rules()
    said = {
        words.reason_in_words(Reason(code=it, values={"count": 1, "points": 2}), language)
        for it in codes_of_the_rules()
    }
    assert len(said) == len(codes_of_the_rules())
    assert not any("%(" in it for it in said)


@pytest.mark.parametrize("language", [Language.GERMAN, Language.SWEDISH, Language.CHINESE])
def test_no_word_is_left_in_english(language):
    def spoken(tongue):
        said = {words.risk_tag(it, tongue).text for it in Risk}
        said |= {words.mode_in_words(it, tongue) for it in Mode}
        said |= {words.population_in_words(it, tongue) for it in Population}
        said |= {words.anchor_in_words(it, tongue) for it in Anchor}
        said |= {words.role_in_words(it, tongue) for it in Role}
        return said | {
            words.missing_in_words(it, tongue) for it in ("stay", "emergent", "comorbidity", "visits")
        }

    assert not spoken(language) & spoken(Language.ENGLISH)


def test_a_recommendation_reads_as_sentences():
    found = recommend(
        a_stay(8, diagnoses=(HEART, LUNG, SUGAR), visits=1, left_against_advice=True),
        (a_scheme(),),
        ruleset(),
    )
    said = [words.reason_in_words(it, Language.ENGLISH) for it in found.reasons]
    assert said[:4] == [
        "8 nights in hospital: 5 points",
        "Admitted as an emergency: 3 points",
        "Illnesses, 5 together: 5 points",
        "1 emergency visit in the six months before: 1 point",
    ]
    assert said[-1] == "The clinic's own scheme fits."
