"""Whether every text of a definition is there in every language the clinic asks for (N4). Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from frontdesk.kernel.language import Language
from frontdesk.window.model.releases import Fault

_TAGS = frozenset(it.value for it in Language)
_NO_TEXTS = frozenset({"when", "answers", "files"})
"""Their keys are names that a clinic chose, or languages of files: a leaflet need not exist in every language."""


def faults_of_words(definition: Mapping[str, Any]) -> Iterator[Fault]:
    """One fault for each language that a text lacks, at the text."""
    yield from _missing(definition, "$", tuple(definition["languages"]["required"]))


def _missing(said: object, here: str, required: tuple[str, ...]) -> Iterator[Fault]:
    if isinstance(said, list):
        for index, it in enumerate(said):
            yield from _missing(it, f"{here}[{index}]", required)
    elif isinstance(said, Mapping):
        if _is_text(said):
            for language in required:
                if not said.get(language, "").strip():
                    yield Fault(here, "missing_translation", (language,))
            return
        for name, it in said.items():
            if name not in _NO_TEXTS:
                yield from _missing(it, f"{here}.{name}", required)


def _is_text(said: Mapping[str, Any]) -> bool:
    return bool(said) and said.keys() <= _TAGS and all(isinstance(it, str) for it in said.values())
