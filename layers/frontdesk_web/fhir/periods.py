"""Stretches of time as FHIR searches and operations ask for them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from frontdesk.booking.usecases.find_times import AT_ONCE
from frontdesk.kernel.errors import BadInput, FieldError

MOST_DAYS = AT_ONCE
YEARS = range(1971, 2999)
A_DAY, A_SECOND = timedelta(days=1), timedelta(seconds=1)
DATE = r"\d{4}-\d{2}-\d{2}"
MOMENT = rf"{DATE}T\d{{2}}:\d{{2}}(:\d{{2}}(\.\d{{1,6}})?)?(Z|[+-]\d{{2}}:\d{{2}})"
WHEN = rf"({DATE}|{MOMENT})"
SEARCHED = rf"(eq|ge|gt|le|lt)?{WHEN}"
"""What a search parameter of the type date may say. http://hl7.org/fhir/R4/search.html#date"""


@dataclass(frozen=True, slots=True)
class Period:
    """From `begins` until before `ends`."""

    begins: datetime
    ends: datetime

    def __contains__(self, at: datetime) -> bool:
        return self.begins <= at < self.ends

    def days(self, zones: Iterable[ZoneInfo]) -> tuple[date, date]:
        """The first and the last local day it touches in any of the zones."""
        there = list(zones) or [ZoneInfo("UTC")]
        last = max(self.begins, self.ends - A_SECOND)
        return (
            min(self.begins.astimezone(it).date() for it in there),
            max(last.astimezone(it).date() for it in there),
        )


def moment(written: str, zone: ZoneInfo, *, of: str) -> Period:
    """What is written: an instant, or a day of the zone; BadInput for anything else, said of the parameter `of`."""
    if not re.fullmatch(DATE, written, re.ASCII):
        begins = instant(written, of=of)
        return Period(begins, begins + A_SECOND)
    try:
        day = date.fromisoformat(written)
    except ValueError as odd:
        raise BadInput([FieldError(of, "invalid_date")]) from odd
    if day.year not in YEARS:
        raise BadInput([FieldError(of, "invalid_date")])
    # It ends where the next one of the wall begins: a clock change makes it longer, or shorter.
    begins = datetime.combine(day, time.min, zone)
    return Period(begins.astimezone(UTC), (begins + A_DAY).astimezone(UTC))


def instant(written: str, *, of: str) -> datetime:
    """An instant with its offset, UTC; BadInput for anything else, and for years that no calendar here shows."""
    try:
        at = datetime.fromisoformat(written) if re.fullmatch(MOMENT, written, re.ASCII) else None
    except ValueError as odd:
        raise BadInput([FieldError(of, "invalid_date")]) from odd
    if at is None or at.year not in YEARS:
        raise BadInput([FieldError(of, "invalid_date")])
    return at.astimezone(UTC)


def between(begins: datetime, ends: datetime, *, of: str) -> Period:
    """The stretch; BadInput when it is longer than what is looked at together."""
    if ends - begins > timedelta(days=MOST_DAYS, hours=1):
        raise BadInput([FieldError(of, "too_many_days")])
    return Period(begins, ends)


def searched(values: Iterable[str], zone: ZoneInfo, now: datetime, *, of: str) -> Period:
    """What a search narrows down with `ge`, `gt`, `lt`, `le` or a day; from now on, and a month, where it does not."""
    lows, highs = [], []
    for value in values:
        prefix, written = (value[:2], value[2:]) if value[:2].isalpha() else ("eq", value)
        narrow = _NARROWED.get(prefix)
        if narrow is None:
            raise BadInput([FieldError(of, "invalid_date")])
        low, high = narrow(moment(written, zone, of=of))
        lows += [low] if low else []
        highs += [high] if high else []
    begins = max(lows, default=min([now, *highs]))
    return between(begins, min(highs, default=begins + MOST_DAYS * A_DAY), of=of)


_Bounds = tuple[datetime | None, datetime | None]
_NARROWED: dict[str, Callable[[Period], _Bounds]] = {
    "eq": lambda it: (it.begins, it.ends),
    "ge": lambda it: (it.begins, None),
    "gt": lambda it: (it.ends, None),
    "lt": lambda it: (None, it.begins),
    "le": lambda it: (None, it.ends),
}
