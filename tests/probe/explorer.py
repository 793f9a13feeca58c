"""Two or three people act at once: every order in which AWS can hear their calls, one after the other.

Each actor is a thread that stops before every AWS call until it is let go; only one runs at any time, so that moto's
own threads do not matter and the same order leads to the same end. Orders are walked as a tree, depth first.
"""

import threading
from dataclasses import dataclass, field

from frontdesk.kernel.errors import FrontdeskError

from .hook import Probe, running, watching

LOST_S = 30


@dataclass
class Told:
    """What an order led to: whose call came when, and what each actor was answered (a value, or an error)."""

    order: list
    answers: dict = field(default_factory=dict)

    def won(self):
        """Who was not refused."""
        return [name for name, it in self.answers.items() if not isinstance(it, Exception)]


class _Actor(threading.Thread):
    def __init__(self, name, act):
        super().__init__(name=name, daemon=True)
        self.act, self.answer, self.over = act, None, False
        self.let_go, self.stopped = threading.Semaphore(0), threading.Semaphore(0)

    def run(self):
        try:
            with running(f"explorer/{self.name}"):
                self.answer = self.act()
        except Exception as no:  # noqa: BLE001  (what the actor is told belongs to what is looked at)
            self.answer = no
        self.over = True
        self.stopped.release()

    def waits(self):
        """Before a call."""
        self.stopped.release()
        assert self.let_go.acquire(timeout=LOST_S)

    def goes_on(self):
        """Until its next call, or its end."""
        self.let_go.release()
        assert self.stopped.acquire(timeout=LOST_S), f"{self.name} never came back"


def one_order(actors, chooses):
    """Let the actors act; `chooses(names)` says who goes on. Actors: name -> what they do."""
    mine = {name: _Actor(name, act) for name, act in actors.items()}

    def gate(_call):
        it = threading.current_thread()
        if isinstance(it, _Actor):
            it.waits()

    told = Told([])
    with watching(Probe(before=gate)):
        for it in mine.values():
            it.start()
            assert it.stopped.acquire(timeout=LOST_S)
        while able := [name for name, it in mine.items() if not it.over]:
            chosen = chooses(able)
            told.order.append(chosen)
            mine[chosen].goes_on()
    for name, it in mine.items():
        it.join()
        told.answers[name] = it.answer
        if isinstance(it.answer, Exception) and not isinstance(it.answer, FrontdeskError):
            raise it.answer
    return told


def every_order(begin, actors):
    """Every order, each from where `begin()` puts the world."""
    path = []
    while True:
        begin()
        choices = _Path(path)
        yield one_order(actors(), choices)
        path = choices.next_one()
        if path is None:
            return


def some_orders(begin, actors, random, count):
    """So many orders by the dice."""
    for _ in range(count):
        begin()
        yield one_order(actors(), random.choice)


class _Path:
    """Chooses as the path says, then always the first; knows the path that comes after the one that was walked."""

    def __init__(self, path):
        self.path, self.walked = path, []

    def __call__(self, able):
        at = len(self.walked)
        chosen = self.path[at] if at < len(self.path) else 0
        self.walked.append((chosen, len(able)))
        return able[chosen]

    def next_one(self):
        walked = list(self.walked)
        while walked:
            chosen, of = walked.pop()
            if chosen + 1 < of:
                return [it for it, _ in walked] + [chosen + 1]
        return None
