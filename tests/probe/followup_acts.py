"""Follow-up after a discharge, act by act: who calls, who takes over, who looks again, and what the clock does."""

import json
import re
from datetime import UTC, datetime, timedelta

from frontdesk.messaging.rules.signatures import signature
from local.simulators.switchboard import SIGNED_WITH
from tests.journeys.people import hidden

from .scripts import CLINIC, JSON, _api, colleague

LIST = "followup"
WORDS = {"de": "Befinden", "sv": "Hur det går", "zh-Hans": "康复情况", "en": "Recovery"}
A_CALL = {"before_window": 1, "after_window": 3, "channels": ["phone"], "what": WORDS}
SCHEME = {
    "id": "all",
    "title": WORDS,
    "population": "discharged",
    "anchor": "discharged",
    "starts_alone": True,
    "steps": [{"after": 1, **A_CALL}, {"after": 9, **A_CALL}],
}
LAID_DOWN = {"level2_share": 100, "level3_share": 100, "level3_share_of_level1": 0, "lease_minutes": 120}
"""All is looked at again; and who has a call in hand keeps it while AWS is away for a quarter of an hour."""
DISCHARGE = {
    "patient": {"name": "Anna Beispiel", "birth_date": "1985-03-27", "phone": "06221 5550123"},
    "visit_number": "V-77",
    "class": "inpatient",
    "location": "mitte",
    "department": "mitte-empfang",
    "admitted": "2026-11-20T09:00",
    "discharged": "2026-11-22T10:00",
    "disposition": "home",
    "emergent": False,
    "emergency_visits": 0,
    "diagnoses": ["Z00.0"],
    "told": "2026-11-22T11:00",
}


def reads_how_it_is_followed_up(street):
    street.world.memo["book"] = _api(street, "GET", "followup/book")["version"]


def lays_down_how_to_follow_up(street):
    lays_down(street, SCHEME)


def lays_down(street, scheme):
    said = {"version": street.world.memo["book"], "policy": LAID_DOWN, "schemes": [scheme]}
    _api(street, "PUT", "followup/book", said)


def tells_of_a_discharge(street):
    """The hospital's own system, with the desk's rights; the plan starts alone, and its first call is due."""
    _tells(street, DISCHARGE)


def takes_the_discharge_back(street):
    _tells(street, {**DISCHARGE, "discharged": "", "disposition": "", "told": "2026-11-23T10:00"})


def _tells(street, said):
    cookie = {"Cookie": colleague(street).cookie}
    body = json.dumps({name: it for name, it in said.items() if it != ""}).encode()
    answer = street.send("POST", "/console/api/encounters", headers=JSON | cookie, body=body)
    assert answer.status_code < 300, answer.text


def takes_the_next_call(street, number="1001"):
    """The one that the list has next."""
    it = colleague(street, number)
    page = it.sees(LIST).raise_for_status().text
    found = _sends(street, number, f"{LIST}/next", csrf=hidden(page, "csrf"))
    assert "/tasks/" in found, page
    street.world.memo["task"] = found.removeprefix("/console/").partition("?")[0]
    _does(street, "open", number)


def dials(street):
    street.world.memo["call"] = hidden(_page(street, "1001"), "call")
    _does(street, "dial", call=street.world.memo["call"])


def the_telephone_system_puts_them_through(street):
    """It asks what there is to dial, and says that somebody answered, and hung up after three minutes."""
    call = street.world.memo["call"]
    while call not in [it["id"] for it in _signs(street, "GET", "pending?bridge=pbx").json()["calls"]]:
        street.world.now += timedelta(seconds=31)  # whose answer was lost is given it again after its lease
    at = street.world.now.isoformat()
    said = {"answered": {}, "ended": {"cause": "completed", "seconds": 180}}
    events = [{"id": f"{call}-{it}", "call_id": call, "type": it, "at": at, **said[it]} for it in said]
    _signs(street, "POST", "events", json.dumps({"events": events}).encode())


