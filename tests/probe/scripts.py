"""What people do at a clinic, act by act: the probe plays it again with every fault at every call.

An act is a function of the street; what people remember between acts lies in the world's `memo`, as texts.
"""

import json
import re
from html import unescape

from tests.clinic import a_plain_definition
from tests.documents.files import PDF
from tests.journeys.people import CLINIC, Colleague, Patient, hidden

from .street import sends_file

NUMBER = 7001
JSON = {"Content-Type": "application/json"}


def patient(street):
    return Patient(street, number=NUMBER, ticket=street.world.memo.get("ticket", ""))


def colleague(street, number="1001"):
    """Somebody of the staff; they signed in when the act began that calls for them first."""
    known = street.world.memo.setdefault("cookies", {})
    it = Colleague(street, number, cookie=known.get(number, ""))
    known[number] = it.cookie
    return it


# acts of patients


def opens_the_form(street):
    street.world.memo["form"] = patient(street).form()


def sends_the_form(street):
    it = patient(street)
    received = it.send(dict(street.world.memo["form"]))
    street.world.memo["ticket"] = it.ticket
    street.get(received).raise_for_status()


def proves(street):
    street.world.memo["page"] = patient(street).prove()
    street.get(patient(street).page).raise_for_status()


def looks(street):
    street.world.memo["seen"] = street.get(street.world.memo["page"]).raise_for_status().text


def replies(street):
    _does(street, "reply", text="400 mg")


def withdraws(street):
    _does(street, "withdrawal")


def _does(street, what, **typed):
    seen = street.world.memo["seen"]
    sent = {"s": hidden(seen, "s"), "entry": hidden(seen, "entry"), **typed}
    assert street.post(f"{patient(street).page}/{what}", data=sent).status_code == 303


def sends_a_file(street):
    back = sends_file(street.world.memo["seen"], PDF, name="Überweisung.pdf")
    assert street.get(_here(back)).status_code == 303


def takes_the_file(street):
    looks(street)
    address = re.search(r'href="(/requests/[^"]+/files/[^"]+)"', street.world.memo["seen"])[1]
    assert street.get(unescape(address)).status_code == 303


def leaves_the_window(street):
    """A conversation that ends with a message, another one that is left, and a file that is taken."""
    it = patient(street)
    page = street.get(it.addresses()[-2]).raise_for_status().text
    street.post(f"/window/{CLINIC}/left", data={"s": hidden(page, "s")})
    it.steps = lambda: [("location", "mitte"), ("menu", "downloads")]
    page = street.get(it.addresses()[-1]).raise_for_status().text
    address = re.search(rf'href="(/window/{CLINIC}/files/[^"]+)"', page)[1]
    assert street.get(unescape(address)).status_code == 303


def speaks_another_language(street):
    form = street.world.memo["form"]
    answer = street.post(f"/window/{CLINIC}/form", data=form | {"lang": "sv"})
    assert form["name"] in answer.text
    street.get(f"/window/{CLINIC}/privacy").raise_for_status()


# acts of staff


def signs_in(street):
    colleague(street)


def opens_the_request(street):
    it = colleague(street)
    it.sees("inbox").raise_for_status()
    street.world.memo["desk"] = it.opens(patient(street).request_id)


def asks_back(street):
    _says(street, "question", "Welche Stärke?")


def answers(street):
    _says(street, "answer", "Liegt bereit.")


def declines(street):
    _says(street, "decline", "Bitte kommen Sie vorbei.")


def _says(street, deed, text):
    seen, request_id = street.world.memo["desk"], patient(street).request_id
    assert colleague(street).says(deed, text, seen=seen, request_id=request_id).status_code == 303


def sends_the_patient_a_file(street):
    back = sends_file(street.world.memo["desk"], PDF)
    assert colleague(street).sees(_here(back).removeprefix("/console/")).status_code == 303


def takes_the_patients_file(street):
    seen = colleague(street).opens(patient(street).request_id)
    address = re.search(r'href="/console/(requests/[^"]+/files/[^"]+)"', seen)[1]
    assert colleague(street).sees(unescape(address)).status_code == 303


def speaks_swedish_and_goes(street):
    it = colleague(street)
    csrf = hidden(it.sees("inbox").raise_for_status().text, "csrf")
    for what in ({"language": "sv"}, {}):
        address = "/console/language" if what else "/console/logout"
        done = street.post(address, data={"csrf": csrf, **what}, headers={"Cookie": it.cookie})
        assert done.status_code == 303
    street.world.memo["cookies"].pop("1001")


# acts of administrators, over the API


def _api(street, method, address, said=None):
    cookie = {"Cookie": colleague(street, "1004").cookie}
    body = b"" if said is None else json.dumps(said).encode()
    answer = street.send(method, f"/console/api/{address}", headers=JSON | cookie, body=body)
    assert answer.status_code < 300, (method, address, answer.text)
    return answer.json()


def begins_a_draft(street):
    memo = street.world.memo
    memo["draft"] = _api(street, "POST", "drafts", {"title": "Winter", "source": "empty", "id": "d" * 32})


def changes_the_draft(street):
    memo = street.world.memo
    change = {"definition": a_plain_definition(), "version": memo["draft"]["version"]}
    memo["draft"] = _api(street, "PUT", f"drafts/{memo['draft']['id']}", change)


def publishes_the_draft(street):
    draft = street.world.memo["draft"]
    _api(street, "GET", f"drafts/{draft['id']}")
    said = {"note": "Winter", "version": draft["version"], "follows": 1}
    _api(street, "POST", f"drafts/{draft['id']}/live", said)


def takes_the_release_back(street):
    _api(street, "GET", "releases/1")
    _api(street, "POST", "releases/1/live", {"note": "Doch nicht", "follows": 2})


def reads_what_there_is(street):
    for address in (
        "me",
        "openapi.json",
        "releases",
        "releases/1/export",
        "drafts",
        "statistics/window?month=2026-11",
        "statistics/booking?month=2026-11",
        "statistics/messages?month=2026-11",
    ):
        _api(street, "GET", address)


# time


def the_first_deadline_passes(street):
    street.world.passes(days=2, minutes=1)


def the_last_deadline_passes(street):
    street.world.passes(days=8)


def _here(address):
    return re.sub(r"^https://[^/]+", "", address)


SENT = (opens_the_form, sends_the_form, proves, looks)
SCRIPTS = {
    "asked back and answered": (
        *SENT,
        signs_in,
        opens_the_request,
        asks_back,
        looks,
        replies,
        opens_the_request,
        answers,
        looks,
    ),
    "with files in both directions": (
        *SENT,
        sends_a_file,
        opens_the_request,
        takes_the_patients_file,
        sends_the_patient_a_file,
        takes_the_file,
        speaks_swedish_and_goes,
    ),
    "declined": (*SENT, opens_the_request, declines),
    "withdrawn": (*SENT, withdraws),
    "forgotten": (*SENT, the_first_deadline_passes, the_last_deadline_passes),
    "visits": (leaves_the_window, opens_the_form, speaks_another_language),
    "a new release": (
        begins_a_draft,
        changes_the_draft,
        publishes_the_draft,
        takes_the_release_back,
        reads_what_there_is,
    ),
}
