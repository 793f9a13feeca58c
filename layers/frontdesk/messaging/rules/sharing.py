"""How many work off an outbox that is long, and which part of it is whose. Pure."""

from binascii import crc32
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.rules import SHARDS

A_SENDER = 200
"""Messages that one sender gets rid of in its minute even where each takes a quarter of a second."""
COUNTED = 5_000
"""Waiting messages of a shard after which nobody counts on: twenty-five senders for it alone."""


def part_number(organisation_id: OrganisationId, message_id: MessageId, of: int) -> int:
    """Which of so many parts of its shard a message is in."""
    return crc32(f"{organisation_id}#{message_id}".encode()) // SHARDS % of


@dataclass(frozen=True, slots=True)
class Part:
    """One of `of` equal parts of a shard, the one numbered `number` from 0.

    `place` is where it stands among all `places` parts that are worked off in a minute, from 0.
    """

    shard: int
    number: int
    of: int
    place: int
    places: int

    def has(self, organisation_id: OrganisationId, message_id: MessageId) -> bool:
        """Whether a message of the shard is in this part; each is in one."""
        return part_number(organisation_id, message_id, self.of) == self.number


WHOLE = tuple(Part(shard, 0, 1, shard, SHARDS) for shard in range(SHARDS))
"""All shards, each in one part."""


def shared_out(waiting: Mapping[int, int], *, most: int) -> list[list[Part]]:
    """What each of at most so many senders works off, alike much for all; nothing waits in shards that are not named.

    One sender as long as it gets done alone.
    """
    total = sum(waiting.values())
    senders = max(1, min(most, -(-total // A_SENDER)))
    of = -(-senders // max(1, len(waiting)))
    piles: list[list[Part]] = [[] for _ in range(senders)]
    loads = [0.0] * senders
    split = [(it, number) for it in sorted(waiting, key=lambda it: -waiting[it]) for number in range(of)]
    for place, (shard, number) in enumerate(split):
        lightest = loads.index(min(loads))
        piles[lightest].append(Part(shard, number, of, place, len(split)))
        loads[lightest] += waiting[shard] / of
    return [it for it in piles if it]


def allowance(rate: int, parts: Sequence[Part], at: datetime) -> int:
    """How many of a provider's `rate` a minute are a sender's in this minute, whatever the others do.

    Shared out over all parts it is the rate, to the last one. What is over when it is divided goes around.
    """
    minute = int(at.timestamp()) // 60
    return sum(_slice(rate, part.place + minute, part.places) for part in parts)


def _slice(rate: int, number: int, of: int) -> int:
    at = number % of
    return rate * (at + 1) // of - rate * at // of


def in_turn(parts: Sequence[Part], at: datetime) -> list[Part]:
    """The parts beginning with another one each minute: what is not reached in one is among the first of another."""
    if not parts:
        return []
    first = int(at.timestamp()) // 60 % len(parts)
    return [*parts[first:], *parts[:first]]
