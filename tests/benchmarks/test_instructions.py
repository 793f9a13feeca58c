"""What is counted, what it is divided by, and that everything counted has a budget."""

import json
from functools import partial

import boto3
import pytest
from botocore import handlers

from benchmarks import instructions
from benchmarks.budgets import budgets, judged
from benchmarks.canned import NothingCanned, Player, operation
from benchmarks.environment import functions
from benchmarks.instructions import NotMeasured, main, ratios
from benchmarks.yardsticks import BARE, USES

CLIENT, IMPORT = 100.0, 150.0
QUESTION = '{"TableName": "bench-window", "Key": {"pk": {"S": "1"}}}'


def call(body=QUESTION, content="eyJJdGVtIjogeyJwayI6IHsiUyI6ICIxIn19fQ=="):
    url = "https://dynamodb.eu-central-1.amazonaws.com/"
    said = {"event": "before-send.dynamodb.GetItem", "url": url, "body": body, "content": content}
    return {**said, "status": 200, "headers": {}}


@pytest.fixture
def table(monkeypatch):
    monkeypatch.setattr(handlers, "BUILTIN_HANDLERS", list(handlers.BUILTIN_HANDLERS))

    def answered(*calls):
        Player(list(calls))
        return boto3.session.Session().client("dynamodb")

    return answered


def test_imports_are_multiples_of_the_client():
    found = ratios([[CLIENT], *([IMPORT] for _ in functions())])
    assert found == {f"import {name}": 1.5 for name in functions()}


def test_uses_are_multiples_of_their_bare_calls():
    played = [*(float(it) for it in (30, 20, 60)), *(float(it) for it in (10, 40))]
    found = ratios([[CLIENT], *([IMPORT] for _ in functions()), played])
    assert [found[use] for use in USES] == [3.0, 2.0, 1.5]
    assert len(played) == len(USES) + len(BARE)


def test_every_figure_has_a_budget():
    counted = {*(f"import {name}" for name in functions()), *USES}
    assert set(budgets("instructions")) == counted
    assert set(budgets("processor_time")) == counted


@pytest.mark.parametrize(("spent", "code"), [(1.5, 0), (1.7, 1)])
def test_a_rise_in_processor_time_is_red_beyond_a_tenth(monkeypatch, tmp_path, spent, code):
    """The programs are not run here: the yardstick takes a second."""
    budget = tmp_path / "budget.json"
    budget.write_text(json.dumps({"processor_time": {f"import {name}": 1.5 for name in functions()}}))
    monkeypatch.setattr(instructions, "ROUNDS", 1)
    monkeypatch.setattr(instructions, "judged", partial(judged, path=budget))
    monkeypatch.setattr(
        instructions, "_run", lambda program, *_, **__: [0.0, 1.0 if program == ["client"] else spent]
    )
    assert main(["--time"]) == code


def test_a_program_that_fails_is_no_measurement(tmp_path):
    with pytest.raises(NotMeasured, match="nowhere"):
        instructions._run(["import", "nowhere"], str(tmp_path))


def test_what_was_recorded_is_answered_again(table):
    asked = {"TableName": "bench-window", "Key": {"pk": {"S": "1"}}}
    assert table(call()).get_item(**asked)["Item"] == {"pk": {"S": "1"}}


def test_a_question_that_nobody_recorded_is_refused(table):
    with pytest.raises(NothingCanned):
        table(call()).get_item(TableName="bench-requests", Key={"pk": {"S": "1"}})


def test_bytes_of_a_recorded_call_are_bytes_again():
    name, said = operation(call('{"TableName": "t", "Item": {"token": {"B": "aGVsbG8="}}}'))
    assert (name, said["Item"]["token"]["B"]) == ("GetItem", b"hello")
