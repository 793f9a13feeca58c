"""In-memory stand-ins; test_task_contract.py holds them to DynamoDB's promises."""

from collections import Counter
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from frontdesk.followup.model import Level
from frontdesk.followup.model.actions import ActionState
from frontdesk.followup.model.heard import Heard
from frontdesk.followup.model.lists import Pile, Row
from frontdesk.followup.ports.tasks import ActionPorts, TaskPorts, WaitPorts
from frontdesk.followup.rules import actions as action_rules
from frontdesk.followup.rules.forms import is_with_patient
from frontdesk.followup.rules.sampling import done_by, locked_on
from frontdesk.followup.rules.steps import is_returned
from frontdesk.followup.storage.tasks import PILES, _pile, list_key
from frontdesk.followup.usecases._waits import ActionWaits, TaskWaits
from frontdesk.kernel.errors import Conflict, NotFound

from .task_builders import HEAD, LEADER, MONDAY_NINE, POLICY, SURGERY, WARD

BERLIN = ZoneInfo("Europe/Berlin")


class Kept:
    """What tasks and actions are alike in: versions, facts, tokens; `meanwhile` somebody else is quicker."""

    def __init__(self):
        self.stored, self.facts, self.tokens, self.acts = {}, [], {}, {}
        self.others, self.tries = [], Counter()

    def take_try(self, organisation_id, it, *, on, most, until):
        if self.tries[organisation_id, it, on] == most:
            return None
        self.tries[organisation_id, it, on] += 1
        return most - self.tries[organisation_id, it, on]

    def meanwhile(self, act):
        self.others = [act]

    def get(self, organisation_id, it):
        if (organisation_id, it) not in self.stored:
            raise NotFound
        return self.stored[organisation_id, it]

    def _insert(self, it, facts, acts_at):
        if (it.organisation_id, it.id) in self.stored:
            return False
        self._put(replace(it, version=1), facts, acts_at)
        return True

    def _change(self, it, facts, acts_at):
        others, self.others = self.others, []
        for act in others:
            act()
        known = self.stored.get((it.organisation_id, it.id))
        if (known.version if known else None) != it.version:
            raise Conflict
        return self._put(replace(it, version=(it.version or 0) + 1), facts, acts_at)

    def _put(self, it, facts, acts_at):
        self.stored[it.organisation_id, it.id] = it
        self.acts[it.organisation_id, it.id] = acts_at
        self.facts += facts
        return it

    def running(self, organisation_id, *, before):
        found = [(at, key) for key, at in self.acts.items() if at is not None and key[0] == organisation_id]
        return [key[1] for at, key in sorted(found) if before is None or at < before]

    def park(self, organisation_id, it, token):
        self.tokens[organisation_id, it] = token

    def parked(self, organisation_id, it):
        return self.tokens.get((organisation_id, it))


class FakeTasks(Kept):
    def add(self, task, *facts, acts_at):
        return self._insert(task, facts, acts_at)

    def write(self, task, *facts, acts_at):
        return self._change(task, facts, acts_at)

    def replace(self, task, fact, *, by, ready, acts_at):
        if (by.organisation_id, by.id) in self.stored:
            raise Conflict
        stored = self._change(task, [fact], None)
        self._insert(by, [ready], acts_at)
        return stored

    def of_subject(self, organisation_id, subject_id):
        return [
            it
            for it in self.stored.values()
            if (it.organisation_id, it.subject_id) == (organisation_id, subject_id)
        ]

    def locked(self, organisation_id, location_id, *, before, most):
        found = [
            it
            for it in self.stored.values()
            if (it.organisation_id, it.location_id) == (organisation_id, location_id)
        ]
        return [it for it in found if PILES.get(it.state) is Pile.LOCKED and locked_on(it) < before][:most]

    def read(self, organisation_id, task_ids):
        return [self.stored[organisation_id, it] for it in task_ids if (organisation_id, it) in self.stored]

    def listed(self, organisation_id, pile, of, *, most):
        found = sorted(
            (
                0 if self._is_alarm(it) else 1 if is_returned(it) else 2,
                locked_on(it) if it.state in PILES else it.due_on,
                -it.vip,
                it.population.value,
                it.id,
            )
            for it in self.stored.values()
            if self._lies(it, organisation_id, pile, of)
        )
        return [
            Row(
                id=it,
                due_on=on,
                population=people,
                vip=-vip,
                alarm=place == 0,
                returned=place == 1,
                **self._reviewed(organisation_id, it),
            )
            for place, on, vip, people, it in found
        ][:most]

    def _is_alarm(self, it):
        return bool(it.because) and it.state.value in {"ready", "in_progress", "retry_wait"}

    def _reviewed(self, organisation_id, it):
        task = self.stored[organisation_id, it]
        levels = {"level2_open": Level.CENTRE, "level3_open": Level.LEADERS}
        if task.state.value not in levels:
            return {}
        return {"department_id": task.department_id, "by": done_by(task, levels[task.state.value])}

    def _lies(self, it, organisation_id, pile, of):
        if pile.value == "own":
            open_ones = {"ready", "in_progress", "retry_wait"}
            theirs = (it.organisation_id, it.owner) == (organisation_id, of)
            return theirs and it.state.value in open_ones and not is_with_patient(it)
        return _pile(it) == list_key(organisation_id, pile, of)


