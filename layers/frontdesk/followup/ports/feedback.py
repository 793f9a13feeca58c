"""What is needed to keep what patients say, and to answer them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from frontdesk.audit.model import AuditEntry
from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.model.actions import FeedbackId
from frontdesk.followup.model.feedback import Feedback, FeedbackRow, Note, Spoken
from frontdesk.followup.model.plans import Policy
from frontdesk.followup.ports import NewTasks
from frontdesk.followup.ports.tasks import Actions
from frontdesk.kernel.clock import Clock
from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import DepartmentId, OrganisationId, RequestId, StaffId, SubjectId
from frontdesk.patients.model import Subject
from frontdesk.requests.model import Request


class FeedbackBox(Protocol):
    def add(self, it: Feedback, *facts: Event) -> bool:
        """Store a new one; False where there is one of that id."""

    def write(self, it: Feedback, *facts: Event) -> Feedback:
        """Store it in place of its version; Conflict where that is no longer so."""

    def get(self, organisation_id: OrganisationId, feedback_id: FeedbackId) -> Feedback:
        """NotFound for none."""

    def read(self, organisation_id: OrganisationId, ids: Collection[FeedbackId]) -> Sequence[Feedback]:
        """Those that there are, in that order."""

    def listed(
        self,
        organisation_id: OrganisationId,
        *,
        is_done: bool,
        begins: datetime | None,
        ends: datetime | None,
        most: int,
    ) -> Sequence[FeedbackRow]:
        """Those that are done, or are not, heard from `begins` until before `ends`; the latest first: one query."""

    def of_subject(self, organisation_id: OrganisationId, subject_id: SubjectId) -> Sequence[Feedback]:
        """All that is known to be of a patient, the latest first."""


class Contacts(Protocol):
    """Whoever said something: in the request that they wrote, or in the conversation with the patient."""

    def thread(self, it: Feedback, staff_id: StaffId) -> Sequence[Spoken]:
        """What was said with them; empty where nobody knows who they are. The look is of that member of staff."""

    def waiting(self, organisation_id: OrganisationId) -> Mapping[SubjectId, datetime]:
        """Who wrote what nobody has read to the end yet, and when something was said in there last."""

    def reachable(self, it: Feedback) -> bool:
        """Whether they can be written to."""

    def send(self, it: Feedback, note: Note) -> None:
        """Answer them, once under the note's id, whatever becomes of us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPorts:
    """`tasks`: as planning asks of them; `task`, `request`: one, NotFound for none."""

    box: FeedbackBox
    actions: Actions
    policy: Callable[[OrganisationId], Policy]
    departments: Callable[[OrganisationId], Collection[DepartmentId]]
    tasks: NewTasks
    task: Callable[[OrganisationId, TaskId], Task]
    request: Callable[[OrganisationId, RequestId], Request]
    subjects: Callable[[OrganisationId, Collection[SubjectId]], Mapping[SubjectId, Subject]]
    contacts: Contacts
    record: Callable[[AuditEntry], None]
    clock: Clock
