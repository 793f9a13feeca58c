"""Services outside, in a real browser: what the page lets in, what is left without them, what they get to know."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.people import CLINIC, eventually

TO_BOOKING = ("Praxis Nord", "Termin", "Nein", "Privat")
TO_PRESCRIPTION = ("Praxis Nord", "Rezept", "Ja", "Selbstzahler")


def led(page: Page, *answers: str) -> None:
    page.goto(f"/window/{CLINIC}?lang=de")
    for answer in answers:
        page.locator("main").get_by_role("button", name=re.compile(f"^{answer}")).click()


def noted(page_or_frame) -> dict[str, str]:
    """What the service outside says that it got to know."""
    names = page_or_frame.locator("dl.noted dt").all_inner_texts()
    return dict(zip(names, page_or_frame.locator("dl.noted dd").all_inner_texts(), strict=True))


@pytest.mark.requirement("S14", "U13")
@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_an_embedded_booking_is_in_the_page_and_gets_to_know_nothing(open_page, javascript):
    page = open_page(locale="de-DE", java_script_enabled=javascript)
    with page.expect_response(lambda it: "/stand-in/booking" in it.url) as inside:
        led(page, *TO_BOOKING)
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_contain_text("stand-in")
    assert set(noted(frame).values()) == {"/stand-in/booking/nord", "nothing"}
    assert "referer" not in inside.value.request.all_headers()
    link = page.get_by_role("link", name=re.compile("öffnet sich in einem neuen Fenster"))
    expect(link).to_have_attribute("href", inside.value.url)


@pytest.mark.requirement("S14", "U13")
def test_a_frame_of_any_other_origin_is_blocked_and_the_link_is_still_there(open_page, browser, desk):
    page, policies = open_page(locale="de-DE"), []
    page.on(
        "response",
        lambda it: policies.append(it.headers["content-security-policy"]) if "/window/" in it.url else None,
    )
    led(page, *TO_BOOKING)
    [allowed] = [it for it in policies[-1].split("; ") if it.startswith("frame-src")]
    [url] = page.locator("iframe").evaluate_all("frames => frames.map(it => it.src)")
    assert allowed == f"frame-src {urlsplit(url).scheme}://{urlsplit(url).netloc}"
    other = browser.new_page(base_url=desk.addresses.public_url)
    other.goto(page.url)
    with other.expect_console_message(lambda it: "frame-src" in it.text or "Framing" in it.text):
        other.evaluate("document.querySelector('iframe').src = 'http://127.0.0.2:9/'")
    expect(other.get_by_role("link", name=re.compile("Termin online buchen"))).to_be_visible()
    other.close()


@pytest.mark.requirement("U13")
def test_a_service_that_refuses_to_be_framed_still_has_its_link(browser, desk):
    page = browser.new_page(base_url=desk.addresses.public_url, locale="de-DE")
    led(page, *TO_BOOKING)
    refusing = page.locator("iframe").get_attribute("src").replace("/booking/nord", "/information")
    page.locator("iframe").evaluate("(frame, url) => { frame.src = url; }", refusing)
    expect(page.frame_locator("iframe").get_by_role("heading", name=re.compile("stand-in"))).to_have_count(0)
    with page.expect_popup() as opened:
        page.get_by_role("link", name=re.compile("öffnet sich in einem neuen Fenster")).click()
    expect(opened.value.get_by_role("heading", level=1)).to_contain_text("stand-in")
    page.close()


@pytest.mark.requirement("S14", "U12")
def test_a_redirect_is_a_link_that_opens_a_window_of_its_own_and_takes_nothing_along(open_page):
    page = open_page(locale="de-DE")
    led(page, *TO_PRESCRIPTION)
    expect(page.locator("#now")).to_contain_text("Sie verlassen die Seiten von Praxis am Lindenhof")
    with page.expect_popup() as opened:
        page.get_by_role("link", name=re.compile("^Zum Rezeptdienst")).click()
    outside = opened.value
    expect(outside.get_by_role("heading", level=1)).to_contain_text("stand-in")
    assert set(noted(outside).values()) == {urlsplit(outside.url).path, "nothing"}
    assert outside.evaluate("window.opener") is None
    assert outside.evaluate("document.referrer") == ""


def test_no_address_on_the_way_tells_an_answer(open_page):
    page, addresses = open_page(locale="de-DE"), []
    page.on("request", lambda it: addresses.append((it.url, it.all_headers().get("referer", ""))))
    led(page, *TO_BOOKING)
    for url, referer in addresses:
        query = parse_qs(urlsplit(url).query)
        assert query.keys() <= {"lang", "s", "c"}, url
        for said in ("nord", "appointment", "private", "been_here", "insurance"):
            assert said not in urlsplit(url).query
            assert said not in urlsplit(referer).query


def logged(desk) -> dict[str, str]:
    """Everything that each function has logged, by the name of its log group."""
    logs = desk.addresses.client("logs")
    said = {}
    for group in logs.get_paginator("describe_log_groups").paginate().search("logGroups[].logGroupName"):
        streams = logs.get_paginator("describe_log_streams").paginate(logGroupName=group)
        found = [
            logs.get_log_events(logGroupName=group, logStreamName=it, limit=10_000)["events"]
            for it in streams.search("logStreams[].logStreamName")
        ]
        said[group] = "\n".join(it["message"] for events in found for it in events)
    return said


def test_no_log_tells_an_answer_or_a_person(http, desk, patient, reception):
    addresses = patient.addresses()
    patient.send()
    reception.opens(patient.request_id)
    by_group = logged(desk)
    for function in ("window", "console"):
        assert "START RequestId" in by_group[f"/aws/lambda/frontdesk-{function}"]
    said = "\n".join(by_group.values())
    tokens = [parse_qs(urlsplit(it).query)["s"][0] for it in addresses[1:]]
    for secret in (patient.name, patient.phone, patient.phone[-7:], "Ibuprofen", "been_here", *tokens):
        assert secret not in said


def left_at(desk, stood):
    """Visits that were left there: browsers of other journeys, closed a moment ago, are still telling of theirs."""
    found = desk.addresses.client("dynamodb").scan(
        TableName=desk.addresses.environment["WINDOW_TABLE"],
        FilterExpression="begins_with(pk, :visits)",
        ExpressionAttributeValues={":visits": {"S": f"{CLINIC}#visits#"}},
        ConsistentRead=True,
    )
    told = {it["sk"]["S"]: (it["ending"]["S"], it.get("stood", {}).get("S")) for it in found["Items"]}
    return {name for name, it in told.items() if it == ("left", stood)}


@pytest.mark.requirement("N8")
def test_a_browser_that_leaves_in_the_middle_is_counted_once_where_it_was(open_page, desk):
    here = "prescription/been_here"
    before = left_at(desk, here)
    page = open_page(locale="de-DE")
    led(page, "Praxis Nord", "Rezept")
    assert left_at(desk, here) == before
    page.goto("about:blank")
    assert len(eventually(lambda: left_at(desk, here) - before, "the visit")) == 1
