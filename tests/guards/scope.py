"""Every request that a door answers, and every event that a function takes, in the whole run of the tests.

A watch is told what happens inside. What a test asks AWS for itself is outside.
"""

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps

import pytest
from chalice.app import EventSourceHandler

from frontdesk_web.http import App, Desk
from tests.probe.hook import watching

_INSIDE = ContextVar("_INSIDE", default=None)


@dataclass
class Scope:
    """What is asked: a route with its parameters and the form that was sent, or an event."""

    name: str
    asked: dict
    typed: dict = field(default_factory=dict)
    organisations: set = field(default_factory=set)


class Watch:
    """What every watch may be told; `faults` are its sentences."""

    def __init__(self):
        self.faults = []

    def begins(self, scope):
        """Somebody asks."""

    def calls(self, scope, service, operation, params):
        """AWS is asked."""

    def logs(self, scope, record):
        """A line is logged."""

    def ends(self, scope, answer):
        """They are answered."""


class _Calls:
    """The probe's hook, with a word to the watches first."""

    def __init__(self, watches):
        self.watches = watches

    def passes(self, call, really):
        scope = _INSIDE.get()
        if scope is not None:
            for it in self.watches:
                it.calls(scope, call.service, call.operation, call.params)
        return really()


class _Listening(logging.Handler):
    def __init__(self, watches):
        super().__init__(level=logging.DEBUG)
        self.watches = watches

    def emit(self, record):
        scope = _INSIDE.get()
        if scope is not None and not record.name.startswith(("botocore", "urllib3")):
            for it in self.watches:
                it.logs(scope, record)


@contextmanager
def watched(*watches):
    """Put the watches under every door and function."""
    listening = _Listening(watches)
    with pytest.MonkeyPatch.context() as patch, watching(_Calls(watches)):
        for door in (App, Desk):
            patch.setattr(door, "_answering", _door(door._answering, watches))
        patch.setattr(EventSourceHandler, "__call__", _function(EventSourceHandler.__call__, watches))
        logging.getLogger().addHandler(listening)
        try:
            yield
        finally:
            logging.getLogger().removeHandler(listening)


def _door(answering, watches):
    @wraps(answering)
    def answered(self, view, *args, **kwargs):
        request = self.request
        typed = dict(self.form()) if request.method == "POST" else {}
        scope = Scope(f"{request.method} {request.path}", dict(request.uri_params or {}), typed)
        with _inside(scope, watches) as done:
            done.append(answering(self, view, *args, **kwargs))
        return done[0]

    return answered


def _function(called, watches):
    @wraps(called)
    def taken(self, event, context):
        with _inside(
            Scope(self.func._original_func.__name__, event if isinstance(event, dict) else {}), watches
        ) as done:
            done.append(called(self, event, context))
        return done[0]

    return taken


@contextmanager
def _inside(scope, watches):
    token, done = _INSIDE.set(scope), []
    for it in watches:
        it.begins(scope)
    try:
        yield done
    finally:
        _INSIDE.reset(token)
    for it in watches:
        it.ends(scope, done[0])
