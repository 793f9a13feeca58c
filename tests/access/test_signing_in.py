"""Coming to work and going home."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.access.errors import WrongLogin
from frontdesk.access.usecases.enrol_staff import enrol_staff
from frontdesk.access.usecases.set_language import set_language
from frontdesk.access.usecases.sign_in import sign_in
from frontdesk.access.usecases.sign_out import sign_out
from frontdesk.access.usecases.who_is import who_is
from frontdesk.kernel.errors import BadInput, NotFound
from frontdesk.kernel.ids import StaffId
from frontdesk.kernel.language import Language

from .builders import KATRIN, MONDAY_EIGHT, NORTH, PASSWORD, SOUTH, a_nurse
from .fakes import an_office


@pytest.fixture
def office():
    return an_office(a_nurse(), now=MONDAY_EIGHT, password=PASSWORD)


def signs_in(ports, *, clinic=NORTH, number=KATRIN, password=PASSWORD):
    return sign_in(clinic=clinic, number=number, password=password, ports=ports)


def at(ports, now):
    return replace(ports, clock=lambda: now)


def test_who_signs_in_is_known_by_the_key(office):
    key, who = signs_in(office)

    assert who_is(key=key, ports=office) == who
    assert who.staff == a_nurse()
    assert who.session.language is Language.GERMAN


def test_the_key_names_the_organisation_and_holds_256_random_bits(office):
    (one, _), (other, _) = signs_in(office), signs_in(office)

    organisation, _, secret = one.partition(".")
    assert (organisation, len(secret)) == (NORTH, 43)
    assert one != other


def test_only_the_hash_of_the_key_is_stored(office):
    key, _ = signs_in(office)

    [(_, digest)] = office.sessions.open
    assert digest == hashlib.sha256(key.encode()).hexdigest()
    assert key.partition(".")[2] not in repr(office.sessions)


def test_every_session_has_a_form_token_of_its_own(office):
    (_, one), (_, other) = signs_in(office), signs_in(office)
    assert one.session.csrf != other.session.csrf


@pytest.mark.parametrize(("clinic", "number"), [(" North-Clinic ", "1001"), ("north-clinic", " 1001 ")])
def test_capitals_and_blanks_are_forgiven(office, clinic, number):
    assert signs_in(office, clinic=clinic, number=number)[1].staff == a_nurse()


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "wrong"},
        {"password": ""},
        {"password": "x" * 257},
        {"number": "9999"},
        {"number": ""},
        {"number": "1001.north-clinic"},
        {"clinic": SOUTH},
        {"clinic": "no such clinic"},
        {"clinic": ""},
    ],
)
def test_whatever_is_wrong_looks_the_same(office, wrong):
    with pytest.raises(WrongLogin) as refusal:
        signs_in(office, **wrong)
    assert refusal.value.details == {}


def test_an_account_without_a_place_of_work_opens_nothing(office):
    office.accounts.passwords[NORTH, StaffId("3001")] = PASSWORD
    with pytest.raises(WrongLogin):
        signs_in(office, number="3001")


def test_who_has_left_does_not_get_in():
    office = an_office(a_nurse(active=False), now=MONDAY_EIGHT, password=PASSWORD)
    with pytest.raises(WrongLogin):
        signs_in(office)


def test_who_leaves_is_out_at_once(office):
    key, _ = signs_in(office)
    enrol_staff(a_nurse(active=False), ports=office)
    assert who_is(key=key, ports=office) is None


@pytest.mark.parametrize(("minutes_before", "still_in"), [(1, True), (0, False), (-1, False)])
def test_a_session_lasts_ten_hours_whatever_happens_in_between(office, minutes_before, still_in):
    key, _ = signs_in(office)
    later = MONDAY_EIGHT + timedelta(hours=10) - timedelta(minutes=minutes_before)
    assert (who_is(key=key, ports=at(office, later)) is not None) is still_in


def test_after_signing_out_the_key_opens_nothing(office):
    key, _ = signs_in(office)
    sign_out(key=key, ports=office)
    sign_out(key=key, ports=office)
    assert who_is(key=key, ports=office) is None


@pytest.mark.parametrize("key", [None, "", "north-clinic", "north-clinic.short", f"{NORTH}.{'x' * 43}"])
def test_nobody_is_behind_a_key_that_was_never_given(office, key):
    sign_out(key=key, ports=office)
    assert who_is(key=key, ports=office) is None


def test_a_key_opens_nothing_in_another_organisation(office):
    key, _ = signs_in(office)
    assert who_is(key=key.replace(NORTH, SOUTH), ports=office) is None


def test_the_session_speaks_another_language_when_asked(office):
    key, _ = signs_in(office)
    set_language(key=key, language=Language.SWEDISH, ports=office)
    assert who_is(key=key, ports=office).session.language is Language.SWEDISH


@pytest.mark.parametrize("key", [None, f"{NORTH}.{'x' * 43}"])
def test_nobody_speaks_without_a_session(office, key):
    with pytest.raises(NotFound):
        set_language(key=key, language=Language.SWEDISH, ports=office)


@pytest.mark.parametrize("number", ["", "A1", "1 2", "x" * 21, "é"])
def test_a_number_that_no_login_can_name_is_not_given_out(office, number):
    with pytest.raises(BadInput):
        enrol_staff(a_nurse(id=StaffId(number)), ports=office)
