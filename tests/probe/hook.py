"""One hook under every AWS call of boto3 and PynamoDB: who calls, what they ask and get; a place to interfere.

PynamoDB 6 and boto3 both end in botocore's `_make_api_call`, whatever answers behind it: moto, the local cloud or AWS.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from botocore.client import BaseClient

HANDLER = ContextVar("HANDLER", default=None)
"""The Lambda function that runs, as `<app>/<function>`; None is the test itself."""


class Crash(BaseException):
    """The process dies here. No `except Exception` of a handler can catch it."""


@dataclass
class Call:
    """One call: `error` is what was raised instead of `answer`; `handler` the function that made it."""

    service: str
    operation: str
    params: dict
    handler: str | None
    answer: object = None
    error: BaseException | None = None

    @property
    def name(self):
        batch = next(iter(self.params.get("RequestItems", {})), "")
        table = self.params.get("TableName", batch).removeprefix("frontdesk-")
        return f"{self.service}.{self.operation}" + (f"({table})" if table else "")


@dataclass
class Probe:
    """What was called while it watched.

    `before(call)` may raise, or answer in place of AWS. `after(call)` may raise: AWS did its part, and
    the caller never learns.
    """

    calls: list = field(default_factory=list)
    before: object = None
    after: object = None

    def of_handlers(self):
        """The calls that functions made; the rest are the test's own."""
        return [it for it in self.calls if it.handler is not None]

    def passes(self, call, really):
        """Let a call pass, to AWS or to a provider."""
        self.calls.append(call)
        try:
            answer = self.before(call) if self.before else None
        except Exception as error:
            call.error = error
            raise
        try:
            call.answer = really() if answer is None else answer
        except Exception as error:
            call.error = error
            self._told(call)  # that AWS refused it, for its condition above all, can be missed as well
            raise
        self._told(call)
        return call.answer

    def _told(self, call):
        if self.after:
            self.after(call)


@contextmanager
def watching(probe):
    """Put the probe under every AWS call; what it lets pass goes on to a probe that was there before."""
    beyond = BaseClient._make_api_call

    def called(client, operation, params):
        call = Call(client.meta.service_model.service_name, operation, params, HANDLER.get())
        return probe.passes(call, lambda: beyond(client, operation, params))

    BaseClient._make_api_call = called
    try:
        yield probe
    finally:
        BaseClient._make_api_call = beyond


@contextmanager
def running(handler):
    """Calls made inside are the handler's."""
    token = HANDLER.set(handler)
    try:
        yield
    finally:
        HANDLER.reset(token)
