"""What the clock does to a task: when its machine must act next, and what it then becomes."""

from dataclasses import replace
from datetime import datetime, time, timedelta, tzinfo
from math import ceil

from frontdesk.followup.events import TaskEscalated
from frontdesk.followup.model import State, Task
from frontdesk.followup.model.lists import Wait
from frontdesk.followup.model.plans import Policy, Role
from frontdesk.followup.rules.forms import asked_or_called, asks_at, is_with_patient
from frontdesk.followup.rules.hours import at_wall
from frontdesk.followup.rules.steps import IN_REVIEW, LEVEL1, Move, ended, interrupted, ready

WAITING, DONE = "waiting", "done"
"""The phases of the machine: what its Choice tells apart."""
TOLD_AT = time(8)
"""On the wall there: nobody is told at night that something is overdue."""
REMINDED, HEAD_TOLD, TO_CENTRE = 1, 2, 3
LAPSED, NOT_REVIEWED = "lapsed", "not_reviewed"


def acts_at(task: Task, policy: Policy, zone: tzinfo) -> datetime | None:
    """The next instant at which the house must act on it; None where it waits for the draw, or for nobody."""
    if task.state is State.DRAFT:
        return at_wall(task.opens_on, time(0), zone)
    if task.state is State.IN_PROGRESS and task.lease is not None:
        return task.lease.until
    if is_with_patient(task):
        return min(missed_at(task, policy, zone), asks_at(task, policy, zone))
    if task.state in LEVEL1:
        found = [missed_at(task, policy, zone), _escalates_at(task, policy, zone), task.retry_at]
        return min(it for it in found if it is not None)
    return _reviewed_until(task, policy) if task.state in IN_REVIEW else None


def why_waits(task: Task) -> str:
    """The phase of its machine: drafts and what is locked have none, for nobody is waited for."""
    return WAITING if task.state in (LEVEL1 - {State.DRAFT}) | IN_REVIEW else DONE


def wait(task: Task, policy: Policy, zone: tzinfo, *, now: datetime) -> Wait:
    """The phase, and the whole seconds until the next instant: at least one."""
    at = acts_at(task, policy, zone)
    return Wait(phase=why_waits(task), seconds=max(ceil((at - now).total_seconds()), 1) if at else 1)


def missed_at(task: Task, policy: Policy, zone: tzinfo) -> datetime:
    """So many days overdue it is missed, and never before its window has closed."""
    last = max(task.due_on + timedelta(days=policy.missed_after - 1), task.closes_on)
    return at_wall(last + timedelta(days=1), time(0), zone)


def passed(task: Task, policy: Policy, zone: tzinfo, *, now: datetime) -> Move | None:
    """What it becomes now; None while its next instant has not come."""
    at = acts_at(task, policy, zone)
    if at is None or now < at:
        return None
    today = now.astimezone(zone).date()
    if task.lease is not None:
        on_call = task.lease.call_id is not None
        return interrupted(task, LAPSED, today=today, now=now) if on_call else ready(task)
    if task.state in IN_REVIEW:
        return ended(replace(task, why=NOT_REVIEWED), State.CLOSED)
    if now >= missed_at(task, policy, zone):
        return ended(task, State.MISSED)
    if is_with_patient(task):
        return asked_or_called(task, policy, zone, now=now)
    opens = task.state is State.DRAFT or (task.retry_at is not None and now >= task.retry_at)
    return ready(task) if opens else _escalated(task)


def _escalated(task: Task) -> Move:
    step = task.escalated + 1
    said = replace(task, escalated=step)
    if step == TO_CENTRE:
        said = replace(said, role=Role.CENTRE, owner=None)
    return Move(task=said, fact=TaskEscalated, says={"step": step})


def _escalates_at(task: Task, policy: Policy, zone: tzinfo) -> datetime | None:
    if task.because and not task.escalated:
        return task.made_at  # a worrying answer: whoever is to be told is told at once
    days = {0: policy.remind_after, REMINDED: policy.tell_head_after, HEAD_TOLD: policy.to_centre_after}
    if (after := days.get(task.escalated)) is None:
        return None
    return at_wall(task.due_on + timedelta(days=after), TOLD_AT, zone)


def _reviewed_until(task: Task, policy: Policy) -> datetime:
    """Twice as long as level 1 had: a case that nobody looked at again is closed, and counts as not looked at."""
    locked = max(
        (it.at for it in (*task.reviews, *((task.record,) if task.record else ()))), default=task.made_at
    )
    return locked + timedelta(days=2 * policy.missed_after)
