"""The script of the pages: a form is sent once and never stuck, a menu shows where one is, what goes on is seen."""

import pytest

from frontdesk_web.assets import STATIC

HERE = "http://clinic.example/"
FORM = """<!doctype html><title>x</title><form method="post" action="/take-in" target="out">
<button id="do">Take in</button><button id="file" formaction="/file" data-file>File</button></form>
<iframe name="out"></iframe>"""


@pytest.fixture
def filled_in(browser):
    page, sent = browser.new_page(), []

    def answered(route):
        if route.request.method == "POST":
            sent.append(route.request.url.removeprefix(HERE))
        route.fulfill(body=FORM if route.request.method == "GET" else "", content_type="text/html")

    page.route("**/*", answered)
    page.clock.install()
    page.goto(HERE)
    page.add_script_tag(content=(STATIC / "patient.js").read_text())

    def press(button):
        with page.expect_event("requestfinished", timeout=2000):
            page.click(button)

    yield page, press, sent
    page.close()


def test_a_form_is_sent_once(filled_in):
    page, press, sent = filled_in
    press("#do")
    page.click("#do")
    page.click("#do")
    assert sent == ["take-in"]


def test_after_a_file_was_fetched_the_form_is_sent_as_ever(filled_in):
    _page, press, sent = filled_in
    press("#file")
    press("#file")
    press("#do")
    assert sent == ["file", "file", "take-in"]


def test_a_form_without_an_answer_can_be_sent_again_after_a_while(filled_in):
    page, press, sent = filled_in
    press("#do")
    page.clock.run_for(25_000)
    assert page.get_attribute("form", "aria-busy") is None
    press("#do")
    assert sent == ["take-in", "take-in"]


def test_in_a_long_menu_one_sees_where_one_is(browser):
    page = browser.new_page(viewport={"width": 1280, "height": 500})
    doors = "".join(f'<li><a href="#{it}">{it}</a></li>' for it in range(40))
    doors = doors.replace('<a href="#35"', '<a id="here" aria-current="page"')
    menu = f'<header class="side"><nav><ul class="doors">{doors}</ul></nav></header><main></main>'
    page.set_content(f'<body class="con">{menu}')
    for style in ("patient.css", "console.css"):
        page.add_style_tag(content=(STATIC / style).read_text())
    page.add_script_tag(content=(STATIC / "console.js").read_text())
    seen = page.locator("#here").bounding_box()
    assert 0 < seen["y"] < 450
    assert page.evaluate("scrollY") == 0
    page.close()


def test_on_a_telephone_the_menu_is_folded_until_somebody_asks_for_it(browser):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.set_content(
        '<body class="con"><header class="side"><nav><details open><summary>Menu</summary>'
        '<ul class="doors"><li><a href="#">Inbox</a></ul></details></nav></header>'
    )
    page.add_style_tag(content=(STATIC / "console.css").read_text())
    assert page.get_by_role("link", name="Inbox").is_visible(), "it is there without a script"
    page.add_script_tag(content=(STATIC / "console.js").read_text())
    assert not page.get_by_role("link", name="Inbox").is_visible()
    page.get_by_text("Menu").click()
    assert page.get_by_role("link", name="Inbox").is_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.get_by_role("link", name="Inbox").is_visible()
    page.close()


def test_what_is_still_being_done_is_looked_at_again_until_it_is_done(browser):
    page, asked = browser.new_page(), []

    def answered(route):
        asked.append(route.request.url)
        going_on, words = (" data-again", f"{len(asked)} of 3") if len(asked) < 3 else ("", "Done")
        route.fulfill(
            body=f'<!doctype html><section id="progress"{going_on}><p>{words}</p></section>',
            content_type="text/html",
        )

    page.route("**/*", answered)
    page.clock.install()
    page.goto(HERE)
    page.add_script_tag(content=(STATIC / "console.js").read_text())
    for words in ("2 of 3", "Done"):
        page.clock.run_for(3_100)
        page.get_by_text(words).wait_for()
    page.clock.run_for(20_000)
    assert len(asked) == 3
    page.close()
