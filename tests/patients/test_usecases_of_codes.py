"""Somebody shows by a one-time code that a telephone is theirs, and sees the people behind it."""

import pytest

from frontdesk.kernel.errors import BadInput, NotFound
from frontdesk.kernel.ids import FormId
from frontdesk.patients.errors import CodeOver, NoCodesNow, TooManyCodes, WrongCode
from frontdesk.patients.model import ContactPoint
from frontdesk.patients.rules.contacts import CLINICS_CODES_AN_HOUR
from frontdesk.patients.usecases.find_contact import find_contact
from frontdesk.patients.usecases.read_contact import read_contact
from frontdesk.patients.usecases.register_subject import register_subject

from .builders import (
    ANNA,
    BO,
    EMAIL,
    FORM,
    KEY,
    MINUTE,
    NEW_KEY,
    NOON,
    NORTH,
    OTHER_FORM,
    PHONE,
    SOUTH,
    House,
    a_subject,
    key_of,
)


def a_house(*subjects, **settings):
    house = House(**settings)
    for subject in subjects:
        register_subject(subject, ports=house.ports)
    return house


def a_family():
    return a_house(a_subject(), a_subject(id=BO, name="Bo Andersson", email="bo@example.org"))


# reading what is written


def reads(written):
    return read_contact(written, region="SE", field="contact", ports=House().ports)


def test_a_number_and_an_address_are_read_from_one_field():
    assert reads("0701740605") == PHONE
    assert reads("Anna@example.org") == EMAIL


@pytest.mark.parametrize(("written", "code"), [("call me", "invalid_phone"), ("anna@", "invalid_email")])
def test_what_is_neither_is_told_at_the_field(written, code):
    with pytest.raises(BadInput) as bad:
        reads(written)
    assert [(it.pointer, it.code) for it in bad.value.errors] == [("contact", code)]


# sending


def test_a_code_of_six_digits_is_sent_to_the_contact_by_its_key():
    house = a_house(a_subject())
    sent = house.sends()
    [message] = house.told.values()
    assert (sent.contact_key, sent.until) == (key_of(), NOON + 10 * MINUTE)
    assert (message.contact_key, message.organisation_id, message.sent_at) == (key_of(), NORTH, NOON)
    assert len(house.digits) == 6
    assert house.digits not in repr(message)


def test_known_and_unknown_contacts_are_answered_alike():
    for house in (a_house(a_subject()), a_house()):
        assert house.sends().until == NOON + 10 * MINUTE
        assert len(house.told) == 1
        house.checks(house.digits)
        with pytest.raises(CodeOver):
            house.checks(house.digits, FORM)


def test_a_form_that_is_sent_again_is_the_same_code_in_the_same_message():
    house = a_house()
    first = house.sends()
    digits = house.digits
    house.now += MINUTE
    assert house.sends() == first
    assert [it.digits for it in house.told.values()] == [digits]


def test_a_message_that_was_lost_on_the_way_is_told_by_the_form_that_comes_again():
    house = a_house()
    house.sends()
    digits = house.digits
    house.told.clear()
    house.sends()
    assert house.digits == digits
    house.checks(digits)


def test_another_form_is_another_code_and_the_first_opens_no_more():
    house = a_house()
    house.sends()
    first = house.digits
    house.sends(form_id=OTHER_FORM)
    assert house.digits != first
    with pytest.raises(WrongCode):
        house.checks(first)
    house.checks(house.digits)


def test_three_codes_in_ten_minutes_and_nothing_is_told_of_a_fourth():
    house = a_house()
    for number in range(3):
        house.sends(form_id=FormId(f"{number:032x}"))
    with pytest.raises(TooManyCodes):
        house.sends()
    assert len(house.told) == 3
    house.sends(EMAIL)
    house.sends(organisation_id=SOUTH)
    house.now += 10 * MINUTE
    house.sends()


def test_when_the_clinic_has_sent_its_codes_nobody_gets_one_and_none_is_stored():
    house = a_house(a_subject())
    for _ in range(CLINICS_CODES_AN_HOUR):
        house.codes.take_turn(NORTH, PHONE.kind, now=NOON)
    for contact in (PHONE, PHONE, ContactPoint(PHONE.kind, "+46700000000")):
        with pytest.raises(NoCodesNow):
            house.sends(contact)
    assert (house.told, house.codes.latest) == ({}, {})
    house.sends(EMAIL)
    house.now += 60 * MINUTE
    house.sends()


