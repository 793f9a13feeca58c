"""Days and times in words. Instants are aware, and shown in the zone that is handed in, not the server's."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time


def date_words(value: date, zone: ZoneInfo | None = None, form: str = "full", *, locale: Locale) -> str:
    """A day, `Dienstag, 24. November 2026` in the full form; an instant is the day it is in `zone`."""
    day = value.astimezone(zone) if isinstance(value, datetime) else value
    return format_date(day, format=form, locale=locale)


def time_words(value: datetime | time, zone: ZoneInfo | None = None, *, locale: Locale) -> str:
    """`08:15` of an instant in `zone`, or of a wall time as it is."""
    wall = value.astimezone(zone).time() if isinstance(value, datetime) else value
    return format_time(wall, format="HH:mm", locale=locale)


def datetime_words(value: datetime, zone: ZoneInfo, form: str = "full", *, locale: Locale) -> str:
    """Day and time of an instant in `zone`."""
    day = date_words(value, zone, form, locale=locale)
    return str(locale.datetime_formats["medium"]).format(time_words(value, zone, locale=locale), day)


def month_words(value: date, *, locale: Locale) -> str:
    """`November 2026` of a day in it."""
    return str(format_skeleton("yMMMM", value, locale=locale))


def clock_words(value: datetime, zone: ZoneInfo, *, locale: Locale) -> str:
    """`08:15` of an instant in `zone`; in the hour that a clock change repeats, with what tells the two apart."""
    wall = value.astimezone(zone)
    told = time_words(value, zone, locale=locale)
    if wall.replace(fold=0).utcoffset() == wall.replace(fold=1).utcoffset():
        return told
    return f"{told} ({_offset(wall.utcoffset() or timedelta())})"


def _offset(ahead: timedelta) -> str:
    minutes = round(ahead.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")
