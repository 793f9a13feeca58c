"""What conversations need from the outside."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import ContactKey, OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Address, Kind, Message
from frontdesk.messaging.model.threads import Line, LineId, Thread
from frontdesk.messaging.ports import Outbox
from frontdesk.patients.model import Subject


class Threads(Protocol):
    """What is said with a contact point. A line is stored once under its id, in the thread of its contact."""

    def first_said(self, line: Line) -> Line:
        """The line as of when one of its id was said first, which it is from now on: a provider may not tell when."""

    def add(self, line: Line, *facts: Event) -> Line:
        """Store the line and its facts in one write; one of its id that is there stays as it is. As it is stored.

        It must have been `first_said`.
        """

    def get(self, organisation_id: OrganisationId, contact_key: ContactKey, line_id: LineId) -> Line:
        """Raise NotFound when that thread of this organisation has no such line."""

    def decide(self, line: Line, decided: str) -> str:
        """Write down what a reply is taken to mean, unless that was done; what stands."""

    def head(self, organisation_id: OrganisationId, contact_key: ContactKey) -> Thread | None:
        """The conversation itself; None where nothing was ever said."""

    def open(self, thread: Thread) -> None:
        """Store the conversation as it is with `last_at`; one in which something was said then, or later, stays."""

    def settle(
        self, organisation_id: OrganisationId, contact_key: ContactKey, *, seen: datetime, at: datetime
    ) -> bool:
        """It waits for nobody any more, as of `at`. False when something was said in it after what was `seen`."""

    def settle_answered(self, reply: Line) -> bool:
        """It waits for nobody any more, where nothing but this reply made it wait: an older one may be unread."""

    def lines(self, organisation_id: OrganisationId, contact_key: ContactKey, *, most: int) -> Sequence[Line]:
        """The newest so many of each side, in order."""

    def conversations(self, organisation_id: OrganisationId, *, waiting: bool, most: int) -> Sequence[Thread]:
        """Those that wait for staff, or those that do not, the newest first."""


@dataclass(frozen=True, slots=True)
class ThreadPorts:
    """`key_of`: what stands for an address of a kind; `people` behind it, the newest first.

    `reached`: a subject, and their addresses by what stands for each; `named`: subjects by id. `language`: what a
    clinic writes in to whom it does not know. `opt`: whether messages are wanted at an address. `record`: the trail.
    """

    threads: Threads
    outbox: Outbox
    queue: Callable[[Message], None]
    key_of: Callable[[OrganisationId, Kind, str], ContactKey]
    people: Callable[[OrganisationId, ContactKey], Sequence[Subject]]
    reached: Callable[[OrganisationId, SubjectId], tuple[Subject, Mapping[ContactKey, Address]]]
    named: Callable[[OrganisationId, Collection[SubjectId]], Mapping[SubjectId, Subject]]
    language: Callable[[OrganisationId], Language]
    opt: Callable[[OrganisationId, Kind, str, bool], None]
    record: Callable[[AuditEntry], None]
    clock: Clock