def test_the_code_is_kept_as_nothing_but_a_digest():
    house = a_house()
    house.sends()
    assert house.digits not in str(house.codes.latest)


def test_where_a_code_goes_is_found_by_the_key():
    house = a_house()
    house.sends()
    found = find_contact(organisation_id=NORTH, contact_key=key_of(), ports=house.ports)
    assert found == PHONE
    with pytest.raises(NotFound):
        find_contact(organisation_id=SOUTH, contact_key=key_of(), ports=house.ports)


# checking


def test_a_wrong_code_says_how_many_tries_are_left_and_the_fifth_that_it_is_over():
    house = a_house()
    house.sends()
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongCode) as wrong:
            house.checks(house.wrong())
        assert wrong.value.details == {"tries_left": left}
    with pytest.raises(CodeOver):
        house.checks(house.wrong())
    with pytest.raises(CodeOver):
        house.checks(house.digits)


def test_the_fifth_try_may_be_the_right_one_and_its_lost_answer_comes_again():
    house = a_house()
    house.sends()
    for typed in ("", "12345", "1234567", house.wrong()):
        with pytest.raises(WrongCode):
            house.checks(typed)
    house.checks(house.digits)
    house.checks(house.digits)


def test_a_code_is_good_for_ten_minutes():
    house = a_house()
    house.sends()
    house.now += 10 * MINUTE
    with pytest.raises(CodeOver):
        house.checks(house.digits)


def test_a_code_opens_once_and_again_only_for_the_form_it_opened_for():
    house = a_house()
    house.sends()
    house.checks(house.digits, OTHER_FORM)
    with pytest.raises(CodeOver):
        house.checks(house.digits, FORM)
    house.checks(house.digits, OTHER_FORM)
    house.now += 10 * MINUTE
    with pytest.raises(CodeOver):
        house.checks(house.digits, OTHER_FORM)


def test_a_form_that_opened_it_still_has_to_know_it():
    house = a_house()
    house.sends()
    house.checks(house.digits)
    with pytest.raises(WrongCode):
        house.checks(house.wrong())


def test_a_code_opens_no_other_contact_and_no_other_organisation():
    house = a_house()
    house.sends()
    for whose in ({"contact_key": key_of(EMAIL)}, {"organisation_id": SOUTH}):
        with pytest.raises(CodeOver):
            house.checks(house.digits, **whose)


# the people behind it


@pytest.mark.requirement("B28")
def test_a_family_is_behind_one_number_and_one_of_them_behind_an_address():
    house = a_family()
    assert {it.id for it in house.behind()} == {ANNA, BO}
    [bo] = house.behind(key_of(EMAIL.__class__(EMAIL.kind, "bo@example.org")))
    assert bo.name == "Bo Andersson"


def test_behind_a_number_that_nobody_gave_is_nobody():
    assert a_family().behind(key_of(EMAIL)) == []


def test_who_was_erased_is_left_out():
    house = a_family()
    del house.people.stored[NORTH, ANNA]
    assert [it.id for it in house.behind()] == [BO]


@pytest.mark.requirement("N7")
def test_another_organisation_has_nobody_there():
    house = a_family()
    assert house.behind(organisation_id=SOUTH) == []
    assert house.behind(key_of(organisation_id=SOUTH), SOUTH) == []


def test_who_knows_the_id_of_a_form_cannot_file_it_under_a_number_of_their_own():
    house = a_house(a_subject())
    register_subject(a_subject(phone="+46700000001"), ports=house.ports)
    assert [it.phone for it in house.behind()] == [PHONE.to]
    assert len(house.people.under) == 1


def test_a_code_gathers_who_is_filed_under_the_other_keys_of_the_ring():
    house = a_family()
    house.ring = (KEY, NEW_KEY)
    house.sends()
    house.checks(house.digits)
    assert {it.id for it in house.behind(key_of(key=NEW_KEY))} == {ANNA, BO}
    house.checks(house.digits)
    assert len(house.behind(key_of(key=NEW_KEY))) == 2


def test_a_code_that_was_sent_before_the_ring_turned_is_still_good():
    house = a_family()
    house.sends()
    house.ring = (KEY, NEW_KEY)
    house.checks(house.digits, contact_key=key_of())
    assert len(house.behind()) == 2
