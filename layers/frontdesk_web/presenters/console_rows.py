"""The rows of a schedule's week in a form: empty ones at the end to write into, emptied ones left out."""

from collections.abc import Sequence

from frontdesk_web.presenters.console_fields import Typed

WEEK = "week"
SPARE = 3
ROWS_AT_MOST = 100
ASKED = ("weekday", "opens", "closes", "every")


def filled(typed: Typed, time_types: Sequence[str]) -> dict[str, str]:
    """What was typed, its filled rows one after the other; a row that says nothing, or is to go, is none."""
    kept = {name: value for name, value in typed.items() if not name.startswith(f"{WEEK}.")}
    names = (*ASKED, *(f"time_types.{it}" for it in time_types))
    at = 0
    for row in range(ROWS_AT_MOST + SPARE):
        said = {it: typed[f"{WEEK}.{row}.{it}"] for it in names if f"{WEEK}.{row}.{it}" in typed}
        if f"{WEEK}.{row}.gone" in typed or not any(it.strip() for it in said.values()):
            continue
        kept |= {f"{WEEK}.{at}.{name}": value for name, value in said.items()}
        at += 1
    return kept


def rows_in(typed: Typed) -> int:
    """How many rows were filled; of what `filled` gave."""
    return sum(f"{WEEK}.{row}.weekday" in typed for row in range(ROWS_AT_MOST + SPARE))
