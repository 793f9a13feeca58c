"""What requests need from the outside, in their own words."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frontdesk.audit.model import AuditEntry
from frontdesk.catalogue.model import Deadlines
from frontdesk.documents.model import Document, DocumentId, Upload
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import DepartmentId, OrganisationId, RequestId, StaffId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Message
from frontdesk.patients.model import Subject
from frontdesk.requests.model import Entry, InboxPage, Request, View, Wait


class Requests(Protocol):
    def get(self, organisation_id: OrganisationId, request_id: RequestId) -> Request:
        """Raise NotFound when this organisation has none of that id."""

    def add(self, request: Request, *facts: Event) -> bool:
        """Store a new request and its facts in one write; False, and nothing stored, when the id is taken."""

    def save(self, request: Request, *facts: Event) -> Request:
        """Store a changed request and its facts in one write; the request as stored.

        Conflict, and nothing stored, when it changed since it was read.
        """

    def inbox(
        self, organisation_id: OrganisationId, department_id: DepartmentId, view: View, *, after: str | None
    ) -> InboxPage:
        """One page of a department's pile: by due date, the closed pile latest first. At most 50 rows."""

    def running(self, organisation_id: OrganisationId, *, before: datetime | None) -> Iterable[RequestId]:
        """Requests that are not settled; with `before`, only those for which the machine must act before it."""

    def take_try(
        self, organisation_id: OrganisationId, request_id: RequestId, *, on: str, most: int, until: datetime
    ) -> int | None:
        """Use up one of `most` tries of the day `on`, kept until `until`: how many are left, None when none was."""

    def park(self, organisation_id: OrganisationId, request_id: RequestId, token: str) -> None:
        """Remember where the request's execution waits."""

    def parked(self, organisation_id: OrganisationId, request_id: RequestId) -> str | None:
        """Where it waited last, None when it never did."""


class Machine(Protocol):
    """The process that waits: one execution per request and attempt."""

    def start(self, request: Request, wait: Wait) -> None:
        """Start the execution of this attempt; a second start of the same attempt changes nothing."""

    def wake(self, token: str, wait: Wait) -> bool:
        """Let an execution that waits under the token go on; False when it waits no more."""

    def is_running(self, request: Request) -> bool | None:
        """Whether the execution of this attempt runs; None when it was never started."""


@dataclass(frozen=True, slots=True)
class RequestsPorts:
    """`leads`: who is told of an overdue request, with the language each reads. `link`, `console_link`: addresses.

    A file: `announce` its sending and where to go after it, `inspect` what arrived, `discard` it from quarantine, and
    `give` it away by an address that soon ends. `write_back`: say a text where a message came from, or nothing, by an
    entry of its thread; its conversation waits for nobody then.
    """

    requests: Requests
    machine: Machine
    register: Callable[[Subject], None]
    subject: Callable[[OrganisationId, SubjectId], Subject]
    subjects: Callable[[OrganisationId, Collection[SubjectId]], Mapping[SubjectId, Subject]]
    deadlines: Callable[[OrganisationId], Deadlines]
    leads: Callable[[OrganisationId, DepartmentId], Iterable[tuple[StaffId, Language]]]
    queue: Callable[[Message], None]
    record: Callable[[AuditEntry], None]
    write_back: Callable[[Request, Entry], None]
    link: Callable[[OrganisationId, RequestId], str]
    console_link: Callable[[RequestId], str]
    announce: Callable[[Request, DocumentId, str], Upload]
    inspect: Callable[[Request, DocumentId], Document]
    discard: Callable[[Request, DocumentId], None]
    give: Callable[[Request, Document], str]
    organisations: Callable[[], Iterable[OrganisationId]]
    clock: Clock
