"""What is said with a contact point in words of one's own: replies of people, answers of the house, texts of staff."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import ContactKey, MessageId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Address, Kind, Message
from frontdesk.patients.model import Subject

LineId = NewType("LineId", str)
"""The natural key of a line: of a reply it is drawn from the provider's own, of a text it is its form's."""


class Opting(StrEnum):
    """Whether a reply says that no more messages are wanted, or that they are again."""

    NOTHING = ""
    STOP = "stop"
    START = "start"


class Side(StrEnum):
    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing said in a thread. `text` is what somebody wrote; what the house says is a template with `parameters`.

    `answers` is the provider's id of the message that a reply answers, where it says so. `decided` is what a reply was
    taken to mean, as the area that acts on it wrote down before it acted.
    """

    id: LineId
    organisation_id: OrganisationId
    contact_key: ContactKey
    side: Side
    at: datetime
    by: Actor
    kind: Kind
    text: str = field(default="", repr=False)
    template: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)
    language: Language = Language.ENGLISH
    answers: str = ""
    opting: Opting = Opting.NOTHING
    decided: str | None = None

    @property
    def message_id(self) -> MessageId:
        """That of the message by which a line of the clinic's gets out."""
        return MessageId(f"line-{self.id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A conversation with a contact point: where it is, who is behind it as far as known, if it waits for staff.

    `language` is what the clinic writes in there. `last_at` is when something was said in it last.
    """

    organisation_id: OrganisationId
    contact_key: ContactKey
    kind: Kind
    to: str = field(repr=False)
    language: Language
    subject_ids: tuple[SubjectId, ...]
    last_at: datetime
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a conversation is held; `thread` is None where nothing was said there yet."""

    contact_key: ContactKey
    address: Address
    thread: Thread | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """All that was sent to and heard from the people behind some contact points, in order, as far as it is kept."""

    places: tuple[Place, ...]
    people: tuple[Subject, ...]
    lines: tuple[Line, ...]
    messages: tuple[Message, ...]

    @property
    def seen(self) -> datetime | None:
        """What whoever looks at it now has seen."""
        return max((it.thread.last_at for it in self.places if it.thread), default=None)
