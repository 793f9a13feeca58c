"""What is looked at again. Drawn by hash: in any order, and as often as one likes, the same seed draws the same."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from math import ceil
from operator import attrgetter

from frontdesk.followup.errors import OwnCase, OwnDepartment
from frontdesk.followup.model import Level, NoContact, Record, State, Task
from frontdesk.followup.model.plans import Policy, Risk
from frontdesk.followup.model.samples import Case, Pick, Sample
from frontdesk.kernel.errors import Refusal
from frontdesk.kernel.ids import DepartmentId, StaffId
from frontdesk.surveys.rules.holding import is_answered

WAITS_AT_MOST = timedelta(days=3)
"""A department with few cases waits so long for more of them to be drawn among."""
COMPLAINT = "complaint"
"""The column of a form in which a complaint is written down."""
WORST = 1
"""Of the short form, from 1 to 5."""
PERCENT = 100


def draw(frame: Iterable[Case], *, share: int, least: int, seed: str) -> Sample:
    """Who is picked of each stratum, of those that nothing forces, and how probable that was.

    With a least number min(N, max(least, ceil(N * share / 100))). Without one N * share / 100, of which the seed says
    for the stratum whether it is rounded up: rounded up always, 2 % of five cases a night would be one in five.
    The lowest hashes of seed and task are taken, so that a case more in one stratum never moves another one's.
    """
    eligible = sorted((it for it in frame if not it.dropped), key=attrgetter("stratum"))
    sizes: dict[str, int] = {}
    picks: list[Pick] = []
    for stratum, cases in groupby(eligible, key=attrgetter("stratum")):
        here = list(cases)
        free = sorted((it for it in here if not it.forced), key=lambda it: (_rank(seed, it), it.task_id))
        sizes[stratum] = len(free)
        wanted, probability = _size_of(len(free), share, least, chance=_chance(seed, stratum))
        picks += [_pick(it, 1.0) for it in sorted(here, key=attrgetter("task_id")) if it.forced]
        picks += [_pick(it, probability) for it in free[:wanted]]
    return Sample(seed=seed, sizes=sizes, picks=tuple(picks))


def ripe(tasks: Sequence[Task], *, today: date, share: int, stratum: Callable[[Task], str]) -> Sequence[Task]:
    """Those whose stratum is drawn among tonight: it has enough cases for one of them, or one has waited.

    Drawn every night, "at least one" would be every case of a department that has one a day.
    """
    enough = ceil(PERCENT / share) if share else 1
    found: list[Task] = []
    for _, group in groupby(sorted(tasks, key=stratum), key=stratum):
        cases = list(group)
        if len(cases) >= enough or any(today - locked_on(it) >= WAITS_AT_MOST for it in cases):
            found += cases
    return found


def locked_on(task: Task) -> date:
    """Since when it waits to be drawn or not: its record, or its latest review, is written."""
    latest = max(
        (it.at for it in (*task.reviews, *((task.record,) if task.record else ()))), default=task.made_at
    )
    return latest.date()


def verified_by(task: Task) -> str:
    """Who of the centre looked at it last."""
    return next((it.by for it in reversed(task.reviews) if it.level is Level.CENTRE), "")


def why_forced(task: Task) -> str:
    """Why a case is looked at in any case; empty where nothing says so."""
    said = {
        "vip": task.vip > 0,
        "complaint": bool(task.record and is_answered(task.record.answers.get(COMPLAINT) or None)),
        "worrying": bool(task.record and worries(task.record)),
        "regenerated": task.regenerated_from is not None,
        "high_risk": task.risk == Risk.HIGH,
    }
    return next((why for why, is_so in said.items() if is_so), "")


def worries(record: Record) -> bool:
    """Whether something said at a call worries: an alert of the questionnaire; in the short form the worst answer."""
    return bool(record.alerts) or (not record.revision and WORST in record.answers.values())


def why_dropped(task: Task, others: Collection[Task], *, policy: Policy, now: datetime) -> str:
    """Why a case is not looked at: whom one must not call again. `others` are the patient's further tasks."""
    reasons = {it.reason for one in (task, *others) for it in one.attempts}
    if NoContact.DIED in reasons:
        return "died"
    if NoContact.REFUSED in reasons:
        return "refused"
    looked_at = [review.at for it in others for review in it.reviews]
    waiting = any(it.samples and it.state is not State.CLOSED for it in others)
    if waiting or any(now - at < policy.fatigue for at in looked_at):
        return "fatigue"
    return ""


def after_draw(task: Task, drawn: frozenset[Level]) -> Task:
    """The case when its samples are drawn: the next level opens, or it is closed."""
    samples = task.samples | drawn
    if task.state is State.COMPLETED and Level.CENTRE in samples:
        return replace(task, samples=samples, state=State.LEVEL2_OPEN, level=Level.CENTRE)
    if Level.LEADERS in samples:
        return replace(task, samples=samples, state=State.LEVEL3_OPEN, level=Level.LEADERS)
    return replace(task, samples=samples, state=State.CLOSED)


def may_review(
    staff_id: StaffId, departments: Collection[DepartmentId], task: Task, level: Level
) -> Refusal | None:
    """Why somebody may not look at a case: level 2 never whoever did it, level 3 neither, nor its own department."""
    if staff_id in done_by(task, level):
        return OwnCase(task_id=task.id)
    if level is Level.LEADERS and task.department_id in departments:
        return OwnDepartment(task_id=task.id)
    return None


def _size_of(count: int, share: int, least: int, *, chance: int) -> tuple[int, float]:
    """How many of so many are drawn, and each with which probability; `chance`: 0 to 99, all alike probable."""
    whole, rest = divmod(count * share, PERCENT)
    if not least:
        return whole + (chance < rest), share / PERCENT
    wanted = min(count, max(least, whole + (rest > 0)))
    return wanted, wanted / count if count else 0.0


def _chance(seed: str, stratum: str) -> int:
    return int(hashlib.sha256(f"{seed}#{stratum}".encode()).hexdigest(), 16) % PERCENT


def done_by(task: Task, level: Level) -> frozenset[StaffId]:
    """Who had a hand in what that level looks at."""
    found = {task.record.by} if task.record else set()
    found |= {it.by for it in task.attempts}
    if level is Level.LEADERS:
        found |= {it.by for it in task.reviews if it.level is Level.CENTRE}
    return frozenset(found)


def _rank(seed: str, case: Case) -> str:
    return hashlib.sha256(f"{seed}|{case.task_id}".encode()).hexdigest()


def _pick(case: Case, probability: float) -> Pick:
    return Pick(task_id=case.task_id, stratum=case.stratum, probability=probability, forced=case.forced)
