"""A patient books a time without JavaScript, moves it and cancels it; messages come to the telephone."""

import re
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import CLINIC, NUMBERS, eventually, words

BORN = {"birth_day": "27", "birth_month": "3", "birth_year": "1985"}


@dataclass
class Visitor:
    """Berta on her telephone, with a number of her own."""

    http: httpx2.Client
    page: Page
    number: int = field(default_factory=lambda: next(NUMBERS))

    @property
    def phone(self) -> str:
        return f"+496221555{self.number}"

    def presses(self, name: str) -> None:
        self.page.locator("main").get_by_role("button", name=name, exact=True).click()

    def chooses(self, name: str) -> None:
        self.page.locator("main").get_by_role("link", name=re.compile(f"^{name}")).click()

    def says_when_she_was_born(self) -> None:
        for name, value in BORN.items():
            self.page.locator(f"[name={name}]").fill(value)

    def takes_the_first_time(self) -> str:
        """Which it was, as its button said."""
        first = self.page.locator(".slots button").first
        told = first.inner_text()
        first.click()
        return told

    def gets(self, kind: str) -> dict[str, Any]:
        """The message that says so, once it is there."""

        def found() -> dict[str, Any] | None:
            told = self.http.get("/simulator/messages", params={"to": self.phone}).json()["messages"]
            return next((it for it in told if kind in it["text"]), None)

        return eventually(found, f"{kind} to {self.phone}")


@pytest.fixture
def berta(http, open_page) -> Visitor:
    return Visitor(http, open_page(locale="sv-SE", java_script_enabled=False))


def heading(page: Page) -> Any:
    return page.get_by_role("heading", level=1)


@pytest.mark.requirement("B1", "B2", "B3", "B16", "B26", "B31", "B32")
def test_in_swedish_on_a_telephone(berta):
    page = berta.page
    time = books(berta)
    expect(heading(page)).to_have_text("Din tid är bokad")
    expect(page.locator("main")).to_contain_text(time)
    expect(page.locator("main")).not_to_contain_text("Berta")
    said = berta.gets("är bokad")
    assert "Hosta" not in said["text"]
    opens_from_the_message(berta, said)
    moves(berta)
    expect(page.locator(".state")).to_have_text("Din tid är ombokad")
    expect(page.locator(".talk")).to_contain_text("Passar bättre")
    berta.gets("är ombokad")
    cancels(berta)
    expect(page.locator(".state")).to_have_text("Tiden är avbokad")
    expect(page.locator(".talk")).to_contain_text("Frisk igen")
    berta.gets("är avbokad")
    expect(page.get_by_role("link", name="Omboka")).to_have_count(0)


def books(berta: Visitor) -> str:
    """Book a consultation with anybody, and be reminded; the time."""
    page = berta.page
    page.goto(f"/booking/{CLINIC}?lang=sv")
    expect(page.locator("main")).to_contain_text("Du bokar en tid direkt i vår tidbok.")
    for choice in ("Mottagningen Mitte", "Läkarbesök", "Vem som helst"):
        berta.chooses(choice)
    expect(page.locator(".cal [aria-current=date]")).to_have_count(1)
    page.locator(".cal td a").nth(1).click()
    time = berta.takes_the_first_time()
    expect(heading(page)).to_have_text("Vem kommer?")
    page.get_by_label("För- och efternamn").fill("Berta Prov")
    berta.presses("Fortsätt")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("För- och efternamn")).to_have_value("Berta Prov")
    berta.says_when_she_was_born()
    page.locator("#phone").fill(f"06221 555{berta.number}")
    page.get_by_label("Varför söker du?").fill("Hosta")
    page.get_by_label("Påminn mig dagen före").check()
    page.locator("#consent").check()
    berta.presses("Fortsätt")
    expect(heading(page)).to_have_text("Stämmer allt?")
    expect(page.locator("main")).to_contain_text("Övrigt")
    berta.presses("Boka tiden")
    return time


def opens_from_the_message(berta: Visitor, said: dict[str, Any]) -> None:
    """The link leads to the proof and no further."""
    page = berta.page
    found = re.search(r"/booking/\S+", said["text"])
    assert found is not None
    page.goto(found[0])
    expect(page.locator("main")).not_to_contain_text("Hosta")
    berta.says_when_she_was_born()
    berta.presses("Fortsätt")
    expect(page.locator(".state")).to_have_text("Din tid är bokad")
    expect(page.locator("main")).to_contain_text("Hosta")


def moves(berta: Visitor) -> None:
    page = berta.page
    berta.chooses("Omboka")
    expect(page.locator("main")).to_contain_text("Din nuvarande tid släpps först när den nya är bokad.")
    page.locator("ul.opts a").first.click()
    page.locator(".cal td a").last.click()
    berta.takes_the_first_time()
    page.get_by_label("Kommentar").fill("Passar bättre")
    berta.presses("Omboka tiden")


def cancels(berta: Visitor) -> None:
    page = berta.page
    berta.chooses("Avboka tiden")
    expect(page.locator("main")).to_contain_text("En avbokad tid kan inte återställas.")
    page.get_by_label("Kommentar").fill("Frisk igen")
    berta.presses("Ja, avboka tiden")


def test_two_at_once_take_a_time_and_one_of_them_keeps_what_was_typed(http):
    """Both chose it; whoever confirms later, after the hold ran out, is shown other times."""
    chosen = {"location": "mitte", "type": "consultation", "performer": "dr-weber"}
    page = http.get(f"/booking/{CLINIC}/times", params=chosen | {"lang": "de"}).raise_for_status().text
    slot = re.findall(r'name="slot" value="([^"]+)"', page)[-1]
    first, second = (
        http.post(f"/booking/{CLINIC}/hold?lang=de", data=chosen | {"slot": slot}) for _ in range(2)
    )
    assert [first.status_code, second.status_code] == [303, 409]
    assert "hat soeben jemand anderes gebucht" in words(second.text)
    assert slot not in second.text
