"""Files in a real browser: downloads, and files that go with a request in both directions."""

import re

import httpx2
import pytest
from playwright.sync_api import expect

from tests.documents.files import PDF
from tests.journeys.people import CLINIC, Colleague, Patient, words


@pytest.mark.requirement("S27", "S28", "S33")
@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_a_download_is_a_file_with_its_name(open_page, javascript):
    page = open_page(locale="de-DE", java_script_enabled=javascript, accept_downloads=True)
    page.goto(f"/window/{CLINIC}?lang=de")
    for answer in ("Praxis Mitte", "Downloads"):
        page.locator("main").get_by_role("button", name=re.compile(f"^{answer}")).click()
    with page.expect_download() as taken:
        page.get_by_role("link", name=re.compile("Merkblatt Grippe")).click()
    assert taken.value.suggested_filename.endswith(".pdf")
    assert taken.value.path().read_bytes().startswith(b"%PDF-")


@pytest.mark.requirement("G1")
@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_a_patient_sends_a_file_and_staff_send_one_back(open_page, http, patient, reception, javascript):
    patient.send()
    page = open_page(locale="de-DE", java_script_enabled=javascript)
    page.goto(patient.prove())
    sheet = {"name": "Überweisung 😀.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label("Datei hinzufügen").set_input_files(sheet)
    page.get_by_role("button", name="Datei senden").click()
    expect(page.locator("ol.talk")).to_contain_text("Überweisung 😀.pdf")

    seen = reception.opens(patient.request_id)
    assert "Überweisung 😀.pdf" in words(seen)
    assert file_of(http, reception, seen) == PDF
    reception_sends(http, reception, seen, "Befund.pdf")
    assert "Befund.pdf" in words(patient.reads())


def test_what_is_no_document_is_refused_at_its_field_and_nothing_else_is_lost(open_page, patient):
    patient.send()
    page = open_page(locale="de-DE")
    page.goto(patient.prove())
    program = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": b"MZ this is a program"}
    page.get_by_label("Datei hinzufügen").set_input_files(program)
    page.get_by_role("button", name="Datei senden").click()
    expect(page.get_by_role("alert")).to_contain_text("Diese Art von Datei können wir nicht annehmen.")
    expect(page.get_by_label("Datei hinzufügen")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("ol.talk")).not_to_contain_text("foto")


def file_of(http: httpx2.Client, colleague: Colleague, html: str) -> bytes:
    """Take the file that the page links to."""
    address = re.search(r'href="(/console/requests/[^"]+/files/[^"]+)"', html)[1]
    led = http.get(address, headers={"Cookie": colleague.cookie})
    assert led.status_code == 303
    taken = httpx2.get(led.headers["location"]).raise_for_status()
    assert "attachment" in taken.headers["content-disposition"]
    return taken.content


def reception_sends(http: httpx2.Client, colleague: Colleague, html: str, name: str) -> None:
    """Send a file as the form of the console's page says."""
    form = re.search(r'<form method="post" action="([^"]+)" enctype="multipart.*?</form>', html, re.DOTALL)
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[0]))
    sent = httpx2.post(form[1], data=fields, files={"file": (name, PDF, "application/pdf")})
    assert sent.status_code == 303
    back = sent.headers["location"].partition("/console/")[2]
    answer = http.get(f"/console/{back}", headers={"Cookie": colleague.cookie})
    assert answer.status_code == 303, words(answer.text)[:500]


def test_another_patient_s_file_is_not_theirs_to_take(http, patient):
    patient.send()
    other = Patient(http)
    other.send()
    assert http.get(f"{other.page}/files/{'0' * 32}").status_code == 303
    proved = other.prove()
    assert http.get(proved.replace("?", f"/files/{'0' * 32}?")).status_code == 404
