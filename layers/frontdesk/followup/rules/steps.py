"""How a task moves: each move takes what is on record and gives what is to be on record instead.

Whether it may move is asked first (`why_not_*`); who may, is asked of `rights`. A move is stored by one write under
the version that was read, so that of two moves from one state one is stored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo

from frontdesk.followup.errors import OutsideWindow, TaskNotReady, TaskOver, TaskTaken
from frontdesk.followup.events import (
    ContactFailed,
    PatientDialled,
    ReviewOpened,
    TaskCompleted,
    TaskEnded,
    TaskFact,
    TaskInterrupted,
    TaskOpened,
    TaskReady,
    TaskReviewed,
)
from frontdesk.followup.model import (
    Attempt,
    Lease,
    Level,
    NoContact,
    Record,
    Review,
    State,
    Task,
    Verdict,
)
from frontdesk.followup.model.plans import MESSAGES, Channel, Policy, Role
from frontdesk.followup.rules.anew import anew
from frontdesk.followup.rules.hours import next_call
from frontdesk.followup.rules.keys import successor_key
from frontdesk.kernel.errors import Refusal
from frontdesk.kernel.ids import StaffId

LEVEL1 = frozenset({State.DRAFT, State.READY, State.IN_PROGRESS, State.RETRY_WAIT})
LOCKED = frozenset({State.COMPLETED, State.LEVEL2_CONFIRMED})
IN_REVIEW = frozenset({State.LEVEL2_OPEN, State.LEVEL3_OPEN})
HARD = frozenset({NoContact.WRONG_NUMBER, NoContact.REFUSED, NoContact.DIED})
REWORK_WITHIN, AGAIN_AT_MOST = timedelta(days=3), timedelta(days=30)
A_CALL = 4
"""Leases: an hour, as most clinics have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What a task becomes, and the fact of it with what it says besides; None where nobody else acts on it.

    `successor`: stored by the same write.
    """

    task: Task
    fact: type[TaskFact] | None
    says: Mapping[str, object] = field(default_factory=dict)
    successor: Task | None = None


def why_not_open(task: Task, staff_id: StaffId, *, now: datetime) -> Refusal | None:
    """The reason it cannot be taken in hand, or None: it is ready, or it is in their hand already."""
    if task.state not in LEVEL1:
        return TaskOver(task_id=task.id)
    if task.state is State.IN_PROGRESS:
        return None if has_lease(task, staff_id, now=now) else TaskTaken(task_id=task.id)
    if task.state is State.DRAFT or (task.retry_at is not None and now < task.retry_at):
        return TaskNotReady(task_id=task.id)
    return None if task.owner in {None, staff_id} else TaskTaken(task_id=task.id)


def why_not_work(task: Task, staff_id: StaffId, *, now: datetime) -> Refusal | None:
    """The reason what came of a call cannot be written down, or None.

    Who was too long about it loses nothing while nobody else took it: what they typed still counts.
    """
    if has_lease(task, staff_id, now=now):
        return None
    if task.state is State.IN_PROGRESS and task.lease is not None and task.lease.staff_id == staff_id:
        return None
    return why_not_open(task, staff_id, now=now)


def why_not_again(review: Review, today: date) -> Refusal | None:
    """The reason a case cannot be given back until that day, or None: from today on, within a month."""
    due_on = review.again_on
    return None if due_on is None or today <= due_on <= today + AGAIN_AT_MOST else OutsideWindow()


def why_not_review(task: Task, level: Level) -> Refusal | None:
    """The reason it does not wait for that level, or None."""
    wanted = State.LEVEL2_OPEN if level is Level.CENTRE else State.LEVEL3_OPEN
    return None if task.state is wanted else TaskOver(task_id=task.id)


def level_of(task: Task) -> Level:
    """Which level looks at it again, where one does."""
    return Level.LEADERS if task.state is State.LEVEL3_OPEN else Level.CENTRE


def has_lease(task: Task, staff_id: StaffId, *, now: datetime) -> bool:
    """Whether they have it in hand."""
    lease = task.lease
    return (
        task.state is State.IN_PROGRESS
        and lease is not None
        and lease.staff_id == staff_id
        and now < lease.until
    )


def is_returned(task: Task) -> bool:
    """Whether it was given back to be done again, and is not yet: whoever did it sees it at once."""
    back = bool(task.reviews) and task.reviews[-1].verdict is Verdict.REWORK
    return back and task.state in LEVEL1 - {State.DRAFT}


def may_be_called(task: Task, others: Sequence[Task], policy: Policy, *, now: datetime) -> bool:
    """Whether nothing that was done for `others` of the patient's tasks holds it back: nobody has one of them in hand,
    and nobody tried in vain just now. What worries does not wait for that."""
    if task.because:
        return True
    here = [it for it in others if it.id != task.id]
    tried = max((it.at for one in here for it in one.attempts if it.reason is not None), default=None)
    is_taken = any(it.state is State.IN_PROGRESS for it in here)
    return not is_taken and (tried is None or tried + policy.gap <= now)


def opened(task: Task, staff_id: StaffId, policy: Policy, *, now: datetime) -> Move:
    """It is in somebody's hand for as long as a lease lasts, and theirs from now on."""
    lease = Lease(staff_id=staff_id, until=now + policy.lease)
    return Move(
        task=replace(task, state=State.IN_PROGRESS, owner=staff_id, lease=lease, retry_at=None),
        fact=TaskOpened,
    )


