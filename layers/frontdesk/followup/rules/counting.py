"""What a step, a plan, a corrective action counts, and where: of the record alone: counted again it is the same.

A step is one, however many tasks it took: an interrupted task and what replaced it are its chain, and it is the first
department's. Its month is that of the day on which it is due, there.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo

from frontdesk.followup.model import Level, Review, State, Task, Verdict
from frontdesk.followup.model.actions import ActionState, CorrectiveAction
from frontdesk.followup.model.figures import (
    ALL,
    BROKEN_OFF,
    CONTENT,
    TRIES,
    Cell,
    Counted,
    Counts,
    Figure,
    Mark,
    Tally,
)
from frontdesk.followup.model.plans import Plan
from frontdesk.followup.rules.steps import LEVEL1

DONE = frozenset(
    {State.COMPLETED, State.LEVEL2_OPEN, State.LEVEL2_CONFIRMED, State.LEVEL3_OPEN, State.CLOSED}
)
EFFECT_LEFT = frozenset({ActionState.EFFECT_SUBMITTED, ActionState.VERIFIED, ActionState.CLOSED})
LEVELS: Mapping[Level, tuple[Figure, Figure, Figure, Figure]] = {
    Level.CENTRE: (Figure.LOOKED_2, Figure.AGREED_2, Figure.SCORED_2, Figure.SCORE_2),
    Level.LEADERS: (Figure.LOOKED_3, Figure.AGREED_3, Figure.SCORED_3, Figure.SCORE_3),
}


def of_step(chain: Sequence[Task], zone: tzinfo) -> Counted:
    """What the step counts whose tasks these are, the first one first; nothing before its window has opened."""
    first, last = chain[0], chain[-1]
    if last.state is State.DRAFT:
        return {}
    own = Cell(
        month=_month(first.due_on),
        department_id=first.department_id,
        population=first.population.value,
    )
    counts = _of_work(chain, zone) if last.state is not State.CANCELLED else {Figure.CANCELLED.value: 1}
    found: dict[Cell, Counter[str]] = defaultdict(Counter)
    found[own].update(counts)
    if person := done_by(chain):
        found[Cell(month=own.month, department_id=own.department_id, person=person)].update(counts)
    for it in _reviews(chain):
        if it.satisfaction is not None:
            said_on = Cell(
                month=_month(it.at.astimezone(zone).date()),
                department_id=own.department_id,
                population=own.population,
            )
            found[said_on][CONTENT[it.satisfaction]] += 1
    return {cell: dict(it) for cell, it in found.items()}


def open_until(chain: Sequence[Task]) -> date | None:
    """The day on which the step is due while level 1 of it is open."""
    return chain[0].due_on if chain[-1].state in LEVEL1 else None


def done_by(chain: Sequence[Task]) -> str:
    """Whose work the step is: who wrote its record, else who tried last, else who has it; empty for nobody."""
    for task in reversed(chain):
        if task.record:
            return task.record.by
        if task.attempts:
            return task.attempts[-1].by
    return next((it.owner for it in reversed(chain) if it.owner), None) or ""


def of_plan(plan: Plan, mark: Mark, zone: tzinfo) -> Counted:
    """What was decided about a plan, in the month in which it was."""
    assert mark.outcome is not None
    assert mark.at is not None
    cell = Cell(
        month=_month(mark.at.astimezone(zone).date()),
        department_id=plan.department_id,
        population=plan.population.value,
    )
    return {cell: {mark.outcome.value: 1}}


def of_action(action: CorrectiveAction, zone: tzinfo) -> Counted:
    """What a corrective action counts, in the month in which it was raised.

    What was due is answered in time when the plan handed in last, and the effect where there is one, were; late when
    one of them was not. An action that has handed in nothing is neither.
    """
    cell = Cell(month=_month(action.raised_at.astimezone(zone).date()), department_id=action.department_id)
    found: Counter[str] = Counter({Figure.RAISED.value: 1})
    plan, effect = (
        _handed_in(action, ActionState.PLAN_SUBMITTED),
        _handed_in(action, ActionState.EFFECT_SUBMITTED),
    )
    late = [
        plan is not None and action.state is not ActionState.RETURNED and plan > action.plan_due_at,
        effect is not None and action.effect_due_at is not None and effect > action.effect_due_at,
    ]
    if any(late):
        found[Figure.LATE.value] = 1
    elif action.state in EFFECT_LEFT:
        found[Figure.ANSWERED.value] = 1
    if action.state is ActionState.CLOSED:
        found[Figure.CLOSED.value] = 1
    return {cell: dict(found)}


def difference(before: Counted, after: Counted) -> Counted:
    """What must be added to tallies that have the one, so that they have the other."""
    found: dict[Cell, dict[str, int]] = {}
    for cell in before.keys() | after.keys():
        old, new = before.get(cell, {}), after.get(cell, {})
        changed = {name: new.get(name, 0) - old.get(name, 0) for name in old.keys() | new.keys()}
        if left := {name: n for name, n in changed.items() if n}:
            found[cell] = left
    return found


def places(difference_: Counted) -> set[tuple[date, str, str]]:
    """The tallies that these cells are in, by month, department and person: a department's, and that of all."""
    found: set[tuple[date, str, str]] = set()
    for it in difference_:
        found.add((it.month, it.department_id, it.person))
        if not it.person:
            found.add((it.month, ALL, ""))
    return found


