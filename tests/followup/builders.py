"""Ready-made plans and tasks, and in-memory stand-ins. The contract test holds the fakes to DynamoDB."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from frontdesk.booking.model.desk import StaffMember
from frontdesk.followup.model import Level, Record, State, Task, TaskId
from frontdesk.followup.model.plans import (
    Anchor,
    Book,
    Channel,
    Plan,
    PlanId,
    PlanState,
    Policy,
    Population,
    Recommendation,
    Risk,
    Role,
    Scheme,
    SchemeId,
    SchemeStep,
)
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.encounters import population_of
from frontdesk.followup.rules.sampling import locked_on
from frontdesk.hospital.model import Diagnosis, Disposition
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import DepartmentId, StaffId, SubjectId
from frontdesk.kernel.language import Language
from tests.hospital.builders import ANNA, BERLIN, CENTRE, HARBOUR, NORTH, WARD, an_ended_stay

NOW = datetime(2026, 11, 24, 0, 5, tzinfo=UTC)
"""Five past one at night in Berlin."""
TODAY = date(2026, 11, 24)
KATRIN = StaffMember(id=StaffId("1001"), locations=frozenset({CENTRE}))
OLE = StaffMember(id=StaffId("1002"), locations=frozenset({HARBOUR}))
EVERY_NIGHT = timedelta(minutes=10)
WORDS = {Language.GERMAN: "Anruf", Language.ENGLISH: "Call"}
HEALTHY = (Diagnosis(code="Z00.0"),)


def a_step(after=3, *, before=0, behind=0, channels=(Channel.PHONE,), **changes):
    said = {"form": "", "role": Role.DEPARTMENT, "what": WORDS} | changes
    return SchemeStep(after=after, before_window=before, after_window=behind, channels=channels, **said)


def a_scheme(scheme_id="all", **changes):
    said = {
        "title": WORDS,
        "population": Population.DISCHARGED,
        "anchor": Anchor.DISCHARGED,
    } | changes
    return Scheme(id=SchemeId(scheme_id), **said)


def a_book(*schemes, **policy):
    return Book(organisation_id=NORTH, policy=Policy(modes={}, **policy), schemes=schemes, version=1)


def a_discharge(**changes):
    """Emergent, three nights, nothing that weighs, no visits: 3 + 3 + 0 + 0 is 6, a moderate risk."""
    said = {"is_emergent": True, "diagnoses": HEALTHY, "emergency_visits": 0, "disposition": Disposition.HOME}
    return an_ended_stay(**said | changes)


def a_recommendation(**changes):
    said = {
        "scheme_id": None,
        "steps": (a_step(),),
        "risk": Risk.MODERATE,
        "lace": 6,
        "reasons": (),
        "missing": (),
        "rules_version": "0",
    }
    return Recommendation(**said | changes)


def a_plan(**changes):
    said = {
        "id": PlanId("d" * 32),
        "organisation_id": NORTH,
        "subject_id": ANNA,
        "encounter_id": a_discharge().id,
        "population": Population.DISCHARGED,
        "location_id": CENTRE,
        "department_id": WARD,
        "recommendation": a_recommendation(),
        "scheme_id": None,
        "steps": (a_step(),),
        "anchored_on": date(2026, 11, 23),
        "state": PlanState.PROPOSED,
        "made_at": NOW,
    }
    return Plan(**said | changes)


def a_task(number=1, **changes):
    """Completed by 1001 on the day before."""
    said = {
        "id": TaskId(f"{number:032x}"),
        "organisation_id": NORTH,
        "plan_id": PlanId("d" * 32),
        "step": 0,
        "subject_id": SubjectId(f"{number:032x}"),
        "encounter_id": "e",
        "population": Population.DISCHARGED,
        "location_id": CENTRE,
        "department_id": WARD,
        "role": Role.DEPARTMENT,
        "owner": StaffId("1001"),
        "state": State.COMPLETED,
        "level": Level.CARE,
        "channels": (Channel.PHONE,),
        "form": "",
        "opens_on": TODAY,
        "due_on": TODAY,
        "closes_on": TODAY,
        "vip": 0,
        "risk": "low",
        "record": Record(answers={}, summary="Gut", by=StaffId("1001"), at=NOW - timedelta(days=1)),
        "made_at": NOW - timedelta(days=3),
    }
    return Task(**said | changes)


class FakeBooks:
    def __init__(self):
        self.kept = {}

    def get(self, organisation_id):
        return self.kept.get(organisation_id)

    def put(self, book, *, at):
        there = self.kept.get(book.organisation_id)
        if book.version != (there.version if there else 0):
            raise Conflict(organisation_id=book.organisation_id)
        self.kept[book.organisation_id] = replace(book, version=book.version + 1)
        return self.kept[book.organisation_id]


class FakePlans:
    def __init__(self):
        self.kept, self.listed, self.facts = {}, {}, []

    def add(self, plan, *facts, next_on):
        if (plan.organisation_id, plan.id) in self.kept:
            return False
        self._store(replace(plan, version=1), facts, next_on)
        return True

    def write(self, plan, *facts, next_on):
        there = self.kept.get((plan.organisation_id, plan.id))
        if there is None or there.version != plan.version:
            raise Conflict(plan_id=plan.id)
        return self._store(replace(plan, version=plan.version + 1), facts, next_on)

    def get(self, organisation_id, plan_id):
        if (organisation_id, plan_id) not in self.kept:
            raise NotFound(plan_id=plan_id)
        return self.kept[organisation_id, plan_id]

    def proposed(self, organisation_id, location_id, *, most):
        return self._of(organisation_id, location_id, PlanState.PROPOSED, date.max)[:most]

    def active(self, organisation_id, location_id, *, until, most):
        return self._of(organisation_id, location_id, PlanState.ACTIVE, until)[:most]

    def of_subject(self, organisation_id, subject_id):
        mine = [it for (whose, _), it in self.kept.items() if whose == organisation_id]
        found = [it for it in mine if it.subject_id == subject_id]
        return sorted(found, key=lambda it: it.made_at, reverse=True)

    def _store(self, plan, facts, next_on):
        self.kept[plan.organisation_id, plan.id] = plan
        self.listed[plan.organisation_id, plan.id] = next_on
        self.facts += facts
        return plan

    def _of(self, organisation_id, location_id, state, until):
        found = [
            (self.listed[key], it.id, it)
            for key, it in self.kept.items()
            if key[0] == organisation_id
            and (it.location_id, it.state) == (location_id, state)
            and self.listed[key] is not None
            and self.listed[key] <= until
        ]
        return [it for *_, it in sorted(found, key=lambda it: it[:2])]


class FakeTasks:
    def __init__(self):
        self.kept = {}

    def add(self, task):
        if (task.organisation_id, task.id) in self.kept:
            return False
        self.kept[task.organisation_id, task.id] = replace(task, version=1)
        return True

    def write(self, task, *_facts):
        if self.kept[task.organisation_id, task.id].version != task.version:
            raise Conflict(task_id=task.id)
        self.kept[task.organisation_id, task.id] = replace(task, version=task.version + 1)
        return self.kept[task.organisation_id, task.id]

    def locked(self, organisation_id, location_id, *, before, most):
        found = [
            it
            for (whose, _), it in self.kept.items()
            if (whose, it.location_id) == (organisation_id, location_id)
            and it.state in (State.COMPLETED, State.LEVEL2_CONFIRMED)
            and locked_on(it) < before
        ]
        return sorted(found, key=lambda it: (locked_on(it), it.id))[:most]

    def of_subject(self, organisation_id, subject_id):
        mine = [it for (whose, _), it in self.kept.items() if whose == organisation_id]
        found = [it for it in mine if it.subject_id == subject_id]
        return sorted(found, key=lambda it: it.due_on, reverse=True)

    @property
    def all(self):
        return sorted(self.kept.values(), key=lambda it: (it.due_on, it.id))


class FakeBatches:
    def __init__(self):
        self.kept = {}

    def add(self, batch):
        key = batch.organisation_id, batch.location_id, batch.day, batch.source, batch.level
        return self.kept.setdefault(key, batch)

    def get(self, organisation_id, location_id, day, *, source, level):
        return self.kept.get((organisation_id, location_id, day, source, level))


@dataclass
class Ward:
    """A clinic whose patients the test follows up. `told` are the encounters that its hospital tells of."""

    now: datetime = NOW
    told: dict = field(default_factory=dict)
    books: FakeBooks = field(default_factory=FakeBooks)
    plans: FakePlans = field(default_factory=FakePlans)
    tasks: FakeTasks = field(default_factory=FakeTasks)
    batches: FakeBatches = field(default_factory=FakeBatches)
    vip: int = 0
    trail: list = field(default_factory=list)

    def tell(self, *encounters):
        self.told |= {it.id: it for it in encounters}

    def _encounter(self, organisation_id, encounter_id):
        it = self.told.get(encounter_id)
        if it is None or it.organisation_id != organisation_id:
            raise NotFound(encounter_id=encounter_id)
        return it

    @property
    def ports(self):
        return PlanningPorts(
            books=self.books,
            plans=self.plans,
            tasks=self.tasks,
            batches=self.batches,
            encounter=self._encounter,
            encounters=lambda _, subject_id: [it for it in self.told.values() if it.subject_id == subject_id],
            encounters_on=lambda organisation_id, location_id, population, day: [
                it
                for it in self.told.values()
                if (it.organisation_id, it.location_id) == (organisation_id, location_id)
                and population_of(it) is population
                and (it.ended_at or it.began_at).date() == day
            ],
            emphasis=lambda *_: self.vip,
            subjects=lambda *_: {},
            organisations=lambda: [NORTH],
            zones=lambda _: {CENTRE: BERLIN, HARBOUR: BERLIN},
            departments=lambda _: [WARD, DepartmentId("bay")],
            record=self.trail.append,
            clock=lambda: self.now,
        )


def a_ward(*encounters, book=None):
    """One that has a scheme for everybody who is discharged, which starts nothing alone."""
    ward = Ward()
    ward.tell(*(encounters or (a_discharge(),)))
    ward.books.kept[NORTH] = book or a_book(a_scheme())
    return ward
