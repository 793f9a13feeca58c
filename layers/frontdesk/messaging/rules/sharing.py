"""How many work off an outbox that is long, and which part of it is whose. Pure."""

from binascii import crc32
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.rules import SHARDS

A_SENDER = 200
"""Messages that one sender gets rid of in the 40 seconds it works, at a fifth of a second each."""
COUNTED = 5_000
"""Waiting messages of a shard after which nobody counts on: twenty-five senders for it alone."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of `of` equal parts of a shard, the one numbered `number` from 0."""

    shard: int
    number: int = 0
    of: int = 1

    def has(self, organisation_id: OrganisationId, message_id: MessageId) -> bool:
        """Whether a message of the shard is in this part; each is in one."""
        return crc32(f"{organisation_id}#{message_id}".encode()) // SHARDS % self.of == self.number


WHOLE = tuple(Part(shard) for shard in range(SHARDS))
"""All shards, each in one part."""


def shared_out(waiting: Mapping[int, int], *, most: int) -> list[list[Part]]:
    """What each of at most so many senders works off, alike much for all; nothing waits in shards that are not named.

    One sender as long as it gets done alone. All shards have as many parts, so that a provider's rate can be shared.
    """
    total = sum(waiting.values())
    senders = max(1, min(most, -(-total // A_SENDER)))
    of = -(-senders // SHARDS)
    piles: list[list[Part]] = [[] for _ in range(senders)]
    loads = [0.0] * senders
    for shard, count in sorted(waiting.items(), key=lambda it: -it[1]):
        for number in range(of):
            lightest = loads.index(min(loads))
            piles[lightest].append(Part(shard, number, of))
            loads[lightest] += count / of
    return [it for it in piles if it]


def allowance(rate: int, parts: Sequence[Part], at: datetime) -> int:
    """How many of a provider's `rate` a minute are a sender's in this minute, whatever the others do.

    Shared out over all parts it is the rate, to the last one. What is over when it is divided goes around.
    """
    minute = int(at.timestamp()) // 60
    return sum(
        _slice(rate, (part.shard * part.of + part.number + minute), SHARDS * part.of) for part in parts
    )


def _slice(rate: int, number: int, of: int) -> int:
    at = number % of
    return rate * (at + 1) // of - rate * at // of


def in_turn(parts: Sequence[Part], at: datetime) -> list[Part]:
    """The parts beginning with another one each minute: what is not reached in one is among the first of another."""
    if not parts:
        return []
    first = int(at.timestamp()) // 60 % len(parts)
    return [*parts[first:], *parts[:first]]
