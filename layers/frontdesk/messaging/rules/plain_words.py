"""What people type, made plain: one form for fullwidth, umlauts, apostrophes and capitals. Pure."""

import unicodedata

_APOSTROPHES = str.maketrans("", "", "'`\u00b4\u2018\u2019\u02bc\uff07")
_ACCENTS = frozenset({"Mn", "Cf"})
"""Accents and selectors once they are apart from their letter, and what nobody sees."""
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def folded(text: str) -> str:
    """The text in small plain letters: `Bestätige` is `bestatige`, `can't` is `cant`."""
    plain = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES)).casefold()
    apart = unicodedata.normalize("NFKD", plain)
    return unicodedata.normalize(
        "NFC", "".join(it for it in apart if unicodedata.category(it) not in _ACCENTS)
    )


def spellings(word: str) -> frozenset[str]:
    """How a word of ours may come once it is folded: an umlaut is left out, or spelt out."""
    return frozenset({folded(word), folded(word.translate(_SPELT_OUT))})


def only_words(text: str) -> str:
    """The folded letters and digits, one blank between what stood apart."""
    return " ".join("".join(it if it.isalnum() else " " for it in folded(text)).split())
