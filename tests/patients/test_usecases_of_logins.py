"""Somebody logs in, and what opens with it: what they booked then, or what a code showed to be theirs, too."""

from dataclasses import replace
from datetime import date

import pytest

from frontdesk.kernel.errors import Unavailable
from frontdesk.patients.errors import LoginDeclined, LoginOver
from frontdesk.patients.model import Identity, LoggedIn
from frontdesk.patients.rules.logins import is_same_person, login_key
from frontdesk.patients.usecases.begin_login import begin_login
from frontdesk.patients.usecases.link_login import link_login
from frontdesk.patients.usecases.log_in import log_in
from frontdesk.patients.usecases.register_subject import register_subject

from .builders import ANNA, BO, KEY, NEW_KEY, NORTH, SOUTH, House, a_provider, a_subject, an_errand, key_of

BORN = date(1985, 3, 27)
BACK = "https://clinic.example/back"


@pytest.fixture
def house():
    return House()


def logs_in(house, name="Anna Andersson", birth_date=BORN, sub="citizen-1", **told):
    address, errand = begin_login(a_provider(), back=BACK, ports=house.ports)
    answer = house.provider.logs_in(address, sub, name, birth_date)
    return log_in(a_provider(), errand, answer | told, ports=house.ports)


def opens(house, who):
    return [it.id for it in house.behind(who.key)]


def links(house, who, organisation_id=NORTH):
    return link_login(
        organisation_id=organisation_id,
        contact_key=key_of(organisation_id=organisation_id),
        who=who,
        ports=house.ports,
    )


def test_each_log_in_has_secrets_of_its_own(house):
    (_, first), (_, second) = (begin_login(a_provider(), back=BACK, ports=house.ports) for _ in range(2))
    assert {first.state, first.nonce, first.verifier}.isdisjoint(
        {second.state, second.nonce, second.verifier}
    )
    assert len(first.verifier) == 64


def test_who_comes_back_is_named(house):
    who = logs_in(house)
    assert (who.name, who.birth_date) == ("Anna Andersson", BORN)
    assert who.key == logs_in(house).key != logs_in(house, sub="citizen-2").key


@pytest.mark.parametrize(
    "told",
    [{"state": "8" * 32}, {"state": ""}, {"state": "\u00e9"}, {"iss": "https://evil.example"}, {"code": ""}],
)
def test_an_answer_to_another_errand_is_over(house, told):
    with pytest.raises(LoginOver):
        logs_in(house, **told)


def test_an_answer_without_an_errand_is_over(house):
    with pytest.raises(LoginOver):
        log_in(a_provider(), None, {"state": "", "code": "x"}, ports=house.ports)


def test_who_cancels_is_told_so_on_their_own_errand_only(house):
    declined = {"state": an_errand().state, "error": "access_denied"}
    with pytest.raises(LoginDeclined):
        log_in(a_provider(), an_errand(), declined, ports=house.ports)
    with pytest.raises(LoginOver):
        log_in(a_provider(), an_errand(), declined | {"state": "x"}, ports=house.ports)


@pytest.mark.requirement("N7")
def test_a_name_and_a_birthday_alone_open_nothing(house):
    register_subject(a_subject(), ports=house.ports)
    assert opens(house, logs_in(house)) == []


def test_a_proved_contact_links_who_is_the_same_person_and_nobody_else(house):
    register_subject(a_subject(), ports=house.ports)
    register_subject(a_subject(id=BO, name="Bo Andersson", birth_date=date(2015, 5, 1)), ports=house.ports)
    who = logs_in(house)
    assert [links(house, who) for _ in range(2)] == [1, 1]
    assert {(it.action, it.subject_id, it.about) for it in house.trail} == {("LoginLinked", ANNA, who.key)}
    assert opens(house, logs_in(house)) == [ANNA]
    assert opens(house, logs_in(house, sub="citizen-2")) == []


def test_where_it_cannot_be_written_down_nothing_is_linked(house):
    register_subject(a_subject(), ports=house.ports)
    who = logs_in(house)

    def unwritten(_entry):
        raise Unavailable

    with pytest.raises(Unavailable):
        link_login(
            organisation_id=NORTH,
            contact_key=key_of(),
            who=who,
            ports=replace(house.ports, record=unwritten),
        )
    assert opens(house, who) == []


@pytest.mark.requirement("N7")
def test_a_link_at_one_clinic_opens_nothing_at_another(house):
    for it in (NORTH, SOUTH):
        register_subject(a_subject(organisation_id=it), ports=house.ports)
    who = logs_in(house)
    assert links(house, who) == 1
    assert house.behind(who.key, SOUTH) == []
    found = Identity(issuer="https://id.example", sub="citizen-1", name="", birth_date=BORN)
    assert login_key(NORTH, found, KEY) == who.key != login_key(SOUTH, found, KEY)


def test_who_was_erased_meanwhile_is_not_linked(house):
    register_subject(a_subject(), ports=house.ports)
    del house.people.stored[NORTH, ANNA]
    assert links(house, logs_in(house)) == 0


def test_what_somebody_books_for_themselves_opens_with_their_log_in_at_once(house):
    who = logs_in(house)
    register_subject(a_subject(), who=who, ports=house.ports)
    assert opens(house, who) == [ANNA]
    assert [it.id for it in house.behind()] == [ANNA]


@pytest.mark.requirement("N7")
def test_nobody_registers_somebody_else_to_see_what_they_book_later(house):
    who = logs_in(house, name="Eve Evasdotter")
    register_subject(a_subject(), who=who, ports=house.ports)
    assert opens(house, who) == []


@pytest.mark.requirement("N7")
def test_nobody_puts_who_is_registered_under_a_log_in_by_registering_them_again(house):
    register_subject(a_subject(), ports=house.ports)
    who = logs_in(house)
    register_subject(a_subject(), who=who, ports=house.ports)
    assert opens(house, who) == []


def test_a_new_key_of_the_ring_takes_over_who_is_linked(house):
    register_subject(a_subject(), who=logs_in(house), ports=house.ports)
    house.ring = (KEY, NEW_KEY)
    assert opens(house, logs_in(house)) == [ANNA]
    house.ring = (NEW_KEY,)
    assert opens(house, logs_in(house)) == [ANNA]


@pytest.mark.parametrize(
    ("written", "known", "same"),
    [
        ("Anna Andersson", "Anna Andersson", True),
        ("ANNA  andersson", "Anna Andersson", True),
        ("Andersson, Anna", "Anna Andersson", True),
        ("Anna Andersson", "Anna Maria Karin Andersson", True),
        ("Anna-Maria Andersson", "Anna Maria Andersson", True),
        ("\u738b\u5c0f\u660e", "\u738b\u5c0f\u660e", True),
        ("Anna", "Anna Andersson", False),
        ("Anna Maria Andersson", "Anna Andersson", False),
        ("Anna Svensson", "Anna Andersson", False),
        ("\u738b\u5c0f", "\u738b\u5c0f\u660e", False),
        ("-", "-", False),
    ],
)
def test_a_form_may_leave_out_a_name_but_has_two(written, known, same):
    who = LoggedIn(key="k", name=known, birth_date=BORN)
    assert is_same_person(a_subject(name=written), who) is same
    assert not is_same_person(a_subject(name=written, birth_date=date(1985, 3, 28)), who)


def test_neither_number_nor_name_shows_where_a_log_in_is_printed(house):
    who = logs_in(house)
    assert "Anna" not in f"{who}{an_errand()}"
    assert an_errand().state not in f"{an_errand()}"
    assert len(who.key) == 64
