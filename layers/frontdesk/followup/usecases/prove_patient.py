"""Somebody has the link to a form; a second proof shows that it is the patient."""

from datetime import date, timedelta

from frontdesk.audit.model import AuditEntry
from frontdesk.followup.errors import ProofLocked, WrongProof
from frontdesk.followup.model import TaskId
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId

TRIES_A_DAY = 5
TRIES_KEPT_FOR = timedelta(days=2)


def prove_patient(
    *, organisation_id: OrganisationId, task_id: TaskId, birth_date: date | None, ports: TaskPorts
) -> None:
    """Return when the date of birth is the patient's. WrongProof with `tries_left`; ProofLocked until tomorrow, UTC.

    A try is used up before anything is compared, so that guesses made at once are counted one by one. NotFound where
    nothing is on record of them any more.
    """
    task, now = ports.tasks.get(organisation_id, task_id), ports.clock()
    left = ports.tasks.take_try(
        organisation_id, task_id, on=f"{now:%Y-%m-%d}", most=TRIES_A_DAY, until=now + TRIES_KEPT_FOR
    )
    if left is None:
        raise ProofLocked
    subject = ports.subjects(organisation_id, {task.subject_id}).get(task.subject_id)
    if subject is None:
        raise NotFound(task_id=task_id)
    if birth_date != subject.birth_date:
        raise WrongProof(tries_left=left) if left else ProofLocked
    ports.record(
        AuditEntry.look(
            organisation_id,
            "FormOpened",
            by=Actor(ActorKind.PATIENT, task.subject_id),
            at=now,
            about=task.id,
            subject_id=task.subject_id,
            department_id=task.department_id,
        )
    )
