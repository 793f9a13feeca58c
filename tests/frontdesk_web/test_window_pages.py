"""What patients see of the conversation, the form and the clinic's own pages."""

import gzip
import os
import re
import subprocess
import sys

import pytest

from frontdesk.catalogue.model import Page as ContentPage
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import Language
from frontdesk.window.model import Message
from frontdesk_web.assets import STATIC
from frontdesk_web.presenters.clinic import initials
from frontdesk_web.presenters.content import content_page, not_found_page, paragraphs
from frontdesk_web.presenters.window import conversation_page, form_page
from tests.frontdesk_web.lindenhof import (
    TOKEN,
    TUESDAY_15_30,
    catalogue,
    choice,
    form,
    german,
    menu,
    standing,
)

DASH = "\N{EN DASH}"


def asked(view, language=Language.GERMAN, *, notice=None, **place):
    now = TUESDAY_15_30
    return conversation_page(
        standing(view, language, **place),
        catalogue(),
        token=TOKEN,
        coded=lambda value: f"code-of-{value}",
        now=now,
        notice=notice,
    )


def filled(typed=None, errors=(), language=Language.GERMAN):
    return form_page(
        standing(form(), language),
        catalogue(),
        token=TOKEN,
        now=TUESDAY_15_30,
        typed=typed or {},
        errors=errors,
    )


def test_the_question_is_heading_and_title():
    html = asked(menu()).html

    assert f"<title>Was können wir für Sie tun? {DASH} Praxis am Lindenhof</title>" in html
    assert re.search("<h1[^>]*>Was können wir für Sie tun?", html)
    assert html.count("<h1") == 1


def test_a_question_without_words_is_asked_in_the_houses():
    assert re.search("<h1[^>]*>Was können wir für Sie tun?", asked(menu(text=None)).html)
    assert "<title>Vad kan vi hjälpa dig med?" in asked(menu(text=None), Language.SWEDISH).html


def test_concerns_are_tiles_and_topics_a_list():
    html = asked(menu()).html
    tiles, topics = html.split("Aktuelle Themen")

    assert 'class="tiles"' in tiles
    assert '<button name="c" value="code-of-prescription">' in tiles
    assert '<button name="c" value="code-of-flu">' in topics


def test_an_answer_is_a_plain_get_with_the_sealed_session_and_a_code():
    html = asked(choice()).html

    assert '<form method="get" action="/window/lindenhof" class="opts">' in html
    assert f'<input type="hidden" name="s" value="{TOKEN}">' in html
    assert '<button name="c" value="code-of-yes">' in html


def test_every_answer_can_be_changed():
    html = asked(choice()).html

    assert f'href="/window/lindenhof?s={TOKEN}&amp;back=0"' in html
    assert f'href="/window/lindenhof?s={TOKEN}&amp;back=1"' in html
    assert 'href="/window/lindenhof?lang=de"' in html


def test_the_language_can_be_changed_in_the_middle_without_losing_anything():
    html = asked(choice()).html

    assert f'href="/window/lindenhof?s={TOKEN}&amp;lang=zh-Hans" lang="zh-Hans" hreflang="zh-Hans"' in html
    assert 'aria-current="true">Deutsch' in html


def test_what_is_missing_in_the_readers_language_says_which_language_it_is_in():
    assert re.search('<h1[^>]*><span lang="de">Was können wir', asked(menu(), Language.SWEDISH).html)


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        ("expired", "Alle Ihre Angaben sind noch da."),
        ("tampered", "Bitte beginnen Sie noch einmal."),
        ("stale", "Bitte beantworten Sie die Frage unten."),
    ],
)
def test_what_happened_to_the_last_page_is_said_in_a_sentence(notice, words):
    html = asked(menu(), notice=notice).html

    assert 'role="status"' in html
    assert words in html


def test_progress_is_shown_in_words_too_and_only_inside_a_flow():
    assert "Schritt 2 von 5" in asked(choice(), step=2, of=5).html
    assert "<progress" not in asked(menu()).html


def test_a_stored_text_ends_with_a_call_and_a_new_start():
    html = asked(Message(text=german("Wir sind von 8 bis 18 Uhr da."))).html

    assert "Wir sind von 8 bis 18 Uhr da." in html
    assert 'href="tel:+4962215550123"' in html
    assert "Zurück zum Anfang" in html
    assert f"<title>Rezept {DASH} " in html


def test_the_header_says_where_and_until_when():
    assert re.search(r"Mitte .*Geöffnet bis 18:00", asked(menu()).html, re.DOTALL)


def test_help_in_an_emergency_is_on_the_page_with_a_number_to_tap():
    assert 'Bei Lebensgefahr wählen Sie <a href="tel:112">112</a>.' in asked(menu()).html


def test_the_emergency_number_is_there_even_if_the_sentence_forgot_it():
    assert 'Vid livsfara: ring nödnumret. <a href="tel:112">112</a>' in asked(menu(), Language.SWEDISH).html


def test_days_with_the_same_hours_share_a_line():
    html = asked(menu()).html

    assert "<b>Mo, Di, Do</b>" in html
    assert "<b>Mi, Fr</b>" in html


