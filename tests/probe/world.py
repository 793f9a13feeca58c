"""A whole clinic in one process and in virtual time: every function, the streams, the bus, the machines, the phones.

Only moto answers for the tables and buckets; one thing happens after the other, so that the same script makes the same
calls each time. What AWS does at least once, this does again when the function died.
"""

import json
import random
from contextlib import ExitStack
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from types import SimpleNamespace

import pytest
from chalice.test import Client

from frontdesk.kernel.errors import ProviderFailure
from infra.target import ROOT
from tests.clouds import put_back, taken
from tests.functions.loading import FUNCTIONS, load_module

from .containers import Containers
from .hook import HANDLER, Call, Crash, Probe, running, watching
from .machine import Machines
from .state import tables

BEGIN = datetime(2026, 11, 23, 8, tzinfo=UTC)
ROUND = timedelta(minutes=5)
ROUNDS = (
    ("reminders", "tick", {}),
    ("requests", "reconcile", {}),
    ("followup", "reconcile", {}),
)
HOURLY = (("followup", "night", {}),)
MACHINES = {"service_request": "requests", "followup_task": "followup", "corrective_action": "followup"}
"""By definition, the app whose function they call."""
LATER, A_DAY = timedelta(minutes=15), timedelta(days=1)
TRIES = 3
MINE = ("refused", "now", "memo", "bus", "read", "held", "dead", "unclean")
ROUTES = json.loads((ROOT / "events/routes.json").read_text())


@dataclass
class Phone:
    """A provider that keeps one message per reference, as a good one does, and counts who came twice."""

    world: "World"
    knows_references: bool = True
    kept: dict = field(default_factory=dict)
    came: list = field(default_factory=list)

    name, knows_references, receipts_by_provider_id = "simulator", True, False

    def send(self, message, address, wording):
        reference = f"{message.organisation_id}/{message.id}"
        said = {"to": address.to, "text": wording.text, "template": message.template}

        def take():
            self.came.append(reference)
            if self.world.memo.pop("provider fails", 0):
                raise ProviderFailure(provider="simulator", retryable=True, reason="500")
            self.kept.setdefault(reference, said)
            return reference

        return self.world.probe.passes(
            Call("provider", "send", {"reference": reference}, HANDLER.get()), take
        )


@dataclass
class Manner:
    """How AWS delivers: each event and batch so many times, in the order of their coming or as the dice say."""

    copies: int = 1
    dice: random.Random | None = None

    def chooses(self, among):
        return self.dice.choice(among) if self.dice else among[0]


