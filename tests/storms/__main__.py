"""`python -m tests.storms [--seconds 60] [--patients 8] [--seed ...]`: patients, receptionists and a storm.

The whole product on the local cloud. Functions are killed, the cloud is restarted, browsers send again, some twice at
once. When all has settled, what people were told is compared with what is stored. Exit 1 when anything was lost,
doubled or is missing, and when the storm was none.
"""

import argparse
import secrets
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random
from threading import Event

from local.stack import Desk, running
from tests.journeys.people import Colleague
from tests.storms.browsing import Browser, InAHurry, Ledger, Receptionist
from tests.storms.counting import FAULTS, OF_THE_STORM, Seen, Weather, count, no_storm
from tests.storms.reading import executions, messages, records
from tests.storms.weather import Thunder, make_the_rounds

SETTLES_WITHIN_S = 100.0
"""Longer than a killed sender's claim on its message lasts."""

GATHERS_WITHIN_S = 45.0
QUIET_S = 4.0
RECEPTIONISTS = ("1001", "1003")
"""Both answer for the location that the patients choose."""

SHOWN = 5


def main(arguments: list[str] | None = None) -> int:
    """0 when nothing was lost, doubled or is missing after a storm that was one."""
    chosen = _chosen(arguments)
    print(f"Seed {chosen.seed}: --seconds {chosen.seconds:g} --patients {chosen.patients}", flush=True)
    with tempfile.TemporaryDirectory() as folder, running(chosen.home or Path(folder), say=_say) as desk:
        seen, ledger = storm(desk, seconds=chosen.seconds, patients=chosen.patients, seed=chosen.seed)
        seen = settled(desk, seen)
    return told(seen, ledger)


def storm(desk: Desk, *, seconds: float, patients: int, seed: int) -> tuple[Seen, Ledger]:
    """What people were told while it raged."""
    ledger, ended = Ledger(), Event()
    address = desk.addresses.public_url
    thunder = Thunder(desk, _chance(seed, "thunder"))
    reception = [
        Receptionist(Colleague(Browser(address, ledger), it), _chance(seed, it)) for it in RECEPTIONISTS
    ]
    with ThreadPoolExecutor(patients + len(reception)) as crowd:
        begun = [
            crowd.submit(_hurry, InAHurry(Browser(address, ledger)), _chance(seed, it), ledger, ended, it)
            for it in range(patients)
        ]
        begun += [crowd.submit(_answer, it, at, ledger, ended) for at, it in enumerate(reception)]
        try:
            _gather(ledger, patients)
            _say("The storm begins")
            thunder.rages(seconds, ended)
        finally:
            ended.set()
    for person in begun:
        person.result()
    weather = Weather(dict(thunder.killed), thunder.restarts, len(ledger.troubles), ledger.twice_at_once)
    told_so = Seen(tuple(ledger.forms), tuple(ledger.words), (), (), (), weather, tuple(ledger.refusals))
    return told_so, ledger


def settled(desk: Desk, seen: Seen) -> Seen:
    """With what is there as soon as nothing is amiss and nothing moves, or when that takes too long."""
    _say("The storm is over; everything settles")
    give_up_at = time.monotonic() + SETTLES_WITHIN_S
    before = None
    while True:
        make_the_rounds(desk)
        time.sleep(QUIET_S)
        seen = _with_what_is_there(desk, seen)
        waits = any(whom for name, whom in count(seen).items() if name not in OF_THE_STORM)
        if (not waits and seen == before) or time.monotonic() > give_up_at:
            return seen
        before = seen


def told(seen: Seen, ledger: Ledger) -> int:
    """Print the table; 1 when a row that must be nought is not."""
    faults, reasons = count(seen), no_storm(seen)
    killed = ", ".join(f"{name.removeprefix('frontdesk-')} {it}" for name, it in seen.weather.killed.items())
    print(f"\n  functions killed: {killed}")
    for trouble, times in Counter(ledger.troubles).most_common():
        print(f"  sent again after: {trouble} ({times})")
    rows = {
        "functions killed": sum(seen.weather.killed.values()),
        "restarts of the local cloud": seen.weather.restarts,
        "sent again by a browser": seen.weather.sent_again,
        "forms": len(seen.forms),
        "forms sent twice at once": seen.weather.twice_at_once,
        "confirmed with a reference": sum(bool(it.confirmed) for it in seen.forms),
        "stored": sum(any(form.mark in it.said for form in seen.forms) for it in seen.records),
        "words of the reception": len(seen.words),
        "messages": len(seen.messages),
        "executions that run": len(seen.running),
    }
    for name, number in rows.items():
        print(f"  {name:<32}{number:>6}")
    for name in FAULTS:
        print(f"  {name:<32}{len(faults[name]):>6}  {' '.join(faults[name][:SHOWN])}".rstrip())
    for reason in reasons:
        print(f"  This was no storm: {reason}.")
    return 1 if reasons or any(faults.values()) else 0


def _with_what_is_there(desk: Desk, seen: Seen) -> Seen:
    at = desk.addresses
    running_now = tuple(sorted(executions(at, "RUNNING")))
    return replace(seen, records=records(at), messages=messages(at), running=running_now)


def _chance(seed: int, whose: object) -> Random:
    """Everybody has dice of their own, so that one who is late does not change the others' throws."""
    return Random(f"{seed} {whose}")  # noqa: S311  (dice, no secrets)


def _gather(ledger: Ledger, patients: int) -> None:
    """Wait until as many have sent something as there are patients: a storm over an empty street strikes nobody."""
    give_up_at = time.monotonic() + GATHERS_WITHIN_S
    while len(ledger.forms) < patients and time.monotonic() < give_up_at:
        time.sleep(0.1)


def _hurry(patient: InAHurry, chance: Random, ledger: Ledger, ended: Event, place: int) -> None:
    # One after the other: each of them needs a process that starts anew.
    while len(ledger.forms) < place and not ended.wait(0.1):
        pass
    while not ended.wait(chance.uniform(0.1, 1.0)):
        patient.asks(ledger, twice=chance.random() < 1 / 3)


def _answer(who: Receptionist, at: int, ledger: Ledger, ended: Event) -> None:
    """Of the requests that were confirmed, every third is this receptionist's; a third is left alone."""
    done: set[str] = set()
    while not ended.wait(who.chance.uniform(0.2, 1.0)):
        with ledger.lock:
            known = [request_id for form in ledger.forms for request_id, _ in form.confirmed]
        mine = [it for it in known[at :: len(RECEPTIONISTS) + 1] if it not in done]
        if mine:
            done.add(mine[0])
            who.speaks(mine[0], ledger)


def _chosen(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.storms")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--patients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--home", type=Path, help="keep the records and the cloud's log in this folder")
    return parser.parse_args(arguments)


def _say(sentence: str) -> None:
    print(f"  {sentence}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
