"""The matrices find what is planted: a swallowed refusal, an effect without a key, a pause that is told as a fault."""

from contextlib import suppress

import pytest
from pynamodb.exceptions import PutError

from frontdesk.kernel.errors import Unexpected
from frontdesk.kernel.ids import random_id
from frontdesk.requests.usecases._change import tell_patient
from tests.functions.loading import load_module

from .disturbances import Delivers, Dies, Refuses, TakesTooLong
from .grants import differences
from .matrix import Town
from .scripts import SCRIPTS
from .street import clinics

SCRIPT = "declined"


@pytest.fixture(scope="module")
def street():
    with pytest.MonkeyPatch.context() as patch, clinics(patch) as world:
        yield Town(world, {SCRIPT: SCRIPTS[SCRIPT]})


def at(town, act, name):
    """The act and the number of its first call of that name."""
    [it] = [it for it in town.acts if it.act.__name__ == act]
    return it, next(n for n, call in enumerate(it.calls) if call.name == name)


def found(town, act, name, disturbance):
    return "\n".join(town.faults([(*at(town, act, name), disturbance)]))


def test_a_form_that_draws_a_new_number_each_time_is_found_when_the_function_dies(street, monkeypatch):
    window = load_module("window")
    real = window.submit_form
    monkeypatch.setattr(
        window, "submit_form", lambda *it, form_id, **more: real(*it, form_id=random_id(), **more)
    )
    told = found(street, "sends_the_form", "dynamodb.PutItem(requests)", Dies("after"))
    assert "too many: requests" in told


def test_a_fact_that_the_trail_refused_and_nobody_writes_again_is_found(street, monkeypatch):
    relay = load_module("relay")
    real = relay.record_fact

    def swallowing(fact, *, ports):
        with suppress(PutError):
            real(fact, ports=ports)

    monkeypatch.setattr(relay, "record_fact", swallowing)
    refused = Refuses("before", code="ThrottlingException")
    assert "too few: audit" in found(street, "sends_the_form", "dynamodb.PutItem(audit)", refused)


def test_a_fact_that_the_bus_loses_for_ever_is_made_good_by_the_rounds(street, monkeypatch):
    """No fault of ours: the rounds are there for what never arrives.

    Two things they do not make good, and docs/reliability.md says so: statistics, and what rules make of a service.
    Plans of follow-up are made good at one o'clock at night, which is not now: tests/followup/test_unproposed.py.
    """
    relay = load_module("relay")
    monkeypatch.setattr(relay, "_publish", lambda _fact: None)
    faults = street.faults([(act, 0, Delivers(1)) for act in street.acts])
    lines = [line for it in faults for line in it.splitlines()[1:]]
    later = ("#messages#", '"by": "system:reminders"', "too few: followup", '"actor": "system:followup"')
    unforeseen = [it for it in lines if not any(one in it for one in later)]
    assert not unforeseen, "\n".join(unforeseen)


def test_a_refusal_that_is_told_as_a_fault_of_ours_is_found(street, monkeypatch):
    monkeypatch.setattr("frontdesk_web.http.failure", lambda _error: Unexpected())
    refused = Refuses("before", code="ThrottlingException")
    assert "answered 500" in found(street, "declines", "dynamodb.PutItem(requests)", refused)


def test_a_message_without_a_natural_key_is_found_when_its_event_comes_twice(street, monkeypatch):
    machine = "frontdesk.requests.usecases.acknowledge_request.tell_patient"
    monkeypatch.setattr(machine, lambda *it, **more: tell_patient(*it, key=random_id(), **more))
    late = TakesTooLong("after")
    told = found(street, "sends_the_form", "dynamodb.PutItem(messaging)", late)
    assert "too many: messaging" in told
    assert "too many: phone" in told


def test_a_place_that_is_not_reached_is_no_success(street):
    [act] = [it for it in street.acts if it.act.__name__ == "declines"]
    assert "it was never reached" in "\n".join(street.faults([(act, len(act.calls) - 1, _Never("before"))]))


class _Never(Dies):
    def meets(self, world, call, when):
        return None


def test_everything_delivered_five_times_is_the_same(street):
    assert street.faults([(act, 0, Delivers(5)) for act in street.acts]) == []


def test_grants_and_deeds_are_compared_both_ways():
    assert differences({"a/api": {"s3:GetObject"}}, {"a/api": {"s3:GetObject"}}, {}) == []
    assert differences({}, {"a/api": {"s3:PutObject"}}, {}) == ["a/api did s3:PutObject without a grant"]
    assert differences({"a/api": {"s3:*"}}, {}, {}) == ["a/api may s3:*, and nobody knows why"]
    assert differences({}, {}, {"a/api": {"s3:GetObject": "once"}}) == [
        "a/api: a reason for s3:GetObject, which needs none"
    ]
