"""What is said at the call of a step is written in the clinic's own languages."""

from dataclasses import replace

from frontdesk.kernel.language import Language
from frontdesk_web.presenters.console_script import script_page
from tests.followup.builders import a_book, a_scheme, a_step

from .console_desk import catalogue, signed_in


def fields(*languages, script):
    """The names of the page's fields in their order, and what is carried along."""
    there = catalogue()
    clinic = replace(there, organisation=replace(there.organisation, languages=languages))
    scheme = a_scheme(steps=(a_step(script=script),))
    page = script_page(signed_in(), clinic, a_book(scheme), scheme, 0, typed={}, error=None).html
    shown = [it.partition('"')[0] for it in page.split('<textarea id="')[1:]]
    return shown, [it.partition('"')[0] for it in page.split('type="hidden" name="script.')[1:]]


def test_the_clinics_own_language_comes_first_and_no_other_is_asked_for():
    both = (Language.CHINESE, Language.ENGLISH)
    assert fields(*both, script={}) == (["script.zh-Hans", "script.en"], [])


def test_words_in_a_language_that_the_clinic_has_no_more_are_kept():
    script = {Language.GERMAN: "Guten Tag", Language.CHINESE: "您好"}
    assert fields(Language.CHINESE, script=script) == (["script.zh-Hans"], ["de"])
