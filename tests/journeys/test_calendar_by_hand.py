"""The reception moves an appointment with the keyboard and with the mouse, and keeps a stretch free."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.people import CLINIC, NUMBERS, Colleague, hidden

DAY = date.today() + timedelta(days=28)  # noqa: DTZ011  # no other journey is so far ahead


@pytest.fixture
def desktop(open_page) -> Page:
    page = open_page(locale="de-DE", viewport={"width": 1280, "height": 1600})
    page.goto("/console/login")
    for name, typed in {"clinic": CLINIC, "number": "1001", "password": "Lindenhof-1001"}.items():
        page.locator(f"#{name}").fill(typed)
    page.locator("button.primary").click()
    expect(page.locator("details.own")).to_be_visible()
    return page


def books(reception: Colleague, name: str) -> str:
    """Somebody calls, and takes the first time from the day on; the calendar of the day on which it is."""
    seen = reception.sees(f"calendar/free?type=consultation&from={DAY}").text
    form = reception.sees(unescape(re.search(r'href="/console/(calendar/book[^"]+)"', seen)[1])).text
    typed = {it: hidden(form, it) for it in ("csrf", "appointment", "location", "type", "time")}
    person = {
        "birth_day": "3",
        "birth_month": "4",
        "birth_year": "1980",
        "reason": "Husten",
        "language": "de",
    }
    typed |= person | {"name": name, "phone": f"06221 555{next(NUMBERS)}"}
    answer = reception.http.post("/console/calendar/book", data=typed, headers={"Cookie": reception.cookie})
    assert answer.status_code == 303
    return f"/console/calendar?day={typed['time'].partition('@')[2][:10]}&view=day"


def appointment(page: Page, name: str) -> Locator:
    return page.locator(".agenda a[data-move]", has_text=name)


@pytest.mark.requirement("B36")
def test_with_the_keyboard_and_with_the_mouse(desktop, http):
    page, name = desktop, f"Anna Hand-{next(NUMBERS)}"
    calendar = books(Colleague(http, number="1001"), name)

    page.goto(calendar)
    begins = appointment(page, name).locator(".clock").inner_text()[:5]
    happens, focus = page.locator("#happens"), page.locator(":focus")
    expect(page.locator(".agenda a[tabindex='0']")).to_have_count(1)
    appointment(page, name).focus()
    expect(page.locator(".agenda a[tabindex='0']")).to_have_text(re.compile(name))

    page.keyboard.press("m")
    expect(happens).to_contain_text(f"{name} ist aufgenommen")
    page.keyboard.press("Escape")
    expect(happens).to_contain_text("Abgebrochen")
    expect(focus).to_have_text(re.compile(name))

    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    expect(focus).to_have_attribute("aria-label", re.compile("^Ablegen um "))
    chosen = focus.get_attribute("data-time")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/move[?]"))
    expect(page.locator("input[name=time]:checked")).to_have_value(chosen)
    page.goto(calendar)
    expect(appointment(page, name).locator(".clock")).to_have_text(re.compile(f"^{begins}"))

    page.keyboard.press("Tab")
    target = page.locator(f".agenda [data-time='{chosen}']").first
    appointment(page, name).drag_to(target)
    expect(page.locator("input[name=time]:checked")).to_have_value(chosen)
    page.locator("#comment").fill("Lieber später")
    page.locator("button.primary").click()
    expect(page.get_by_role("status")).to_contain_text("Der Termin ist verschoben")
    expect(page.locator(".thread")).to_contain_text("Lieber später")

    page.goto(calendar)
    page.locator(f".agenda .free:has([data-time^='{chosen.partition('@')[0]}@']) .keep").last.click()
    page.locator("#note").fill(f"Fortbildung von {name}")
    page.locator("button.primary").click()
    expect(page.get_by_role("status")).to_contain_text("gesperrt")
    page.goto(calendar)
    page.locator(".agenda .blocked a", has_text=f"Fortbildung von {name}").click()
    page.get_by_role("button", name="Wieder freigeben").click()
    expect(page.get_by_role("status")).to_contain_text("wieder gebucht werden")
