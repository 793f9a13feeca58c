"""What patients say, put together for the cloud. Called once per cold start."""

from collections.abc import Collection
from functools import partial

from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.storage import DynamoActions, DynamoFeedback, DynamoTasks
from frontdesk.followup.usecases._planned import PlannedTasks
from frontdesk.followup.wiring.contacts import Contacts
from frontdesk.followup.wiring.tasks import policy_of, task_ports
from frontdesk.hospital.wiring import hospital_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import DepartmentId, OrganisationId
from frontdesk.messaging.wiring.threads import thread_ports
from frontdesk.requests.wiring import requests_ports


def feedback_ports() -> FeedbackPorts:
    catalogue, requests = catalogue_ports(), requests_ports()
    contacts = Contacts(requests, thread_ports())

    def departments(organisation_id: OrganisationId) -> Collection[DepartmentId]:
        return [it.id for it in read_catalogue(organisation_id=organisation_id, ports=catalogue).departments]

    return FeedbackPorts(
        box=DynamoFeedback(),
        actions=DynamoActions(),
        policy=policy_of,
        departments=departments,
        tasks=PlannedTasks(task_ports()),
        task=DynamoTasks().get,
        request=requests.requests.get,
        subjects=hospital_ports().subjects,
        thread=contacts.thread,
        reachable=contacts.reachable,
        send=contacts.send,
        record=partial(record_deed, ports=audit_ports()),
        clock=system_clock,
    )
