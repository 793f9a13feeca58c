"""Whose a questionnaire is: said in the reader's language, and to patients only where somebody has to be named."""

import pytest

from frontdesk.kernel.language import Language
from frontdesk.surveys.rules.starting import instruments
from frontdesk_web.presenters.survey_licence import attribution, licence_in_words


@pytest.mark.parametrize("name", instruments())
def test_what_the_house_ships_says_whose_it_is_in_every_language(name):
    licence = instruments()[name]["licence"]
    said = {it: licence_in_words(licence, it) for it in Language}
    assert said[Language.ENGLISH] == licence
    assert len(set(said.values())) == len(Language)


def test_what_a_clinic_typed_stays_as_it_is():
    assert licence_in_words("© Klinik", Language.SWEDISH) == "© Klinik"
    assert attribution("© Klinik", Language.SWEDISH).text == "© Klinik"


@pytest.mark.parametrize(
    ("name", "named"),
    [("phq-9", True), ("gad-7", True), ("nhs-fft", True), ("nps", False), ("hospital-satisfaction", False)],
)
def test_patients_read_it_where_somebody_has_to_be_named(name, named):
    assert bool(attribution(instruments()[name]["licence"], Language.GERMAN)) is named
    assert attribution("", Language.GERMAN) is None
