"""A conversation is its answers, on the release it began with, whatever patient and clinic do meanwhile."""

from dataclasses import replace

import pytest
from hypothesis.stateful import run_state_machine_as_test

from frontdesk.kernel.ids import random_id
from frontdesk.window.model import Session
from frontdesk.window.usecases.submit_form import natural_key
from tests.functions.loading import load_module
from tests.width import stories, until_found

from .at_the_window import RING, AtTheWindow

ROUNDS = stories(100, 2000)


@pytest.fixture
def door(monkeypatch):
    """The window's function without a cloud: each story puts ports of its own into it."""
    module = load_module("window")
    monkeypatch.setattr(module, "ports", module.ports)
    monkeypatch.setattr(module, "keyring", lambda: RING)
    return module


@pytest.mark.usefixtures("door")
def test_a_conversation_is_what_was_answered_whatever_happens():
    run_state_machine_as_test(AtTheWindow, settings=ROUNDS)


def the_newest_release(door, monkeypatch):
    real = door.converse

    def converse(session, *, ports, **more):
        live = ports.releases.live(session.organisation_id)
        return real(replace(session, release_id=live.release_id), ports=ports, **more)

    monkeypatch.setattr(door, "converse", converse)


def a_new_form_on_each_page(door, monkeypatch):
    real = door._read
    monkeypatch.setattr(door, "_read", lambda *said: (real(*said)[0], random_id()))


def any_button_will_do(door, monkeypatch):
    monkeypatch.setattr(door, "_chosen", lambda asked: lambda value: True)


def one_answer_too_many(door, monkeypatch):
    monkeypatch.setattr(Session, "back_to", lambda it, index: replace(it, path=it.path[: index + 1]))


def a_key_without_the_way(door, monkeypatch):
    def key(form_id, session, typed):
        return natural_key(form_id, replace(session, path=()), typed)

    monkeypatch.setattr("frontdesk.window.usecases.submit_form.natural_key", key)


def each_click_a_request(door, monkeypatch):
    monkeypatch.setattr("frontdesk.window.usecases.submit_form.natural_key", lambda *said: random_id())


@pytest.mark.parametrize(
    "breaks",
    [
        the_newest_release,
        a_new_form_on_each_page,
        any_button_will_do,
        one_answer_too_many,
        a_key_without_the_way,
        each_click_a_request,
    ],
)
def test_a_rule_that_is_broken_is_found(door, monkeypatch, breaks):
    breaks(door, monkeypatch)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(AtTheWindow, settings=until_found(ROUNDS))