class World:
    """`probe` is under everything that happens here; `memo` is what the people of a script remember."""

    def __init__(self, seed=1):
        self.now, self.random, self.memo = BEGIN, random.Random(seed), {}  # noqa: S311  (a seeded one is wanted)
        self.probe, self.stack = Probe(), ExitStack()
        self.phone = Phone(self)
        self.bus, self.read, self.held, self.dead, self.unclean = [], {}, {}, [], []
        self.invocations = self.refused = 0
        self.disturbance, self.manner = None, Manner()
        self.machines = Machines(
            {it: json.loads((ROOT / f"statemachines/{it}.asl.json").read_text()) for it in MACHINES},
            invoke=lambda of, payload: self.invoke(MACHINES[of], "machine", json.loads(json.dumps(payload))),
            now=lambda: self.now,
        )

    def __enter__(self):
        patch = self.stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr("frontdesk.kernel.clock.datetime", SimpleNamespace(now=lambda _zone: self.now))
        drawn = SimpleNamespace(token_hex=lambda size: self.random.randbytes(size).hex())
        patch.setattr("frontdesk.kernel.ids.secrets", drawn)
        patch.setattr("frontdesk.messaging.channels.simulator.channel", lambda *_: self.phone)
        patch.setattr("frontdesk.kernel.memory.time", SimpleNamespace(monotonic=self._monotonic))
        patch.setattr("frontdesk.kernel.patience.time", SimpleNamespace(sleep=lambda _seconds: None))
        patch.setattr("frontdesk.messaging.rules.sharing.A_SENDER", 1)  # so that two messages call for help
        patch.setenv("MOST_SENDERS", "2")
        patch.setenv("SENDING_FUNCTION", "frontdesk-reminders-drain")
        patch.syspath_prepend(FUNCTIONS / "console")
        self.containers = Containers()
        self.probe.before, self.probe.after = self._before, self._after
        self.stack.enter_context(watching(self.probe))
        return self

    def __exit__(self, *error):
        self.stack.close()

    # what comes from outside

    def asks(self, app, method, address, *, headers=None, body=b""):
        """Somebody's browser asks. Who gets no answer, or a clean no, tries again, at last some time later."""
        for tried in range(TRIES + 1):
            if tried == TRIES:
                self.now += LATER
            try:
                self.invocations += 1
                with running(f"{app}/api"):
                    answer = Client(load_module(app).app).http.request(
                        method, address, headers=headers, body=body
                    )
            except Crash:
                answer = None
                continue
            if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR and not _clean(answer):
                self.unclean.append(f"{answer.status_code} to {method} {app}: {answer.body[:200]!r}")
            if answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
                return answer
            self.refused += 1
        return answer

    def invoke(self, app, function, event):
        self.invocations += 1
        with running(f"{app}/{function}"):
            return getattr(load_module(app), function)(event, None)

    # what AWS does

    def settle(self):
        """Let everything happen that follows by itself, until a round finds nothing to do."""
        for _ in range(500):
            self.follow()
            if not self._rounds():
                return
        raise AssertionError("it never comes to rest")

    def follow(self):
        """Let everything happen that follows at once."""
        while self._relay() or self._deliver() or self._go_on():
            pass

    def passes(self, **how_long):
        """Time goes by, and everything happens that follows from it."""
        until = self.now + timedelta(**how_long)
        while (at := self.machines.next_at()) is not None and at <= until:
            self.now = max(self.now, at)
            self.settle()
        self.now = max(self.now, until)
        self.settle()

    def _relay(self):
        """A stream brings a batch again until it was taken, as long as it keeps records: a day."""
        waiting = [(name, new) for name, it in tables() if (new := self._unread(name, it))]
        if not waiting:
            return False
        name, records = self.manner.chooses(waiting)
        batch = [deepcopy(it.to_json()) for it in records]
        done, failed = self._tries("relay", "relay", {"Records": batch})
        taken = [it["dynamodb"]["SequenceNumber"] for it in batch]
        first = [taken.index(it["itemIdentifier"]) for it in failed["batchItemFailures"]] if done else [0]
        self.read[name] = self.read.get(name, 0) + (min(first) if first else len(batch))
        if first:
            self.held[name] = self.now
        return True

    def _unread(self, name, table):
        """New records of a table, unless a batch of it was given back and AWS pauses."""
        if not table.stream_shard or self.held.get(name) == self.now:
            return []
        return table.stream_shard.items[self.read.get(name, 0) :]

    def _deliver(self):
        """The bus tries a target again, later and later; after a day it gives up."""
        due = [it for it in self.bus if it[2] <= self.now]
        if not due:
            return False
        chosen = self.manner.chooses(due)
        self.bus.remove(chosen)
        target, event, _, begun = chosen
        done, _ = self._tries(*target.split("-"), event)
        if not done and self.now - begun > A_DAY:
            self.dead.append(target)
        elif not done:
            self.bus.append((target, event, self.now + ROUND, begun))
        return True

    def _tries(self, app, function, event):
        """Whether it was done within AWS's quick tries, and the answer."""
        for _ in range(TRIES):
            try:
                answers = [self.invoke(app, function, deepcopy(event)) for _ in range(self.manner.copies)]
                return True, answers[-1]
            except (Crash, Exception) as died:  # noqa: BLE001  (whatever ended it, AWS tries again)
                self.memo["last"] = repr(died)
        return False, None

    def _go_on(self):
        ready = self.machines.ready()
        if ready:
            self.machines.step(ready[0])
        return bool(ready)

    def _rounds(self):
        """Whether a round, or a retry that was due before it, changed anything, or a service is still away."""
        before, waits = self._fingerprint(), bool(self.bus) or bool(self.held)
        self.now += ROUND
        self.held.clear()
        if self.machines.ready() or waits:
            return True
        done = [self._tries(*it)[0] for it in (*ROUNDS, *HOURLY)]
        if not all(done) or (self.disturbance and self.disturbance.goes_on(self)):
            return True
        return self._fingerprint() != before or bool(self.machines.ready())

    def _fingerprint(self):
        written = [len(it.stream_shard.items) for it in dict(tables()).values() if it.stream_shard]
        return written, len(self.machines.executions), len(self.phone.came)

    def _before(self, call):
        instead = self.disturbance and call.handler and self.disturbance.meets(self, call, "before")
        if instead is not None and instead is not False:
            return instead
        try:
            return self._engine(call)
        except Exception:
            self._after(call)  # a machine that said no has answered, and its answer can be missed as well
            raise

    def _after(self, call):
        if self.disturbance and call.handler:
            self.disturbance.meets(self, call, "after")

    def _engine(self, call):
        """What moto does not do, or does in its own time: the bus and the machines."""
        match call.service, call.operation:
            case "events", "PutEvents":
                return self._put_events(call.params["Entries"])
            case "lambda", "Invoke":
                return self._called(call.params["FunctionName"], json.loads(call.params["Payload"]))
            case "stepfunctions", "StartExecution":
                of = call.params["stateMachineArn"].rpartition(":frontdesk-")[2].replace("-", "_")
                return self.machines.start(of, call.params["name"], call.params["input"])
            case "stepfunctions", "SendTaskSuccess":
                return self.machines.succeed(call.params["taskToken"], call.params["output"])
            case "stepfunctions", "DescribeExecution":
                return self.machines.describe(call.params["executionArn"].rpartition(":")[2])
        return None

    def _put_events(self, entries):
        for it in entries:
            event = {"detail-type": it["DetailType"], "detail": json.loads(it["Detail"])}
            self.bus += [
                (to, event, self.now, self.now)
                for to in ROUTES.get(it["Source"], {}).get(it["DetailType"], [])
            ]
        return {"FailedEntryCount": 0, "Entries": [{"EventId": "1"} for _ in entries]}

    def _called(self, name, event):
        """A function that is called and not waited for, under its name in the stack."""
        self.bus.append((name.removeprefix("frontdesk-"), event, self.now, self.now))
        return {"StatusCode": HTTPStatus.ACCEPTED}

    def _monotonic(self):
        return self.now.timestamp()

    # what can be taken back

    def snapshot(self):
        """All of it: what is mine, the dice, and the cloud."""
        mine = {name: getattr(self, name) for name in MINE}
        phone, executions = (self.phone.kept, self.phone.came), self.machines.executions
        return deepcopy((mine, phone, executions)), self.random.getstate(), taken()

    def restore(self, snapshot):
        """Everything as it was, in containers that remember nothing."""
        remembered, drawn, cloud = snapshot
        mine, (self.phone.kept, self.phone.came), self.machines.executions = deepcopy(remembered)
        vars(self).update(mine)
        self.random.setstate(drawn)
        put_back(*cloud)
        self.probe.calls.clear()
        self.containers.forget()


def _clean(answer):
    """A clean no: try again, and when."""
    return answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE and "Retry-After" in answer.headers
