"""Every "no" has a code of its own and a sentence in every language."""

import pytest
from babel.messages.pofile import read_po

from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import LOCALES, locale_name
from tests.house.plan import refusals

REFUSALS = refusals()


def sentences(language):
    with (LOCALES / locale_name(language) / "LC_MESSAGES" / "frontdesk.po").open("rb") as lines:
        return {message.id: message.string for message in read_po(lines, abort_invalid=True) if message.id}


@pytest.mark.parametrize("language", Language)
def test_every_refusal_has_a_sentence(language):
    said = sentences(language)
    assert [it.code for it in REFUSALS if not said.get(f"error.{it.code}")] == []


def test_no_two_refusals_share_a_code():
    codes = [it.code for it in REFUSALS]
    assert sorted(set(codes)) == sorted(codes)


def test_a_code_begins_with_its_area():
    for it in REFUSALS:
        area = it.__module__.split(".")[1]
        assert area == "kernel" or it.code.startswith(f"{area}."), it


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda it: it.__name__)
def test_a_refusal_has_a_code_it_did_not_inherit(refusal):
    assert refusal is FrontdeskError or "code" in vars(refusal)