def dialled(task: Task, staff_id: StaffId, call_id: str, policy: Policy, *, now: datetime) -> Move:
    """A call is on: should the lease lapse now, it was interrupted."""
    lease = Lease(staff_id=staff_id, until=now + policy.lease, call_id=call_id)
    return Move(
        task=replace(task, state=State.IN_PROGRESS, owner=staff_id, lease=lease, retry_at=None),
        fact=PatientDialled if task.state is State.IN_PROGRESS else TaskOpened,
    )


def speaking(task: Task, policy: Policy, *, since: datetime) -> Move | None:
    """Somebody answered: who speaks is not interrupted by the clock. None where that is known already.

    Should nothing be heard of its end, a call lasts as long as four leases.
    """
    until = since + A_CALL * policy.lease
    return _leased_until(task, until) if task.lease and task.lease.until < until else None


def spoken(task: Task, attempt: Attempt, policy: Policy, *, now: datetime) -> Move:
    """They hung up: from now on a whole lease is there to write down what was said."""
    return _leased_until(replace(task, attempts=with_attempt(task, attempt)), now + policy.lease)


def _leased_until(task: Task, until: datetime) -> Move:
    assert task.lease is not None, "only what is in hand is kept in hand"
    return Move(task=replace(task, lease=replace(task.lease, until=until)), fact=None)


def completed(task: Task, record: Record, attempt: Attempt) -> Move:
    """Level 1 is done and locked: nobody of level 1 changes it any more."""
    done = replace(
        task,
        state=State.COMPLETED,
        record=record,
        attempts=with_attempt(task, attempt),
        owner=record.by,
        lease=None,
        retry_at=None,
    )
    return Move(task=done, fact=TaskCompleted)


def not_reached(task: Task, attempt: Attempt, policy: Policy, zone: tzinfo) -> Move:
    """It waits for the next try; a hard reason, or the last try, ends it."""
    tried = replace(task, attempts=with_attempt(task, attempt), owner=attempt.by, lease=None)
    failed = sum(it.reason is not None for it in tried.attempts[_before_rework(tried) :])
    if attempt.reason in HARD or failed >= policy.attempts:
        why = attempt.reason.value if attempt.reason else ""
        return ended(replace(tried, why=why), State.UNREACHABLE)
    retry_at = next_call(attempt.at + policy.gap, policy, zone)
    return Move(task=replace(tried, state=State.RETRY_WAIT, retry_at=retry_at), fact=ContactFailed)


def with_attempt(task: Task, attempt: Attempt) -> tuple[Attempt, ...]:
    """Its tries with that one; a call is one try, whoever tells of it first: its caller, or the telephone system."""
    of_call = {attempt.call_id} - {None}
    others = tuple(it for it in task.attempts if it.call_id not in of_call)
    return (*others, replace(attempt, number=len(others) + 1))


def interrupted(task: Task, why: str, *, today: date, now: datetime) -> Move:
    """It ends, and the centre has its one successor, due today."""
    successor = anew(
        task,
        successor_key(task.id),
        today=today,
        now=now,
        role=Role.CENTRE,
        channels=without_messages(task.channels),
        regenerated_from=task.id,
    )
    return Move(
        task=replace(task, state=State.INTERRUPTED, lease=None, retry_at=None, why=why),
        fact=TaskInterrupted,
        says={"successor_id": successor.id},
        successor=successor,
    )


def ready(task: Task) -> Move:
    """Its window opened, its next try has come, or who had it in hand let it lie."""
    return Move(task=replace(task, state=State.READY, lease=None, retry_at=None), fact=TaskReady)


def ended(task: Task, state: State) -> Move:
    """Nothing more is done with it."""
    return Move(
        task=replace(task, state=state, lease=None, retry_at=None),
        fact=TaskEnded,
        says={"state": state.value},
    )


def settled(task: Task) -> Move:
    """The samples of its day are drawn, and it is as the draw left it: looked at again, or closed."""
    if task.state is State.CLOSED:
        return ended(task, State.CLOSED)
    return Move(task=task, fact=ReviewOpened, says={"level": task.level.value})


def reviewed(task: Task, review: Review, *, today: date) -> Move:
    """It holds: level 2 confirms it, level 3 closes it. Else it goes back to who did it, until the day that is said."""
    due_on = review.again_on or today + REWORK_WITHIN
    said = replace(review, again_on=due_on if review.verdict is Verdict.REWORK else None)
    seen = replace(task, reviews=(*task.reviews, said))
    says = {"level": review.level.value}
    if review.verdict is Verdict.CONFIRMED:
        state = State.CLOSED if review.level is Level.LEADERS else State.LEVEL2_CONFIRMED
        return Move(task=replace(seen, state=state), fact=TaskReviewed, says=says)
    again = replace(
        seen,
        state=State.READY,
        level=Level.CARE,
        due_on=due_on,
        closes_on=max(due_on, task.closes_on),
        escalated=0,
    )
    return Move(task=again, fact=TaskReviewed, says=says)


def without_messages(channels: Sequence[Channel]) -> tuple[Channel, ...]:
    """How somebody of the clinic does it: what is left of a step's channels, the telephone where none is."""
    return tuple(it for it in channels if it not in MESSAGES) or (Channel.PHONE,)


def _before_rework(task: Task) -> int:
    """How many of its attempts were made before it came back to be done again."""
    since = max((it.at for it in task.reviews if it.verdict is Verdict.REWORK), default=None)
    return 0 if since is None else sum(it.at <= since for it in task.attempts)
