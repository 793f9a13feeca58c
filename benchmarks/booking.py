"""`python -m benchmarks.booking`: the appointment book on the local cloud, beside a plain one and the bare calls.

All take turns in one run on this machine, so that ratios mean something where seconds do not: the local cloud is an
emulator. First the rush: thousands want fifty times at once, and exactly fifty get one.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from benchmarks.plain_booking import PlainBooking
from local.cloud import ACCOUNT_KEY, REGION, cloud_alone

if TYPE_CHECKING:
    from benchmarks.booking_desk import BookingDesk
    from frontdesk.booking.model import Slot

NOW = datetime(2026, 12, 1, 6, tzinfo=UTC)
FIRST = date(2026, 12, 7)
BERLIN = ZoneInfo("Europe/Berlin")
PERFORMERS = tuple(f"dr-{number}" for number in range(20))
REQUESTS, TIMES, AT_ONCE = 5_000, 50, 64
ROUNDS = 25
MONTH_BUDGET_MS = 150
NUMBERS = count(1)


def main(arguments: Sequence[str] = ()) -> int:
    """Print the figures; 1 when a time was booked twice or not at all, or a budget is broken."""
    asked = int(arguments[0]) if arguments else REQUESTS
    with cloud_alone() as settings, tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            AWS_ENDPOINT_URL=settings.cloud_url,
            AWS_ACCESS_KEY_ID=ACCOUNT_KEY,
            AWS_SECRET_ACCESS_KEY=ACCOUNT_KEY,
            AWS_REGION=REGION,
            AWS_DEFAULT_REGION=REGION,
            BOOKING_TABLE="bench-booking",
        )
        # Tables take their names and addresses from the environment when they are imported.
        from benchmarks.booking_desk import BookingDesk

        book = BookingDesk(NOW, FIRST, BERLIN, PERFORMERS)
        failed = rush(book, asked)
        beside(book, PlainBooking(Path(folder)))
        failed |= month(book)
    return failed


def rush(book: "BookingDesk", asked: int) -> int:
    """So many ask at once for fifty times; 1 unless exactly fifty were told they have one, and do."""
    slots, dice = book.free(PERFORMERS[0], 14)[:TIMES], Random(7)  # noqa: S311
    wanted = [dice.choice(slots) for _ in range(asked)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        told = [it for it in crowd.map(book.tries, wanted) if it is not None]
    seconds = time.perf_counter() - begun
    stored = [it for day in {it.on for it in slots} for it in book.of_day(day)]
    doubled = len(stored) - len({it.slot.starts_at for it in stored})
    print(f"{asked} requests on {TIMES} times, {AT_ONCE} at once, {seconds:.1f} s")
    print(
        f"  told yes: {len(told)}, stored: {len(stored)}, doubled: {doubled}, lost: {len(told) - len(stored)}"
    )
    as_it_should = len(told) == len(stored) == len(set(wanted)) and not doubled
    return int(not as_it_should)


def beside(book: "BookingDesk", plain: PlainBooking) -> None:
    """Bookings and availability of ours as multiples of the bare calls, beside the plain book's."""
    free = [slot for performer in PERFORMERS[1:] for slot in book.free(performer, 28)]
    ours, bare, other = (iter(free[turn * ROUNDS :]) for turn in range(3))
    took = _turns(
        {
            "one bare transaction of the same three items": lambda: book.bare(next(bare)),
            "booked by us": lambda: book.tries(next(ours)),
            "booked plainly (SQLite on disk)": lambda: _plainly(plain, next(other)),
        }
    )
    _print_ratios("A booking", took)
    performer = PERFORMERS[0]
    for slot in free:
        if slot.performer_id == PERFORMERS[1]:
            _plainly(plain, replace(slot, performer_id=performer))
    first = free[0].occupied.start
    took = _turns(
        {
            "the bare query": lambda: book.sheets(performer, 14),
            "by us": lambda: book.free(performer, 14),
            "plainly (SQLite on disk)": lambda: plain.taken(performer, first, first + 14 * 288),
        }
    )
    _print_ratios("Two weeks of a performer", took)


def month(book: "BookingDesk") -> int:
    """A month of twenty performers whose days are full; 1 when it takes longer than the budget, answers apart."""
    book.fill(PERFORMERS, 31)
    stored = {performer: book.stored(performer, 31) for performer in PERFORMERS}
    spent = [_timed(lambda: book.free(None, 31, remembered=stored)) for _ in range(ROUNDS)]
    whole = median(_timed(lambda: book.free(None, 31)) for _ in range(5)) * 1000
    best = min(spent) * 1000
    print(f"A month of {len(PERFORMERS)} full performers: {best:.0f} ms of ours (budget {MONTH_BUDGET_MS})")
    print(f"  with {len(PERFORMERS)} queries of the emulator {whole:.0f} ms")
    return int(best > MONTH_BUDGET_MS)


def _turns(deeds: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median of each, taken in turns."""
    spent: dict[str, list[float]] = {name: [] for name in deeds}
    for _ in range(ROUNDS):
        for name, deed in deeds.items():
            spent[name].append(_timed(deed))
    return {name: median(it) for name, it in spent.items()}


def _timed(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def _print_ratios(what: str, took: dict[str, float]) -> None:
    (yardstick, one), *others = took.items()
    print(f"{what}: {yardstick} {one * 1000:.2f} ms here ({1 / one:.0f} a second), taken as 1")
    for name, seconds in others:
        print(f"  {name}: {seconds / one:.2f} ({1 / seconds:.0f} a second)")


def _plainly(plain: PlainBooking, slot: "Slot") -> bool:
    number = next(NUMBERS)
    return plain.book(f"{number:032x}", slot.performer_id, f"{number:032d}", slot.occupied, "{}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
