"""The workflow engine loses a request; nobody else notices."""

import json

import pytest

from tests.journeys.people import deadlines, eventually, record


@pytest.mark.requirement("S23")
@pytest.mark.parametrize(
    "round_first", [True, False], ids=["answered after the round", "answered without it"]
)
def test_the_patient_still_gets_the_answer(desk, reception, patient, round_first):
    engine = desk.addresses.client("stepfunctions")
    machine = desk.addresses.environment["SERVICE_REQUEST_MACHINE"]

    def executions() -> dict[str, str]:
        found = engine.list_executions(stateMachineArn=machine)["executions"]
        return {it["executionArn"]: it["status"] for it in found if patient.request_id in it["name"]}

    patient.send()
    patient.gets("received")
    eventually(lambda: record(desk, patient.request_id, "wake"), "the execution waits")
    promised = deadlines(desk, patient.request_id)
    (lost,) = executions()
    engine.stop_execution(executionArn=lost)
    eventually(lambda: executions()[lost] == "ABORTED", "the execution is stopped")

    def make_the_round() -> None:
        functions = desk.addresses.client("lambda")
        names = [it["FunctionName"] for it in functions.list_functions()["Functions"]]
        forgotten = next(it for it in names if it.endswith("requests-reconcile"))
        functions.invoke(FunctionName=forgotten, Payload=json.dumps({"whole": True}))

    if round_first:
        make_the_round()
        eventually(lambda: "RUNNING" in executions().values(), "a new execution runs")
        assert deadlines(desk, patient.request_id) == promised
    assert reception.does("answer", "Liegt bereit.", patient.request_id).status_code == 303

    patient.gets("answered")
    assert "Liegt bereit." in patient.reads()
    assert deadlines(desk, patient.request_id) == promised
    eventually(lambda: sorted(executions().values()) == ["ABORTED", "SUCCEEDED"], "the new execution ends")
