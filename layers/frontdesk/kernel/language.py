"""The four languages, and texts that a clinic wrote in some of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    GERMAN = "de"
    SWEDISH = "sv"
    CHINESE = "zh-Hans"
    ENGLISH = "en"


Text = Mapping[Language, str]
"""What a clinic wrote, by language."""

_PRIMARY = {language.value.partition("-")[0]: language for language in Language}
NAMES: Mapping[Language, tuple[str, ...]] = {
    Language.ENGLISH: ("english", "englisch", "engelska", "英语", "英文"),
    Language.GERMAN: ("german", "deutsch", "tyska", "德语", "德文"),
    Language.SWEDISH: ("swedish", "schwedisch", "svenska", "瑞典语", "瑞典文"),
    Language.CHINESE: ("chinese", "chinesisch", "kinesiska", "简体中文", "中文", "汉语"),
}
"""What they are called, in small letters: in English, German, Swedish and Chinese, and what else they may be called."""
_BY_TAG: Mapping[str, Language] = {language.value: language for language in Language}
_NEVER = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they are shown, and the language they are in: it differs from the page's where a text is missing."""

    text: str
    language: Language


def understood(tag: str) -> Language | None:
    """The language behind a BCP 47 tag, by its primary subtag (`zh`, `zh-CN` are zh-Hans); None if not ours."""
    return _PRIMARY.get(tag.strip().partition("-")[0].lower())


def named(word: str) -> Language | None:
    """The language that somebody wrote down, by its tag or by its name in one of the four; None if not ours."""
    plain = word.strip().casefold()
    return understood(plain) or next((it for it, names in NAMES.items() if plain in names), None)


def in_language(text: Text, language: Language, *, fallbacks: Sequence[Language]) -> Words:
    """The text in the wanted language, else in the first fallback that has one; KeyError if none has."""
    for candidate in (language, *fallbacks):
        if candidate in text:
            return Words(text[candidate], candidate)
    raise KeyError(language)


def preferred(header: str, *, among: Sequence[Language]) -> Language:
    """The best of `among` for an Accept-Language header (RFC 9110, 12.5.4); the first when none fits."""
    for language in _by_weight(header):
        if language in among:
            return language
    return among[0]


def parse_text(raw: Mapping[str, str]) -> Text:
    """A text as configuration writes it, `{"de": "...", "zh-Hans": "..."}`; ValueError for an unknown language."""
    return {_BY_TAG.get(tag) or Language(tag): words for tag, words in raw.items()}


def _by_weight(header: str) -> Iterable[Language]:
    weighed: list[tuple[float, int, Language]] = []
    for position, part in enumerate(header.split(",")):
        tag, _, parameters = part.partition(";")
        weight = _weight(parameters)
        if (language := understood(tag)) and weight > _NEVER:
            weighed.append((-weight, position, language))
    return [language for *_, language in sorted(weighed)]


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return _NEVER
