"""A task of follow-up, who may be at it at the same time, and what must hold whoever is heard first."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from aws_lambda_powertools.utilities.data_classes import DynamoDBStreamEvent
from moto import mock_aws

from frontdesk.followup.events import TaskReady
from frontdesk.followup.model import Cancelled, Lease, Level, NoContact, Record, State, Verdict
from frontdesk.followup.model.heard import Heard
from frontdesk.followup.model.plans import Book, Channel, Role
from frontdesk.followup.rules.instants import acts_at
from frontdesk.followup.rules.keys import successor_key
from frontdesk.followup.rules.telling import HOUSE, of_task
from frontdesk.followup.storage import DynamoTasks
from frontdesk.followup.storage.tasks import SK, TaskRecord
from frontdesk.followup.usecases._planned import PlannedTasks
from frontdesk.followup.usecases._waits import TaskWaits
from frontdesk.followup.usecases.cancel_task import cancel_for, cancel_task
from frontdesk.followup.usecases.draw_samples import draw_samples
from frontdesk.followup.usecases.interrupt_task import interrupt_task
from frontdesk.followup.usecases.open_task import open_task
from frontdesk.followup.usecases.reassign_task import reassign_task
from frontdesk.followup.usecases.record_no_contact import record_no_contact
from frontdesk.followup.usecases.review_task import review_task
from frontdesk.followup.usecases.submit_record import submit_record
from frontdesk.followup.wiring import planning_ports
from frontdesk.followup.wiring.tasks import task_ports
from frontdesk.kernel.events import new_facts
from tests.clouds import put_back, taken
from tests.conftest import furnish
from tests.followup.task_builders import (
    CENTRE,
    CENTRE_TOO,
    COLLEAGUE,
    MONDAY_NINE,
    NURSE,
    POLICY,
    a_task,
    task_id,
)

from .state import tables

BERLIN = ZoneInfo("Europe/Berlin")
CALL = "c" * 32
LAPSED = MONDAY_NINE + timedelta(minutes=20)
A_WORD = {"recovery": 4}
HELD = Lease(staff_id=NURSE.id, until=MONDAY_NINE + POLICY.lease, call_id=CALL)
SAID = Record(answers={"complaint": "Zu lange gewartet."}, summary="Gut.", by=NURSE.id, at=MONDAY_NINE)
BEGINNINGS = {
    "ready": (MONDAY_NINE, {}),
    "in hand": (MONDAY_NINE, {"state": State.IN_PROGRESS, "owner": NURSE.id, "lease": HELD}),
    "in hand too long": (LAPSED, {"state": State.IN_PROGRESS, "owner": NURSE.id, "lease": HELD}),
    "locked": (
        MONDAY_NINE + timedelta(days=4),
        {"state": State.COMPLETED, "owner": NURSE.id, "record": SAID},
    ),
    "to be verified": (
        MONDAY_NINE,
        {
            "state": State.LEVEL2_OPEN,
            "level": Level.CENTRE,
            "owner": NURSE.id,
            "record": SAID,
            "samples": frozenset({Level.CENTRE}),
        },
    ),
}
"""The clock, and the task as it is then. What lies locked holds a complaint: it is drawn in any case."""
DEEDS = {
    "claims": {"ready"},
    "a colleague claims": {"ready"},
    "submits": {"ready", "in hand", "in hand too long"},
    "a colleague submits": {"ready"},
    "notes that nobody answered": {"ready", "in hand", "in hand too long"},
    "interrupts": {"in hand", "in hand too long"},
    "the lease lapses": {"in hand too long"},
    "the round sees to it": {"in hand too long"},
    "the centre takes it over": {"ready", "in hand", "in hand too long"},
    "the centre cancels": {"ready", "in hand"},
    "the patient dies": set(BEGINNINGS),
    "the night draws": {"locked"},
    "the night draws again": {"locked"},
    "the centre verifies": {"to be verified"},
    "another one gives it back": {"to be verified"},
}
"""Everybody, and in which states they come to it."""
SILENT = {
    "the night draws",
    "the lease lapses",
    "the round sees to it",
    "the patient dies",
    "the night draws again",
}
"""Who may find that there is nothing to do, and is told so without a refusal."""


class Scene:
    """The table of a state; `actors` do what they do there."""

    def __init__(self, state):
        self.now, changes = BEGINNINGS[state]
        self.task = a_task(**changes)
        self.ports = replace(
            task_ports(),
            policy=lambda _: POLICY,
            zone=lambda *_: BERLIN,
            heard=lambda *_: Heard(),
            hang_up=lambda *_: None,
            tell=lambda *_: None,
            clock=lambda: self.now,
        )
        self.here = {"organisation_id": self.task.organisation_id, "ports": self.ports}
        self.planning = replace(planning_ports(), tasks=PlannedTasks(self.ports), clock=self.ports.clock)
        self.planning.books.put(
            Book(organisation_id=self.task.organisation_id, policy=POLICY, schemes=(), version=0),
            at=MONDAY_NINE,
        )
        ready = of_task(TaskReady, self.task, {}, at=MONDAY_NINE, by=HOUSE)
        DynamoTasks().add(self.task, ready, acts_at=acts_at(self.task, POLICY, BERLIN))
        self.begin = taken()

    def restore(self):
        put_back(*self.begin)

    def actors(self, names):
        on = {"task_id": self.task.id, **self.here}
        everybody = {
            "claims": partial(open_task, member=NURSE, **on),
            "a colleague claims": partial(open_task, member=COLLEAGUE, **on),
            "submits": self._submits(NURSE, on),
            "a colleague submits": self._submits(COLLEAGUE, on),
            "notes that nobody answered": partial(
                record_no_contact, reason=NoContact.NO_ANSWER, seen=0, member=NURSE, **on
            ),
            "interrupts": partial(interrupt_task, why="aborted", member=NURSE, **on),
            "the lease lapses": self._passes,
            "the round sees to it": self._passes,
            "the centre takes it over": partial(
                reassign_task, role=Role.CENTRE, to=None, why="Urlaub", member=CENTRE, **on
            ),
            "the centre cancels": partial(cancel_task, why="Doppelt", member=CENTRE, **on),
            "the patient dies": partial(cancel_for, why=Cancelled.DIED, **on),
            "the night draws": self._draws,
            "the night draws again": self._draws,
            "the centre verifies": self._reviews(CENTRE, Verdict.CONFIRMED, on),
            "another one gives it back": self._reviews(CENTRE_TOO, Verdict.REWORK, on),
        }
        return {name: everybody[name] for name in names}

    def faults(self, told):
        """What does not hold after an order: sentences."""
        after = DynamoTasks().get(self.task.organisation_id, self.task.id)
        return [*_told_facts(told, after), *self._successors(after), *self._remembered(told, after)]

    def _submits(self, member, on):
        words = {"answers": A_WORD, "summary": f"{member.id} schreibt", "family_said": ""}
        return partial(submit_record, channel=Channel.PHONE, member=member, **words, **on)

    def _reviews(self, member, verdict, on):
        said = {"score": 80, "satisfaction": 4, "remark": "-", "level": Level.CENTRE}
        return partial(review_task, verdict=verdict, member=member, **said, **on)

    def _passes(self):
        TaskWaits(self.ports).pass_instant(self.task.organisation_id, self.task.id)

    def _draws(self):
        return draw_samples(
            organisation_id=self.task.organisation_id,
            location_id=self.task.location_id,
            today=self.now.astimezone(BERLIN).date(),
            until=self.now + timedelta(minutes=5),
            ports=self.planning,
        )

    def _successors(self, after):
        """One where it was interrupted, and none where it was not; the house acts on both as the record says."""
        known = DynamoTasks().read(self.task.organisation_id, [successor_key(self.task.id)])
        if len(known) != (after.state is State.INTERRUPTED):
            yield f"it is {after.state}, with {len(known)} successors"
        waiting = set(DynamoTasks().running(self.task.organisation_id, before=None))
        due = {it.id for it in (after, *known) if acts_at(it, POLICY, BERLIN) is not None}
        if waiting != due:
            yield f"the round looks after {waiting}, not after {due}"

    def _remembered(self, told, after):
        """Whoever was not refused is on record with what they did."""
        marks = {
            "submits": after.record is not None and after.record.summary == f"{NURSE.id} schreibt",
            "a colleague submits": after.record is not None
            and after.record.summary == f"{COLLEAGUE.id} schreibt",
            "notes that nobody answered": any(it.reason for it in after.attempts),
            "the centre verifies": any(it.verdict is Verdict.CONFIRMED for it in after.reviews),
            "another one gives it back": any(it.verdict is Verdict.REWORK for it in after.reviews),
            "the centre cancels": after.state is State.CANCELLED,
            "the night draws": Level.CENTRE in after.samples,
        }
        yield from (
            f"{name} was not refused, and is not on record"
            for name in told.won()
            if not marks.get(name, True)
        )
        if {"submits", "a colleague submits"} <= set(told.won()):
            yield "two submitted one call"
        if {"claims", "a colleague claims"} <= set(told.won()):
            yield "two have it in hand"


def _told_facts(told, after):
    """As many facts as writes; of everybody who was not refused one, but for those who may find nothing to do."""
    facts = list(_facts())[1:]
    least = sum(name not in SILENT for name in told.won())
    most = len(told.won())
    if not least <= len(facts) <= most:
        yield f"{told.won()} were not refused, and the facts are {facts}"
    if Counter(facts)["TaskInterrupted"] > 1 or Counter(facts)["TaskCompleted"] > 1:
        yield f"it happened twice: {facts}"
    if after.version != 1 + len(facts):
        yield f"it was written {after.version - 1} times, with {len(facts)} facts"


def _facts():
    """What the stream of the table has carried of the task since it was made; its successor tells of itself."""
    [table] = (it for name, it in tables() if name == TaskRecord.Meta.table_name)
    for record in DynamoDBStreamEvent({"Records": [it.to_json() for it in table.stream_shard.items]}).records:
        change = record.dynamodb
        mine = change.keys["pk"].endswith(f"#TASK#{task_id()}") and change.keys["sk"] == SK
        for fact in new_facts(change.old_image, change.new_image) if mine else ():
            yield fact["name"]


@contextmanager
def clinic():
    """The tables, with nobody's task in them."""
    with mock_aws():
        furnish()
        yield taken()
