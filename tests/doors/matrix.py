"""The matrix: every role at every door, with ids of their own, of another organisation's, and with made-up ones."""

from dataclasses import dataclass

from tests.width import PROVING, seeded

from .asking import ids_in, kind_of, request_for, without

WHOSE = ("own", "other", "unknown")


@dataclass(frozen=True)
class Cell:
    """One question. `name` is the id that is not one's own, None where all of them are."""

    route: str
    role: str
    name: str | None = None
    whose: str = "own"


@dataclass(frozen=True)
class Met:
    """What came back: its class, everything that can be seen of it, and the calls that it cost."""

    kind: str
    seen: str
    calls: tuple[str, ...]


def routes_of(*apps):
    """Every method of every route that the apps have."""
    return {f"{method} {path}" for app in apps for path, methods in app.routes.items() for method in methods}


class Matrix:
    """The doors of the street with everybody before them; `asked` has every question that was put."""

    def __init__(self, doors, people, watched):
        self.doors = {route: door for door in doors for route in routes_of(door.app)}
        self.people = {it.role: it for it in people}
        self.watched = watched
        self.asked = []

    def findings(self, rows, routes=None, *, whole=PROVING):
        """Where the answers are not what the policy says, or tell another's id from one that is not there.

        Everybody brings their own ids to every door. Those of others are brought by everybody where the matrix is to
        be `whole`, else by one of all who get the same there with their own.
        """
        found = []
        for route in sorted(self.doors if routes is None else routes):
            row = rows[route]
            guessing = self.people if whole else _one_of_each(row, self.people)
            for role in self.people:
                found += self._of_role(route, role, row, guessing=role in guessing)
        return found

    def _of_role(self, route, role, row, *, guessing):
        names = ids_in(route)
        own = [self._meets(Cell(route, role), ids) for ids in self._owned(role, names)]
        due = row.answer(role)
        found = [f"{role} gets {it.kind}, not {due}, at {route}" for it in own if it.kind != due]
        for name in names if guessing else ():
            met = {}
            for whose, ids in self._foreign(role, names, name):
                met[whose] = self._meets(Cell(route, role, name, whose), ids)
                if met[whose].kind != (due := row.answer(role, name, whose)):
                    found.append(f"{role} gets {met[whose].kind}, not {due}, at {route} with {whose} {name}")
            if not row.may_tell(name):
                found += [
                    f"{role} at {route}: {whose} {name} {it}" for whose, it in _differences(met, own[0])
                ]
        return found

    def _owned(self, role, names):
        """The ids of one's own; where there are several of a kind, each in turn."""
        known = self.people[role].knows()
        own = {it: known[it][0] if isinstance(known[it][0], tuple) else (known[it][0],) for it in names}
        for turn in range(max((len(it) for it in own.values()), default=1)):
            yield {name: it[turn % len(it)] for name, it in own.items()}

    def _foreign(self, role, names, name):
        own, known = next(self._owned(role, names)), self.people[role].knows()[name]
        for whose, it in zip(WHOSE[1:], known[1:], strict=True):
            if it is not None:
                yield whose, own | {name: it}

    def _meets(self, cell, ids):
        self.asked.append(cell)
        sent = request_for(cell.route, ids, self.people[cell.role])
        self.watched.begin()
        with self.watched.watching():
            answer = self.doors[cell.route].asks(*sent)
        calls = tuple(sorted(self.watched.calls))
        self.watched.restore()
        return Met(kind_of(answer), without(ids.values(), answer), calls)


def _one_of_each(row, people):
    """One role for each answer that a door has for what is one's own, the same ones in every run."""
    alike = {}
    for role in people:
        alike.setdefault(row.answer(role), []).append(role)
    dice = seeded()
    return {dice.choice(it) for it in alike.values()}


def _differences(met, own):
    """What tells another organisation's id, or one's own that is not for this role, from one that is not there."""
    like = met["unknown"]
    compared = {"other": met.get("other"), "own": own if own.kind == like.kind == "not found" else None}
    for whose, it in compared.items():
        if it is not None and it.seen != like.seen:
            yield whose, "looks otherwise than one that is not there"
        if it is not None and it.calls != like.calls:
            yield whose, f"costs {it.calls}, one that is not there {like.calls}"
