"""Every kind of page, in four languages, light and dark: axe finds nothing, nothing is cut off, nothing is heavy."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import httpx2
import pytest
from playwright.sync_api import Page, Response, expect

from frontdesk.kernel.language import Language
from tests.journeys.configured import configured, labels_of, release_of
from tests.journeys.people import CLINIC, NUMBERS, Colleague, Patient, buttons, eventually, far_off, hidden

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async only => {
    const run = await axe.run({resultTypes: ['violations'], preload: false, iframes: false, runOnly: only});
    return run.violations.map(it => `${it.id}: ${it.nodes.map(node => node.html).join(' | ')}`);
}"""
FINISH = "document.getAnimations().forEach(it => it.finish())"
"""Colours are measured as they are, not on their way from light to dark."""
BUDGET = 30_000
BORN = {"birth_day": "27", "birth_month": "3", "birth_year": "1985"}
LANGUAGES = pytest.mark.parametrize("language", list(Language), ids=[it.value for it in Language])


@pytest.fixture
def looked_at(open_page, language) -> Callable[[str], Page]:
    page = open_page(locale=language.value, viewport={"width": 390, "height": 2400})

    def look(address: str) -> Page:
        answer = page.goto(address)
        assert answer is not None
        is_strict(answer)
        is_light(page, answer)
        is_accessible(page, language)
        return page

    return look


