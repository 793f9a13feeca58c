"""A complaint at a call is answered by message, and closed through the corrective action of its department."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from playwright.sync_api import expect

from frontdesk.followup.storage.tasks import _record
from frontdesk.kernel.ids import random_id
from frontdesk.kernel.language import Language
from tests.followup.task_builders import a_task
from tests.journeys.people import CLINIC, Colleague, Patient, eventually, hidden, words
from tests.journeys.test_pages_are_accessible import is_accessible, is_accessible_on_a_desk

FEEDBACK, ACTIONS = "/console/followup/feedback", "/console/followup/actions"
DEPARTMENT, LOUD = "mitte-empfang", "Nachts war es im Flur zu laut."
SORRY = "Wir haben die Wagen getauscht."
CENTRE, PASSWORD = "1105", "Abend-Stern-88"
HEAD = "personalnummer;name;rolle;abteilungen;e-mail;aktiv"


@pytest.fixture
def enrolled(http):
    """Somebody of the follow-up centre, taken in by the administrator."""
    post = {"headers": {"Cookie": Colleague(http, "1004").cookie}}
    csrf = hidden(http.get("/console/staff", **post).text, "csrf")
    table = f"{HEAD}\r\n{CENTRE};Lena Falk;Nachsorgezentrum;;l.falk@lindenhof.example;ja"
    shown = http.post("/console/staff", data={"csrf": csrf, "file": table}, **post).text
    text = re.search(r"<textarea name=\"text\" hidden>\n(.*?)</textarea>", shown, re.DOTALL)
    made = http.post("/console/staff/import", data={"csrf": csrf, "text": unescape(text[1])}, **post).text
    first = re.search(r"<code>(\w{5}-\w{5}-\w{5})</code>", made)[1]
    who = {"clinic": CLINIC, "number": CENTRE, "password": first, "new": PASSWORD, "again": PASSWORD}
    assert http.post("/console/login/password", data=who).status_code == 303


@pytest.fixture
def call(desk, patient):
    """A call that is due today, of a patient who can be written to."""
    patient.send()
    patient.gets("received")
    today = datetime.now(UTC).date()
    it = a_task(
        id=random_id(),
        organisation_id=CLINIC,
        subject_id=patient.request_id,
        location_id="mitte",
        department_id=DEPARTMENT,
        opens_on=today - timedelta(days=1),
        due_on=today,
        closes_on=today + timedelta(days=3),
    )
    table = desk.addresses.environment["FOLLOWUP_TABLE"]
    item = _record(it, ()).serialize() | {"version": {"N": "1"}}
    desk.addresses.client("dynamodb").put_item(
        TableName=table, Item={name: value for name, value in item.items() if "NULL" not in value}
    )
    return it.id


def signed_in(page, number, password):
    page.goto("/console/login?lang=de")
    for field, value in {"clinic": CLINIC, "number": number, "password": password}.items():
        page.locator(f"#{field}").fill(value)
    page.locator("button.primary").click()
    expect(page.locator("main h1")).to_be_visible()
    return page


def says(page, address, deed, text, *ticked, **more):
    """Open the action, fill in the form of a step of it, tick calls, and send it."""
    page.goto(address)
    form = page.locator(f"form:has(input[name=deed][value={deed}])")
    for field, value in more.items():
        form.locator(f"#{field}").fill(value)
    for call in ticked:
        form.locator(f"input[name='calls.{call}']").check()
    form.locator("textarea[name=text]").fill(text)
    form.locator("button").click()
    expect(page.get_by_role("status")).to_be_visible()


def looked_at(page, language=Language.GERMAN):
    is_accessible(page, language)
    is_accessible_on_a_desk(page)


def complains(page, call):
    """Somebody of the department calls, and writes down what the patient says."""
    page.goto(f"/console/followup/tasks/{call}")
    page.locator("form:has(input[value=open]) button").click()
    page.locator("#summary").fill("Heilt gut.")
    page.locator("#complaint").fill(LOUD)
    page.locator("button[name=deed][value=record]").click()
    expect(page.locator("#complaint")).to_have_count(0)


def raises(page, patient):
    """The centre finds the complaint in the list, and makes an action of it: its address."""

    def heard():
        page.goto(f"{FEEDBACK}?state=open&kind=complaint")
        return page.locator(f"tr:has-text('{patient.name}')").count()

    eventually(heard, "the complaint in the list")
    looked_at(page)
    page.locator(f"tr:has-text('{patient.name}') input[type=checkbox]").check()
    page.locator("form:has(table) button").click()
    looked_at(page)
    page.locator("#title").fill("Ruhe in der Nacht")
    expect(page.locator("#text")).to_have_value(LOUD)
    page.locator("main form button.primary").click()
    expect(page.locator("h1")).to_have_text("Ruhe in der Nacht")
    looked_at(page)
    return re.search(rf"{ACTIONS}/[0-9a-f]{{32}}", page.url)[0]


def answers(page, action):
    """The centre answers the patient from the page of the complaint: its address."""
    page.goto(action)
    page.locator("section:has(#from) a").first.click()
    looked_at(page)
    page.locator("#way").select_option("message")
    page.locator("#answer").fill(SORRY)
    page.locator("form:has(input[value=answer]) button").click()
    expect(page.get_by_role("status")).to_be_visible()
    return page.url.partition("?")[0]


@pytest.mark.requirement("R-5.2c", "R-5.4.9a", "R-5.4.9b")
def test_a_complaint_is_heard_answered_and_put_right(http, open_page, patient: Patient, call, enrolled):
    complains(signed_in(open_page(locale="de-DE"), "1001", "Lindenhof-1001"), call)
    centre = signed_in(open_page(locale="de-DE"), CENTRE, PASSWORD)
    action = raises(centre, patient)

    def told():
        found = http.get("/simulator/messages", params={"to": "w.xiulan@lindenhof.example"}).json()
        return next((it["text"] for it in found["messages"] if action in it["text"]), None)

    assert LOUD not in eventually(told, "the mail to the head of the department")
    head = signed_in(open_page(locale="zh-CN"), "1003", "Lindenhof-1003")
    head.goto(action)
    looked_at(head, Language.CHINESE)
    says(head, action, "plan", "晚上十点后关闭走廊灯。")
    says(centre, action, "accept", "Gut so.")
    says(head, action, "effect", "已完成。")
    word = answers(centre, action)
    eventually(
        lambda: [it for it in patient.messages() if SORRY in it["text"]],
        "the answer at the patient's telephone",
    )
    its_call = f"/console/followup/tasks/{call}"
    says(centre, action, "verify", "Alle schlafen gut.", call, asked="2")
    says(centre, action, "close", "Es ist ruhig.")
    assert its_call in centre.content()

    def done():
        centre.goto(word)
        return "erledigt" in words(centre.locator(".bar").inner_html())

    eventually(done, "the complaint is done with")


@pytest.mark.parametrize("language", [Language.CHINESE])
def test_the_form_to_write_one_down_is_accessible(open_page, language):
    page = signed_in(open_page(locale="zh-CN"), "1003", "Lindenhof-1003")
    page.goto(f"{FEEDBACK}/new")
    is_accessible(page, language)
    page.locator("main form button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    is_accessible_on_a_desk(page)
    page.goto(ACTIONS)
    is_accessible(page, language)
    is_accessible_on_a_desk(page)
