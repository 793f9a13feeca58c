"""Who may see and do what with a task (followup.md, 2.5). Unknown and forbidden look the same: NotFound."""

from dataclasses import replace

from frontdesk.followup.errors import NotTheirTask
from frontdesk.followup.model import Level, State, Task, Verdict
from frontdesk.followup.model.lists import Pile, Row
from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.model.plans import Role
from frontdesk.followup.rules.sampling import may_review
from frontdesk.kernel.errors import NotFound, Refusal

OVERSEE = frozenset({Right.VERIFY, Right.LEAD})


def why_not_see(member: Member, task: Task) -> NotFound | None:
    """Level 1 sees its own and what lies with its departments; the centre and the leaders see all."""
    if member.rights & OVERSEE:
        return None
    theirs = task.owner == member.id or (
        task.role is Role.DEPARTMENT and task.department_id in member.departments
    )
    return None if Right.CALL in member.rights and theirs else NotFound(task_id=task.id)


def why_not_do(member: Member, task: Task) -> NotFound | None:
    """Level 1 is done by the department that has it, or by the centre where it has it; by no leader and no other."""
    needed = Right.VERIFY if task.role is Role.CENTRE else Right.CALL
    if needed not in member.rights or (needed is Right.CALL and task.department_id not in member.departments):
        return NotFound(task_id=task.id)
    return None


def why_not_steer_it(member: Member, task: Task, *, only_edit: bool = False) -> NotFound | None:
    """The centre and the leaders give it to others and stop it; level 1 changes its own drafts, and that alone."""
    if member.rights & OVERSEE:
        return None
    own_draft = only_edit and task.state is State.DRAFT and why_not_see(member, task) is None
    return None if own_draft else NotFound(task_id=task.id)


def why_not_give(task: Task, role: Role, to: Member | None) -> Refusal | None:
    """Somebody is given what they may do; None is the whole department, or the whole centre."""
    if to is None or why_not_do(to, replace(task, role=role)) is None:
        return None
    return NotTheirTask(task_id=task.id)


def why_not_look_again(member: Member, task: Task, level: Level) -> NotFound | Refusal | None:
    """Level 2 is the centre's, level 3 the leaders'; and never who did it, nor a leader of its own department."""
    needed = Right.VERIFY if level is Level.CENTRE else Right.LEAD
    if needed not in member.rights:
        return NotFound(task_id=task.id)
    return may_review(member.id, member.departments, task, level)


def why_not_list(member: Member, pile: Pile, of: str) -> NotFound | None:
    """Own and one's departments' lists are level 1's; all others are the centre's and the leaders'."""
    if Right.CALL in member.rights and (
        (pile is Pile.OWN and of == member.id) or (pile is Pile.DEPARTMENT and of in member.departments)
    ):
        return None
    if Right.VERIFY in member.rights and pile not in {Pile.LEVEL3, Pile.LOCKED}:
        return None
    if Right.LEAD in member.rights and pile is not Pile.LOCKED:
        return None
    return NotFound(pile=pile.value)


def why_not_see_persons(member: Member) -> NotFound | None:
    """What each person's work came to is for the centre and the leaders; administrators see departments alone."""
    return None if member.rights & OVERSEE else NotFound()


def may_show(member: Member, pile: Pile, row: Row) -> bool:
    """Whether it is in their list: who looks again is independent of what they look at."""
    if pile not in {Pile.LEVEL2, Pile.LEVEL3}:
        return True
    is_near = pile is Pile.LEVEL3 and row.department_id in member.departments
    return member.id not in row.by and not is_near


def as_seen(member: Member, task: Task) -> Task:
    """What they see of it: level 1 nothing of samples and scores; of its own closed cases what was found."""
    if member.rights & OVERSEE:
        return task
    done = task.state is State.CLOSED or task.level is Level.CARE
    shown = [it for it in task.reviews if done and (it.level is Level.CENTRE or it.verdict is Verdict.REWORK)]
    return replace(
        task,
        samples=frozenset(),
        level=Level.CARE,
        state=State.COMPLETED
        if task.state in {State.LEVEL2_OPEN, State.LEVEL2_CONFIRMED, State.LEVEL3_OPEN}
        else task.state,
        reviews=tuple(
            replace(it, score=None, satisfaction=None, agreement=None, said="", topics={}) for it in shown
        ),
    )
