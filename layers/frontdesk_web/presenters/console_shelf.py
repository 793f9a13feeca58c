"""What the forms of the timetable are made from: texts in every language, and what one may choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.booking.rules.parts import Part
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.language import Language, Words
from frontdesk_web.i18n import OWN_NAME
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console_fields import Control, Field, Option

WORDS_AT_MOST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What the options of a form come from: the timetable as it is written, the clinic, and who reads it."""

    document: Mapping[str, Any]
    catalogue: Catalogue
    language: Language

    def in_words(self, text: Mapping[str, str]) -> Words:
        """What the clinic wrote, as the reader is told it."""
        known = {Language(tag): words for tag, words in text.items()}
        return said(known, self.catalogue.organisation, self.language)

    def places(self) -> tuple[Option, ...]:
        return tuple(
            Option(value=it.id, label=said(it.name, self.catalogue.organisation, self.language))
            for it in self.catalogue.locations
        )

    def time_types(self) -> tuple[Option, ...]:
        listed = self.document.get(Part.TIME_TYPES, ())
        return tuple(Option(value=it["id"], label=self.in_words(it["name"])) for it in listed)

    def resources(self, *kinds: str) -> tuple[Option, ...]:
        return tuple(
            Option(value=it["id"], label=Words(f"{it.get('title', '')} {it['name']}".strip(), self.language))
            for it in self.document.get(Part.RESOURCES, ())
            if it["kind"] in kinds
        )


def texts(
    name: str, label: str, shelf: Shelf, *, control: Control, required: bool = True
) -> tuple[Field, ...]:
    """A field for each language of the clinic."""
    return tuple(
        Field(
            name=f"{name}.{it.value}",
            label=f"{label} ({OWN_NAME[it]})",
            control=control,
            required=required,
            tongue=it,
            most=WORDS_AT_MOST,
        )
        for it in shelf.catalogue.organisation.languages
    )


def options(named: Mapping[str, str], language: Language) -> tuple[Option, ...]:
    """What one may choose from, in words."""
    return tuple(Option(value=value, label=Words(label, language)) for value, label in named.items())


def label_of(options_of_it: Sequence[Option], value: str) -> str:
    """What an answer is called; the answer itself where nothing is."""
    return next((it.label.text for it in options_of_it if it.value == value), value)
