"""Whether every text of a definition is there in every language the clinic asks for (N4). Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from frontdesk.kernel.language import Language
from frontdesk.window.model.releases import Fault

_TAGS = frozenset(it.value for it in Language)
_INSIDE = (dict, list)
_NO_TEXTS = frozenset({"when", "answers", "files"})
"""Their keys are names that a clinic chose, or languages of files: a leaflet need not exist in every language."""


def faults_of_words(definition: Mapping[str, Any]) -> Iterator[Fault]:
    """One fault for each language that a text lacks, at the text."""
    required = dict.fromkeys(definition["languages"]["required"])
    for here, text in _texts(definition, "$"):
        if not required.keys() <= text.keys():
            for language in required.keys() - text.keys():
                yield Fault(here, "missing_translation", (language,))


def _texts(said: object, here: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every text in what was said, with its path."""
    if isinstance(said, dict):
        if said.keys() <= _TAGS and said:
            yield here, said
            return
        for name, it in said.items():
            if type(it) in _INSIDE and name not in _NO_TEXTS:
                yield from _texts(it, f"{here}.{name}")
    elif isinstance(said, list):
        for index, it in enumerate(said):
            if type(it) in _INSIDE:
                yield from _texts(it, f"{here}[{index}]")
