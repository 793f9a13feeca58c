"""Tasks and corrective actions put together for the cloud. Called once per cold start."""

import os
from collections.abc import Callable, Collection, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from frontdesk.access.model import Role, Staff
from frontdesk.access.ports import AccessPorts
from frontdesk.access.usecases.staff_by_id import staff_by_id
from frontdesk.access.usecases.who_answers import who_answers
from frontdesk.access.wiring import access_ports
from frontdesk.audit.usecases.read_trail import read_trail
from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.followup.gateways.step_functions import StepFunctionsMachine
from frontdesk.followup.model import Task
from frontdesk.followup.model.actions import CorrectiveAction
from frontdesk.followup.model.plans import Plan, PlanId, Policy
from frontdesk.followup.ports.tasks import ActionPorts, TaskPorts, WaitPorts
from frontdesk.followup.rules.actions import TO_JUDGE
from frontdesk.followup.rules.instants import REMINDED
from frontdesk.followup.rules.laid_down import book_or_usual
from frontdesk.followup.storage import DynamoActions, DynamoBooks, DynamoPlans, DynamoTasks
from frontdesk.followup.usecases._waits import ActionWaits, TaskWaits
from frontdesk.followup.wiring.forms import form_message, newest_revision, questionnaire_of
from frontdesk.followup.wiring.telephone import Telephone
from frontdesk.hospital.model import Encounter
from frontdesk.hospital.model import StaffMember as Reader
from frontdesk.hospital.usecases.chart_of import chart_of
from frontdesk.hospital.wiring import hospital_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import DepartmentId, LocationId, MessageId, OrganisationId, StaffId
from frontdesk.messaging.model import Message, Recipient, RecipientKind
from frontdesk.messaging.usecases.queue_message import queue_message
from frontdesk.messaging.wiring import messaging_ports
from frontdesk.messaging.wiring.calls import calls_ports

TASK_MACHINE, ACTION_MACHINE = "FOLLOWUP_TASK_MACHINE", "CORRECTIVE_ACTION_MACHINE"
ALL_LEADS = 3
"""At this step of a corrective action it is no longer the department alone that is told."""


def task_ports() -> TaskPorts:
    catalogue, wards, access = catalogue_ports(), hospital_ports(), access_ports()
    telephone = Telephone(calls=calls_ports(), catalogue=catalogue)

    def zone(organisation_id: OrganisationId, location_id: LocationId) -> ZoneInfo:
        there = read_catalogue(organisation_id=organisation_id, ports=catalogue).locations
        return next(it.zone for it in there if it.id == location_id)

    def chart(task: Task, staff_id: StaffId) -> Sequence[Encounter]:
        reader = Reader(id=staff_id, locations=frozenset({task.location_id}))
        return chart_of(
            organisation_id=task.organisation_id, subject_id=task.subject_id, staff=reader, ports=wards
        )

    def plan(organisation_id: OrganisationId, plan_id: PlanId) -> Plan | None:
        try:
            return DynamoPlans().get(organisation_id, plan_id)
        except NotFound:
            return None

    def tell(task: Task, step: int) -> None:
        whom = who_answers(organisation_id=task.organisation_id, ports=access)(task.department_id)
        if step == REMINDED and task.owner is not None:
            whom = (staff_by_id(organisation_id=task.organisation_id, staff_id=task.owner, ports=access),)
        _tell(task.organisation_id, f"{task.id}-{task.due_on:%Y%m%d}-{step}", f"tasks/{task.id}", whom)

    def ask(task: Task) -> bool:
        subject = wards.subjects(task.organisation_id, {task.subject_id}).get(task.subject_id)
        message = form_message(task, subject, now=system_clock())
        if message is not None:
            # Without a fact: it goes with the next minute's tick, which asks whether it still stands.
            messaging_ports().outbox.add(message)
        return message is not None

    return TaskPorts(
        tasks=DynamoTasks(),
        policy=policy_of,
        zone=zone,
        subjects=wards.subjects,
        chart=chart,
        dial=telephone.dial,
        heard=telephone.heard,
        hang_up=telephone.hang_up,
        correct=telephone.correct,
        plan=plan,
        trail=lambda here, whose: read_trail(organisation_id=here, subject_id=whose, ports=audit_ports()),
        tell=tell,
        newest=newest_revision,
        questionnaire=questionnaire_of,
        ask=ask,
        record=partial(record_deed, ports=audit_ports()),
        clock=system_clock,
    )


def action_ports() -> ActionPorts:
    catalogue, access = catalogue_ports(), access_ports()

    def departments(organisation_id: OrganisationId) -> Collection[DepartmentId]:
        return [it.id for it in read_catalogue(organisation_id=organisation_id, ports=catalogue).departments]

    def heads(organisation_id: OrganisationId) -> Callable[[DepartmentId], Collection[StaffId]]:
        whom = who_answers(organisation_id=organisation_id, ports=access)
        return lambda department_id: [it.id for it in whom(department_id)]

    def answering(action: CorrectiveAction) -> tuple[Staff, ...]:
        return who_answers(organisation_id=action.organisation_id, ports=access)(action.department_id)

    def tell(action: CorrectiveAction, step: int) -> None:
        here = action.organisation_id
        leads = _all_leads(here, access) if step >= ALL_LEADS else ()
        whom = leads or answering(action)
        _tell(here, f"{action.id}-{len(action.said)}-{step}", f"actions/{action.id}", whom)

    def notify(action: CorrectiveAction) -> None:
        here = action.organisation_id
        whom = (
            (staff_by_id(organisation_id=here, staff_id=action.raised_by, ports=access),)
            if action.state in TO_JUDGE
            else answering(action)
        )
        _tell(here, f"{action.id}-{len(action.said)}", f"actions/{action.id}", whom, template="staff_action")

    return ActionPorts(
        actions=DynamoActions(),
        policy=policy_of,
        departments=departments,
        heads=heads,
        calls=DynamoTasks().read,
        tell=tell,
        notify=notify,
        record=partial(record_deed, ports=audit_ports()),
        clock=system_clock,
    )


def task_waits(ports: TaskPorts) -> WaitPorts:
    return WaitPorts(
        waits=TaskWaits(ports),
        machine=StepFunctionsMachine(TASK_MACHINE),
        clock=ports.clock,
    )


def action_waits(ports: ActionPorts) -> WaitPorts:
    return WaitPorts(
        waits=ActionWaits(ports),
        machine=StepFunctionsMachine(ACTION_MACHINE),
        clock=ports.clock,
    )


def policy_of(organisation_id: OrganisationId) -> Policy:
    """What the clinic laid down, or what is usual."""
    return book_or_usual(organisation_id, DynamoBooks().get(organisation_id)).policy


def _all_leads(organisation_id: OrganisationId, access: AccessPorts) -> tuple[Staff, ...]:
    everybody = access.staff.everybody(organisation_id)
    return tuple(it for it in everybody if it.active and it.role is Role.LEAD)


def _tell(
    organisation_id: OrganisationId,
    key: str,
    where: str,
    whom: Sequence[Staff],
    *,
    template: str = "staff_followup",
) -> None:
    for it in whom:
        queue_message(
            Message(
                id=MessageId(f"{key}-{it.id}"),
                organisation_id=organisation_id,
                recipient=Recipient(RecipientKind.STAFF, it.id),
                template=template,
                language=it.language,
                queued_at=system_clock(),
                parameters={"link": f"{os.environ['PUBLIC_URL']}/console/followup/{where}"},
            ),
            ports=messaging_ports(),
        )
