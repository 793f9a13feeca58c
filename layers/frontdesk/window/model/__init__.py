"""The nouns of the patient window: a release, a conversation about it, and what the patient sees."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from frontdesk.kernel.ids import OrganisationId, ReleaseId
from frontdesk.kernel.language import Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A published set of flows: immutable, named by the SHA-256 of its bytes. `definition` fits release.schema.json."""

    id: ReleaseId
    definition: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: `place` is `location`, `menu` or `<flow>/<step>`; `value` is the option's."""

    place: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A conversation: everything is in the answers given so far; replaying them says where the patient is."""

    organisation_id: OrganisationId
    release_id: ReleaseId
    language: Language
    path: tuple[Answered, ...] = ()

    def back_to(self, index: int) -> Self:
        """The conversation before its answer `index` (0 is the first); what came after it is forgotten."""
        return replace(self, path=self.path[: max(index, 0)])


class QuestionKind(StrEnum):
    LOCATION = "location"
    MENU = "menu"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """`icon` names a picture of the house's set; `topic` sets it apart from the standard concerns of the menu."""

    value: str
    label: Words
    hint: Words | None = None
    icon: str | None = None
    topic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    place: str
    kind: QuestionKind
    text: Words | None
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A stored text ends the conversation. German source: "Automatische Nachricht"."""

    text: Words


class FieldType(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A question of the request form besides the person's own details. `most` counts characters."""

    id: str
    type: FieldType
    label: Words
    hint: Words | None
    required: bool
    most: int
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The request form ends the conversation: the person, `fields`, and consent to the text of that version."""

    type: str
    intro: Words
    fields: tuple[FormField, ...]
    consent: Words
    consent_version: str


Outcome = Message | Form
View = Question | Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What was asked and answered, as the transcript shows it."""

    question: Words | None
    answer: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a conversation stands. `path` of the session holds only answers that still mean something.

    `of` is the longest way to an end of this flow in questions, `step` the one the patient is at; 0 outside a flow.
    """

    session: Session
    turns: tuple[Turn, ...]
    view: View
    step: int = 0
    of: int = 0
