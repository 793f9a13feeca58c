"""Somebody is discharged, asked by message how it was, answers fifty times at once, and counts once."""

import json
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html import unescape

import httpx2
import pytest

from tests.journeys.people import CLINIC, Colleague, eventually, hidden, words
from tests.surveys.questionnaires import document, item

AT_ONCE = 50
ANSWERED = 7
"""What is answered: told apart from what every form has."""


class Administrator(Colleague):
    """Murat, who gives surveys out."""

    def posts(self, address, typed, *, page):
        form = typed | {"csrf": hidden(self.sees(page).text, "csrf")}
        return self.http.post(f"/console/{address}", data=form, headers={"Cookie": self.cookie})

    def begins(self, name):
        """A questionnaire, published, and a survey of it that invites at once who is discharged."""
        self.publishes(name)
        page = self.sees("surveys").text
        spot = re.search(r'name="(spot\.[^"]+)"', page)[1]
        typed = {"id": name, "questionnaire": name, "grade": "token", spot: "1", "trigger.discharged": "1"}
        typed |= {"after": "0", "unit": "hours", "percent": "100"}
        made = self.posts("surveys", typed, page="surveys")
        assert made.status_code == 303, words(made.text)[:800]
        assert self.posts(f"surveys/{name}/open", {}, page=f"surveys/{name}").status_code == 303
        return spot.removeprefix("spot.")

    def publishes(self, name):
        at = {"headers": {"Cookie": self.cookie}}
        asked = {"id": name, "document": document([item("recommend", "nps")])}
        made = self.http.post("/console/api/questionnaires", json=asked, **at)
        assert made.status_code == 201, made.text
        version = {"version": made.json()["version"]}
        published = self.http.post(f"/console/api/questionnaires/{name}/revisions", json=version, **at)
        assert published.status_code == 201, published.text


@pytest.fixture
def murat(http):
    return Administrator(http, number="1004")


def tells(reception, **said):
    """Whoever may enter visits tells of one, as the hospital's system would."""
    at = {"headers": {"Cookie": reception.cookie}}
    told = reception.http.post("/console/api/encounters", json=said, **at)
    assert told.status_code == 200, told.text


def everything(desk):
    """Whatever lies in the tables, with where it lies."""
    tables = desk.addresses.client("dynamodb")
    for name in tables.list_tables()["TableNames"]:
        for page in tables.get_paginator("scan").paginate(TableName=name):
            for it in page["Items"]:
                yield name, it


def values_of(it):
    """Every text and number in an item, however deep, without what any two items share."""
    match it:
        case dict():
            return {one for value in it.values() for one in values_of(value)}
        case list():
            return {one for value in it for one in values_of(value)}
    return {it} if isinstance(it, str) and len(it) > 3 else set()


def logged(desk):
    logs = desk.addresses.client("logs")
    for group in logs.describe_log_groups()["logGroups"]:
        for it in logs.filter_log_events(logGroupName=group["logGroupName"]).get("events", ()):
            yield it["message"]


@pytest.mark.requirement("R-5.4.12", "R-4.2.15")
def test_fifty_answers_at_once_are_one_and_nothing_leads_from_it_to_the_invitation(
    desk, http, murat, reception, patient
):
    name = f"asked-{patient.number}"
    department = murat.begins(name)
    now = datetime.now(UTC)
    tells(
        reception,
        patient={"name": patient.name, "birth_date": "1980-04-03", "phone": patient.phone},
        visit_number=f"V-{patient.number}",
        department=department,
        admitted=(now - timedelta(days=2)).isoformat(),
        discharged=now.isoformat(),
        **{"class": "inpatient"},
    )
    give_up_at = time.monotonic() + 150  # what waits for its time is sent by the tick of a minute
    while not (told := [it for it in patient.messages() if f"/{name}/" in it["text"]]):
        assert time.monotonic() < give_up_at, "no invitation came"
        time.sleep(1)
    [message] = told
    url = re.search(r"(/surveys/\S+)", message["text"])[1]
    page = http.get(url).raise_for_status().text
    form = {
        "s": hidden(page, "s"),
        "in": "de",
        "go": "on",
        "q_asked": "recommend",
        "q.recommend": str(ANSWERED),
    }

    def answers(_):
        return httpx2.post(f"{desk.addresses.public_url}{url}", data=form, timeout=180)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        thanked = list(threads.map(answers, range(AT_ONCE)))
    assert {it.status_code for it in thanked} == {200}, Counter(it.status_code for it in thanked)
    assert all("Vielen Dank" in unescape(it.text) for it in thanked)

    def counted():
        piles = [it for _, it in everything(desk) if re.search(rf"#{name}#(NEW|DONE)", it["pk"]["S"])]
        return piles or None

    [response] = eventually(counted, "a response")
    nothing_leads_back(desk, name, response, url, patient)


def nothing_leads_back(desk, name, response, url, patient):
    """What is kept of the invitation, and what of the response, have nothing in common; and the link is nowhere."""
    ticket = url.rpartition("/")[2]
    kept = list(everything(desk))
    invited = [it for _, it in kept if f"#{name}#INVITED" in it["pk"]["S"]]
    messages = [it for _, it in kept if "#MESSAGE#survey-" in it["pk"]["S"] and name in json.dumps(it)]
    assert len(invited) == len(messages) == 1
    of_place = {CLINIC, name, *(it["spot_id"]["S"] for it in (response,))}
    ours = {it for it in values_of(response) if it != response["week"]["S"]} - of_place
    for other in (*invited, *messages):
        assert not {it for it in values_of(other) if it in ours}
    for where in (json.dumps(kept), *logged(desk)):
        assert ticket not in where
        assert ticket[:32] not in where
    assert patient.phone not in json.dumps([response, *invited])
