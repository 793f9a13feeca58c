"""What people carry cannot be made up, changed, lent or kept: the functions that read it say no, however near it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.access.rules import place_of, session_key
from frontdesk.access.usecases.who_is import who_is
from frontdesk.access.wiring import access_ports
from frontdesk.kernel.errors import NotAllowed, NotFound
from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk_web.seals import admitted, choice, seal, ticket, unseal
from tests.frontdesk_web.console_desk import LINDENHOF
from tests.width import seeded, wide

from .forging import forged

MANY = wide(3_000, 60_000)
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
RING, OTHER_RING = {"2026-10": b"o" * 32, "2026-11": b"n" * 32}, {"2026-11": b"x" * 32}
REQUEST = RequestId("8f3ac2d1" + "0" * 24)
SAID = {"organisation": "lindenhof", "request": REQUEST}


def opens(token, *, purpose="request", ring=RING, now=NOON):
    try:
        return not unseal(token, purpose=purpose, keyring=ring, now=now).expired
    except NotAllowed:
        return False


def admits(shown, *, organisation=LINDENHOF, ring=RING):
    try:
        admitted(OrganisationId(organisation), shown, keyring=ring)
    except NotFound:
        return False
    return True


def test_no_token_but_the_sealed_one_opens():
    token = seal(SAID, purpose="request", until=NOON + A_SECOND, keyring=RING)
    assert opens(token)
    assert [it for it in forged(token, seeded(), MANY) if opens(it)] == []


def test_no_ticket_but_the_made_one_admits():
    made = ticket(LINDENHOF, REQUEST, keyring=RING)
    assert admits(made)
    assert [it for it in forged(made, seeded(), MANY) if admits(it)] == []


def test_no_code_but_the_buttons_own_stands_for_an_answer():
    token, other = (seal(SAID, purpose="conversation", until=NOON, keyring=RING) for _ in range(2))
    code = choice(token, "yes", keyring=RING)
    assert code not in {choice(other, "yes", keyring=RING), choice(token, "no", keyring=RING)}
    assert code not in forged(code, seeded(), MANY)
    values = [f"{number}" for number in range(MANY)]
    assert len({choice(token, it, keyring=RING) for it in values}) == len(values)


@pytest.mark.parametrize("purpose", ["conversation", "Request", "request ", "", "request\0"])
def test_a_token_is_good_for_its_purpose_only(purpose):
    assert not opens(seal(SAID, purpose=purpose, until=NOON + A_SECOND, keyring=RING))


def test_nothing_that_another_key_made_is_good():
    until = NOON + A_SECOND
    assert not opens(seal(SAID, purpose="request", until=until, keyring=OTHER_RING))
    assert not opens(seal(SAID, purpose="request", until=until, keyring=RING), ring={"2026-10": b"o" * 32})
    assert not admits(ticket(LINDENHOF, REQUEST, keyring=OTHER_RING))
    assert not admits(ticket(LINDENHOF, REQUEST, keyring=RING), organisation="birkenhof")
    other = ticket(LINDENHOF, RequestId("9" * 32), keyring=RING)
    assert not admits(REQUEST + other[32:])


@pytest.mark.parametrize(("late", "good"), [(-A_SECOND, True), (timedelta(0), False), (A_SECOND, False)])
def test_a_token_is_good_until_its_second_and_not_in_it(late, good):
    token = seal(SAID, purpose="request", until=NOON, keyring=RING)
    assert opens(token, now=NOON + late) is good


def test_a_session_key_is_the_whole_key_or_none():
    key = session_key(LINDENHOF, "s" * 43)
    place = place_of(key)
    assert place is not None
    assert [it for it in forged(key, seeded(), MANY) if place_of(it) == place] == []


@pytest.mark.parametrize(("late", "good"), [(-A_SECOND, True), (timedelta(0), False), (A_SECOND, False)])
def test_a_session_ends_in_its_second(street, late, good):
    key = street.signs_in().partition("=")[2]
    ends_at = who_is(key=key, ports=access_ports()).session.expires_at
    later = replace(access_ports(), clock=lambda: ends_at + late)
    assert (who_is(key=key, ports=later) is not None) is good
