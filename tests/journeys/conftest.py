"""One desk for all journeys, a browser, and pages that must not complain."""

from collections.abc import Callable, Iterator

import httpx2
import pytest
from playwright.sync_api import ConsoleMessage, Page

from local.stack import Desk, running
from tests.journeys.people import WITHIN_S, Colleague, Patient


@pytest.fixture(scope="session")
def desk(tmp_path_factory) -> Iterator[Desk]:
    with running(tmp_path_factory.mktemp("desk")) as it:
        yield it


@pytest.fixture(scope="session")
def http(desk) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=desk.addresses.public_url, timeout=30) as client:
        yield client


@pytest.fixture
def patient(http) -> Patient:
    return Patient(http)


@pytest.fixture
def reception(http) -> Colleague:
    return Colleague(http)


@pytest.fixture
def open_page(desk, browser) -> Iterator[Callable[..., Page]]:
    """Opens pages with options of a browser context; whatever one of them complains of fails the test."""
    contexts, complaints = [], []

    def complain(message: ConsoleMessage) -> None:
        # Chromium reports a page that answers 400 or 404 on purpose; the test itself looks at its status.
        about_itself = message.page is not None and message.location["url"] == message.page.url
        expected = message.text.startswith("Failed to load resource") and about_itself
        if message.type == "error" and not expected:
            complaints.append(message.text)

    def open_it(**options: object) -> Page:
        usual = {"viewport": {"width": 390, "height": 2400}, "reduced_motion": "reduce"}
        context = browser.new_context(base_url=desk.addresses.public_url, **(usual | options))
        context.set_default_timeout(WITHIN_S * 1000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_page) -> Page:
    return open_page(locale="de-DE")
