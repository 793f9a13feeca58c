"""The patient of a task is called up from its page, by who does it or by who looks again."""

from frontdesk.followup.model import Task, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import why_not_do, why_not_look_again, why_not_see
from frontdesk.followup.rules.steps import IN_REVIEW, Move, dialled, level_of, why_not_work
from frontdesk.followup.usecases._change import change, staff
from frontdesk.kernel.ids import OrganisationId


def dial_patient(
    *, organisation_id: OrganisationId, task_id: TaskId, call_id: str, member: Member, ports: TaskPorts
) -> Task:
    """The task with the call on it. First the task says so, then it is dialled: no call is on that no task knows of.

    Asked for again under the same id it is the same call. Who looks again has no lease: nothing comes of their call but
    what they write down.
    """

    def says(task: Task) -> Move | None:
        if task.state in IN_REVIEW:
            if no := why_not_see(member, task) or why_not_look_again(member, task, level_of(task)):
                raise no
            return None
        if refusal := why_not_see(member, task) or why_not_do(member, task):
            raise refusal
        now = ports.clock()
        if no := why_not_work(task, member.id, now=now):
            raise no
        if task.lease is not None and task.lease.call_id == call_id:
            return None
        return dialled(task, member.id, call_id, ports.policy(organisation_id), now=now)

    task = change(organisation_id, task_id, says, by=staff(member.id), ports=ports)
    ports.dial(task, member.id, call_id)
    return task
