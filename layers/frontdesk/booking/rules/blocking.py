"""Which stretch somebody means who writes a day and two wall times. Pure; nothing is guessed about a clock change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from frontdesk.booking.errors import TooFarAhead
from frontdesk.booking.rules.limits import why_not_comment
from frontdesk.kernel.errors import FieldError

DAY, BEGINS, ENDS, NOTE = "day", "from", "until", "note"
MOST_CELLS = 96
"""Eight hours: what one condition of DynamoDB can name. A longer absence is several blocks, or one of the timetable."""
STEP_MINUTES = 5
AT_MOST = timedelta(minutes=MOST_CELLS * STEP_MINUTES)
AT_MOST_AHEAD = timedelta(days=5 * 366)
MIDNIGHT = ("00:00", "24:00")
A_DAY = timedelta(days=1)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hours:
    """A stretch of time; instants are UTC."""

    starts_at: datetime
    ends_at: datetime


def read_hours(
    written: Mapping[str, str], *, zone: ZoneInfo, now: datetime
) -> tuple[Hours | None, list[FieldError]]:
    """The stretch that a form names by the clock on the location's wall, or what is wrong with it, field by field.

    It ends on the same day, at midnight at the latest. A wall time that a clock change skips is none, and of one that
    it repeats nobody can say which is meant: both are errors.
    """
    errors: list[FieldError] = []
    day = _read(written, DAY, _day, errors)
    begins = _read(written, BEGINS, _time, errors)
    ends = _read(written, ENDS, _time, errors)
    if refusal := why_not_comment(written.get(NOTE, "")):
        errors.append(FieldError(NOTE, refusal.code))
    if day is None or begins is None or ends is None:
        return None, errors
    last = day + A_DAY if ends == time.min else day
    walls = {BEGINS: datetime.combine(day, begins), ENDS: datetime.combine(last, ends)}
    errors += [FieldError(field, no) for field, wall in walls.items() if (no := _why_not_wall(wall, zone))]
    if errors:
        return None, errors
    hours = Hours(*(wall.replace(tzinfo=zone).astimezone(UTC) for wall in walls.values()))
    fault = _why_not_hours(hours, now)
    return (None, [fault]) if fault else (hours, [])


def _why_not_wall(wall: datetime, zone: ZoneInfo) -> str | None:
    """What is wrong with a wall time on its day, or None."""
    if wall.minute % STEP_MINUTES:
        return "not_five_minutes"
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return None
    is_shown = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall
    return "time_comes_twice" if is_shown else "time_is_skipped"


def _why_not_hours(hours: Hours, now: datetime) -> FieldError | None:
    if hours.ends_at <= hours.starts_at:
        return FieldError(ENDS, "hours_backwards")
    if hours.ends_at - hours.starts_at > AT_MOST:
        return FieldError(ENDS, "stretch_too_long")
    if hours.ends_at <= now:
        return FieldError(ENDS, "time_is_over")
    return FieldError(DAY, TooFarAhead.code) if hours.starts_at - now > AT_MOST_AHEAD else None


def _read(
    written: Mapping[str, str], field: str, reads: Callable[[str], T], errors: list[FieldError]
) -> T | None:
    text = written.get(field, "").strip()
    if not text:
        errors.append(FieldError(field, "required"))
        return None
    try:
        return reads(text)
    except ValueError:
        errors.append(FieldError(field, "invalid_date" if field == DAY else "invalid_time"))
        return None


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.year in (date.min.year, date.max.year):
        raise ValueError(text)
    return day


def _time(text: str) -> time:
    return time.min if text in MIDNIGHT else datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007
