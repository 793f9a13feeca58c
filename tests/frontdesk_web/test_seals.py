"""What people carry: nobody can change it, and a ticket opens one organisation's request only."""

from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.kernel.errors import NotAllowed, NotFound
from frontdesk.kernel.ids import OrganisationId, RequestId
from frontdesk_web.seals import admitted, seal, ticket, unseal

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
OLD, NEW = {"2026-10": b"o" * 32}, {"2026-11": b"n" * 32}
NORTH, SOUTH = OrganisationId("north-clinic"), OrganisationId("south-clinic")
REQUEST = RequestId("8f3ac2d1" + "0" * 24)
SAID = {"path": [["menu", "prescription"]]}


def sealed(keyring=NEW, purpose="conversation"):
    return seal(SAID, purpose=purpose, until=NOON, keyring=keyring)


def opened(token, *, keyring=NEW, now=NOON - timedelta(seconds=1)):
    return unseal(token, purpose="conversation", keyring=keyring, now=now)


def test_a_token_says_what_was_sealed():
    assert (opened(sealed()).said, opened(sealed()).expired) == (SAID, False)


def test_an_expired_token_is_still_readable():
    late = opened(sealed(), now=NOON)
    assert (late.said, late.expired) == (SAID, True)


def test_a_token_shows_nothing_of_what_it_says():
    assert "prescription" not in sealed()
    assert sealed() != sealed()


@pytest.mark.parametrize(
    "tamper",
    [
        lambda token: token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB"),
        lambda token: token.replace("2026-11", "2026-12"),
        lambda token: token[:20],
        lambda token: token.partition(".")[0] + ".",
        lambda token: "",
        lambda token: "2026-11.ä",
        lambda token: "2026-11.A",
    ],
)
def test_a_tampered_token_is_not_allowed(tamper):
    with pytest.raises(NotAllowed):
        opened(tamper(sealed()))


def test_a_token_for_another_purpose_is_not_allowed():
    with pytest.raises(NotAllowed):
        opened(sealed(purpose="request"))


def test_keys_rotate_every_key_opens_and_the_last_one_seals():
    assert opened(sealed(OLD), keyring=OLD | NEW).said == SAID
    assert sealed(OLD | NEW).startswith("2026-11.")
    with pytest.raises(NotAllowed):
        opened(sealed(OLD), keyring=NEW)


def test_a_ticket_admits_to_its_request():
    assert admitted(NORTH, ticket(NORTH, REQUEST, keyring=NEW), keyring=NEW) == REQUEST
    assert admitted(NORTH, ticket(NORTH, REQUEST, keyring=OLD), keyring=OLD | NEW) == REQUEST


@pytest.mark.requirement("N7")
def test_a_ticket_of_another_organisation_is_not_found():
    with pytest.raises(NotFound):
        admitted(SOUTH, ticket(NORTH, REQUEST, keyring=NEW), keyring=NEW)


@pytest.mark.parametrize("forged", ["", REQUEST, REQUEST + "A" * 22, "ä" * 54])
def test_a_forged_ticket_is_not_found(forged):
    with pytest.raises(NotFound):
        admitted(NORTH, forged, keyring=NEW)
