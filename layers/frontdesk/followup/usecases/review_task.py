"""Level 2 verifies a case, level 3 spot-checks it: somebody else than who did it."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from frontdesk.followup.errors import ReasonMissing
from frontdesk.followup.model import Agreement, Attempt, Level, NoContact, Review, Task, TaskId, Verdict
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import Channel
from frontdesk.followup.ports.tasks import TaskPorts
from frontdesk.followup.rules.rights import why_not_look_again, why_not_see
from frontdesk.followup.rules.steps import Move, reviewed, why_not_again, why_not_review
from frontdesk.followup.usecases._change import change, staff
from frontdesk.kernel.ids import OrganisationId

NO_TOPICS: Mapping[str, int] = MappingProxyType({})


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
    topics: Mapping[str, int] = NO_TOPICS,
    call_id: str = "",
    member: Member,
    ports: TaskPorts,
) -> Task:
    """The task with the review; said again, as it is. Given back without a word why: ReasonMissing.

    `again_on`: until when it is to be done again, three days from now if nothing is said; OutsideWindow for a day that
    is gone, or is more than a month away.

    `topics`: how content the patient is with what, 1 to 5. `call_id`: the call that they had on it, over with this.

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
            topics=topics,
            by=member.id,
            at=now,
        )
        today = now.astimezone(ports.zone(organisation_id, task.location_id)).date()
        if no := why_not_again(review, today):
            raise no
        return reviewed(task, review, today=today)

    task = change(organisation_id, task_id, says, by=staff(member.id), ports=ports)
    if call_id:
        asked = agreement is not None or satisfaction is not None or bool(said.strip() or topics)
        ports.hang_up(task, member.id, _call(call_id, member, asked=asked, ports=ports))
    return task


def _call(call_id: str, member: Member, *, asked: bool, ports: TaskPorts) -> Attempt:
    """The call as messaging is told of it: none of the task's tries."""
    return Attempt(
        number=1,
        at=ports.clock(),
        by=member.id,
        channel=Channel.PHONE,
        reason=None if asked else NoContact.NO_ANSWER,
        call_id=call_id,
    )


def _has_said(task: Task, level: Level, verdict: Verdict, member: Member) -> bool:
    """Whether the latest review is theirs already, and the case has gone on since."""
    if not task.reviews or why_not_review(task, level) is None:
        return False
    it = task.reviews[-1]
    return (it.level, it.verdict, it.by) == (level, verdict, member.id)
