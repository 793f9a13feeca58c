"""Whatever staff, patient, house and clock do, and in whatever order: the request is what the rules say."""

import pytest
from hypothesis.stateful import run_state_machine_as_test

from frontdesk.requests.model import Request
from tests.width import stories, until_found

from .request_machine import ARequest

ROUNDS = stories(200, 5000)


def test_a_request_is_what_the_rules_say_whatever_happens():
    run_state_machine_as_test(ARequest, settings=ROUNDS)


def nothing(*_said, **_more):
    """A rule that was forgotten."""


@pytest.mark.parametrize(
    ("place", "broken"),
    [
        ("reply_to_question.why_not_reply", nothing),
        ("withdraw_request.why_not_withdraw", nothing),
        ("attach_document.why_not_attach", nothing),
        ("_decide._overtaken", nothing),
        ("_decide.why_not_answer", nothing),
        ("pass_deadline.deadline", lambda request: request.gives_up_at),
        ("settle_request.tell_patient", nothing),
        ("revive_machine.phase", nothing),
    ],
)
def test_a_rule_that_is_broken_is_found(monkeypatch, place, broken):
    monkeypatch.setattr(f"frontdesk.requests.usecases.{place}", broken)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(ARequest, settings=until_found(ROUNDS))


def test_a_thread_that_forgets_is_found(monkeypatch):
    real = Request.changed

    def forgetful(self, entry, **changes):
        changed = real(self, entry, **changes)
        return real(changed, entry, **changes) if entry.kind == "reply" else changed

    monkeypatch.setattr(Request, "changed", forgetful)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(ARequest, settings=until_found(ROUNDS))
