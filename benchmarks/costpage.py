"""docs/reference/cost.md and the sentence in README.md, in words and tables."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Any

from infra.target import MEMORY_MB

BILLED_MS = 150
"""What a function is billed for in the mean, cold starts included: to be replaced by what AWS reports."""

INTRODUCTION = """# What it costs

Made by `python -m benchmarks.cost {options} --write`; do not edit.
Counts are those of `benchmarks/budget.json`, prices those of `benchmarks/prices.json`: US dollars, eu-central-1, before
taxes, without any free tier.
"""
PROVISIONAL = "The counts are provisional: estimated from the code, not yet metered.\n"
NOT_COUNTED = """## Taken as given, and left out

A function is billed for {billed} ms with {memory} MB, a round likewise. Each invocation is traced, as the template
asks; X-Ray samples when there is more than one a second, so that its line is an upper bound. An invocation writes one
kB of log. A use begins with one request over the web unless its counts say otherwise.

Left out, each a few cents a clinic and month: storage (DynamoDB 0.306 a GB, with recovery 0.2448 more), what leaves
through CloudFront (0.085 a GB), style and script (the edge keeps them), signing in (Cognito), calls of the
clinic's own key (0.03 for 10,000; services keep what they opened for minutes). Nothing is paid by the hour: idle, the
key, alarms and rounds are paid.
"""


def sentence(asked: Namespace, total: float, quiet: float, *, provisional: bool) -> str:
    """One sentence with the figures."""
    begins = "By a first estimate" if provisional else "By metered counts"
    return (
        f"{begins} {_who(asked)} a month, cost\n"
        f"{total:,.2f} US dollars a month together, without messages; {quiet:,.2f} when nobody comes.\n"
        "[How that adds up](docs/reference/cost.md)."
    )


def page(  # noqa: PLR0913
    asked: Namespace,
    *,
    uses: Mapping[str, float],
    idle: Mapping[str, float],
    month: Mapping[str, float],
    messages: float,
    prices: Mapping[str, Any],
    provisional: bool,
) -> str:
    """The whole page."""
    options = (
        f"--clinics {asked.clinics} --requests-per-clinic-per-month {asked.requests_per_clinic_per_month} "
        f"--sessions {asked.sessions}"
    )
    parts = [
        INTRODUCTION.format(options=options) + (PROVISIONAL if provisional else ""),
        f"## A month\n\n{_who(asked)} a month.\n\n" + _month(idle, month),
        _messages(messages, prices),
        "## A thousand uses\n\n"
        + _table(("use", "1,000 cost"), [(it, f"{1000 * uses[it]:.4f}") for it in uses]),
        NOT_COUNTED.format(billed=BILLED_MS, memory=MEMORY_MB),
        "## Prices\n\n" + _prices(prices),
    ]
    return "\n".join(parts)


def _who(asked: Namespace) -> str:
    requests = f"{asked.requests_per_clinic_per_month:,} requests"
    return f"{asked.clinics} clinics, each with {requests} and {asked.sessions:,} visits"


def _month(idle: Mapping[str, float], month: Mapping[str, float]) -> str:
    dearest_first = sorted(month, key=month.__getitem__, reverse=True)
    rows = [(it, f"{idle.get(it, 0.0):.2f}", f"{month[it]:.2f}") for it in dearest_first]
    total = ("together", f"{sum(idle.values()):.2f}", f"{sum(month.values()):.2f}")
    return _table(("service", "idle", "in use"), [*rows, total])


def _messages(messages: float, prices: Mapping[str, Any]) -> str:
    costs = {it: messages * prices[it]["price"] / prices[it]["per"] for it in ("email", "sms")}
    return (
        f"Apart from these, {messages:,.0f} messages to people: {costs['email']:,.2f} if all are e-mails, "
        f"{costs['sms']:,.2f} if all are SMS to Germany.\n"
    )


def _prices(prices: Mapping[str, Any]) -> str:
    rows = [
        (
            it["service"],
            it["what"],
            f"{it['price']:g} for {it['per']:,}",
            f"<{it['source']}>",
            it["date"],
            it["verified"],
        )
        for it in prices.values()
    ]
    return _table(("service", "what", "price", "source", "as of", "verified"), rows)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(it)} |\n" for it in lines)
