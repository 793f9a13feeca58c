"""The nouns of the patient window: a conversation, and what the patient sees. Releases: `releases`, `plan`."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from frontdesk.kernel.ids import OrganisationId, ReleaseId
from frontdesk.kernel.language import Language, Words


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer: `place` is `location`, `menu` or `<flow>/<step>`; `value` is the option's.

    `at` is the instant it was given: whether a flow was open then does not change when the answers are replayed.
    """

    place: str
    value: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A conversation: everything is in the answers given so far; replaying them says where the patient is.

    `began_at` never changes: a conversation is counted in the month of it, however long it lasts.
    """

    organisation_id: OrganisationId
    release_id: ReleaseId
    language: Language
    began_at: datetime
    path: tuple[Answered, ...] = ()

    def back_to(self, index: int) -> Self:
        """The conversation before its answer `index` (0 is the first); what came after it is forgotten."""
        return replace(self, path=self.path[: max(index, 0)])


class QuestionKind(StrEnum):
    LOCATION = "location"
    MENU = "menu"
    CHOICE = "choice"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """`icon` names a picture of the house's set; `topic` sets it apart from the standard concerns of the menu.

    `closed`: choosing it now only says when to come back.
    """

    value: str
    label: Words
    hint: Words | None = None
    icon: str | None = None
    topic: bool = False
    closed: bool = False


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


@dataclass(frozen=True, slots=True, kw_only=True)
class External:
    """A service outside ends the conversation: a link to `url`, below the service itself where it is `embedded`.

    `origin` is the scheme, host and port of the address: what the page may frame.
    """

    url: str
    origin: str
    embedded: bool
    label: Words
    text: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Times of the clinic's own end the conversation: on to booking, with the kind of time where one is meant."""

    label: Words
    text: Words | None
    time_type: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """Questions how it was end the conversation: on to the survey, or `closed` where it takes no answers."""

    survey: str
    label: Words
    text: Words | None
    closed: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A file to take away. `language` is the file's own, which may not be the patient's; `size` counts bytes."""

    id: str
    title: Words
    description: Words | None
    name: str
    media_type: str
    size: int
    sha256: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Files end the conversation. German source: "Datei bereitstellen"."""

    text: Words | None
    offered: tuple[Offered, ...]


class FieldType(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"


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
class Attachments:
    """Files are welcome with the request: `most` of them."""

    hint: Words
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The request form ends the conversation: the person, `fields`, and consent to the text of that version."""

    type: str
    intro: Words
    fields: tuple[FormField, ...]
    consent: Words
    consent_version: str
    attachments: Attachments | None = None


Outcome = Message | External | Times | Rating | Files | Form
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
