"""Figures in memory; test_figure_contract.py holds them to DynamoDB's promises."""

from dataclasses import replace

from frontdesk.followup.model.figures import Kept
from frontdesk.followup.ports.figures import FigurePorts

from .task_fakes import BERLIN


class FakeFigures:
    def __init__(self):
        self.marks, self.known, self.stored = {}, {}, {}
        self.others = []

    def meanwhile(self, act):
        self.others.append(act)

    def mark(self, organisation_id, mark):
        self.marks[organisation_id, mark.kind.value, mark.id] = mark

    def waiting(self, organisation_id, *, most):
        return [it for key, it in sorted(self.marks.items()) if key[0] == organisation_id][:most]

    def kept(self, organisation_id, kind, it):
        return self.known.get((organisation_id, kind, it), Kept(kind=kind, id=it, counted={}))

    def tallies(self, organisation_id, places):
        return {it: self.stored[organisation_id, it] for it in places if (organisation_id, it) in self.stored}

    def count(self, organisation_id, marks, kept, tallies):
        others, self.others = self.others, []
        for act in others:
            act()
        assert len(marks) + len(kept) + len(tallies) <= 100
        fits = [self.marks.get((organisation_id, it.kind.value, it.id)) == it for it in marks]
        fits += [self.kept(organisation_id, it.kind, it.id).version == it.version for it in kept]
        fits += [
            (there.version if (there := self.stored.get((organisation_id, _place(it)))) else None)
            == it.version
            for it in tallies
        ]
        if not all(fits):
            return False
        for it in marks:
            del self.marks[organisation_id, it.kind.value, it.id]
        for it in kept:
            self.known[organisation_id, it.kind, it.id] = replace(it, version=(it.version or 0) + 1)
        for it in tallies:
            self.stored[organisation_id, _place(it)] = replace(it, version=(it.version or 0) + 1)
        return True

    def of_month(self, organisation_id, month):
        return self._those(organisation_id, lambda it: it.month == month and not it.person)

    def of_persons(self, organisation_id, month, department_id):
        return self._those(
            organisation_id, lambda it: (it.month, it.department_id) == (month, department_id) and it.person
        )

    def of_months(self, organisation_id, months, department_id):
        return self._those(
            organisation_id,
            lambda it: it.month in months and it.department_id == department_id and not it.person,
        )

    def open_before(self, organisation_id, day):
        found = [it for key, it in self.known.items() if key[0] == organisation_id]
        return [it.id for it in found if it.open_until and it.open_until < day]

    def _those(self, organisation_id, fits):
        found = [it for key, it in self.stored.items() if key[0] == organisation_id and fits(it)]
        return sorted(found, key=_place)


def _place(it):
    return it.month, it.department_id, it.person


def counting(desk, figures, plans=None):
    """The ports of counting over that desk."""
    return FigurePorts(
        figures=figures,
        tasks=desk.tasks,
        plans=plans,
        actions=desk.actions,
        zone=lambda *_: BERLIN,
        clock=lambda: desk.now,
    )
