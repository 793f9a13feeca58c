"""Level 2 verifies a case, level 3 spot-checks it: somebody else than who did it."""

from datetime import date

from frontdesk.followup.errors import ReasonMissing
from frontdesk.followup.model import Agreement, Level, Review, Task, TaskId, Verdict
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import why_not_look_again, why_not_see
from frontdesk.followup.rules.steps import Move, reviewed, why_not_again, why_not_review
from frontdesk.followup.usecases._change import change, staff
from frontdesk.kernel.ids import OrganisationId


def review_task(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    task_id: TaskId,
    level: Level,
    verdict: Verdict,
    score: int | None,
    satisfaction: int | None,
    remark: str,
    agreement: Agreement | None = None,
    said: str = "",
    again_on: date | None = None,
    member: Member,
    ports: TaskPorts,
) -> Task:
    """The task with the review; said again, as it is. Given back without a word why: ReasonMissing.

    `again_on`: until when it is to be done again, three days from now if nothing is said; OutsideWindow for a day that
    is gone, or is more than a month away.

    OwnCase, OwnDepartment for who is not independent of it; TaskOver when it does not wait for that level.
    """
    if verdict is Verdict.REWORK and not remark.strip():
        raise ReasonMissing(task_id=task_id)

    def says(task: Task) -> Move | None:
        if refusal := why_not_see(member, task) or why_not_look_again(member, task, level):
            if _has_said(task, level, verdict, member):
                return None
            raise refusal
        if _has_said(task, level, verdict, member):
            return None
        if no := why_not_review(task, level):
            raise no
        now = ports.clock()
        review = Review(
            level=level,
            verdict=verdict,
            score=score,
            satisfaction=satisfaction,
            remark=remark.strip(),
            agreement=agreement,
            said=said.strip(),
            again_on=again_on if verdict is Verdict.REWORK else None,
            by=member.id,
            at=now,
        )
        today = now.astimezone(ports.zone(organisation_id, task.location_id)).date()
        if no := why_not_again(review, today):
            raise no
        return reviewed(task, review, today=today)

    return change(organisation_id, task_id, says, by=staff(member.id), ports=ports)


def _has_said(task: Task, level: Level, verdict: Verdict, member: Member) -> bool:
    """Whether the latest review is theirs already, and the case has gone on since."""
    if not task.reviews or why_not_review(task, level) is None:
        return False
    it = task.reviews[-1]
    return (it.level, it.verdict, it.by) == (level, verdict, member.id)
