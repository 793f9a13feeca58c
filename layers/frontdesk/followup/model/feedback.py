"""What patients say of the house: praise, complaints, suggestions, and what was answered (R-5.4.9a)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from frontdesk.followup.model.actions import ActionId, FeedbackId
from frontdesk.kernel.ids import DepartmentId, OrganisationId, SubjectId


class FeedbackKind(StrEnum):
    """A form's columns are called so, and so are the window's concerns."""

    PRAISE = "praise"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"


class Source(StrEnum):
    """Where it was heard: at a follow-up call, at the window, or by somebody of the staff."""

    RECORD = "record"
    REQUEST = "request"
    STAFF = "staff"


class FeedbackState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    IN_ACTION = "in_action"
    DONE = "done"


class Happened(StrEnum):
    CHANGED = "changed"
    ANSWERED = "answered"
    JOINED = "joined"
    ACTION_CLOSED = "action_closed"
    DONE = "done"


class Way(StrEnum):
    """How somebody was answered. MESSAGE is sent by the house, at the request or in the conversation."""

    MESSAGE = "message"
    PHONE = "phone"
    IN_PERSON = "in_person"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A line of its history. `id` is a natural key: the same line twice is one. `before`: what was, of what changed."""

    id: str
    what: Happened
    by: str
    at: datetime
    text: str = ""
    way: Way | None = None
    before: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One thing that somebody said. `source_id` is the task or the request that it was said in.

    `said_by`: who, as staff wrote it down; empty of what is `anonymous`. `heard_by`: of what staff wrote down, who.
    `answer_due_at`: of a complaint. `action_id`: the latest action that joins it, and whether that is over.
    """

    id: FeedbackId
    organisation_id: OrganisationId
    kind: FeedbackKind
    department_id: DepartmentId
    source: Source
    source_id: str
    subject_id: SubjectId | None
    said_by: str
    heard_by: str
    anonymous: bool
    text: str
    heard_at: datetime
    answer_due_at: datetime | None
    notes: tuple[Note, ...] = ()
    action_id: ActionId | None = None
    action_closed: bool = False
    answered_at: datetime | None = None
    done_at: datetime | None = None
    version: int | None = None

    @property
    def state(self) -> FeedbackState:
        """Done when somebody said so, or its action is over and it was answered."""
        if self.done_at or (self.action_closed and self.answered_at):
            return FeedbackState.DONE
        if self.action_id and not self.action_closed:
            return FeedbackState.IN_ACTION
        return FeedbackState.ANSWERED if self.answered_at else FeedbackState.OPEN

    def has(self, note_id: str) -> bool:
        return any(it.id == note_id for it in self.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackRow:
    """One of them in a list: enough to choose and to count. `due_at`: when an answer is due that was not given yet."""

    id: FeedbackId
    heard_at: datetime
    kind: FeedbackKind
    state: FeedbackState
    department_id: DepartmentId
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Something that was said with the patient: by them, or by the house."""

    at: datetime
    theirs: bool
    by: str
    text: str
