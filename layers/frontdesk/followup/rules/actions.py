"""How a corrective action moves (followup.md, 2.6): who may do what in which state, and what the clock does."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from frontdesk.followup.errors import ActionMovedOn, OwnCase, ReasonMissing
from frontdesk.followup.model.actions import ActionState, CorrectiveAction, Said, Severity
from frontdesk.followup.model.lists import ActionPile, Wait
from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.model.plans import Policy
from frontdesk.followup.rules.instants import DONE, WAITING
from frontdesk.followup.rules.rights import OVERSEE
from frontdesk.kernel.errors import BadInput, FieldError, NotFound, Refusal
from frontdesk.kernel.ids import StaffId

TEXT_AT_MOST = 2000
LATER: Mapping[int, timedelta] = {1: timedelta(0), 2: timedelta(days=3), 3: timedelta(days=5)}
"""Behind a due date: first the head of the department is reminded, then told again, then all leaders are."""


class Deed(StrEnum):
    """PLAN, START, EFFECT are the department's, the others the centre's and the leaders'. REOPEN: it did not help.

    WITHDRAW: it should not have been raised, or not of that department.
    """

    PLAN = "plan"
    RETURN = "return"
    ACCEPT = "accept"
    START = "start"
    EFFECT = "effect"
    REOPEN = "reopen"
    VERIFY = "verify"
    CLOSE = "close"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """From which states a deed leads where."""

    before: frozenset[ActionState]
    after: ActionState


_S = ActionState
WAYS: Mapping[Deed, Way] = {
    Deed.PLAN: Way(before=frozenset({_S.OPEN, _S.RETURNED}), after=_S.PLAN_SUBMITTED),
    Deed.RETURN: Way(before=frozenset({_S.PLAN_SUBMITTED}), after=_S.RETURNED),
    Deed.ACCEPT: Way(before=frozenset({_S.PLAN_SUBMITTED}), after=_S.ACCEPTED),
    Deed.START: Way(before=frozenset({_S.ACCEPTED, _S.EFFECT_RETURNED}), after=_S.IN_PROGRESS),
    Deed.EFFECT: Way(
        before=frozenset({_S.ACCEPTED, _S.IN_PROGRESS, _S.EFFECT_RETURNED}), after=_S.EFFECT_SUBMITTED
    ),
    Deed.REOPEN: Way(before=frozenset({_S.EFFECT_SUBMITTED}), after=_S.EFFECT_RETURNED),
    Deed.VERIFY: Way(before=frozenset({_S.EFFECT_SUBMITTED}), after=_S.VERIFIED),
    Deed.CLOSE: Way(before=frozenset({_S.VERIFIED}), after=_S.CLOSED),
    Deed.WITHDRAW: Way(before=frozenset({_S.OPEN, _S.RETURNED}), after=_S.CLOSED),
}
ENDS = frozenset({Deed.CLOSE, Deed.WITHDRAW})
ANSWERS = frozenset({Deed.PLAN, Deed.START, Deed.EFFECT})
PLAN_DUE = frozenset({_S.OPEN, _S.RETURNED})
EFFECT_DUE = frozenset({_S.ACCEPTED, _S.IN_PROGRESS, _S.EFFECT_RETURNED})
TO_JUDGE = frozenset({_S.PLAN_SUBMITTED, _S.EFFECT_SUBMITTED, _S.VERIFIED})
"""It waits for the centre or a leader."""


def why_not_see(member: Member, action: CorrectiveAction, heads: Collection[StaffId] = ()) -> NotFound | None:
    """The centre and the leaders see all; a department sees its own, and so does who answers for it: its `heads`."""
    theirs = Right.CALL in member.rights and action.department_id in member.departments
    may = oversees(member) or theirs or member.id in heads
    return None if may else NotFound(action_id=action.id)


def why_not_raise(member: Member) -> NotFound | None:
    return None if oversees(member) else NotFound()


def oversees(member: Member) -> bool:
    """Whether they are of the centre or a leader: they raise, judge and close."""
    return bool(member.rights & OVERSEE)


def why_not_deed(
    member: Member, action: CorrectiveAction, deed: Deed, heads: Collection[StaffId]
) -> Refusal | NotFound | None:
    """The reason it cannot be done, or None. A department answers by its `heads`; nobody judges what they answered.

    What is serious is closed and withdrawn by a leader; who leads the department withdraws what they raised, and no
    more.
    """
    if refusal := why_not_see(member, action, heads):
        return refusal
    if deed in ANSWERS:
        if member.id not in heads:
            return NotFound(action_id=action.id)
    elif not oversees(member) or (deed is Deed.WITHDRAW and _is_of_their_own(member, action)):
        return NotFound(action_id=action.id)
    elif member.id in answered_by(action):
        return OwnCase(action_id=action.id)
    elif deed in ENDS and action.severity is Severity.SERIOUS and Right.LEAD not in member.rights:
        return NotFound(action_id=action.id)
    return None if action.state in WAYS[deed].before else ActionMovedOn(action_id=action.id)


def _is_of_their_own(member: Member, action: CorrectiveAction) -> bool:
    """Whether their department is asked to put something right by somebody else."""
    return action.department_id in member.departments and action.raised_by != member.id


def why_not_verify(member: Member, asked: int) -> BadInput | None:
    """The centre asks patients again, and says how many; a leader signs."""
    is_missing = Right.VERIFY in member.rights and asked < 1
    return BadInput([FieldError("asked", "required")]) if is_missing else None


def deeds_of(member: Member, action: CorrectiveAction, heads: Collection[StaffId]) -> tuple[Deed, ...]:
    """What somebody may do with it as it stands."""
    return tuple(it for it in Deed if why_not_deed(member, action, it, heads) is None)


def lies(
    action: CorrectiveAction, pile: ActionPile, member: Member, heads: Collection[StaffId], *, now: datetime
) -> bool:
    """Whether it is in that list of somebody's; of the closed ones there is one list."""
    due = due_at(action)
    theirs = action.department_id in member.departments or member.id in {action.raised_by, *heads}
    return {
        ActionPile.OURS: theirs,
        ActionPile.OVERDUE: due is not None and due < now,
        ActionPile.TO_JUDGE: action.state in TO_JUDGE,
    }.get(pile, True)


