"""The reception asks back and answers; the patient replies and reads."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import CLINIC, Colleague, Patient, eventually, words


@pytest.mark.requirement("S23", "S25")
def test_question_reply_and_answer_in_the_browser(open_page, patient):
    patient.send()
    patient.gets("received")
    desk = open_page(locale="de-DE", viewport={"width": 1280, "height": 900})
    desk.goto(f"/console/requests/{patient.request_id}")
    desk.locator("#clinic").fill(CLINIC)
    desk.locator("#number").fill("1001")
    desk.locator("#password").fill("Lindenhof-1001")
    desk.get_by_role("button", name="Anmelden").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(f"Rezept: {patient.name}")
    desk.goto("/console/inbox")
    row = desk.get_by_role("row", name=patient.name)
    expect(row.locator(".tags")).to_contain_text("in 2 Tagen")
    row.get_by_role("link").click()
    desk.locator("#text").fill("Welche Stärke?")
    desk.get_by_role("button", name="Nachfragen").click()
    expect(desk.get_by_role("status")).to_be_visible()

    patient.gets("question")
    page = open_page(locale="de-DE")
    page.goto(patient.prove())
    expect(page.locator("ol.talk")).to_contain_text("Welche Stärke?")
    page.get_by_label("Ihre Antwort").fill("400 mg")
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.locator("ol.talk")).to_contain_text("400 mg")

    desk.goto(f"/console/requests/{patient.request_id}")
    expect(desk.locator("ol.thread")).to_contain_text("400 mg")
    desk.locator("#text").fill("Das Rezept ist auf Ihrer Karte.")
    desk.get_by_role("button", name="Antworten und abschließen").click()
    expect(desk.locator("#text")).to_have_count(0)

    message = patient.gets("answered")
    assert "Karte" not in message["text"]
    page.goto(patient.prove())
    expect(page.locator("ol.talk")).to_contain_text("Das Rezept ist auf Ihrer Karte.")


@pytest.mark.requirement("S23")
def test_who_is_slower_is_told_and_keeps_the_text(http, reception):
    patient = Patient(http, location="nord")
    patient.send()
    patient.gets("received")
    other = Colleague(http, "1002")
    old = other.opens(patient.request_id)
    assert reception.does("question", "Welche Stärke?", patient.request_id).status_code == 303

    late = other.says("answer", "Mein langer Text", seen=old, request_id=patient.request_id)
    assert late.status_code == 409
    assert "Mein langer Text" in late.text
    assert "Katrin Sommer" in words(late.text)
    assert "Mein langer Text" not in patient.reads()


@pytest.mark.requirement("S23")
def test_the_same_answer_sent_twice_is_said_once(reception, patient):
    patient.send()
    seen = reception.opens(patient.request_id)
    for _ in range(2):
        done = reception.says("answer", "Liegt bereit.", seen=seen, request_id=patient.request_id)
        assert done.status_code == 303
    assert patient.reads().count("Liegt bereit.") == 1


@pytest.mark.requirement("G2")
def test_leads_see_who_did_what_and_nobody_else(http, reception, patient):
    patient.send()
    reception.does("decline", "Bitte kommen Sie vorbei.", patient.request_id)
    lead = Colleague(http, "1003")

    def deeds() -> list[str]:
        page = lead.opens(patient.request_id)
        return [words(it) for it in page.partition('class="panel pad log"')[2].split("<li>")[1:]]

    eventually(lambda: any("Katrin Sommer" in it for it in deeds()), "the receptionist in the access log")
    eventually(lambda: any("Wang Xiulan" in it for it in deeds()), "the lead in the access log")
    assert "panel pad log" not in reception.opens(patient.request_id)


@pytest.mark.requirement("S25")
def test_a_withdrawn_request_is_closed_for_the_reception(reception, patient):
    patient.send()
    old = reception.opens(patient.request_id)
    assert patient.does("withdrawal").status_code == 303
    assert "Sie haben diese Anfrage zurückgezogen" in words(patient.reads())
    late = reception.says("answer", "Zu spät", seen=old, request_id=patient.request_id)
    assert late.status_code in {409, 422}
    assert "Zu spät" in late.text
    assert patient.name not in words(reception.sees("inbox").text)
