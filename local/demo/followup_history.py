"""What was followed up in the last four months, so that there is something to count: by the rules, as staff would.

Each step goes through the moves that a person makes, at instants of then, and is stored as it ended: no machine waits
for it any more. What becomes of whom hangs on the step's id, so that every start comes to the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.followup.model import Attempt, Level, NoContact, Record, Review, State, Task, Verdict
from frontdesk.followup.model.actions import ActionId, ActionState, CorrectiveAction, Said, Severity
from frontdesk.followup.model.figures import Kind
from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.model.plans import Channel, PlanId, Policy, Population, Role
from frontdesk.followup.ports.figures import FigurePorts
from frontdesk.followup.rules import actions, steering, steps
from frontdesk.followup.rules.keys import task_key
from frontdesk.followup.rules.sampling import after_draw
from frontdesk.followup.usecases.count_figures import mark_anew
from frontdesk.followup.wiring.figures import figure_ports
from frontdesk.hospital.wiring import hospital_ports
from frontdesk.kernel.ids import DepartmentId, StaffId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.patients.rules.persons import Person

POLICY = Policy(modes={})
PEOPLE, STEPS, EVERY = 10, 10, timedelta(days=12)
CANCELLED, MISSED, NEVER_REACHED, BROKEN_OFF = 4, 9, 16, 22
"""Of a hundred steps: up to which number each of these happens."""
NAMES = {Language.GERMAN: "Muster von früher", Language.CHINESE: "往期示例"}
PHONES = {Language.GERMAN: "+49151555{:05}", Language.CHINESE: "+8613800{:06}"}
CALLERS = {"lindenhof": ("1001", "1002"), "xinglin": ("2001", "2002")}
CENTRE = {"lindenhof": ("1005", "1003"), "xinglin": ("2005", "2003")}
"""Who verifies, and who leads."""
A_DAY = timedelta(days=1)
WORDS = {
    Language.GERMAN: ("Wundkarten", "Drei Patientinnen gingen ohne Wundkarte.", "Die Karte liegt im Ordner."),
    Language.CHINESE: ("伤口护理卡", "三名患者出院时没有领到伤口护理卡。", "护理卡随出院小结一并发放。"),
}


@dataclass(frozen=True, slots=True)
class Past:
    """A clinic, and where and when it was there."""

    catalogue: Catalogue
    location: Location
    language: Language
    now: datetime

    @property
    def whose(self) -> str:
        return self.catalogue.organisation.id

    def at(self, day: date, hour: int) -> datetime:
        """That wall time, and never later than now."""
        return min(datetime.combine(day, time(hour), self.location.zone), self.now)


def keep_history(catalogue: Catalogue) -> None:
    """Store it where none of it is. Twice is once. The round that comes every five minutes counts it."""
    if catalogue.organisation.id not in CALLERS:
        return
    ports, location = figure_ports(), catalogue.locations[0]
    language = catalogue.organisation.languages[0]
    past = Past(catalogue, location, language, ports.clock().astimezone(location.zone))
    for number in range(PEOPLE):
        for task in _steps(past, _person(past, number), number):
            for one in _went(task, past):
                if not ports.tasks.add(one, acts_at=None):
                    return
                mark_anew(organisation_id=one.organisation_id, kind=Kind.STEP, it=one.id, ports=ports)
    _raise(past, ports)


def _person(past: Past, number: int) -> SubjectId:
    person = Person(
        name=f"{NAMES[past.language]} {number + 1}",
        birth_date=date(1940 + 2 * number, 1 + number % 12, 3),
        phone=PHONES[past.language].format(70000 + number),
        email=None,
    )
    return hospital_ports().register(past.catalogue.organisation.id, person, past.language).id


def _steps(past: Past, subject_id: SubjectId, number: int) -> Iterator[Task]:
    """One every twelve days until yesterday, as a plan would have made them."""
    departments = past.catalogue.departments
    plan = PlanId(sha256(f"history {past.whose} {number}".encode()).hexdigest()[:32])
    for step in range(STEPS):
        due_on = past.now.date() - A_DAY * (1 + number % 10) - EVERY * step
        yield Task(
            id=task_key(plan, step),
            organisation_id=past.catalogue.organisation.id,
            plan_id=plan,
            step=step,
            subject_id=subject_id,
            encounter_id=f"history-{number}",
            population=tuple(Population)[number % len(Population)],
            location_id=past.location.id,
            department_id=DepartmentId(departments[number % len(departments)].id),
            role=Role.DEPARTMENT,
            owner=None,
            state=State.READY,
            level=Level.CARE,
            channels=(Channel.PHONE,),
            form="",
            opens_on=due_on - A_DAY,
            due_on=due_on,
            closes_on=due_on + 3 * A_DAY,
            vip=0,
            risk="low",
            made_at=past.at(due_on - A_DAY, 1),
        )


def _went(task: Task, past: Past) -> list[Task]:
    """The tasks of the step as they ended."""
    luck = int(task.id[:6], 16) % 100
    caller = StaffId(CALLERS[past.whose][luck % 2])
    if luck < CANCELLED:
        return [steering.cancelled_for(task, "readmitted").task]
    if luck < MISSED:
        return [steps.ended(task, State.MISSED).task]
    if luck < NEVER_REACHED:
        return [_never_reached(task, caller, past)]
    if luck < BROKEN_OFF:
        at = past.at(task.due_on, 9)
        on_call = steps.dialled(_opened(task, caller, at), caller, "demo", POLICY, now=at).task
        broken = steps.interrupted(on_call, "aborted", today=task.due_on, now=at)
        assert broken.successor is not None
        centre = StaffId(CENTRE[past.whose][0])
        return [broken.task, _looked_at(_reached(broken.successor, centre, past, late=0), luck, past)]
    if luck % 4 == 0:
        at = past.at(task.due_on - A_DAY, 11)
        failed = _attempt(task, caller, at, NoContact.NO_ANSWER)
        tried = steps.not_reached(_opened(task, caller, at), failed, POLICY, past.location.zone).task
        task = steps.ready(tried).task
    return [_looked_at(_reached(task, caller, past, late=luck % 3 == 0), luck, past)]


def _never_reached(task: Task, caller: StaffId, past: Past) -> Task:
    for number in range(POLICY.attempts):
        at = past.at(task.due_on + number * A_DAY, 10)
        task = _opened(replace(task, retry_at=None, state=State.READY), caller, at)
        reason = (NoContact.NO_ANSWER, NoContact.BUSY, NoContact.SWITCHED_OFF)[number]
        failed = _attempt(task, caller, at, reason)
        task = steps.not_reached(task, failed, POLICY, past.location.zone).task
    return task


def _reached(task: Task, caller: StaffId, past: Past, *, late: int) -> Task:
    at = past.at(task.due_on + late * A_DAY, 15)
    record = Record(answers={"recovery": 4}, summary="Demo", by=caller, at=at)
    return steps.completed(_opened(task, caller, at), record, _attempt(task, caller, at, None)).task


def _looked_at(task: Task, luck: int, past: Past) -> Task:
    """Three of four are drawn to be verified, and of those one in three for the leaders: more than a clinic draws."""
    centre, leader = (StaffId(it) for it in CENTRE[past.whose])
    assert task.record is not None
    if luck % 4 == 1 or task.record.by == centre:
        return after_draw(task, frozenset())
    day = task.record.at.astimezone(past.location.zone).date() + 2 * A_DAY
    said = Review(
        level=Level.CENTRE,
        verdict=Verdict.CONFIRMED,
        score=70 + luck % 30,
        satisfaction=(5, 4, 5, 3, 4, 5, 2)[luck % 7],
        remark="",
        by=centre,
        at=past.at(day, 11),
    )
    task = steps.reviewed(after_draw(task, frozenset({Level.CENTRE})), said, today=day).task
    if luck % 3:
        return after_draw(task, frozenset())
    task = after_draw(task, frozenset({Level.LEADERS}))
    last = replace(said, level=Level.LEADERS, satisfaction=None, by=leader, at=past.at(day + A_DAY, 16))
    return steps.reviewed(task, last, today=day + A_DAY).task


def _opened(task: Task, caller: StaffId, at: datetime) -> Task:
    return steps.opened(task, caller, POLICY, now=at).task


def _attempt(task: Task, caller: StaffId, at: datetime, reason: NoContact | None) -> Attempt:
    return Attempt(number=len(task.attempts) + 1, at=at, by=caller, channel=Channel.PHONE, reason=reason)


def _raise(past: Past, ports: FigurePorts) -> None:
    """A problem of each of the last two months: one is closed, one waits for its effect."""
    title, text, done = WORDS[past.language]
    centre, leader = CENTRE[past.whose]
    verifier = Member(id=StaffId(centre), departments=frozenset(), rights=frozenset({Right.VERIFY}))
    head = replace(verifier, id=StaffId(leader), rights=frozenset({Right.LEAD}))
    deeds = (
        (actions.Deed.PLAN, head),
        (actions.Deed.ACCEPT, verifier),
        (actions.Deed.EFFECT, head),
        (actions.Deed.VERIFY, verifier),
        (actions.Deed.CLOSE, verifier),
    )
    for number, ago in enumerate((40, 12)):
        at = past.now - timedelta(days=ago)
        action = CorrectiveAction(
            id=ActionId(sha256(f"history {past.whose} action {number}".encode()).hexdigest()[:32]),
            organisation_id=past.catalogue.organisation.id,
            department_id=DepartmentId(past.catalogue.departments[number].id),
            title=title,
            text=text,
            severity=Severity.USUAL,
            state=ActionState.OPEN,
            raised_by=verifier.id,
            raised_at=at,
            plan_due_at=at + POLICY.plan_within,
        )
        for deed, member in deeds[: 5 if number == 0 else 2]:
            at += 2 * A_DAY
            said = Said(state=actions.WAYS[deed].after, by=member.id, at=at, text=done)
            action = actions.done(action, deed, said, POLICY, now=at)
        ports.actions.add(action)
        mark_anew(organisation_id=action.organisation_id, kind=Kind.ACTION, it=action.id, ports=ports)
