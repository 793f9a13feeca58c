"""`python -m benchmarks.burst`: a million messages due in one minute, sent in virtual time by the product's own rules.

The outbox is a model: messages stand in shards, and a claim, a provider's answer and what becomes of it take time and
units as they do in DynamoDB. Whatever decides is the product's: `shard_of`, `shared_out`, `part_number`, `in_turn` and
`Pace` with its allowance. Quotas are AWS's defaults. Senders die in the middle of it. In the end nothing is lost,
nobody was told twice, and the slowest quota was used to 95 % at least while there was something left to send.
"""

import heapq
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.budgets import judged
from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.messaging.model import Due, Kind, MessageStatus, Outcome, Purpose, Reason
from frontdesk.messaging.rules import SHARDS, shard_of
from frontdesk.messaging.rules.sharing import COUNTED, Part, in_turn, part_number, shared_out
from frontdesk.messaging.usecases._pace import Pace

BEGIN = datetime(2026, 11, 24, 8, tzinfo=UTC)
MINUTE, WORKS_FOR, CLAIMED_FOR = 60, 58, 60
A_KEY, NEW_TABLE = 1_000, 4_000
"""Write units a second under one key of an index, and of a new on-demand table (DynamoDB developer guide)."""
A_SEND = 2
"""Units of the table for a message that gets out: the claim, and what became of it. Of the index, one."""
ANSWERS_IN = 0.1
"""Seconds from a claim to the provider's answer."""
READS_IN = 0.005 / 200
"""Seconds in which one key of the outbox is read, 200 at once."""
CRASHES = 0.00002
"""So often a sender dies between a claim and its provider, and as often after the provider took the message."""
AT_LEAST = 0.95
OURS = "the senders"
"""No quota: as many as a clinic's operator lets send at once."""
LONGEST = 120

TAKEN = Outcome(status=MessageStatus.ACCEPTED, kind=Kind.SMS)
BUSY = Outcome(status=MessageStatus.QUEUED, reason=Reason.BUSY, kind=Kind.SMS)
AT_ONCE = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`takes`: messages a minute that each clinic's provider takes; `told`: whether we know. None: as many as come."""

    name: str
    messages: int
    clinics: int = 100
    takes: int | None = None
    told: bool = True
    senders: int = 4

    @property
    def slowest(self) -> tuple[str, float]:
        """What holds it up, and how many messages a minute that takes."""
        quotas = {
            OURS: self.senders * MINUTE / ANSWERS_IN,
            "the table": NEW_TABLE * MINUTE / A_SEND,
            "the index": SHARDS * A_KEY * MINUTE,
        }
        if self.takes is not None:
            quotas["the providers"] = self.takes * self.clinics
        return min(quotas.items(), key=lambda it: it[1])


CASES = (
    Case(name="a million, new table, 250 senders", messages=1_000_000, senders=250),
    Case(name="200,000, 100 providers of 300 a minute", messages=200_000, takes=300, senders=64),
    Case(name="50,000, one provider of 3,000 a minute", messages=50_000, clinics=1, takes=3_000, senders=8),
    Case(name="10,000, one of 3,000 that only says so", messages=10_000, clinics=1, takes=3_000, told=False),
    Case(name="20,000, four senders as they come", messages=20_000),
)


class Seconds:
    """A quota a second: what does not fit in one goes into the next."""

    def __init__(self, quota: int) -> None:
        self.quota, self.used = quota, [0] * (LONGEST * MINUTE)

    def take(self, at: float) -> float:
        """When one unit is had."""
        second, used = int(at), self.used
        if used[second] < self.quota:
            used[second] += 1
            return at
        while used[second] >= self.quota:
            second += 1
        used[second] += 1
        return float(second)

    @property
    def peak(self) -> float:
        return max(self.used) / self.quota