class FakeActions(Kept):
    def add(self, action, *facts):
        return self._insert(action, facts, action_rules.acts_at(action))

    def write(self, action, *facts):
        return self._change(action, facts, action_rules.acts_at(action))

    def listed(self, organisation_id, *, is_open, most):
        def place(it):
            latest = max((one.at for one in it.said), default=it.raised_at)
            return ((action_rules.due_at(it) or latest) if is_open else latest, it.id)

        found = [it for it in self.stored.values() if it.organisation_id == organisation_id]
        fitting = [it for it in found if (it.state is not ActionState.CLOSED) == is_open]
        return sorted(fitting, key=place, reverse=not is_open)[:most]


class FakeMachine:
    """Executions by name: what each was told last, and whether it runs."""

    def __init__(self):
        self.executions, self.woken = {}, []

    def start(self, name, begin):
        self.executions.setdefault(name, True)

    def wake(self, token, wait):
        self.woken.append((token, wait.phase))
        return True

    def is_running(self, name):
        return self.executions.get(name)


@dataclass
class Desk:
    """Follow-up with everything around it in memory; `now` is set by the test."""

    now: object = MONDAY_NINE
    policy: object = POLICY
    tasks: FakeTasks = field(default_factory=FakeTasks)
    actions: FakeActions = field(default_factory=FakeActions)
    machine: FakeMachine = field(default_factory=FakeMachine)
    told: list = field(default_factory=list)
    notified: list = field(default_factory=list)
    looks: list = field(default_factory=list)
    dialled: Counter = field(default_factory=Counter)
    forms: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    reached: bool = True
    calls: dict = field(default_factory=dict)
    plans: dict = field(default_factory=dict)
    trail: list = field(default_factory=list)
    hung_up: list = field(default_factory=list)
    corrected: list = field(default_factory=list)
    heads: dict = field(default_factory=lambda: {SURGERY: (HEAD.id,), WARD: (LEADER.id,)})

    @property
    def ports(self):
        return TaskPorts(
            tasks=self.tasks,
            policy=lambda _: self.policy,
            zone=lambda *_: BERLIN,
            subjects=lambda _, ids: {it: self.people[it] for it in ids if it in self.people},
            chart=lambda *_: (),
            dial=lambda task, staff, call: self.dialled.update([(task.id, staff, call)]),
            heard=lambda _, call: self.calls.get(call, Heard(recording=f"recordings/{call}", seconds=61)),
            hang_up=lambda task, staff, attempt: self.hung_up.append(attempt.call_id),
            correct=lambda task, staff, number: self.corrected.append(number),
            plan=lambda _, plan: self.plans.get(plan),
            trail=lambda *_: self.trail,
            tell=lambda task, step: self.told.append((task.id, step)),
            newest=lambda _, form: self.forms[form].revision if form in self.forms else "",
            questionnaire=lambda _, form, revision: self.forms[form],
            ask=self.ask,
            record=self.looks.append,
            clock=lambda: self.now,
        )

    def ask(self, task):
        self.asked.append((task.id, len(task.asked)))
        return self.reached

    @property
    def action_ports(self):
        return ActionPorts(
            actions=self.actions,
            policy=lambda _: self.policy,
            departments=lambda _: {SURGERY, WARD},
            heads=lambda _: lambda department: self.heads[department],
            calls=self.tasks.read,
            tell=lambda action, step: self.told.append((action.id, step)),
            notify=lambda action: self.notified.append((len(action.said), action.state.value)),
            record=self.looks.append,
            clock=lambda: self.now,
        )

    @property
    def waits(self):
        return self._waiting(TaskWaits(self.ports))

    @property
    def action_waits(self):
        return self._waiting(ActionWaits(self.action_ports))

    def _waiting(self, waits):
        return WaitPorts(waits=waits, machine=self.machine, clock=lambda: self.now)

    def facts(self):
        return [it.name for it in (*self.tasks.facts, *self.actions.facts)]