def waits_for_department(action: CorrectiveAction) -> bool:
    """Whether the department's heads are next; else it is the centre or a leader, or nobody when it is closed."""
    return action.state in PLAN_DUE | EFFECT_DUE


def is_withdrawn(action: CorrectiveAction) -> bool:
    """Whether it was closed before anything was put right."""
    return action.state is _S.CLOSED and _S.VERIFIED not in {it.state for it in action.said}


def as_seen(member: Member, action: CorrectiveAction) -> CorrectiveAction:
    """What they see of it: a department nothing of the calls in which patients spoke of it."""
    if oversees(member):
        return action
    return replace(action, tasks=(), feedback=(), said=tuple(replace(it, tasks=()) for it in action.said))


def why_not_text(text: str) -> Refusal | None:
    """Each step says something."""
    return None if text.strip() else ReasonMissing()


def answered_by(action: CorrectiveAction) -> set[str]:
    """Who answered for the department."""
    theirs = {_S.PLAN_SUBMITTED, _S.IN_PROGRESS, _S.EFFECT_SUBMITTED}
    return {it.by for it in action.said if it.state in theirs}


def done(
    action: CorrectiveAction, deed: Deed, said: Said, policy: Policy, *, now: datetime
) -> CorrectiveAction:
    """The action after the deed. Returned, its plan is due anew; accepted, or of no help, its effect is."""
    serious = action.severity is Severity.SERIOUS
    moved = replace(action, state=said.state, said=(*action.said, said), escalations=0)
    if deed is Deed.RETURN:
        return replace(
            moved, plan_due_at=now + (policy.serious_plan_within if serious else policy.plan_within)
        )
    if deed in {Deed.ACCEPT, Deed.REOPEN}:
        return replace(
            moved, effect_due_at=now + (policy.serious_effect_within if serious else policy.effect_within)
        )
    return moved


def due_at(action: CorrectiveAction) -> datetime | None:
    """When what it waits for is due; None while it does not wait for the department."""
    if action.state in PLAN_DUE:
        return action.plan_due_at
    return action.effect_due_at if action.state in EFFECT_DUE else None


def acts_at(action: CorrectiveAction) -> datetime | None:
    """When somebody is told next that it is overdue; None when nobody is left to tell."""
    due, later = due_at(action), LATER.get(action.escalations + 1)
    return due + later if due is not None and later is not None else None


def wait(action: CorrectiveAction, *, now: datetime) -> Wait:
    """The phase of its machine: it waits for as long as there is somebody to tell."""
    at = acts_at(action)
    if at is None:
        return Wait(phase=DONE, seconds=1)
    return Wait(phase=WAITING, seconds=max(ceil((at - now).total_seconds()), 1))


def passed(action: CorrectiveAction, *, now: datetime) -> CorrectiveAction | None:
    """The action once more overdue; None while its instant has not come."""
    at = acts_at(action)
    return replace(action, escalations=action.escalations + 1) if at is not None and now >= at else None
