"""The house's own words in four languages: gettext catalogues, and Babel for dates and numbers.

`locales/<locale>/LC_MESSAGES/<domain>.po`; the .mo beside it is written by `python -m infra.locales`.
Message ids are the English text; sentences for error codes have the id `error.<code>`.
"""

from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from babel import Locale

from frontdesk.kernel.language import Language

LOCALES = Path(__file__).parent / "locales"
DOMAINS = ("frontdesk", "console")

OWN_NAME = {
    Language.GERMAN: "Deutsch",
    Language.SWEDISH: "Svenska",
    Language.CHINESE: "简体中文",
    Language.ENGLISH: "English",
}


def locale_name(language: Language) -> str:
    """The name gettext and Babel use: `zh_Hans`."""
    return language.value.replace("-", "_")


@cache
def locale_of(language: Language) -> Locale:
    """Babel's locale, for dates and numbers; English is the one of Europe, with the day before the month."""
    return Locale.parse("en_GB" if language is Language.ENGLISH else locale_name(language))


@cache
def translations(language: Language) -> GNUTranslations:
    """All domains of a language in one; FileNotFoundError when the pages' own catalogue is not compiled."""
    first, *others = DOMAINS
    words = _catalogue(language, first)
    for domain in others:
        if _compiled(language, domain).exists():
            words.add_fallback(_catalogue(language, domain))
    return words


def sentence(code: str, language: Language) -> str:
    """What to tell a person about an error code; a general apology when the code has no words."""
    words = translations(language)
    found = words.gettext(f"error.{code}")
    return words.gettext("error.error") if found == f"error.{code}" else found


def _catalogue(language: Language, domain: str) -> GNUTranslations:
    with _compiled(language, domain).open("rb") as source:
        return GNUTranslations(source)


def _compiled(language: Language, domain: str) -> Path:
    return LOCALES / locale_name(language) / "LC_MESSAGES" / f"{domain}.mo"
