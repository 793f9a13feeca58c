"""What patients say, put together for the cloud. Called once per cold start."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.followup.model.feedback import Feedback, Note, Spoken
from frontdesk.followup.ports.feedback import Contacts, FeedbackPorts
from frontdesk.followup.storage import DynamoActions, DynamoFeedback, DynamoTasks
from frontdesk.followup.usecases._planned import PlannedTasks
from frontdesk.followup.wiring.tasks import policy_of, task_ports
from frontdesk.hospital.wiring import hospital_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import DepartmentId, OrganisationId, StaffId, SubjectId
from frontdesk.requests.wiring import requests_ports


def feedback_ports(contacts: Contacts | None = None) -> FeedbackPorts:
    """`contacts` shows and answers people; functions that only hear of what was said leave it out."""
    catalogue = catalogue_ports()

    def departments(organisation_id: OrganisationId) -> Collection[DepartmentId]:
        return [it.id for it in read_catalogue(organisation_id=organisation_id, ports=catalogue).departments]

    return FeedbackPorts(
        box=DynamoFeedback(),
        actions=DynamoActions(),
        policy=policy_of,
        departments=departments,
        tasks=PlannedTasks(task_ports()),
        task=DynamoTasks().get,
        request=requests_ports().requests.get,
        subjects=hospital_ports().subjects,
        contacts=contacts or _Nobody(),
        record=partial(record_deed, ports=audit_ports()),
        clock=system_clock,
    )


@dataclass(frozen=True, slots=True)
class _Nobody:
    """`Contacts` of a function that talks with nobody."""

    def thread(self, _it: Feedback, _staff_id: StaffId) -> Sequence[Spoken]:
        return ()

    def waiting(self, _organisation_id: OrganisationId) -> Mapping[SubjectId, datetime]:
        return {}

    def reachable(self, _it: Feedback) -> bool:
        return False

    def send(self, it: Feedback, _note: Note) -> None:
        raise AssertionError(it.id)
