"""What a request form must say before it is sent."""

from datetime import date

import pytest

from frontdesk.kernel.errors import BadInput
from frontdesk.kernel.language import Language, Words
from frontdesk.patients.rules.persons import written_date
from frontdesk.window.model import FieldType, Form, FormField, Option
from frontdesk.window.rules.engine import standing
from frontdesk.window.rules.form import in_words, read_form
from tests.clinic import lindenhof

from .builders import NOW, TO_FORM, a_release, a_session

TODAY = date(2026, 11, 23)
GOOD = {
    "name": " Anna   Beispiel ",
    "birth_day": "27",
    "birth_month": "3",
    "birth_year": "1985",
    "phone": "06221 5550199",
    "f-medication": "Ramipril",
    "f-collect": "paper",
    "consent": "2026-11",
}


def read(**changes):
    form = standing(a_release(), a_session(*TO_FORM), catalogue=lindenhof(), now=NOW).view
    return read_of(form, GOOD | changes)


def read_of(form, typed, language=Language.GERMAN):
    dial = {"06221 5550199": "+4962215550199"}
    return read_form(form, typed, today=TODAY, language=language, normal_phone=dial.get)


def german(text):
    return Words(text, Language.GERMAN)


def a_form(*, required):
    """One that asks for days and for a date."""
    days = tuple(Option(value=it, label=german(it.title())) for it in ("mo", "di", "mi"))
    return Form(
        type="appointment",
        intro=german("Termin"),
        fields=(
            FormField(
                id="days",
                type=FieldType.CHOICES,
                label=german("Tage"),
                hint=None,
                required=required,
                most=200,
                options=days,
            ),
            FormField(
                id="since", type=FieldType.DATE, label=german("Seit"), hint=None, required=required, most=200
            ),
        ),
        consent=german("Ja"),
        consent_version="2026-11",
    )


def test_a_good_form_is_read_as_it_was_meant():
    filled = read()
    assert (filled.name, filled.birth_date) == ("Anna Beispiel", date(1985, 3, 27))
    assert (filled.phone, filled.email) == ("+4962215550199", None)
    assert filled.answers == (
        ("Welches Medikament brauchen Sie?", "Ramipril"),
        ("Wie möchten Sie das Rezept erhalten?", "Ausdruck abholen"),
    )


def test_an_e_mail_address_is_enough_to_be_reached():
    assert read(phone="", email="anna@example.org").email == "anna@example.org"


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"name": " "}, "name", "required"),
        ({"name": "x" * 121}, "name", "too_long"),
        ({"birth_day": "", "birth_month": "", "birth_year": ""}, "birth_date", "required"),
        ({"birth_day": "31", "birth_month": "2"}, "birth_date", "invalid_date"),
        ({"birth_day": "x"}, "birth_date", "invalid_date"),
        ({"birth_year": "2027"}, "birth_date", "date_in_future"),
        ({"birth_year": "1850"}, "birth_date", "too_old"),
        ({"phone": "12"}, "phone", "invalid_phone"),
        ({"phone": ""}, "phone", "contact_missing"),
        ({"email": "anna@"}, "email", "invalid_email"),
        ({"f-medication": ""}, "f-medication", "required"),
        ({"f-medication": "x" * 1001}, "f-medication", "too_long"),
        ({"f-collect": "pigeon"}, "f-collect", "not_an_option"),
        ({"consent": ""}, "consent", "consent_missing"),
        ({"consent": "2025-01"}, "consent", "consent_missing"),
    ],
)
def test_a_fault_is_named_at_its_field(changes, pointer, code):
    with pytest.raises(BadInput) as bad:
        read(**changes)
    assert [(it.pointer, it.code) for it in bad.value.errors] == [(pointer, code)]


def test_an_empty_form_names_every_fault_in_the_order_of_the_page():
    with pytest.raises(BadInput) as bad:
        read(**dict.fromkeys(GOOD, ""))
    pointers = [it.pointer for it in bad.value.errors]
    assert pointers == ["name", "birth_date", "phone", "f-medication", "f-collect", "consent"]


@pytest.mark.parametrize("year", ["", "x", "0", "99999999999999999999", "1²", "-1"])
def test_what_is_no_year_is_no_date(year):
    assert written_date({"birth_day": "1", "birth_month": "1", "birth_year": year}) is None


SINCE = {"f-since_day": "9", "f-since_month": "11", "f-since_year": "2026"}


@pytest.mark.requirement("N10")
def test_several_choices_and_a_date_are_kept_in_words():
    typed = GOOD | {"f-days.mi": "1", "f-days.mo": "1", "f-days.so": "1"} | SINCE
    filled = read_of(a_form(required=True), typed)
    assert filled.answers == (("Tage", "Mo, Mi"), ("Seit", "9.11.2026"))


@pytest.mark.requirement("N10")
def test_what_is_required_must_be_chosen_and_what_is_not_may_stay_empty():
    with pytest.raises(BadInput) as bad:
        read_of(a_form(required=True), GOOD)
    assert [(it.pointer, it.code) for it in bad.value.errors] == [
        ("f-days", "required"),
        ("f-since", "required"),
    ]
    assert read_of(a_form(required=False), GOOD).answers == ()


def test_a_day_that_no_calendar_has_is_refused_even_where_none_was_required():
    with pytest.raises(BadInput) as bad:
        read_of(a_form(required=False), GOOD | SINCE | {"f-since_day": "31"})
    assert [(it.pointer, it.code) for it in bad.value.errors] == [("f-since", "invalid_date")]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.GERMAN, "9.11.2026"),
        (Language.SWEDISH, "2026-11-09"),
        (Language.CHINESE, "2026年11月9日"),
        (Language.ENGLISH, "9 November 2026"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(language, words):
    assert in_words(date(2026, 11, 9), language) == words
