"""What a telephone system says counts only under the clinic's secret, and only just now."""

import time
from datetime import timedelta

import pytest

from frontdesk.messaging.rules.signatures import FRESH_FOR, is_signed, signature
from tests.width import seeded

from .builders import NOON
from .calls_desk import OLD_SECRET, SECOND, SECRET

SAID = b'{"events":[{"id":"e1","call_id":"c1","type":"ringing","at":"2026-11-23T12:00:00Z"}]}'
AT = str(int(NOON.timestamp()))


def admitted(said=SAID, *, at=AT, signed=None, secrets=(SECRET, OLD_SECRET), now=NOON):
    signed = signature(SAID, at=AT, secret=SECRET) if signed is None else signed
    return is_signed(said, at=at, signed=signed, secrets=secrets, now=now)


def test_what_is_signed_is_admitted_under_the_new_secret_and_the_one_before():
    assert admitted()
    assert admitted(signed=signature(SAID, at=AT, secret=OLD_SECRET))
    assert not admitted(secrets=(OLD_SECRET,))


@pytest.mark.parametrize("sign", [1, -1])
def test_it_counts_for_five_minutes(sign):
    assert admitted(now=NOON + sign * FRESH_FOR)
    assert not admitted(now=NOON + sign * (FRESH_FOR + SECOND))


@pytest.mark.parametrize("secrets", [(), ("",), ("short",)])
def test_without_a_secret_worth_the_name_nothing_is_admitted(secrets):
    signed = signature(SAID, at=AT, secret=secrets[0] if secrets else "")
    assert not admitted(signed=signed, secrets=secrets)


@pytest.mark.parametrize(
    "at", ["", "now", "-1", AT + ".0", " " + AT, "9" * 30, "\uff11\uff12", "99999999999"]
)
def test_an_odd_time_is_no_time(at):
    assert not admitted(at=at, signed=signature(SAID, at=at, secret=SECRET))


@pytest.mark.requirement("R-5.4.19")
def test_of_two_thousand_forged_or_altered_requests_none_is_admitted():
    dice, right, began = seeded(), signature(SAID, at=AT, secret=SECRET), time.perf_counter()
    for n in range(2_000):
        place = dice.randrange(len(SAID))
        altered = SAID[:place] + bytes([SAID[place] ^ (1 << dice.randrange(8))]) + SAID[place + 1 :]
        digit = dice.randrange(len(right))
        forged = (
            right[:digit] + dice.choice("0123456789abcdef".replace(right[digit], "")) + right[digit + 1 :]
        )
        later = str(int(AT) + dice.randrange(1, 200))
        ways = (
            {"said": altered},
            {"signed": forged},
            {"at": later},
            {"signed": right[:digit]},
            {"signed": "é" * 64},
        )
        tried = ways[n % len(ways)]
        assert not admitted(**tried), tried
    assert time.perf_counter() - began < timedelta(seconds=2).total_seconds()
