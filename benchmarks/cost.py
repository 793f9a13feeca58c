"""`python -m benchmarks.cost [--clinics N] [--write]`: the counts of budget.json, times the prices of prices.json.

Before taxes and without free tiers, which one account of many clinics soon leaves. `--write` puts the figure into
README.md and the tables into docs/reference/cost.md.
"""

import json
import re
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.budgets import BUDGET
from benchmarks.costpage import BILLED_MS, page, sentence
from benchmarks.environment import ROOT
from infra.target import MEMORY_MB

PRICES = Path(__file__).parent / "prices.json"
PAGE, README = ROOT / "docs" / "reference" / "cost.md", ROOT / "README.md"
BEGIN, END = "<!-- cost -->", "<!-- /cost -->"
CLINICS, REQUESTS, VISITS_A_REQUEST = 10, 400, 5
PROVISIONAL = "provisional"
"""Marks a row of use_cases that was estimated, not metered."""

LOG_GB = 1e-6
"""What an invocation writes: its three lines of Lambda's, one of the door's."""

PAID = {
    "web_requests": ("api_request", "edge_request"),
    "invocations": ("invocation", "trace"),
    "gb_seconds": ("gb_second",),
    "log_gb": ("log_gb",),
    "write_units": ("write_unit",),
    "read_units": ("read_unit",),
    "transitions": ("transition",),
    "events": ("event",),
    "scheduled": ("scheduled",),
    "puts": ("s3_put",),
    "gets": ("s3_get",),
    "alarms": ("alarm",),
    "keys": ("key",),
}
"""Which prices are paid for each count. Messages are a line of their own: most of it, or nothing, by the provider."""

A_ROUND_READS = 0.5
"""The directory of clinics, and again for each clinic: small queries, eventually consistent."""

Counts = Mapping[str, float]
Money = dict[str, float]


class Unclear(Exception):
    """The budget says how often something happens, and not what it costs."""


def priced(counts: Counts, prices: Mapping[str, Any]) -> Money:
    """Money by service."""
    money: Money = {}
    for name, amount in full(counts).items():
        for it in PAID.get(name, ()):
            price = prices[it]
            service = price["service"]
            money[service] = money.get(service, 0.0) + amount * price["price"] / price["per"]
    return money


def full(counts: Counts) -> dict[str, float]:
    """With what follows from the number of invocations."""
    invocations = counts.get("invocations", 0)
    follows = {
        "gb_seconds": invocations * MEMORY_MB / 1024 * BILLED_MS / 1000,
        "log_gb": invocations * LOG_GB,
    }
    return {**follows, **counts}


def of_one(use: Counts) -> dict[str, float]:
    """The counts of one use. What does not say otherwise begins with one request over the web."""
    return {"web_requests": 1, **{name: count for name, count in use.items() if name != PROVISIONAL}}


def idle(budget: Mapping[str, Any], clinics: int) -> dict[str, float]:
    """What there is in a month without any patient: alarms, and the rounds that ask after each clinic."""
    rounds = budget["idle"]["scheduled"]
    reads = rounds * A_ROUND_READS * (1 + clinics)
    return {
        "alarms": budget["idle"]["alarms"],
        "keys": budget["idle"]["keys"],
        "scheduled": rounds,
        "invocations": rounds,
        "read_units": reads,
    }


def used(budget: Mapping[str, Any], asked: Namespace) -> dict[str, float]:
    """The counts of everything that happens in a month, in all clinics together."""
    happens = {"request": asked.requests_per_clinic_per_month, "session": asked.sessions}
    total = Counter[str]()
    for name, occurs in budget["occurs"].items():
        if name not in budget["use_cases"]:
            raise Unclear(f"occurs has {name!r}, use_cases has not")
        times = asked.clinics * happens[occurs["per"]] * occurs["times"]
        total.update({it: count * times for it, count in of_one(budget["use_cases"][name]).items()})
    return dict(total)


def month(budget: Mapping[str, Any], prices: Mapping[str, Any], asked: Namespace) -> Money:
    """Money by service of a month of all clinics, idle included."""
    return summed(priced(idle(budget, asked.clinics), prices), priced(used(budget, asked), prices))


def summed(*some: Mapping[str, float]) -> Money:
    """Line by line."""
    return {
        name: sum(it.get(name, 0.0) for it in some)
        for name in dict.fromkeys(key for it in some for key in it)
    }


def main(arguments: Sequence[str] = ()) -> int:
    """Print what a month costs, and where asked, write it into the documents."""
    asked = asked_for(arguments)
    text = rendered(asked)
    print(text)
    if asked.write:
        PAGE.write_text(text, "utf-8")
        README.write_text(between(README.read_text("utf-8"), said(asked)), "utf-8")
    return 0


def rendered(asked: Namespace) -> str:
    """docs/reference/cost.md."""
    budget, prices = _budget(), _prices()
    return page(
        asked,
        uses={name: sum(priced(of_one(it), prices).values()) for name, it in budget["use_cases"].items()},
        idle=priced(idle(budget, asked.clinics), prices),
        month=month(budget, prices, asked),
        messages=used(budget, asked).get("messages", 0),
        prices=prices,
        provisional=_estimated(budget),
    )


def said(asked: Namespace) -> str:
    """The sentence in README.md."""
    budget, prices = _budget(), _prices()
    total = sum(month(budget, prices, asked).values())
    quiet = sum(priced(idle(budget, asked.clinics), prices).values())
    return sentence(asked, total, quiet, provisional=_estimated(budget))


def between(text: str, figure: str) -> str:
    """The text with the figure between the two markers."""
    if not re.search(f"{BEGIN}.*{END}", text, re.DOTALL):
        raise Unclear(f"README.md has no {BEGIN} ... {END}")
    return re.sub(f"{BEGIN}.*{END}", lambda _: f"{BEGIN}\n{figure}\n{END}", text, flags=re.DOTALL)


def asked_for(arguments: Sequence[str]) -> Namespace:
    """What is wanted, with what is usual for the rest."""
    parser = ArgumentParser(prog="python -m benchmarks.cost")
    parser.add_argument("--clinics", type=int, default=CLINICS)
    parser.add_argument("--requests-per-clinic-per-month", type=int, default=REQUESTS)
    parser.add_argument("--sessions", type=int, help="visits of the window a clinic and month")
    parser.add_argument("--write", action="store_true", help="into README.md and docs/reference/cost.md")
    asked = parser.parse_args(list(arguments))
    if asked.sessions is None:
        asked.sessions = VISITS_A_REQUEST * asked.requests_per_clinic_per_month
    return asked


def _estimated(budget: Mapping[str, Any]) -> bool:
    return any(it.get(PROVISIONAL) for it in budget["use_cases"].values())


def _budget() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(BUDGET.read_text("utf-8"))
    return read


def _prices() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(PRICES.read_text("utf-8"))["prices"]
    return read


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
