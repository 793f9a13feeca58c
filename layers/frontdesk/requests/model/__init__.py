"""The nouns of requests: what a patient asked for, and what became of it. FHIR Task."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from frontdesk.documents.model import Document
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import (
    ContactKey,
    DepartmentId,
    EntryId,
    LocationId,
    OrganisationId,
    ReleaseId,
    RequestId,
    StaffId,
    SubjectId,
)
from frontdesk.kernel.language import Language


class RequestType(StrEnum):
    """What is asked for. `MESSAGE` is what somebody wrote to the clinic's number, and no form: a task for staff."""

    PRESCRIPTION = "prescription"
    FINDINGS = "findings"
    SICK_NOTE = "sick_note"
    REFERRAL = "referral"
    APPOINTMENT = "appointment"
    CALLBACK = "callback"
    MESSAGE = "message"
    PRAISE = "praise"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"


FEEDBACK = frozenset({RequestType.PRAISE, RequestType.COMPLAINT, RequestType.SUGGESTION})
"""What is said of the house: staff answer it like any request, and follow-up has a list of it."""


class RequestStatus(StrEnum):
    RECEIVED = "received"
    WAITING = "waiting"
    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class View(StrEnum):
    """The three piles on a receptionist's desk: for us to do, with the patient, closed."""

    OPEN = "open"
    ASKED = "asked"
    CLOSED = "closed"


VIEW: Mapping[RequestStatus, View] = {
    RequestStatus.RECEIVED: View.OPEN,
    RequestStatus.WAITING: View.OPEN,
    RequestStatus.ASKED: View.ASKED,
    RequestStatus.ANSWERED: View.CLOSED,
    RequestStatus.DECLINED: View.CLOSED,
    RequestStatus.WITHDRAWN: View.CLOSED,
    RequestStatus.EXPIRED: View.CLOSED,
}


class EntryKind(StrEnum):
    """What an entry of the thread says. Patients see them all."""

    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    ESCALATED = "escalated"
    QUESTION = "question"
    REPLY = "reply"
    ANSWER = "answer"
    DECLINE = "decline"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    ATTACHMENT = "attachment"


class Due(StrEnum):
    """How urgent an open request is: overdue (red), due on this local day (yellow), ahead (black)."""

    AHEAD = "ahead"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`id` is the natural key of what was said: the same entry twice is one. `document`: the file of an attachment."""

    id: EntryId
    at: datetime
    by: Actor
    kind: EntryKind
    text: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question as the patient saw it and what they answered, in the language of the request."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`due_at`, `gives_up_at`, `reply_by` are absolute: no restart of anything moves them.

    `attempt` numbers the execution that waits for this request.
    `files_welcome`: how many files the clinic's form invited the patient to add.
    `contact_key`: where a message came from and is answered, empty for all else.
    `settled_at` is set when the patient has been told how it ended and nothing waits any more.
    """

    id: RequestId
    organisation_id: OrganisationId
    type: RequestType
    subject_id: SubjectId
    location_id: LocationId
    department_id: DepartmentId
    language: Language
    release_id: ReleaseId
    submitted_at: datetime
    due_at: datetime
    gives_up_at: datetime
    answers: tuple[Answer, ...]
    thread: tuple[Entry, ...]
    status: RequestStatus = RequestStatus.RECEIVED
    reply_by: datetime | None = None
    escalated_at: datetime | None = None
    closed_at: datetime | None = None
    settled_at: datetime | None = None
    files_welcome: int = 0
    contact_key: ContactKey | None = None
    attempt: int = 1
    version: int | None = None

    @property
    def view(self) -> View:
        return VIEW[self.status]

    @property
    def reference(self) -> str:
        """What a patient can say on the phone: eight characters of the id, never a secret."""
        return f"{self.id[:4]}-{self.id[4:8]}".upper()

    @property
    def is_message(self) -> bool:
        return self.type is RequestType.MESSAGE

    @property
    def is_feedback(self) -> bool:
        return self.type in FEEDBACK

    @property
    def questions(self) -> int:
        """How often staff have asked back."""
        return sum(entry.kind is EntryKind.QUESTION for entry in self.thread)

    def has(self, entry_id: EntryId) -> bool:
        return any(entry.id == entry_id for entry in self.thread)

    def changed(self, entry: Entry, *, status: RequestStatus, **changes: object) -> "Request":
        """The request after the entry; a status of the closed pile closes it at the entry's instant."""
        if VIEW[status] is View.CLOSED:
            changes["closed_at"] = entry.at
        return replace(self, status=status, thread=(*self.thread, entry), **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One line of the inbox: what the list shows, without the thread."""

    id: RequestId
    type: RequestType
    status: RequestStatus
    subject_id: SubjectId
    location_id: LocationId
    department_id: DepartmentId
    submitted_at: datetime
    due_at: datetime
    escalated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """Rows with their place in the pile, in order. `after` is the place that continues the list; None at its end."""

    placed: tuple[tuple[str, InboxRow], ...]
    after: str | None

    @property
    def rows(self) -> tuple[InboxRow, ...]:
        return tuple(row for _, row in self.placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """What the machine does next: `phase` it is in, and for how many whole seconds it may wait there (at least 1)."""

    phase: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """As much of a member of staff as requests need: whose desk, and whether they lead."""

    id: StaffId
    departments: frozenset[DepartmentId]
