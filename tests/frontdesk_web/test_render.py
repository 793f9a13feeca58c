"""What protects every page."""

import base64
import hashlib
import re

import pytest
from jinja2 import UndefinedError

from frontdesk.kernel.language import Language
from frontdesk_web.render import PAGES, environment, page


def neutral(**options):
    return page("layout/neutral.html", language=Language.GERMAN, heading="H", sentence="S", **options)


def policy(made):
    directives = (part.split() for part in made.headers["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in directives}


def test_nothing_is_allowed_but_our_own():
    allowed = policy(neutral())

    assert allowed["default-src"] == ["'none'"]
    assert allowed["script-src"] == ["'self'"]
    assert allowed["style-src"] == ["'self'"]
    assert allowed["form-action"] == ["'self'"]
    assert allowed["base-uri"] == ["'none'"]
    assert "unsafe" not in str(allowed)


def test_the_clinics_colours_are_allowed_by_their_hash():
    made = neutral(brand_colour="#0f6b6b")
    style = re.search("<style>(.*?)</style>", made.html, re.DOTALL)

    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy(made)["style-src"] == ["'self'", f"'sha256-{digest}'"]


def test_nobody_frames_a_page_and_it_frames_only_what_it_says():
    assert policy(neutral())["frame-ancestors"] == ["'none'"]
    assert policy(neutral())["frame-src"] == ["'none'"]
    assert policy(neutral(frames=["https://termine.example"]))["frame-src"] == ["https://termine.example"]


def test_forms_go_to_us_unless_the_caller_says_where_else():
    assert policy(neutral())["form-action"] == ["'self'"]
    assert policy(neutral(form_targets=["https://files.example"]))["form-action"] == [
        "'self'",
        "https://files.example",
    ]


def test_a_page_is_not_stored_and_tells_other_sites_nothing():
    headers = neutral().headers

    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Permissions-Policy"] == "camera=(), microphone=(), geolocation=()"


def test_a_forgotten_value_is_an_error_and_not_an_empty_place():
    with pytest.raises(UndefinedError):
        page("layout/neutral.html", language=Language.GERMAN)


def test_what_people_wrote_is_text_and_never_markup():
    made = page(
        "layout/neutral.html",
        language=Language.GERMAN,
        heading="<b>H</b>",
        sentence='"><script>alert(1)</script>',
    )

    assert "<script>alert" not in made.html
    assert "&lt;b&gt;H" in made.html


@pytest.mark.parametrize("template", sorted(str(path.relative_to(PAGES)) for path in PAGES.rglob("*.html")))
def test_no_template_carries_script_style_or_unescaped_text(template):
    source = (PAGES / template).read_text()

    assert re.search(r"\son[a-z]+=|\sstyle=|<script>|\|\s*safe", source) is None


@pytest.mark.parametrize("language", Language)
def test_a_page_says_which_language_it_is_in(language):
    made = page("layout/neutral.html", language=language, heading="H", sentence="S")

    assert f'<html lang="{language.value}"' in made.html


@pytest.mark.parametrize("language", Language)
def test_every_template_can_be_compiled(language):
    surroundings = environment(language)

    for name in surroundings.list_templates(extensions=["html"]):
        surroundings.get_template(name)
