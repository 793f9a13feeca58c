"""A patient logs in at the provider, which is another origin to the browser, and out again; no JavaScript."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import CLINIC

THERE = re.compile(r"^http://localhost:\d+/stand-in/login/authorize")


@pytest.mark.requirement("B28")
def test_at_the_provider_and_back(open_page):
    page = open_page(locale="sv-SE", java_script_enabled=False)
    goes_there(page)
    page.get_by_role("button", name="Cancel").click()
    expect(main(page)).to_contain_text("Inloggningen avbröts.")
    goes_there(page)
    page.get_by_role("button", name="Erik Exempelsson").click()
    expect(main(page)).to_contain_text("Du är inloggad som Erik Exempelsson.")
    expect(main(page)).to_contain_text("Din inloggning öppnar inga tider än.")
    page.get_by_role("button", name="Logga ut").click()
    expect(page.get_by_role("button", name="Logga in med Exempel-ID")).to_be_visible()


def main(page: Page) -> Any:
    return page.locator("main")


def goes_there(page: Page) -> None:
    page.goto(f"/booking/{CLINIC}/mine?lang=sv")
    page.get_by_role("button", name="Logga in med Exempel-ID").click()
    expect(page).to_have_url(THERE)
