"""The policy: what each role gets at each door, and what an id gives that is not their own; `policy.json` has it."""

import json
from dataclasses import dataclass
from pathlib import Path

from .people import roles

HERE = Path(__file__).with_name("policy.json")
ADD = 'tests/doors/policy.json: add it under "doors", with what each role gets and what each id gives'
REFUSALS = {"not found", "login", "not signed in", "forbidden"}
"""Who is met so with what is their own is met so with everything."""


@dataclass(frozen=True)
class Row:
    """`roles`: each role's answer. `ids`: by the id, what another's or a made-up one gives to who comes in at all."""

    roles: dict
    ids: dict
    but: dict

    def answer(self, role, name=None, whose="own"):
        """What the role gets with its own ids, or with one that is another's (`other`) or nobody's (`unknown`)."""
        own = self.roles[role]
        if name is None or own in REFUSALS:
            return own
        said = self.but.get(role, {}).get(name, self.ids[name])
        return said if isinstance(said, str) else said[whose]

    def may_tell(self, name):
        """Whether there is a reason why one may see which ids of this name there are."""
        return not isinstance(self.ids[name], str)


def read_policy(path=HERE):
    """The rows by their route, every group taken apart."""
    said = json.loads(path.read_text("utf-8"))
    return {route: _row(route, row, said) for route, row in said["doors"].items()}


def faults_of(rows, routes, ids_in):
    """Routes without a row, rows without a route, and rows that leave out a role or an id, or name what is none."""
    yield from (f"{it} is a new door. {ADD}." for it in sorted(routes - rows.keys()))
    yield from (
        f"{it} is no door any more: take its row out of {HERE.name}." for it in sorted(rows.keys() - routes)
    )
    for route in sorted(rows.keys() & routes):
        row = rows[route]
        yield from _uneven(route, "role", set(row.roles), set(roles()))
        yield from _uneven(route, "id", set(row.ids), set(ids_in(route)))


def _uneven(route, what, said, there):
    yield from (f"{route}: nothing is said about the {what} {it}" for it in sorted(there - said))
    yield from (f"{route}: there is no {what} {it}" for it in sorted(said - there))


def _row(route, row, policy):
    said = [(role, answer) for name, answer in row["roles"].items() for role in _members(name, policy)]
    assert len(dict(said)) == len(said), f"{route} names a role twice"
    ids = row.get("ids", {})
    whys = {it["why"] for it in ids.values() if not isinstance(it, str)}
    assert whys <= policy["reasons"].keys(), f"{route} has a reason that is none: {whys}"
    but = {role: answers for name, answers in row.get("but", {}).items() for role in _members(name, policy)}
    return Row(roles=dict(said), ids=ids, but=but)


def _members(name, policy):
    if name not in policy["groups"]:
        return [name]
    return [role for it in policy["groups"][name] for role in _members(it, policy)]