def added(tally: Tally, changes: Iterable[Counted]) -> Mapping[str, Counts]:
    """The counts of the tally with these in it; what comes to nought is left out."""
    counts = {name: Counter(it) for name, it in tally.counts.items()}
    for change in changes:
        for cell, numbers in change.items():
            if _is_in(cell, tally):
                into = counts.setdefault(cell.population, Counter())
                for name, n in numbers.items():
                    into[name] += n
    left = {name: {it: n for it, n in sorted(known.items()) if n} for name, known in sorted(counts.items())}
    return {name: known for name, known in left.items() if known}


def summed(parts: Iterable[Counts]) -> Counts:
    """All of them together."""
    found: Counter[str] = Counter()
    for it in parts:
        found.update(it)
    return dict(found)


def _is_in(cell: Cell, tally: Tally) -> bool:
    if cell.month != tally.month or cell.person != tally.person:
        return False
    return tally.department_id in {ALL, cell.department_id}


def _of_work(chain: Sequence[Task], zone: tzinfo) -> Counts:
    last = chain[-1]
    tries = [it for task in chain for it in task.attempts]
    broken = sum(it.state is State.INTERRUPTED for it in chain)
    found: Counter[str] = Counter({Figure.DUE.value: 1})
    found.update(TRIES[it.reason] for it in tries)
    _say(found, BROKEN_OFF, broken)
    _say(found, Figure.TRIED, bool(tries or broken))
    _say(found, Figure.REACHED, any(it.reason is None for it in tries))
    _say(found, Figure.INTERRUPTED, bool(broken))
    _say(found, Figure.MISSED, last.state is State.MISSED)
    _say(found, Figure.UNREACHABLE, last.state is State.UNREACHABLE)
    if last.state in DONE and last.record is not None:
        found[Figure.COMPLETED] = 1
        _say(found, Figure.IN_TIME, last.record.at.astimezone(zone).date() <= chain[0].due_on)
    if due_on := open_until(chain):
        found[f"o{due_on.day}"] = 1
    for level, names in LEVELS.items():
        _reviewed(found, [it for it in _reviews(chain) if it.level is level], names)
    return {str(name): n for name, n in found.items()}


def _reviewed(
    found: Counter[str], reviews: Sequence[Review], names: tuple[Figure, Figure, Figure, Figure]
) -> None:
    looked, agreed, scored, score = names
    if not reviews:
        return
    found[looked] = 1
    _say(found, agreed, reviews[0].verdict is Verdict.CONFIRMED)
    scores = [it.score for it in reviews if it.score is not None]
    _say(found, scored, len(scores))
    _say(found, score, sum(scores))


def _reviews(chain: Sequence[Task]) -> list[Review]:
    return sorted((it for task in chain for it in task.reviews), key=lambda it: it.at)


def _say(found: Counter[str], name: str, number: int) -> None:
    if number:
        found[name] = int(number)


def _handed_in(action: CorrectiveAction, state: ActionState) -> datetime | None:
    return max((it.at.astimezone(UTC) for it in action.said if it.state is state), default=None)


def _month(day: date) -> date:
    return day.replace(day=1)
