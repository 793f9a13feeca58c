"""Whatever keeps one-time codes keeps these promises: the fake and DynamoDB alike."""

import pytest

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import FormId
from frontdesk.patients.errors import TooManyCodes
from frontdesk.patients.model import ContactKind
from frontdesk.patients.storage import DynamoCodes
from frontdesk.patients.storage import codes as kept

from . import fakes
from .builders import (
    EMAIL,
    FORM,
    HOUR,
    MINUTE,
    NOON,
    NORTH,
    OTHER_FORM,
    PHONE,
    SECOND,
    SOUTH,
    a_code,
    key_of,
)
from .fakes import FakeCodes

TEN = 10 * MINUTE


@pytest.fixture(params=[FakeCodes, DynamoCodes])
def codes(request):
    if request.param is DynamoCodes:
        request.getfixturevalue("cloud")
    return request.param()


def form(number):
    return FormId(f"{number:032x}")


def tries(codes, form_id=OTHER_FORM, now=NOON, organisation_id=NORTH, contact_key=None):
    return codes.take_try(organisation_id, contact_key or key_of(), form_id=form_id, now=now)


def issue(codes, number, later=0 * MINUTE, **changes):
    return codes.issue(a_code(form_id=form(number), sent_at=NOON + later, digest=f"d{number}", **changes))


def test_a_code_is_kept_as_it_was_issued_and_has_five_tries(codes):
    assert codes.issue(a_code()) == a_code()
    assert [tries(codes) for _ in range(6)] == [(a_code(), left) for left in (4, 3, 2, 1, 0)] + [None]


def test_where_there_is_no_code_there_is_nothing_to_try(codes):
    codes.issue(a_code())
    assert tries(codes, contact_key=key_of(EMAIL)) is None


def test_a_code_is_over_after_ten_minutes(codes):
    codes.issue(a_code())
    assert tries(codes, now=NOON + TEN - SECOND) is not None
    assert tries(codes, now=NOON + TEN) is None


def test_the_same_form_again_has_the_code_it_has_and_the_tries_it_has(codes):
    codes.issue(a_code())
    tries(codes)
    assert codes.issue(a_code(sent_at=NOON + MINUTE, digest="d2")) == a_code()
    assert tries(codes) == (a_code(), 3)


def test_the_same_form_has_a_new_code_when_the_first_is_over(codes):
    codes.issue(a_code())
    later = a_code(sent_at=NOON + TEN, digest="d2")
    assert codes.issue(later) == later


def test_a_new_code_takes_the_place_of_the_one_before_with_all_its_tries(codes):
    first = issue(codes, 1)
    tries(codes)
    second = issue(codes, 2)
    assert tries(codes) == (second, 4)
    assert not codes.open(first, form_id=OTHER_FORM)


def test_three_in_ten_minutes_of_any_ten(codes):
    for number, later in enumerate((0 * MINUTE, 4 * MINUTE, 8 * MINUTE)):
        issue(codes, number, later)
    with pytest.raises(TooManyCodes):
        issue(codes, 3, TEN - SECOND)
    assert tries(codes, now=NOON + TEN)[0].form_id == form(2)
    issue(codes, 3, TEN)
    with pytest.raises(TooManyCodes):
        issue(codes, 4, TEN + 4 * MINUTE - SECOND)
    issue(codes, 4, TEN + 4 * MINUTE)


def test_ten_in_a_day(codes):
    for number in range(10):
        issue(codes, number, number * HOUR)
    with pytest.raises(TooManyCodes):
        issue(codes, 10, 24 * HOUR - SECOND)
    issue(codes, 10, 24 * HOUR)


@pytest.fixture
def stingy(codes, monkeypatch):
    """Whatever keeps codes, of a clinic that sends two in an hour and three in a day."""
    for module in (kept, fakes):
        monkeypatch.setattr(module, "CLINICS_CODES_AN_HOUR", 2)
        monkeypatch.setattr(module, "CLINICS_CODES_A_DAY", 3)
    return codes


def turns(codes, *hours, kind=ContactKind.SMS, organisation_id=NORTH):
    return [codes.take_turn(organisation_id, kind, now=NOON + it * HOUR) for it in hours]


def test_a_clinic_sends_so_many_codes_in_an_hour_and_so_many_in_a_day(stingy):
    assert turns(stingy, 0, 0, 0, 0) == [True, True, False, False]
    assert turns(stingy, 1, 1, 2, 11) == [True, False, False, False]
    assert turns(stingy, 12, 12, 12) == [True, True, False]


def test_each_kind_of_contact_and_each_organisation_has_its_own_turns(stingy):
    turns(stingy, 0, 0)
    assert turns(stingy, 0, kind=ContactKind.EMAIL) == [True]
    assert turns(stingy, 0, organisation_id=SOUTH) == [True]
    assert turns(stingy, 0) == [False]


def test_a_refused_form_may_be_answered_with_its_code_all_the_same(codes):
    issued = [issue(codes, number) for number in range(3)]
    assert issue(codes, 2, MINUTE) == issued[2]
    with pytest.raises(TooManyCodes):
        issue(codes, 1, MINUTE)


def test_each_contact_and_each_organisation_has_its_own(codes):
    for number in range(3):
        issue(codes, number)
    issue(codes, 3, contact=EMAIL, contact_key=key_of(EMAIL))
    issue(codes, 3, organisation_id=SOUTH, contact_key=key_of(organisation_id=SOUTH))
    with pytest.raises(TooManyCodes):
        issue(codes, 3)


def test_a_code_opens_for_one_form_and_for_that_one_again(codes):
    code = codes.issue(a_code())
    assert codes.open(code, form_id=FORM)
    assert codes.open(code, form_id=FORM)
    assert not codes.open(code, form_id=OTHER_FORM)


def test_what_was_opened_nobody_else_may_try_and_its_form_as_often_as_it_must(codes):
    code = codes.issue(a_code())
    for _ in range(5):
        tries(codes, FORM)
    assert codes.open(code, form_id=FORM)
    assert tries(codes, OTHER_FORM) is None
    assert tries(codes, FORM) == (code, 0)
    assert tries(codes, FORM, NOON + TEN) is None


def test_a_new_code_is_closed_again(codes):
    codes.open(codes.issue(a_code()), form_id=FORM)
    issue(codes, 2)
    assert tries(codes, OTHER_FORM) is not None


def test_where_the_code_goes_is_known(codes):
    codes.issue(a_code())
    assert codes.contact(NORTH, key_of()) == PHONE
    with pytest.raises(NotFound):
        codes.contact(NORTH, key_of(EMAIL))


@pytest.mark.requirement("N7")
def test_another_organisation_has_no_code_there(codes):
    codes.issue(a_code())
    assert tries(codes, organisation_id=SOUTH) is None
    with pytest.raises(NotFound):
        codes.contact(SOUTH, key_of())
