"""The figures of followup.md, 2.7, counted once more: from the tasks as they stand, by other means than the house's."""

from collections import Counter, defaultdict
from zoneinfo import ZoneInfo

from frontdesk.followup.model import State
from frontdesk.followup.model.figures import BROKEN_OFF, CONTENT, TRIES, Figure
from frontdesk.followup.rules.rating import overdue

BERLIN = ZoneInfo("Europe/Berlin")
OPEN = ("ready", "in_progress", "retry_wait", "draft")
DONE = ("completed", "level2_open", "level2_confirmed", "level3_open", "closed")


def steps_of(tasks):
    """The tasks by the step of a plan that they are of, the one made first in front."""
    found = defaultdict(list)
    for it in tasks:
        found[it.plan_id, it.step].append(it)
    return [_in_line(it) for it in found.values()]


def _in_line(tasks):
    left = list(tasks)
    line = [next(it for it in left if it.regenerated_from is None)]
    while True:
        after = [it for it in left if it.regenerated_from == line[-1].id]
        if not after:
            return line
        line += after


def recount(tasks, *, month, department=None, population=None, today):
    """Numerators and denominators of every rate of a month."""
    told = Counter()
    for line in steps_of(tasks):
        first, last = line[0], line[-1]
        if department not in {None, first.department_id} or population not in {None, first.population}:
            continue
        looks = sorted((it for one in line for it in one.reviews), key=lambda it: it.at)
        for it in looks:
            if it.satisfaction and it.at.astimezone(BERLIN).date().replace(day=1) == month:
                told["content", it.satisfaction] += 1
        if first.due_on.replace(day=1) != month or last.state is State.DRAFT:
            continue
        if last.state is State.CANCELLED:
            told["cancelled"] += 1
            continue
        tries = [it for one in line for it in one.attempts]
        broken = len([it for it in line if it.state is State.INTERRUPTED])
        told["due"] += 1
        told["followed up"] += len(tries) + broken > 0
        told["reached"] += None in {it.reason for it in tries}
        for it in tries:
            told["tries", it.reason] += 1
        told["broken off"] += broken
        if last.state.value in DONE:
            told["completed"] += 1
            told["in time"] += last.record.at.astimezone(BERLIN).date() <= first.due_on
        told["missed"] += last.state is State.MISSED
        told["unreachable"] += last.state is State.UNREACHABLE
        told["overdue"] += last.state.value in OPEN and first.due_on < today
        for level in ("2", "3"):
            its = [it for it in looks if it.level.value == level]
            told["looked at", level] += bool(its)
            told["agreed", level] += bool(its) and its[0].verdict.value == "confirmed"
            told["scores", level] += len([it for it in its if it.score is not None])
            told["score", level] += sum(it.score or 0 for it in its)
    return Counter({name: n for name, n in told.items() if n})


def as_counted(counts, *, month, today):
    """The same of a tally, under the same names."""
    names = {
        Figure.DUE: "due",
        Figure.TRIED: "followed up",
        Figure.REACHED: "reached",
        Figure.COMPLETED: "completed",
        Figure.IN_TIME: "in time",
        Figure.MISSED: "missed",
        Figure.UNREACHABLE: "unreachable",
        Figure.CANCELLED: "cancelled",
        Figure.LOOKED_2: ("looked at", "2"),
        Figure.AGREED_2: ("agreed", "2"),
        Figure.SCORED_2: ("scores", "2"),
        Figure.SCORE_2: ("score", "2"),
        Figure.LOOKED_3: ("looked at", "3"),
        Figure.AGREED_3: ("agreed", "3"),
        Figure.SCORED_3: ("scores", "3"),
        Figure.SCORE_3: ("score", "3"),
        BROKEN_OFF: "broken off",
        **{name: ("tries", reason) for reason, name in TRIES.items()},
        **{name: ("content", n) for n, name in CONTENT.items()},
    }
    told = Counter({said: counts.get(name, 0) for name, said in names.items()})
    told["overdue"] = overdue(counts, month, today)
    return Counter({name: n for name, n in told.items() if n})


def done_by(task, tasks):
    """Whose work the step of that task is: the record's, else the last try's, else whoever had it last."""
    line = next(it for it in steps_of(tasks) if task.id in {one.id for one in it})
    for it in line[::-1]:
        if it.record or it.attempts:
            return it.record.by if it.record else it.attempts[-1].by
    owners = [it.owner for it in line[::-1] if it.owner]
    return owners[0] if owners else ""
