"""What AWS and providers do to a function: let it die, refuse, take too long, do half."""

import random
from dataclasses import dataclass
from datetime import timedelta

from botocore.exceptions import ClientError, ConnectTimeoutError, ReadTimeoutError

from frontdesk.kernel.errors import ProviderFailure

from .hook import Crash
from .world import Manner

OUTAGE = timedelta(minutes=10)
BUSY = {
    "dynamodb": {
        "ThrottlingException": 400,
        "ProvisionedThroughputExceededException": 400,
        "TransactionConflictException": 400,
        "InternalServerError": 500,
    },
    "s3": {"SlowDown": 503, "InternalError": 500},
    "ssm": {"ThrottlingException": 400, "InternalServerError": 500},
    "events": {"ThrottlingException": 400, "InternalException": 500},
    "stepfunctions": {"ThrottlingException": 400, "ServiceUnavailable": 503},
    "lambda": {"TooManyRequestsException": 429, "ServiceException": 500},
    "cognito-idp": {"InternalErrorException": 500},
    "provider": {},
}
"""How each service says that it cannot now, with the status it says it with.

That somebody tried to sign in too often Cognito says, too; that is told to them, and is no fault of a service.
"""


@dataclass
class Disturbance:
    """At the n-th call that functions make: `before` AWS hears of it, or `after` it did its part."""

    when: str
    lasting: bool = False
    struck: bool = False

    def put(self, world, at):
        self.left, self.since, self.name = at, None, None
        world.disturbance = self

    def taken_away(self, world):
        world.disturbance = None

    def meets(self, world, call, when):
        """Called around each call of a function; raises, or answers in AWS's place."""
        if when == self.when and self._now(world, call):
            self.struck = True
            return self.does(call)
        return None

    def goes_on(self, world):
        """Whether it will strike again: nobody may take it for peace that nothing happens meanwhile."""
        return self.lasting and self.since is not None and world.now - self.since < OUTAGE

    def _now(self, world, call):
        if self.since is not None:
            return self.goes_on(world) and call.name == self.name
        self.left -= 1
        if self.left >= 0:
            return False
        self.since, self.name = world.now, call.name
        return True


class Dies(Disturbance):
    """The function's process ends here."""

    def does(self, call):
        raise Crash

    def __str__(self):
        return f"death {self.when} it was done"


@dataclass
class Refuses(Disturbance):
    """The service says that it cannot now; `after` has no place here, for nothing was done."""

    code: str = ""

    def does(self, call):
        status = BUSY[call.service][self.code]
        answer = {
            "Error": {"Code": self.code, "Message": "Max Probe"},
            "ResponseMetadata": {"HTTPStatusCode": status},
        }
        raise ClientError(answer, call.operation)

    def __str__(self):
        return f"{self.code} {'for ten minutes' if self.lasting else 'once'}"


class TakesTooLong(Disturbance):
    """No answer in time. `after`: AWS did it all the same, and nobody was told."""

    def does(self, call):
        if call.service == "provider":
            raise ProviderFailure(provider="simulator", retryable=True, reason="no answer")
        if self.when == "before":
            raise ConnectTimeoutError(endpoint_url="https://aws.example")
        raise ReadTimeoutError(endpoint_url="https://aws.example")

    def __str__(self):
        done = "that was done" if self.when == "after" else "of nothing"
        return f"a time-out {done} {'for ten minutes' if self.lasting else 'once'}"


class IsAway(Disturbance):
    """A whole service does not answer for ten minutes, whoever asks it for what."""

    def __init__(self, service):
        super().__init__("before", lasting=True)
        self.service = service

    def _now(self, world, call):
        if call.service != self.service:
            return False
        self.since = self.since or world.now
        return self.goes_on(world)

    def does(self, call):
        return TakesTooLong("before").does(call)

    def __str__(self):
        return f"{self.service} is away for ten minutes"


class DoesHalf(Disturbance):
    """The call is taken, and what it holds is left undone, said in the answer only."""

    def does(self, call):
        match call.operation:
            case "BatchGetItem":
                return {
                    "Responses": {it: [] for it in call.params["RequestItems"]},
                    "UnprocessedKeys": call.params["RequestItems"],
                }
            case "BatchWriteItem":
                return {"UnprocessedItems": call.params["RequestItems"]}
            case "PutEvents":
                refused = [
                    {"ErrorCode": "InternalFailure", "ErrorMessage": "-"} for _ in call.params["Entries"]
                ]
                return {"FailedEntryCount": len(refused), "Entries": refused}
        raise AssertionError(call.operation)

    def __str__(self):
        return f"nothing processed {'for ten minutes' if self.lasting else 'once'}"


class Delivers:
    """AWS delivers everything `copies` times, in an order of the dice."""

    def goes_on(self, _world):
        return False

    struck = None

    def __init__(self, copies, seed=None):
        self.copies, self.seed = copies, seed

    def put(self, world, _at):
        world.manner = Manner(self.copies, None if self.seed is None else random.Random(self.seed))  # noqa: S311

    def taken_away(self, world):
        world.manner = Manner()

    def __str__(self):
        order = "in order" if self.seed is None else f"in the order of dice {self.seed}"
        return f"everything delivered {self.copies} times {order}"


HALVES = ("BatchGetItem", "BatchWriteItem", "PutEvents")


def of(call, at):
    """What the call, number `at` of its act, can meet: once a refusal; for long a refusal, silence, or half of it done.

    The codes with which a service refuses take turns from call to call.
    """
    codes = list(BUSY[call.service])
    yield from (Refuses("before", code=codes[at % len(codes)]) for _ in codes[:1])
    yield from (Refuses("before", lasting=True, code=code) for code in list(BUSY[call.service])[:1])
    for when, lasting in (("before", False), ("after", False), ("after", True)):
        yield TakesTooLong(when, lasting)
    if call.operation in HALVES:
        yield from (DoesHalf("before", lasting) for lasting in (False, True))
