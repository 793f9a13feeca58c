"""Several calls are given to somebody else at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.followup.errors import ReasonMissing
from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import Role
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import why_not_see, why_not_steer_it
from frontdesk.followup.usecases._task_looks import record_look_at
from frontdesk.followup.usecases.reassign_task import reassign_task
from frontdesk.kernel.errors import Conflict, FrontdeskError, Refusal
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.patients.model import Subject

AT_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What somebody marked in the list, as far as it is theirs to give, and whose it is."""

    tasks: Sequence[Task]
    subjects: Mapping[SubjectId, Subject]


def choose_tasks(
    *, organisation_id: OrganisationId, task_ids: Collection[TaskId], member: Member, ports: TaskPorts
) -> Chosen:
    """At most a hundred; what is not theirs is not there. Each look is in the trail."""
    ids = list(dict.fromkeys(task_ids))[:AT_MOST]
    tasks = [
        it
        for it in ports.tasks.read(organisation_id, ids)
        if not why_not_see(member, it) and not why_not_steer_it(member, it)
    ]
    for it in tasks:
        record_look_at(it, member=member, ports=ports)
    subjects = ports.subjects(organisation_id, {it.subject_id for it in tasks}) if tasks else {}
    return Chosen(tasks=tasks, subjects=subjects)


def reassign_many(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    tasks: Collection[Task],
    role: Role,
    to: Member | None,
    why: str,
    member: Member,
    ports: TaskPorts,
) -> Mapping[TaskId, FrontdeskError]:
    """Those that could not be given, and why: somebody has one in hand, it is over, it is none of theirs to make.

    ReasonMissing, and none is given, where nothing is said why.
    """
    if not why.strip():
        raise ReasonMissing
    left: dict[TaskId, FrontdeskError] = {}
    for it in tasks:
        try:
            reassign_task(
                organisation_id=organisation_id,
                task_id=it.id,
                role=role,
                to=to,
                why=why,
                member=member,
                ports=ports,
            )
        except (Refusal, Conflict) as no:
            left[it.id] = no
    return left