def _signs(street, method, of, body=b""):
    address = f"/messaging/{CLINIC}/calls/{of}"
    at = str(int(street.world.now.timestamp()))
    signed = signature(body or address.encode(), at=at, secret=SIGNED_WITH)
    headers = JSON | {"X-Frontdesk-Timestamp": at, "X-Frontdesk-Signature": signed}
    answer = street.send(method, address, headers=headers, body=body)
    assert answer.status_code == 200, answer.text
    return answer


def calls_and_writes_down_what_was_said(street):
    """Within one lease: what follows by itself is heard in between."""
    dials(street)
    the_telephone_system_puts_them_through(street)
    street.world.follow()
    _does(street, "record", recovery="4", summary="Es geht gut.")


def writes_down_that_nobody_answered(street):
    page = _page(street, "1001")
    _does(street, "no_contact", reason="no_answer", seen=hidden(page, "seen"))


def the_call_breaks_off(street):
    _does(street, "interrupt")


def some_hours_pass(street):
    street.world.passes(hours=6)


def lets_it_lie(street):
    """Until the lease is over."""
    street.world.passes(hours=3)


def the_night_comes(street):
    """A quarter past one where the clinic is."""
    now = street.world.now
    street.world.passes(seconds=(datetime(now.year, now.month, now.day + 1, 0, 15, tzinfo=UTC) - now).seconds)
    street.world.memo["cookies"].clear()


def nobody_does_it(street):
    """Two weeks go by: who has it is reminded, the head is told, the centre has it, and then it is missed."""
    street.world.passes(days=8)
    street.world.memo["cookies"].clear()


def the_centre_takes_the_next_call(street):
    takes_the_next_call(street, "1005")


def the_centre_writes_down_what_was_said(street):
    _does(street, "record", "1005", recovery="3", summary="Schlaeft schlecht.")


def the_centre_verifies(street):
    _looks_again(street, "1005", "level2.", level="2")


def a_leader_looks_again(street):
    """One who answers for no department: of their own nobody looks again."""
    _looks_again(street, "1007", "level3.", level="3")


def _looks_again(street, number, pile, **said):
    page = colleague(street, number).sees(f"{LIST}?pile={pile}").raise_for_status().text
    street.world.memo["task"] = re.search(r"/console/(followup/tasks/[0-9a-f]{32})", page)[1]
    _does(street, "review", number, verdict="confirmed", score="90", satisfaction="4", remark="", **said)


def _page(street, number):
    return colleague(street, number).sees(street.world.memo["task"]).raise_for_status().text


def _does(street, deed, number="1001", **said):
    csrf = hidden(_page(street, number), "csrf")
    _sends(street, number, street.world.memo["task"], csrf=csrf, deed=deed, **said)


def _sends(street, number, address, **said):
    answer = street.post(
        f"/console/{address}", data=said, headers={"Cookie": colleague(street, number).cookie}
    )
    assert answer.status_code == 303, answer.text[:800]
    return answer.headers["location"]


BEGUN = (reads_how_it_is_followed_up, lays_down_how_to_follow_up, tells_of_a_discharge)
FOLLOWUPS = {
    "followed up": (
        *BEGUN,
        takes_the_next_call,
        calls_and_writes_down_what_was_said,
        the_night_comes,
        the_centre_verifies,
        the_night_comes,
        a_leader_looks_again,
    ),
    "not reached": (
        *BEGUN,
        takes_the_next_call,
        writes_down_that_nobody_answered,
        some_hours_pass,
        takes_the_next_call,
        writes_down_that_nobody_answered,
    ),
    "let lie, and taken back": (
        *BEGUN,
        takes_the_next_call,
        lets_it_lie,
        takes_the_next_call,
        dials,
        lets_it_lie,
        takes_the_discharge_back,
    ),
    "broken off": (
        *BEGUN,
        takes_the_next_call,
        dials,
        the_call_breaks_off,
        the_centre_takes_the_next_call,
        the_centre_writes_down_what_was_said,
    ),
    "missed": (*BEGUN, nobody_does_it),
}
