"""A form that is sent three times at once is one request."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from tests.journeys.people import CLINIC, words


@pytest.mark.requirement("S5")
def test_three_posts_are_one_request_and_one_message(desk, reception, patient):
    form = patient.form()

    def post(_: int) -> httpx2.Response:
        address = f"{desk.addresses.public_url}/window/{CLINIC}/request"
        return httpx2.post(address, data=form, timeout=30)

    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(post, range(3)))

    assert [it.status_code for it in answers] == [303, 303, 303]
    assert len({it.headers["location"] for it in answers}) == 1
    patient.ticket = answers[0].headers["location"].split("/")[3]
    patient.gets("received")
    time.sleep(2)  # a second message would come with the first
    assert len(patient.messages()) == 1
    rows = reception.sees("inbox").text.split("<tr>")
    assert sum(patient.name in words(it) for it in rows) == 1
    assert patient.reads().count("Sie haben die Anfrage gesendet.") == 1