class Burst:
    """All messages of a case, by number: what became of each, and what was used up on the way."""

    def __init__(self, case: Case) -> None:
        self.case, self.dice = case, Random(11)  # noqa: S311  (a seeded one is wanted)
        self.owners = [OrganisationId(f"clinic-{it}") for it in range(case.clinics)]
        self.dues = [Due(it, MessageId(""), Kind.SMS, Purpose.APPOINTMENT) for it in self.owners]
        self.shards: list[list[int]] = [[] for _ in range(SHARDS)]
        for it in range(case.messages):
            self.shards[shard_of(self.owners[it % case.clinics], MessageId(f"m{it}"))].append(it)
        self.out = bytearray(case.messages)
        self.read = bytearray(case.messages)
        self.free_at: dict[int, float] = {}
        self.unanswered: set[int] = set()
        self.table, self.index = Seconds(NEW_TABLE), [Seconds(A_KEY) for _ in range(SHARDS)]
        self.at_provider: Counter[tuple[int, int]] = Counter()
        self.sent: Counter[int] = Counter()
        self.uncertain = self.died = self.busy = self.doubled = 0
        self.parts: dict[tuple[int, int, int], list[int]] = {}
        self.waited: list[int] = []

    def run(self) -> float:
        """Tick by tick, until nothing waits; the minutes it took."""
        last = 0.0
        for minute in range(LONGEST):
            if not any(self.shards):
                return last / MINUTE
            self.waited.append(sum(map(len, self.shards)))
            last = self._tick(minute * MINUTE)
            self.shards = [[it for it in shard if not self.out[it]] for shard in self.shards]
            self.parts = {part: [it for it in all_ if not self.out[it]] for part, all_ in self.parts.items()}
        raise AssertionError("it never comes to rest")

    def _tick(self, now: int) -> float:
        waiting = {number: min(len(shard), COUNTED) for number, shard in enumerate(self.shards) if shard}
        senders = [self._sender(parts, now) for parts in shared_out(waiting, most=self.case.senders)]
        at, last = [(next(it, None), number) for number, it in enumerate(senders)], float(now)
        heap = [(it, number) for it, number in at if it is not None]
        heapq.heapify(heap)
        while heap:
            last, number = heap[0]
            following = next(senders[number], None)
            if following is None:
                heapq.heappop(heap)
            else:
                heapq.heapreplace(heap, (following, number))
        return last

    def _sender(self, parts: Sequence[Part], begun: int) -> Iterator[float]:
        """One invocation: whenever it is about to do something, the second at which it is."""
        clock, at, until = BEGIN + timedelta(seconds=begun), float(begun), begun + WORKS_FOR
        told = self.case.takes if self.case.told else None
        pace = Pace(lambda _organisation_id, _kind: told, parts, clock)
        for part in in_turn(parts, clock):
            for it in self._of(part):
                at += READS_IN
                if at >= until:
                    return
                due = self.dues[it % self.case.clinics]
                if self.free_at.get(it, 0) > at or pace.holds(due):
                    continue
                yield at
                at, outcome = self._attempt(it, at, part.shard)
                if outcome is None:
                    self.died += 1
                    return
                pace.went(due, outcome, AT_ONCE)

    def _attempt(self, it: int, at: float, shard: int) -> tuple[float, Outcome | None]:
        """When it is done and what became of it; None where the sender dies on the way."""
        at = self.table.take(at)
        self.free_at[it] = at + CLAIMED_FOR
        if it in self.unanswered and it % 2:  # every other provider would send it twice
            self.uncertain += 1
            return self._closed(it, at, shard), TAKEN
        fate = self.dice.random()
        if fate < CRASHES:
            self.unanswered.add(it)
            return at, None
        clinic = it % self.case.clinics
        if self.case.takes is not None and self.at_provider[clinic, int(at) // MINUTE] >= self.case.takes:
            self.busy += 1
            return self.table.take(at), BUSY
        self.at_provider[clinic, int(at) // MINUTE] += 1
        self.doubled += self.read[it] * (it % 2)
        self.read[it] = 1
        at += ANSWERS_IN
        if fate > 1 - CRASHES:
            self.unanswered.add(it)
            return at, None
        self.sent[int(at) // MINUTE] += 1
        return self._closed(it, at, shard), TAKEN

    def _closed(self, it: int, at: float, shard: int) -> float:
        self.out[it] = 1
        del self.free_at[it]
        return max(self.table.take(at), self.index[shard].take(at))

    def _of(self, part: Part) -> list[int]:
        """What waits in the part; when shards are divided otherwise than before, they are divided anew."""
        key = (part.shard, part.number, part.of)
        if (part.shard, 0, part.of) not in self.parts:
            self.parts = {it: all_ for it, all_ in self.parts.items() if it[0] != part.shard}
            self.parts |= {(part.shard, number, part.of): [] for number in range(part.of)}
            for it in self.shards[part.shard]:
                number = part_number(self.owners[it % self.case.clinics], MessageId(f"m{it}"), part.of)
                self.parts[part.shard, number, part.of].append(it)
        return self.parts[key]


def faults(burst: Burst) -> list[str]:
    """What must not be: something lost, somebody told twice, a quota left unused."""
    case, (what, most) = burst.case, burst.case.slowest
    lost = sum(not it for it in burst.out) + sum(
        not read and it not in burst.unanswered for it, read in enumerate(burst.read)
    )
    used = utilisation(burst)
    over = max(burst.at_provider.values(), default=0) - (case.takes or case.messages)
    found = {
        f"{lost} lost": lost > 0,
        f"{burst.doubled} told twice": burst.doubled > 0,
        f"a provider was given {over} too many in a minute": case.takes is not None and over > 0,
        f"{used:.1%} of what {what} take, {most:,.0f} a minute": case.told
        and what != OURS
        and used < AT_LEAST,
    }
    return [f"BROKEN {case.name}: {it}" for it, wrong in found.items() if wrong]


def utilisation(burst: Burst) -> float:
    """How much of the slowest quota was used, in the minutes that began with more than it takes in one."""
    most = burst.case.slowest[1]
    full = [minute for minute, waited in enumerate(burst.waited) if waited >= most]
    return sum(burst.sent[it] for it in full) / len(full) / most


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table; 1 when something was lost or doubled, a quota lay idle, or it takes longer than it may."""
    parser = ArgumentParser(prog="python -m benchmarks.burst")
    parser.add_argument("--write", action="store_true", help="lower the budgets to what was measured")
    asked = parser.parse_args(list(arguments))
    measured, broken = {}, []
    heads = f"{'minutes':>9}{'held by':>15}{'used':>8}{'table':>7}{'index':>7}"
    print(f"{'':44}{heads}{'deaths':>8}{'429':>6}{'uncertain':>10}")
    for case in CASES:
        burst = Burst(case)
        minutes = burst.run()
        measured[f"minutes for {case.name}"] = round(minutes, 1)
        index = max(it.peak for it in burst.index)
        print(
            f"{case.name:44}{minutes:>9.1f}{case.slowest[0]:>15}{utilisation(burst):>8.1%}"
            f"{burst.table.peak:>7.0%}{index:>7.0%}{burst.died:>8}{burst.busy:>6}{burst.uncertain:>10}",
            flush=True,
        )
        broken += faults(burst)
    print("\n".join([*broken, f"{time.process_time():.0f} s of processor time"]))
    return judged("burst", measured, tolerance=0.05, write=asked.write) or int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