@LANGUAGES
@pytest.mark.requirement("S25")
def test_the_conversation(http, looked_at, language):
    patient = Patient(http, language=language.value)
    for address in patient.addresses():
        page = looked_at(address)
    page.locator("form.fields button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    token = page.locator("[name=s]").get_attribute("value")
    page.goto(f"/window/{CLINIC}?s={token}&back=1")
    page.locator(".tiles button").first.click()
    is_accessible(page, language)
    for content in ("privacy", "imprint", "accessibility"):
        looked_at(f"/window/{CLINIC}/{content}?lang={language.value}")
    looked_at("/window/nowhere")


ENDS = {
    "a service question": ("mitte", "appointment", "yes", "private"),
    "an embedded service": ("nord", "appointment", "no", "private"),
    "a link to a service": ("nord", "prescription", "yes", "self_pay"),
    "files": ("mitte", "downloads"),
    "a form with every kind of field": ("mitte", "appointment", "yes", "private", "checkup"),
}


@LANGUAGES
@pytest.mark.requirement("S14", "S27", "N10")
def test_every_kind_of_end(http, looked_at, language):
    release = release_of(CLINIC)
    labels = labels_of(release, language.value)
    for values in ENDS.values():
        at, answers = f"/window/{CLINIC}?lang={language.value}", {}
        for value in values:
            html = http.get(at).raise_for_status().text
            _, place = configured(release, answers)
            answers[place] = value
            code = next(code for code, label in buttons(html) if label == labels[place, value])
            at = f"/window/{CLINIC}?{urlencode({'s': hidden(html, 's'), 'c': code})}"
        looked_at(at)


@LANGUAGES
@pytest.mark.requirement("S25")
def test_the_request(http, reception, looked_at, language):
    patient = Patient(http, language=language.value)
    looked_at(patient.send())
    page = looked_at(patient.page)
    page.locator("form.fields button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    reception.does("question", "Welche Stärke?", patient.request_id)
    page = looked_at(patient.prove())
    page.locator("form.card button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    reception.does("answer", "Liegt bereit.", patient.request_id)
    looked_at(patient.prove())


@LANGUAGES
@pytest.mark.requirement("B1")
def test_booking(looked_at, language):
    at, number = f"/booking/{CLINIC}", next(NUMBERS)
    looked_at(f"{at}?lang={language.value}")
    looked_at(f"{at}?location=mitte&type=consultation&lang={language.value}")
    kind = f"location=mitte&type=consultation&performer=any&lang={language.value}"
    page = looked_at(f"{at}/times?{kind}")
    page.goto(f"{at}/times?{kind}&{far_off()}")
    page.locator(".cal td a").last.click()
    page.locator(".slots button").last.click()
    page = looked_at(page.url)
    page.locator("form.fields button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    typed = BORN | {"name": "Berta Prov", "phone": f"06221 555{number}", "f-reason": "Husten"}
    for name, value in typed.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("#consent").check()
    page.locator("form.fields button.primary").click()
    is_accessible(page, language)
    page.locator("form.review button.primary").click()
    page = looked_at(page.url)
    mine = page.url.partition("/booked")[0]
    page = looked_at(f"{mine}?lang={language.value}")
    for name, value in BORN.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("form.fields button.primary").click()
    page = looked_at(page.url)
    token = page.url.partition("?")[2]
    looked_at(f"{mine}/cancel?{token}")
    looked_at(f"{mine}/move?{token}")
    page = looked_at(f"{mine}/move?{token}&location=nord")
    page.locator(".slots button").last.click()
    is_accessible(page, language)
    page.locator("#text").fill("x" * 501)
    page.locator("form.fields button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    page.goto(f"{mine}/cancel?{token}")
    page.locator("button.danger").click()
    is_accessible(page, language)


@LANGUAGES
@pytest.mark.requirement("B28", "B29")
def test_my_times(http, looked_at, language):
    number, lang = next(NUMBERS), f"lang={language.value}"
    page = looked_at(f"/booking/{CLINIC}/mine?{lang}")
    page.locator("form.fields button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    for name in ("Berta Prov", "Clara Prov"):
        books(page, language, name=name, phone=f"06221 555{number}")
    page.goto(f"/booking/{CLINIC}/mine?{lang}")
    page.locator("#contact").fill(f"06221 555{number}")
    page.locator("form.fields button").click()
    is_accessible(page, language)
    page.locator("form.fields button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    page.locator("#code").fill(code_at(http, f"+496221555{number}"))
    page.locator("form.fields button.primary").click()
    expect(page.locator("section:has(#ahead) .mine li")).to_have_count(2)
    page = looked_at(page.url)
    page.locator(".mine a").first.click()
    expect(page.locator(".thread")).to_be_visible()
    page.goto(f"/booking/{CLINIC}/mine?{lang}")
    page.locator("form.login button").click()
    page.get_by_role("button", name="Erik Exempelsson").click()
    expect(page.locator("form.login p")).to_contain_text("Erik Exempelsson")
    is_accessible(page, language)
    looked_at(f"/booking/{CLINIC}/mine?by-code=1&{lang}")


def books(page: Page, language: Language, **typed: str) -> None:
    """The last time of next month that can be booked."""
    kind = f"location=mitte&type=consultation&performer=any&lang={language.value}"
    page.goto(f"/booking/{CLINIC}/times?{kind}&{far_off()}")
    page.locator(".cal td a").last.click()
    page.locator(".slots button").last.click()
    for name, value in (BORN | {"f-reason": "Husten"} | typed).items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("#consent").check()
    page.locator("form.fields button.primary").click()
    page.locator("form.review button.primary").click()
    expect(page.locator(".done")).to_be_visible()


def code_at(http: httpx2.Client, phone: str) -> str:
    """The one-time code that came there, once it is there."""

    def found() -> str | None:
        told = http.get("/simulator/messages", params={"to": phone}).json()["messages"]
        return next((code[0] for it in told if (code := re.search(r"\b[0-9]{6}\b", it["text"]))), None)

    return eventually(found, f"a code to {phone}")


@LANGUAGES
@pytest.mark.requirement("S23")
def test_the_console(http, looked_at, language):
    patient = Patient(http, language="sv" if language is Language.GERMAN else "de")
    patient.send()
    page = looked_at(f"/console/login?lang={language.value}")
    page.locator("#clinic").fill(CLINIC)
    page.locator("#number").fill("1003")
    page.locator("#password").fill("wrong")
    page.locator("button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    page.locator("#password").fill("Lindenhof-1003")
    page.locator("button.primary").click()
    page.locator("details.own summary").click()
    page.locator(f"button[name=language][value={language.value}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language.value)
    for view in ("open", "asked", "closed"):
        looked_at(f"/console/inbox?view={view}")
    page = looked_at(f"/console/requests/{patient.request_id}")
    page.locator("details.log summary").click()
    page.locator("button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    Colleague(http).does("answer", "Liegt bereit.", patient.request_id)
    looked_at(f"/console/requests/{patient.request_id}")
    looked_at(f"/console/requests/{'0' * 32}")


@LANGUAGES
@pytest.mark.requirement("B34", "B39")
def test_the_calendar(looked_at, language):
    page = looked_at(f"/console/login?lang={language.value}")
    page.locator("#clinic").fill(CLINIC)
    page.locator("#number").fill("1003")
    page.locator("#password").fill("Lindenhof-1003")
    page.locator("button.primary").click()
    page.locator("details.own summary").click()
    page.locator(f"button[name=language][value={language.value}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language.value)
    looked_at("/console/calendar/free?type=consultation")
    is_accessible_on_a_desk(page)
    page.locator(".group a").first.click()
    is_accessible(page, language)
    page.locator("form.narrow button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    page.locator("#name").fill(f"Anna Probe {language.value}")
    for part, value in {"day": "3", "month": "4", "year": "1980"}.items():
        page.locator(f"#birth_{part}").fill(value)
    page.locator("#phone").fill("06221 5550100")
    page.locator("#reason").fill("Husten")
    page.locator("form.narrow button.primary").click()
    expect(page.get_by_role("status")).to_be_visible()
    is_accessible(page, language)
    is_accessible_on_a_desk(page)
    appointment = page.url.partition("?")[0]
    day = page.locator(".trail a").get_attribute("href")
    looked_at(f"{appointment}/move")
    for address in (day, f"{day}&view=week"):
        looked_at(address)
        is_accessible_on_a_desk(page)
    looked_at("/console/calendar/block")
    page.locator("form.narrow button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)
    page.goto(appointment)
    page.locator("button.danger").click()
    expect(page.get_by_role("status")).to_be_visible()
    is_accessible(page, language)
    figures = ("/console/followup/statistics", "/console/followup/statistics/report")
    for address in ("/console/statistics", "/console/statistics/messages", *figures, day):
        looked_at(address)
        is_accessible_on_a_desk(page)
    looked_at("/console/timetable/outside")
    looked_at("/console/timetable")


@pytest.mark.parametrize("language", [Language.GERMAN])
@pytest.mark.requirement("B38")
def test_a_form_of_the_timetable(looked_at, language):
    page = looked_at(f"/console/login?lang={language.value}")
    page.locator("#clinic").fill(CLINIC)
    page.locator("#number").fill("1004")
    page.locator("#password").fill("Lindenhof-1004")
    page.locator("button.primary").click()
    page.locator("details.own summary").click()
    page.locator(f"button[name=language][value={language.value}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language.value)
    looked_at("/console/timetable/part?part=schedules&id=lindqvist-nord")
    is_accessible_on_a_desk(page)
    page.locator("[id='week.0.closes']").fill("08:00")
    page.locator("button[value=review]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    is_accessible(page, language)


@pytest.mark.parametrize("language", [Language.GERMAN])
@pytest.mark.requirement("R-5.4.10")
def test_the_editor_of_a_questionnaire(looked_at, language):
    page = looked_at(f"/console/login?lang={language.value}")
    page.locator("#clinic").fill(CLINIC)
    page.locator("#number").fill("1004")
    page.locator("#password").fill("Lindenhof-1004")
    page.locator("button.primary").click()
    page.locator("details.own summary").click()
    page.locator(f"button[name=language][value={language.value}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language.value)
    looked_at("/console/questionnaires")
    page.locator("button[name=instrument][value=hospital-satisfaction]").click()
    expect(page.locator("#publish")).to_be_visible()
    one = page.url
    for part in ("", "/front", "/item?item=pain-eased", "/item?item=nurses", "/scale?at=0", "/alert?at=0"):
        looked_at(one + part)
    is_accessible_on_a_desk(page)
    looked_at(f"{one}/preview?in=sv")
    page.locator("[id='q.nurses.respect']").check()
    page.locator("button.primary").click()
    expect(page.get_by_role("status")).to_be_visible()
    is_accessible(page, language)
    is_accessible_on_a_desk(page)


def is_accessible_on_a_desk(page: Page) -> None:
    """The same on a screen that is wide enough for columns beside each other; only their region may scroll."""
    page.set_viewport_size({"width": 1280, "height": 2400})
    page.evaluate(FINISH)
    assert (page.url, page.evaluate(RUN, {"type": "tag", "values": RULES})) == (page.url, [])
    page.emulate_media(color_scheme="dark")
    page.evaluate(FINISH)
    assert (page.url, page.evaluate(RUN, {"type": "rule", "values": ["color-contrast"]})) == (page.url, [])
    page.emulate_media(color_scheme="light")
    assert (page.url, page.evaluate("document.documentElement.scrollWidth")) == (page.url, 1280)
    page.set_viewport_size({"width": 390, "height": 2400})


def is_accessible(page: Page, language: Language) -> None:
    """Nothing for axe in the light, no colour for it in the dark, and nothing beside a narrow screen."""
    expect(page.locator("html")).to_have_attribute("lang", language.value)
    page.evaluate(AXE)
    assert (page.url, page.evaluate(RUN, {"type": "tag", "values": RULES})) == (page.url, [])
    page.emulate_media(color_scheme="dark")
    page.evaluate(FINISH)
    assert (page.url, page.evaluate(RUN, {"type": "rule", "values": ["color-contrast"]})) == (page.url, [])
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 2400})
    assert (page.url, page.evaluate("document.documentElement.scrollWidth")) == (page.url, 320)
    page.set_viewport_size({"width": 390, "height": 2400})


def is_strict(answer: Response) -> None:
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def is_light(page: Page, answer: Response) -> None:
    """The page with its styles and scripts, as they travel."""
    html = answer.body()
    linked = re.findall(rb'(?:href|src)="(/static/[^"]+)"', html)
    parts = [html, *(page.request.get(it.decode()).body() for it in linked)]
    weight = sum(len(gzip.compress(it)) for it in parts)
    assert weight < BUDGET, f"{answer.url}: {weight} bytes"
