"""What belongs to somebody else, and what does not exist, are the same page."""

import json
import os
import subprocess
import sys

import pytest

from infra.target import ROOT
from tests.journeys.people import CLINIC, Colleague, Patient

NEIGHBOUR = "birkenhof"
FILL = """
import json, sys
from local.demo.__main__ import put_organisation
put_organisation(*json.load(sys.stdin))
"""


@pytest.fixture(scope="session")
def neighbour(desk) -> str:
    """A second clinic, the same but for its name."""
    demo = ROOT / "local" / "demo"
    said, *others = (json.loads((demo / name).read_text("utf-8")) for name in NAMES)
    said["organisation"]["id"] = NEIGHBOUR
    paths = {"PYTHONPATH": os.pathsep.join([str(ROOT / "layers"), str(ROOT)])}
    subprocess.run(
        [sys.executable, "-c", FILL],
        input=json.dumps([said, *others]).encode(),
        env=os.environ | desk.addresses.environment | paths,
        check=True,
    )
    return NEIGHBOUR


NAMES = (f"{CLINIC}.json", f"{CLINIC}-release.json", f"{CLINIC}-timetable.json")


@pytest.mark.requirement("N7")
def test_patients_pages(http, patient, neighbour):
    patient.send()
    ticket = patient.ticket
    forged = ticket[:-4] + ("AAAA" if not ticket.endswith("AAAA") else "BBBB")
    nowhere = http.get("/requests/nowhere/x")
    assert nowhere.status_code == 404
    for address in (
        f"/requests/{neighbour}/{ticket}",
        f"/requests/{neighbour}/{ticket}/received",
        f"/requests/nowhere/{ticket}",
        f"/requests/{CLINIC}/{forged}",
        f"/requests/{CLINIC}/{'0' * 32}{ticket[32:]}",
        f"/requests/{CLINIC}/{ticket[:32]}",
        "/window/nowhere",
        "/window/nowhere/privacy",
        f"/window/{CLINIC}/nothing",
    ):
        found = http.get(address)
        assert (address, found.status_code, found.text) == (address, 404, nowhere.text)
    for deed in ("proof", "reply", "withdrawal"):
        found = http.post(f"/requests/{neighbour}/{ticket}/{deed}", data=patient.born)
        assert (deed, found.status_code, found.text) == (deed, 404, nowhere.text)


@pytest.mark.requirement("N7")
def test_a_conversation_does_not_go_on_elsewhere(http, patient, neighbour):
    """The token of one clinic is no token of the other: it begins anew."""
    token = patient.form()["s"]
    found = http.get(f"/window/{neighbour}", params={"s": token})
    assert 'name="f-medication"' not in found.text


@pytest.mark.requirement("N7")
def test_the_console(http, patient, neighbour):
    patient.send()
    for stranger in (Colleague(http, "1001", neighbour), Colleague(http, "1003", neighbour)):
        unknown = stranger.sees(f"requests/{'0' * 32}")
        foreign = stranger.sees(f"requests/{patient.request_id}")
        assert unknown.status_code == 404
        assert (foreign.status_code, foreign.text) == (404, unknown.text)
        assert patient.name not in stranger.sees("inbox").text


@pytest.mark.requirement("N7")
def test_another_department(http, reception):
    """Lindqvist works in the north only."""
    patient = Patient(http, location="mitte")
    patient.send()
    lindqvist = Colleague(http, "1002")
    unknown = lindqvist.sees(f"requests/{'0' * 32}")
    foreign = lindqvist.sees(f"requests/{patient.request_id}")
    assert (foreign.status_code, foreign.text) == (404, unknown.text)
    seen = reception.opens(patient.request_id)
    assert reception.opens(patient.request_id)
    stolen = lindqvist.says("answer", "Fremd", seen=seen, request_id=patient.request_id)
    assert stolen.status_code in {403, 404}
    assert "Fremd" not in patient.reads()
