"""The form that follow-up sends, from the message to the record: no page is out of anybody's reach."""

import json
import re

import pytest
from playwright.sync_api import expect

from frontdesk.kernel.language import Language
from tests.journeys.people import eventually
from tests.journeys.test_pages_are_accessible import is_accessible, is_light, is_strict

PATIENTS = {
    Language.GERMAN: ("lindenhof", {"day": "14", "month": "5", "year": "1990"}),
    Language.CHINESE: ("xinglin", {"day": "2", "month": "11", "year": "1988"}),
}
"""Of the demo: whom a form lies ready for, in their language, and when they were born."""

PLANNED_WITHIN_S = 120
"""The demo tells of all its patients at once, and each has a plan before this one's form lies ready."""


@pytest.mark.parametrize("language", list(PATIENTS), ids=[it.value for it in PATIENTS])
@pytest.mark.requirement("G-2.3", "R-5.4.10")
def test_a_patient_is_sent_a_form_and_fills_it_in(desk, http, open_page, language):
    clinic, born = PATIENTS[language]
    page = open_page(locale=language.value, viewport={"width": 390, "height": 2400})
    answer = page.goto(the_link(desk, http, clinic))
    is_strict(answer)
    is_light(page, answer)
    is_accessible(page, language)
    page.locator("form.fields button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    for part, value in born.items():
        page.locator(f"[name=birth_{part}]").fill(value)
    page.locator("form.fields button.primary").click()
    expect(page.locator("[name=q_asked]").first).to_be_attached()
    is_accessible(page, language)
    for row in page.locator("fieldset.line").all():
        row.locator("input").last.check()
    while page.locator("[name=q_asked]").count():
        page.locator("form.fields button.primary").click()
        is_accessible(page, language)
    expect(page.locator("main .sos")).to_be_visible()


def the_link(desk, http, clinic):
    """The machine of the task is woken, the message goes with the next tick, and the phone shows it."""
    table = desk.addresses.environment["FOLLOWUP_TABLE"]

    def sent():
        found = desk.addresses.client("dynamodb").scan(TableName=table)["Items"]
        said = {
            it["pk"]["S"]: json.loads(it["said"]["S"])
            for it in found
            if "#TASK#" in it["pk"]["S"] and "said" in it
        }
        theirs = [(it["opens_on"], pk) for pk, it in said.items() if pk.startswith(clinic) and it["revision"]]
        return min(theirs, default=None)

    _, pk = eventually(sent, f"a form of {clinic} lies ready", PLANNED_WITHIN_S)
    asked = {"task": "pass_instant", "kind": "task", "organisation_id": clinic, "it": pk.rpartition("#")[2]}
    invoke(desk, "followup-machine", asked)

    def told():
        invoke(desk, "reminders-tick", {})
        messages = http.get("/simulator/messages").json()["messages"]
        links = (re.search(rf"/surveys/{clinic}/i/\S+", it["text"]) for it in messages)
        return next((it[0] for it in links if it), None)

    return eventually(told, f"a form of {clinic}")


def invoke(desk, name, said):
    functions = desk.addresses.client("lambda")
    names = [it["FunctionName"] for it in functions.list_functions()["Functions"]]
    whole = next(it for it in names if it.endswith(name))
    functions.invoke(FunctionName=whole, Payload=json.dumps(said))
