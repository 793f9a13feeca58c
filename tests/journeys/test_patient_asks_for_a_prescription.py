"""A patient asks for a prescription, from the first question to their own request page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import CLINIC, Patient, hidden, words


@pytest.mark.requirement("S5", "S25")
def test_by_http_alone(http, patient):
    form = patient.form()
    wrong = http.post(f"/window/{CLINIC}/request", data={"s": form["s"], "name": patient.name, "phone": "12"})
    assert wrong.status_code == 400
    assert f'value="{patient.name}"' in wrong.text
    assert 'name="phone" type="tel" value="12"' in wrong.text

    received = http.get(patient.send(form | {"s": hidden(wrong.text, "s")}))
    assert re.search(r"Vorgangsnummer [0-9A-F]{4}-[0-9A-F]{4}", words(received.text))
    assert patient.name not in received.text

    message = patient.gets("received")
    assert patient.page in message["text"]
    assert "Ibuprofen" not in message["text"]
    assert message["text"] in words(http.get("/simulator/phone", params={"to": patient.phone}).text)

    assert "Ibuprofen" not in http.get(patient.page).text
    other_day = http.post(f"{patient.page}/proof", data=patient.born | {"birth_year": "1981"})
    assert other_day.status_code == 422
    assert "Ibuprofen 400" in words(patient.reads())


@pytest.mark.requirement("S5", "S25")
@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_in_the_browser(open_page, patient, javascript):
    page = open_page(locale="de-DE", java_script_enabled=javascript)
    page.goto(f"/window/{CLINIC}")
    for answer in ("Praxis Mitte", "Rezept", "Ja", "Privat"):
        page.locator("main").get_by_role("button", name=re.compile(f"^{answer}")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Für wen ist das Rezept?")

    send = page.get_by_role("button", name="Anfrage senden")
    page.get_by_label("Vor- und Nachname").fill(patient.name)
    send.click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte prüfen Sie Ihre Angaben")
    expect(page.get_by_label("Vor- und Nachname")).to_have_value(patient.name)
    fill(page, patient)
    send.click()
    expect(page.get_by_text("Vorgangsnummer")).to_be_visible()

    patient.ticket = page.url.split("/")[5]
    patient.gets("received")
    page.goto(f"/simulator/phone?to={patient.phone.replace('+', '%2B')}")
    page.locator("a", has_text=patient.ticket).click()
    fill_birth_date(page, patient)
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Anfrage: Rezept")
    expect(page.locator("ol.talk li").first).to_contain_text("Sie haben die Anfrage gesendet.")


def test_a_new_patient_is_sent_to_the_telephone_and_may_change_their_mind(page):
    page.goto(f"/window/{CLINIC}")
    for answer in ("Praxis Nord", "Rezept", "Nein", "Gesetzlich"):
        page.locator("main").get_by_role("button", name=re.compile(f"^{answer}")).click()
    expect(page.locator("#now")).to_contain_text(
        "Für Neupatienten können wir leider keine Rezepte ausstellen"
    )
    page.locator("ol.talk li").nth(2).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Waren Sie schon einmal bei uns?")


def fill(page: Page, patient: Patient) -> None:
    fill_birth_date(page, patient)
    page.get_by_label("Handynummer").fill(patient.form()["phone"])
    page.get_by_label("Welches Medikament brauchen Sie?").fill("Ibuprofen 400")
    page.get_by_label("Auf die Gesundheitskarte").check()
    page.get_by_label("Ich bin einverstanden").check()


def fill_birth_date(page: Page, patient: Patient) -> None:
    for name, value in patient.born.items():
        page.locator(f"[name={name}]").fill(value)
