"""What stands for a number or an address, and what a code is made of."""

import hashlib
from dataclasses import replace

import pytest

from frontdesk.patients.model import ContactKind, ContactPoint
from frontdesk.patients.rules.contacts import (
    contact_at,
    contact_key,
    contacts_of,
    digest,
    digits_of,
    is_it,
    plain_digits,
    reference_of,
)

from .builders import EMAIL, KEY, NEW_KEY, NORTH, OTHER_FORM, PHONE, SECOND, SOUTH, a_code, a_subject, key_of

FULLWIDTH = "".join(chr(0xFF10 + int(it)) for it in "048213")
"""As a Chinese keyboard may write it."""


@pytest.mark.parametrize(
    ("written", "phone", "contact"),
    [
        (" Anna@Example.ORG ", None, EMAIL),
        ("070-174 06 05", "+46701740605", PHONE),
        ("070-174 06 05", None, None),
        ("anna@example", None, None),
        ("a@" + "x" * 250 + ".org", None, None),
        ("", None, None),
    ],
)
def test_what_is_written_is_a_number_or_an_address_in_small_letters(written, phone, contact):
    assert contact_at(written, phone=phone) == contact


def test_a_subject_is_reached_at_what_they_gave():
    assert contacts_of(a_subject(phone=PHONE.to, email="Anna@Example.org")) == (PHONE, EMAIL)
    assert contacts_of(a_subject(phone=None, email="anna@example.org")) == (EMAIL,)


def test_a_contact_has_another_key_in_another_organisation_and_under_another_key_of_the_clinic():
    keys = {key_of(), key_of(EMAIL), key_of(organisation_id=SOUTH), key_of(key=NEW_KEY)}
    keys.add(key_of(ContactPoint(ContactKind.EMAIL, PHONE.to)))
    assert len(keys) == 5
    assert contact_key(NORTH, PHONE, KEY) == key_of()


def test_the_key_of_a_contact_is_no_hash_that_anybody_can_compute():
    for said in (PHONE.to, PHONE.to[1:], f"contact\n{NORTH}\nsms\n{PHONE.to}"):
        assert hashlib.sha256(said.encode()).hexdigest() != key_of()


def test_a_contact_is_not_said_where_a_noun_is_printed():
    assert PHONE.to not in repr(a_code())


def test_a_code_is_six_digits_that_change_with_everything_it_is_for():
    codes = [
        a_code(),
        a_code(form_id=OTHER_FORM),
        a_code(sent_at=a_code().sent_at + SECOND),
        a_code(contact_key=key_of(EMAIL)),
        a_code(organisation_id=SOUTH),
    ]
    made = {digits_of(it, KEY) for it in codes} | {digits_of(a_code(), NEW_KEY)}
    assert len(made) == 6
    assert all(len(it) == 6 and it.isdecimal() for it in made)
    assert digits_of(a_code(), KEY) in made


def test_no_digit_of_the_code_is_in_the_number_of_its_message():
    forms = [a_code(form_id=f"{number:032x}") for number in range(40)]
    assert len({reference_of(it, KEY) for it in forms}) == 40
    assert not any(digits_of(it, KEY) in reference_of(it, KEY) for it in forms)


def test_the_digits_are_spread_over_all_that_there_are():
    made = [int(digits_of(a_code(form_id=f"{number:032x}"), KEY)) for number in range(1000)]
    assert len(set(made)) > 990
    assert all(any(low <= it < low + 100_000 for it in made) for low in range(0, 10**6, 100_000))


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("048213", "048213"), (" 048 213 ", "048213"), (FULLWIDTH, "048213"), ("four", ""), ("²", "")],
)
def test_a_code_is_read_as_people_type_it(typed, digits):
    assert plain_digits(typed) == digits


def test_a_code_is_compared_under_every_key_of_the_ring():
    code = a_code(digest=digest(NORTH, key_of(), "048213", KEY))
    assert is_it(code, "048 213", [KEY, NEW_KEY])
    assert is_it(code, "048213", [NEW_KEY, KEY])
    assert not is_it(code, "048213", [NEW_KEY])
    assert not is_it(code, "048214", [KEY])
    assert not is_it(replace(code, contact_key=key_of(EMAIL)), "048213", [KEY])
