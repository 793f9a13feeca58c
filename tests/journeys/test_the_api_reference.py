"""The reference of the API: it is under our policy, everybody can read it, and what it offers works."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from frontdesk.kernel.language import Language
from tests.journeys.people import CLINIC
from tests.journeys.test_pages_are_accessible import is_accessible, is_strict

ADMINISTRATOR = "1004"


@pytest.fixture
def reference(open_page) -> Page:
    """An administrator at the reference; whatever the browser's policy refuses fails the test."""
    page = open_page(locale="de-DE", viewport={"width": 1280, "height": 2400})
    page.goto("/console/login")
    page.locator("#clinic").fill(CLINIC)
    page.locator("#number").fill(ADMINISTRATOR)
    page.locator("#password").fill(f"Lindenhof-{ADMINISTRATOR}")
    page.locator("button.primary").click()
    page.wait_for_url("**/console/staff")
    page.goto("/console/api")
    expect(page.locator(".opblock").first).to_be_visible()
    return page


@pytest.fixture
def tried(reference) -> Callable[..., Locator]:
    """Tries an operation out with what is typed at its placeholders; gives the answer as it is shown."""

    def try_out(operation: str, body: str | None = None, **typed: str) -> Locator:
        it = reference.locator(f"[id$=-{operation}]")
        it.locator(".opblock-summary-control").click()
        it.locator(".try-out__btn").click()
        for name, value in typed.items():
            it.get_by_placeholder(name, exact=True).fill(value)
        if body is not None:
            it.get_by_label("Request body").fill(body)
        it.locator(".btn.execute").click()
        return it.locator(".live-responses-table")

    return try_out


def test_it_lists_every_operation_of_the_document(reference):
    answer = reference.reload()
    is_strict(answer)
    document = reference.request.get("/console/api/openapi.json").json()
    expect(reference.locator(".opblock")).to_have_count(sum(len(it) for it in document["paths"].values()))


def test_whoever_cannot_see_or_works_in_the_dark_can_read_it(reference, tried):
    reference.set_viewport_size({"width": 390, "height": 2400})
    is_accessible(reference, Language.GERMAN)
    expect(tried("who_am_i")).to_contain_text('"role": "administrator"')
    reference.locator("[id$=-begin_draft] .opblock-summary-control").click()
    reference.locator("[id$=-begin_draft] .try-out__btn").click()
    is_accessible(reference, Language.GERMAN)


def test_a_draft_is_begun_and_thrown_away(tried):
    begun = tried("begin_draft", '{"title": "Winter", "source": "empty"}')
    expect(begun.locator(".response-col_status").last).to_contain_text("201")
    number = begun.locator("pre").first.inner_text().partition('"id": "')[2].partition('"')[0]
    gone = tried("throw_away_draft", draft_id=number, version="1")
    expect(gone.locator(".response-col_status").last).to_contain_text("204")
