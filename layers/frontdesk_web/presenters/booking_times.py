"""The times of a month: a calendar of days with free ones, the times of one day, and what a page sends for one."""

from calendar import Calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from frontdesk.booking.model import Appointment, Slot, Wish
from frontdesk.kernel.ids import ResourceId
from frontdesk.kernel.language import Language
from frontdesk_web.dates import clock_words, date_words, month_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.booking_choice import ANYBODY, Choice

NOON = 12
A_DAY = timedelta(days=1)
YEARS = range(1971, 3000)

DayAddress = Callable[[date], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The free times of a month, in order. `first` and `last` are the days between which may be booked.

    `day` is any of the month and what is asked for. `later`: the next day with a time, sought where the month has none.
    """

    day: date
    first: date
    last: date
    free: Sequence[Slot] = ()
    later: date | None = None

    @property
    def chosen(self) -> date | None:
        """The day that is asked for, or the next of the month that has a time; else its first."""
        days = sorted({slot.on for slot in self.free})
        return next((it for it in days if it >= self.day), days[0] if days else None)

    @property
    def is_nothing(self) -> bool:
        """Whether there is no time at all, this month or later."""
        return not self.free and self.later is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A cell of the calendar; `url` is None where nothing is free."""

    on: date
    words: str
    free: str
    url: str | None
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    short: str
    long: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A free time: what the button sends, and says."""

    value: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Times of the morning, or of the afternoon."""

    name: str
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """Another day of the calendar, in words."""

    words: str
    on: date
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The calendar as it is shown; `weeks` have seven days each, None outside the month."""

    name: str
    weekdays: tuple[Weekday, ...]
    weeks: tuple[tuple[Day | None, ...], ...]
    before: Jump | None
    after: Jump | None
    later: Jump | None
    chosen: str | None
    parts: tuple[Part, ...]


def first_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def last_of(day: date) -> date:
    """The last day of a day's month."""
    return first_of(first_of(day) + 31 * A_DAY) - A_DAY


def month_of(found: Found, *, zone: ZoneInfo, language: Language, at: DayAddress) -> Month:
    """The month as a page shows it; `at` is where the times of another day are."""
    locale = locale_of(language)
    after, before = last_of(found.day) + A_DAY, first_of(found.day) - A_DAY
    chosen = found.chosen
    return Month(
        name=month_words(found.day, locale=locale),
        weekdays=tuple(
            Weekday(
                short=locale.days["stand-alone"]["abbreviated"][it],
                long=locale.days["stand-alone"]["wide"][it],
            )
            for it in Calendar(locale.first_week_day).iterweekdays()
        ),
        weeks=_weeks(found, language=language, at=at),
        before=_jump(first_of(before), at, language) if before >= found.first else None,
        after=_jump(after, at, language) if after <= found.last else None,
        later=_jump(found.later, at, language, whole=True) if found.later else None,
        chosen=date_words(chosen, locale=locale) if chosen else None,
        parts=_parts([it for it in found.free if it.on == chosen], zone=zone, language=language),
    )


def written_time(slot: Slot) -> str:
    """What the button of a time sends."""
    return f"{slot.performer_id}.{slot.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M}Z"


def chosen_before(held: Appointment) -> dict[str, str]:
    """How a form carries the time that was chosen: other times are looked for from there, under the same hold."""
    slot = held.slot
    chosen = {"location": slot.location_id, "type": slot.time_type_id, "performer": ANYBODY}
    return {**chosen, "day": str(slot.on), "hold": held.id}


def wish_of(choice: Choice, sent: str) -> Wish | None:
    """The time whose button was pressed, None for what no button sends."""
    performer_id, _, instant = sent.partition(".")
    if choice.location_id is None or choice.time_type_id is None:
        return None
    try:
        starts_at = datetime.fromisoformat(instant)
    except ValueError:
        return None
    if starts_at.tzinfo is None or starts_at.year not in YEARS:
        return None
    return Wish(
        location_id=choice.location_id,
        time_type_id=choice.time_type_id,
        performer_id=ResourceId(performer_id),
        starts_at=starts_at.astimezone(UTC),
    )


def _weeks(found: Found, *, language: Language, at: DayAddress) -> tuple[tuple[Day | None, ...], ...]:
    locale, words = locale_of(language), translations(language)
    free: dict[date, set[datetime]] = {}
    for slot in found.free:
        free.setdefault(slot.on, set()).add(slot.starts_at)

    def day(on: date) -> Day | None:
        if on.month != found.day.month:
            return None
        count = len(free.get(on, ()))
        return Day(
            on=on,
            words=date_words(on, locale=locale),
            free=words.ngettext("%(num)s free time", "%(num)s free times", count) % {"num": count},
            url=at(on) if count else None,
            chosen=on == found.chosen,
        )

    weeks = Calendar(locale.first_week_day).monthdatescalendar(found.day.year, found.day.month)
    return tuple(tuple(day(on) for on in week) for week in weeks)


def _parts(slots: Sequence[Slot], *, zone: ZoneInfo, language: Language) -> tuple[Part, ...]:
    """Each instant once, whoever has it: with several performers the first of them."""
    _, locale = translations(language).gettext, locale_of(language)
    once: dict[datetime, Slot] = {}
    for slot in slots:
        once.setdefault(slot.starts_at, slot)
    parts: Mapping[bool, list[Time]] = {True: [], False: []}
    for starts_at, slot in once.items():
        time = Time(value=written_time(slot), words=clock_words(starts_at, zone, locale=locale))
        parts[starts_at.astimezone(zone).hour < NOON].append(time)
    names = {True: _("Morning"), False: _("Afternoon")}
    return tuple(Part(name=names[it], times=tuple(times)) for it, times in parts.items() if times)


def _jump(day: date, at: DayAddress, language: Language, *, whole: bool = False) -> Jump:
    locale = locale_of(language)
    words = date_words(day, locale=locale) if whole else month_words(day, locale=locale)
    return Jump(words=words, on=day, url=at(day))
