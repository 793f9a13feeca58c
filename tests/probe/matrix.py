"""Every act of the scripts again, disturbed at every call a function makes: what is there in the end is the same.

An act is rehearsed once; a replay puts everything back to where the act began, in containers that remember nothing.
"""

from collections import Counter
from dataclasses import dataclass, field

from .digest import counts_only, digest
from .street import Street


@dataclass
class Rehearsed:
    """An act as it goes when nothing fails: from where it begins, what functions call, and what is there then."""

    script: str
    act: object
    begin: object
    calls: list
    end: Counter

    @property
    def name(self):
        return f"{self.script}: {self.act.__name__}"


@dataclass
class Told:
    """What a replay came to. No `faults`: as it should be."""

    act: Rehearsed
    at: int
    disturbance: str
    faults: list = field(default_factory=list)

    def __str__(self):
        where = self.act.calls[self.at]
        begun = f"{self.act.name}: {self.disturbance}, at call {self.at}: {where.handler} {where.name}"
        return "\n    ".join([begun, *self.faults])


def rehearse(world, script, acts, *, begin):
    """Play a script undisturbed; every act as it went."""
    world.restore(begin)
    for act in acts:
        here = world.snapshot()
        world.restore(here)
        act(Street(world))
        world.settle()
        assert not world.dead, (script, act, world.dead)
        yield Rehearsed(script, act, here, world.probe.of_handlers(), digest(world))


def replay(world, rehearsed, at, disturbance):
    """The act with the disturbance at its call number `at`."""
    told = Told(rehearsed, at, str(disturbance))
    world.restore(rehearsed.begin)
    disturbance.put(world, at)
    try:
        rehearsed.act(Street(world))
        world.settle()
    except AssertionError as wrong:
        told.faults.append(f"the people of the script were surprised: {wrong}")
    finally:
        disturbance.taken_away(world)
    told.faults += [f"answered {it}" for it in world.unclean]
    told.faults += [f"given up: {it}" for it in world.dead]
    if disturbance.struck is False:
        told.faults.append("it was never reached")
    there = digest(world)
    missing = {line: n for line, n in (rehearsed.end - there).items() if not counts_only(line)}
    told.faults += [f"{n} too few: {line}" for line, n in missing.items()]
    told.faults += [f"{n} too many: {line}" for line, n in (there - rehearsed.end).items()]
    return told


def points(acts, *, distinct=False):
    """Every call of every act; `distinct`: of calls alike in an act only the first.

    A tick asks one shard after the other: of looks in a row, between which nothing is done, it dies at the first.
    """
    for act in acts:
        met, before = set(), None
        for at, call in enumerate(act.calls):
            alike = (call.handler, call.name)
            looks_on = call.operation == "Query" and alike == before and call.handler == "reminders/tick"
            if not looks_on and not (distinct and alike in met):
                yield act, at
            met.add(alike)
            before = alike


def sampled(everything, most, random):
    """All of it, or as many as may be, drawn with the seed."""
    everything = list(everything)
    return everything if len(everything) <= most else random.sample(everything, most)


class Town:
    """The world, every script rehearsed in it, and what was found when it was disturbed.

    Scripts that begin alike go alike as far as they do, for the world has no chance in it: of such acts there is one.
    """

    def __init__(self, world, scripts):
        world.settle()  # what the demo's clinics have told of themselves is heard once, and not in every script
        self.begin, self.world = world.snapshot(), world
        told, self.named = {}, {}
        for name, acts in scripts.items():
            for number, it in enumerate(rehearse(world, name, acts, begin=self.begin), 1):
                self.named[name, it.act.__name__] = told.setdefault(acts[:number], it)
        self.acts = list(told.values())
        self.calls = sum(len(it.calls) for it in self.acts)

    def faults(self, chosen):
        """What is wrong after these disturbances: tuples of an act, a call's number and what happens there."""
        told = [replay(self.world, *it) for it in chosen]
        return [str(it) for it in told if it.faults]
