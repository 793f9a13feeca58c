"""Step Functions in virtual time: the states, retries and time-outs that our machines use, one step at a time.

test_machine.py holds it to moto's own execution of the same definition.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from botocore.exceptions import ClientError

from .hook import Crash

ENDED = {"SUCCEEDED", "FAILED"}


@dataclass
class Execution:
    """`of`: which machine's. `wakes_at`: when its wait times out or its retry is due; None while it can go on at once.

    `transitions` counts what AWS bills: every state that was entered, and every retry.
    """

    of: str
    name: str
    said: str
    data: dict
    state: str
    status: str = "RUNNING"
    token: str | None = None
    wakes_at: datetime | None = None
    heard: dict | None = None
    retries: dict = field(default_factory=dict)
    transitions: int = 1
    path: list = field(default_factory=list)


class Machines:
    """Executions of machines by name. `invoke(machine, payload)` calls its function, `now()` tells the time."""

    def __init__(self, definitions, *, invoke, now):
        self.definitions, self.invoke, self.now = definitions, invoke, now
        self.executions = {}
        self.tokens = count(1)

    # what AWS answers

    def start(self, of, name, said):
        known = self.executions.get(name)
        if known is not None and (known.status in ENDED or known.said != said):
            raise _error("ExecutionAlreadyExists", "StartExecution")
        if known is None:
            begin = self.definitions[of]["StartAt"]
            self.executions[name] = Execution(of, name, said, json.loads(said), begin, path=[begin])
        return {"executionArn": name, "startDate": self.now()}

    def succeed(self, token, output):
        for it in self.executions.values():
            if it.token == token:
                if it.status in ENDED or it.heard is not None or self.now() >= it.wakes_at:
                    break
                it.heard = json.loads(output)
                return {}
        raise _error("TaskTimedOut", "SendTaskSuccess")

    def describe(self, name):
        if name not in self.executions:
            raise _error("ExecutionDoesNotExist", "DescribeExecution")
        return {"status": self.executions[name].status}

    # what happens in between

    def ready(self):
        """Whoever can go on now."""
        return [
            it
            for it in self.executions.values()
            if it.status not in ENDED
            and (it.heard is not None or it.wakes_at is None or it.wakes_at <= self.now())
        ]

    def next_at(self):
        """When the next of them can go on by itself, None when all have ended or wait for a word."""
        return min(
            (it.wakes_at for it in self.executions.values() if it.status not in ENDED and it.wakes_at),
            default=None,
        )

    def step(self, it):
        state = self.definitions[it.of]["States"][it.state]
        {"Choice": self._choose, "Task": self._task, "Succeed": self._end, "Fail": self._end}[state["Type"]](
            it, state
        )

    def _choose(self, it, state):
        phase = it.data["next"]["phase"]
        chosen = [choice["Next"] for choice in state["Choices"] if choice["StringEquals"] == phase]
        self._enter(it, chosen[0] if chosen else state["Default"])

    def _end(self, it, state):
        it.status = "SUCCEEDED" if state["Type"] == "Succeed" else "FAILED"

    def _task(self, it, state):
        if it.heard is not None:
            self._done(it, state, it.heard)
        elif it.token is not None and it.wakes_at <= self.now():
            self._failed(it, state, "States.Timeout")
        else:
            self._call(it, state)

    def _call(self, it, state):
        waits = state["Resource"].endswith(".waitForTaskToken")
        it.wakes_at = None
        if waits:
            it.token = f"token-{it.name}-{next(self.tokens)}"
            it.wakes_at = self.now() + timedelta(seconds=it.data["next"]["seconds"])
        try:
            answer = self.invoke(it.of, _payload(state["Parameters"]["Payload"], it))
        except (Crash, Exception) as error:  # noqa: BLE001  (whatever ends a function, the machine goes on)
            self._failed(it, state, "Runtime.ExitError" if isinstance(error, Crash) else type(error).__name__)
        else:
            if not waits:
                self._done(it, state, answer)

    def _done(self, it, state, answer):
        selected = state.get("ResultSelector")
        it.data["next"] = {
            k.removesuffix(".$"): answer[k.removesuffix(".$")] for k in selected or {}
        } or answer
        self._enter(it, state["Next"])

    def _failed(self, it, state, error):
        it.token, it.heard = None, None
        for n, retrier in enumerate(state.get("Retry", [])):
            if _matches(retrier, error):
                used = it.retries.get(n, 0)
                if used < retrier.get("MaxAttempts", 3):
                    it.retries[n] = used + 1
                    it.transitions += 1
                    pause = retrier["IntervalSeconds"] * retrier["BackoffRate"] ** used
                    it.wakes_at = self.now() + timedelta(seconds=min(pause, retrier["MaxDelaySeconds"]))
                    return
                break
        for catcher in state.get("Catch", []):
            if _matches(catcher, error):
                self._enter(it, catcher["Next"])
                return
        it.status = "FAILED"

    def _enter(self, it, state):
        it.state, it.token, it.heard, it.wakes_at, it.retries = state, None, None, None, {}
        it.transitions += 1
        it.path.append(state)


def _matches(rule, error):
    return any(name in ("States.ALL", error) for name in rule["ErrorEquals"])


def _payload(template, it):
    known = {"$$.Task.Token": it.token} | {f"$.{name}": value for name, value in it.data.items()}
    known |= {f"$.next.{name}": value for name, value in it.data["next"].items()}
    return {k.removesuffix(".$"): known[v] if k.endswith(".$") else v for k, v in template.items()}


def _error(code, operation):
    return ClientError({"Error": {"Code": code, "Message": code}}, operation)
