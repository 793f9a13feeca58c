"""Which language is meant, and which words are shown."""

import pytest

from frontdesk.kernel.language import Language, Words, in_language, parse_text, preferred, understood

DE, SV, ZH, EN = Language.GERMAN, Language.SWEDISH, Language.CHINESE, Language.ENGLISH


@pytest.mark.parametrize(
    ("tag", "language"),
    [("de", DE), ("de-AT", DE), ("SV-se", SV), ("zh", ZH), ("zh-CN", ZH), ("fr", None), ("", None)],
)
def test_a_tag_is_understood_by_its_primary_subtag(tag, language):
    assert understood(tag) is language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", DE),
        ("fr", DE),
        ("en-GB,en;q=0.9,de;q=0.8", EN),
        ("de;q=0.2, sv;q=0.9", SV),
        ("en;q=0, sv;q=0.1", SV),
        ("zh-TW", ZH),
        ("sv;q=nonsense, en", EN),
        (",;q=,*", DE),
    ],
)
def test_a_browser_gets_the_language_it_prefers_or_the_first(header, language):
    assert preferred(header, among=(DE, SV, ZH, EN)) is language


def test_a_language_that_is_not_spoken_here_is_passed_over():
    assert preferred("zh, en;q=0.5", among=(DE, EN)) is EN


def test_missing_words_are_shown_in_a_language_there_is_and_say_which():
    assert in_language({DE: "Ja"}, SV, fallbacks=(EN, DE)) == Words("Ja", DE)
    with pytest.raises(KeyError):
        in_language({}, SV, fallbacks=(EN, DE))


def test_a_text_in_an_unknown_language_is_a_fault():
    assert parse_text({"zh-Hans": "是"}) == {ZH: "是"}
    with pytest.raises(ValueError, match="fr"):
        parse_text({"fr": "Oui"})
