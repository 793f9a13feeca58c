"""One case through the three levels, in a browser: called, broken off, called again by the centre, verified."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from frontdesk.kernel.language import Language
from infra.target import ROOT
from tests.journeys.people import eventually
from tests.journeys.test_pages_are_accessible import is_accessible

LIST = "/console/followup"
MITTE, CENTRE, LEVEL2 = "department.mitte-empfang", "centre.", "level2."
PATIENT = "Olaf Fiktiv"
DRAW = """
import sys
from frontdesk.followup.model import Level, State
from frontdesk.followup.rules.sampling import after_draw
from frontdesk.followup.usecases._planned import PlannedTasks
from frontdesk.followup.wiring.tasks import task_ports
ports = task_ports()
task = ports.tasks.get("lindenhof", sys.argv[1])
PlannedTasks(ports).write(after_draw(task, frozenset({Level.CENTRE})))
"""
"""The night's draw of this one case: it is not one o'clock."""


def signed_in(open_page, number, clinic="lindenhof", **options) -> Page:
    page = open_page(viewport={"width": 390, "height": 2400}, **options)
    page.goto("/console/login")
    password = f"{clinic.capitalize()}-{number}"
    for field, said in (("clinic", clinic), ("number", number), ("password", password)):
        page.locator(f"#{field}").fill(said)
    page.locator("form button.primary").first.click()
    page.wait_for_url("**/console/**")
    return page


def called(page: Page, pile: str) -> list[str]:
    """Who is in a list."""
    page.goto(f"{LIST}?pile={pile}")
    return page.locator(".tbl tbody th a").all_inner_texts()


def takes(page: Page, pile: str) -> str:
    """Open the patient's task, and take it in hand; its address."""
    eventually(lambda: PATIENT in called(page, pile), f"{PATIENT} in {pile}")
    page.get_by_role("link", name=PATIENT).click()
    page.locator("form:has([value=open]) button").click()
    expect(page.locator("button[value=dial]")).to_be_visible()
    return page.url.partition("?")[0]


def picks_up(open_page) -> None:
    """The patient's telephone rings, and they answer."""
    phone = open_page()

    def rings() -> int:
        phone.goto("/simulator/calls/")
        return phone.get_by_role("button", name="Let it ring").count()

    eventually(rings, "the call at the telephone system")
    phone.get_by_role("button", name="Let it ring").first.click()
    phone.get_by_role("button", name="Answer", exact=True).first.click()


@pytest.mark.requirement("R-5.4.2", "R-5.4.7b", "R-5.2a", "R-5.2b")
def test_a_case_that_broke_off_is_called_by_the_centre_and_verified_by_another(open_page, desk):
    katrin = signed_in(open_page, "1001", locale="de-DE")
    assert PATIENT in called(katrin, MITTE)
    is_accessible(katrin, Language.GERMAN)
    first = takes(katrin, MITTE)
    katrin.locator("button[value=dial]").click()
    picks_up(open_page)
    katrin.goto(first)
    expect(katrin.locator("[data-tag]")).to_have_text("im Gespräch")
    is_accessible(katrin, Language.GERMAN)
    katrin.locator("button[value=interrupt]").click()
    expect(katrin.locator(".bar .tags")).to_contain_text("abgebrochen")

    lena = signed_in(open_page, "1005", locale="de-DE")
    second = takes(lena, CENTRE)
    assert second != first
    assert called(lena, CENTRE).count(PATIENT) == 1
    lena.goto(second)
    lena.locator("#summary").fill("Blutdruck gut.")
    lena.locator("button[value=record]").click()
    expect(lena.locator(".bar .tags")).to_contain_text("erreicht")

    environment = {**os.environ, **desk.addresses.environment, "PYTHONPATH": str(ROOT / "layers")}
    subprocess.run([sys.executable, "-c", DRAW, second.rpartition("/")[2]], env=environment, check=True)
    assert PATIENT not in called(lena, LEVEL2)
    jonas = signed_in(open_page, "1006", locale="sv-SE")
    assert PATIENT in called(jonas, LEVEL2)
    jonas.get_by_role("link", name=PATIENT).click()
    jonas.locator("#agreement").select_option("full")
    jonas.locator("#verdict").select_option("confirmed")
    jonas.locator("button[value=review]").click()
    expect(jonas.locator(".bar .tags")).to_contain_text("granskad")
    assert PATIENT not in called(jonas, LEVEL2)


def test_the_pages_of_follow_up_are_accessible_in_chinese_and_dark(open_page):
    min_zhou = signed_in(open_page, "2006", "xinglin", locale="zh-CN", color_scheme="dark")
    for address in (
        f"{LIST}?pile=department.xuhui-desk",
        f"{LIST}/replies",
        f"{LIST}/replies/own/new",
        f"{LIST}/give",
    ):
        min_zhou.goto(address)
        is_accessible(min_zhou, Language.CHINESE)
    assert called(min_zhou, LEVEL2)
    min_zhou.locator("form[action$='/next'] button").click()
    is_accessible(min_zhou, Language.CHINESE)
    min_zhou.locator("a[href$='/steer']").click()
    is_accessible(min_zhou, Language.CHINESE)
