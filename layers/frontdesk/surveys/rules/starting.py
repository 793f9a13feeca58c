"""What a questionnaire begins with: the instruments that the product brings, or nothing. Pure."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.language import Language, Text
from frontdesk.surveys.model.drafts import Document

INSTRUMENTS = ("hospital-satisfaction", "nhs-fft", "nps", "phq-9", "gad-7")
"""In the order in which they are offered."""


@cache
def instruments() -> Mapping[str, Document]:
    """The instruments by name: free to use, each with its licence."""
    folder = files("frontdesk.surveys") / "instruments"
    return {name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in INSTRUMENTS}


def instrument(name: str) -> Document:
    """One of them; NotFound for a name that is none."""
    if (found := instruments().get(name)) is None:
        raise NotFound(instrument=name)
    return found


def empty(title: Text, languages: Sequence[Language]) -> Document:
    """A questionnaire that asks nothing yet."""
    return {
        "id": "empty",
        "title": {language.value: said for language, said in title.items()},
        "languages": [it.value for it in languages],
        "pages": [[]],
    }
