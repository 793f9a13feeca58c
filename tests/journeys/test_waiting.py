"""Somebody waits, another one gives a time back, and the link in the message leads to it."""

import re

import pytest
from playwright.sync_api import expect

from frontdesk.kernel.language import Language
from tests.journeys.people import CLINIC, NUMBERS, eventually
from tests.journeys.test_pages_are_accessible import (
    BORN,
    books,
    is_accessible,
    is_accessible_on_a_desk,
    looked_at,
)
from tests.width import wide

__all__ = ["looked_at"]
FIRST, SECOND = (wide([it], list(Language)) for it in (Language.SWEDISH, Language.CHINESE))
"""The languages: one with every run, all in a proof."""
KIND = "location=mitte&type=consultation&performer=any"


def offered_at(http, phone):
    """Where the link leads that is in both messages, once the second has come: on the list, and offered."""

    def found():
        told = http.get("/simulator/messages", params={"to": phone}).json()["messages"]
        return told[1:] and re.search(r"/booking/[^?\s]+/invitations/[\w-]+", told[0]["text"])

    return eventually(found, f"an offer to {phone}")[0]


@pytest.mark.parametrize("language", FIRST)
@pytest.mark.requirement("C12")
def test_a_time_that_is_given_back_is_taken_by_who_waits(http, looked_at, language):
    lang, number = f"lang={language.value}", next(NUMBERS)
    page = looked_at(f"/booking/{CLINIC}/wait?{KIND}&{lang}")
    page.locator("form.fields button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    typed = BORN | {"name": "Clara Prov", "phone": f"06221 555{number}", "f-reason": "Husten"}
    for name, value in typed.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("#consent").check()
    page.locator("form.fields button.primary").click()
    looked_at(page.url)

    books(page, language, name="Berta Prov", phone=f"06221 555{next(NUMBERS)}")
    mine = page.url.partition("/booked")[0]
    page.goto(f"{mine}?{lang}")
    proves(page)
    token = page.url.partition("?")[2]
    page.goto(f"{mine}/cancel?{token}")
    page.locator("button.danger").click()

    page = looked_at(f"{offered_at(http, f'+496221555{number}')}?{lang}")
    proves(page)
    page.locator(".slots button").last.click()
    is_accessible(page, language)
    page.locator("form.fields button.primary").click()
    expect(page.locator(".done")).to_be_visible()


def proves(page):
    for name, value in BORN.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("form.fields button.primary").click()


@pytest.mark.parametrize("language", SECOND)
@pytest.mark.requirement("C11", "C14")
def test_staff_invite_somebody(looked_at, language):
    page = looked_at(f"/console/login?lang={language.value}")
    page.locator("#clinic").fill(CLINIC)
    page.locator("#number").fill("1003")
    page.locator("#password").fill("Lindenhof-1003")
    page.locator("button.primary").click()
    page.locator("details.own summary").click()
    page.locator(f"button[name=language][value={language.value}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language.value)
    page = looked_at("/console/calendar/invite?location=mitte")
    page.locator("form.narrow button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    page.locator("#name").fill(f"Anna Probe {language.value}")
    for part, value in {"day": "3", "month": "4", "year": "1980"}.items():
        page.locator(f"#birth_{part}").fill(value)
    page.locator("#phone").fill("06221 5550100")
    page.locator("#reason").fill("Kontrolle")
    page.locator("form.narrow button.primary").click()
    expect(page.get_by_role("status")).to_be_visible()
    is_accessible(page, language)
    is_accessible_on_a_desk(page)
    page.locator(".act button").last.click()
    expect(page.get_by_role("status")).to_be_visible()