def test_a_form_asks_for_the_person_the_matter_and_consent():
    html = filled().html

    assert '<form method="post" action="/window/lindenhof/request"' in html
    names = set(re.findall(r'<(?:input|textarea)[^>]* name="([^"]+)"', html))
    assert names == {"s", "name", "birth_day", "birth_month", "birth_year", "phone", "email"} | {
        "f-drug",
        "f-way",
        "f-note",
        "consent",
    }
    assert 'name="consent" value="2026-01"' in html


def test_browsers_can_fill_in_what_they_know_of_the_person():
    html = filled().html

    for token in ("name", "bday-day", "bday-month", "bday-year", "tel", "email"):
        assert f'autocomplete="{token}"' in html


def test_every_input_has_a_label():
    html = filled(errors=[FieldError("name", "required")]).html
    labelled = set(re.findall(r'<label for="([^"]+)"', html))
    ids = set(re.findall(r'<(?:input|textarea)[^>]* id="([^"]+)"', html))

    # Radio buttons and the tick box stand inside their labels.
    assert {it for it in ids - labelled if not it.startswith(("f-way", "consent"))} == set()


@pytest.mark.parametrize(
    ("language", "first"), [(Language.GERMAN, "day"), (Language.SWEDISH, "year"), (Language.CHINESE, "year")]
)
def test_a_date_is_asked_in_the_order_people_write_it(language, first):
    assert re.findall(r'id="birth_(\w+)" ', filled(language=language).html)[0] == first


def test_mistakes_lead_from_the_summary_to_their_field():
    page = filled(
        errors=[
            FieldError("consent", "consent_missing"),
            FieldError("birth_date", "invalid_date"),
            FieldError("f-way", "required"),
        ]
    )
    links = re.findall(r'<li><a href="#([^"]+)">([^<]*)<', page.html)

    assert page.status == 400
    assert "<title>Fehler: Für wen ist das Rezept?" in page.html
    assert 'role="alert"' in page.html
    assert [target for target, _ in links] == ["birth_day", "f-way", "consent"]
    assert links[0][1].startswith("Geburtsdatum: Bitte geben Sie ein Datum")
    assert all(f'id="{target}"' in page.html for target, _ in links)


def test_a_mistake_is_told_at_the_field_as_well():
    html = filled(errors=[FieldError("phone", "invalid_phone")]).html

    assert 'aria-describedby="phone-hint phone-error" aria-invalid="true"' in html
    assert 'id="phone-error"' in html


def test_a_mistake_outside_the_fields_leads_to_the_form():
    assert '<li><a href="#now">' in filled(errors=[FieldError("", "bad_input")]).html


def test_nothing_that_was_typed_is_lost():
    typed = {
        "name": 'Anna "Ann" Müller',
        "birth_year": "85",
        "f-drug": "<5 mg>",
        "f-way": "desk",
        "f-note": "Danke & Gruß",
        "consent": "2026-01",
    }
    html = filled(typed, [FieldError("birth_date", "invalid_date")]).html

    assert 'value="Anna &#34;Ann&#34; Müller"' in html
    assert 'value="85"' in html
    assert 'value="&lt;5 mg&gt;"' in html
    assert 'value="desk" checked' in html
    assert ">Danke &amp; Gruß</textarea>" in html
    assert 'value="2026-01" checked' in html


def test_consent_to_an_older_text_is_not_consent_to_this_one():
    assert " checked" not in filled({"consent": "2025-09"}).html


@pytest.mark.parametrize(("which", "title"), [("privacy", "Datenschutz"), ("imprint", "Impressum")])
def test_what_the_clinic_says_about_itself_is_a_page(which, title):
    page = content_page(catalogue(), ContentPage(which), language=Language.GERMAN, now=TUESDAY_15_30)

    assert f"<title>{title} {DASH} Praxis am Lindenhof</title>" in page.html
    assert "<h2>Wer wir sind</h2><p>Dr. Anna Lindner\n69117 Heidelberg</p>" in page.html
    assert f'href="/window/lindenhof/{which}?lang=sv"' in page.html


def test_text_is_parted_by_blank_lines_and_headings():
    parts = paragraphs("# One\r\nfirst\r\nline\r\n\r\n\r\nsecond\n# Two\n\n")

    assert [(part.text, part.heading) for part in parts] == [
        ("One", True),
        ("first\nline", False),
        ("second", False),
        ("Two", True),
    ]


def test_where_no_clinic_is_known_the_page_names_none():
    page = not_found_page(Language.SWEDISH)

    assert page.status == 404
    assert "<h1>Sidan finns inte</h1>" in page.html


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Praxis am Lindenhof", "PL"),
        ("Vårdcentralen", "VÅ"),
        ("Dr. Anna Lindner", "DL"),
        ("北京医院", "北京"),
    ],
)
def test_a_clinic_is_known_by_two_letters(name, letters):
    assert initials(name) == letters


def test_the_longest_page_with_its_style_and_script_is_below_30_kilobytes():
    parts = [filled().html.encode(), *((STATIC / it).read_bytes() for it in ("patient.css", "patient.js"))]

    assert sum(len(gzip.compress(part)) for part in parts) < 30_000


def test_patients_do_not_wait_for_the_cloud_libraries():
    code = (
        "import sys, frontdesk_web.presenters.window, frontdesk_web.presenters.requests;"
        "print([m for m in ('boto3', 'pynamodb', 'chalice') if m in sys.modules])"
    )
    done = subprocess.run(  # our own code
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert done.stdout.strip() == "[]"
