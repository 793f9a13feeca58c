"""The workflow engine loses a request; nobody else notices."""

import json

import pytest

from tests.journeys.people import deadlines, eventually, record


@pytest.mark.requirement("S23")
@pytest.mark.parametrize("round_first", [True, False], ids=["after the round", "before any round"])
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

    if round_first:
        forgotten = next(
            it["FunctionName"]
            for it in desk.addresses.client("lambda").list_functions()["Functions"]
            if it["FunctionName"].endswith("requests-reconcile")
        )
        desk.addresses.client("lambda").invoke(FunctionName=forgotten, Payload=json.dumps({"whole": True}))
        eventually(lambda: "RUNNING" in executions().values(), "a new execution runs")
        assert deadlines(desk, patient.request_id) == promised

    assert reception.does("answer", "Liegt bereit.", patient.request_id).status_code == 303
    patient.gets("answered")
    assert "Liegt bereit." in patient.reads()
    assert deadlines(desk, patient.request_id) == promised
    eventually(lambda: sorted(executions().values()) == ["ABORTED", "SUCCEEDED"], f"an end: {executions()}")
