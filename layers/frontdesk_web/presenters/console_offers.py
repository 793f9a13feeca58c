"""Free times to choose from, day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from frontdesk.booking.model.desk import FreeTime
from frontdesk.booking.model.timetable import Timetable
from frontdesk.catalogue.model import Location
from frontdesk.kernel.language import Language
from frontdesk_web.dates import time_words
from frontdesk_web.i18n import locale_of
from frontdesk_web.presenters.console_columns import booking_url, written_time
from frontdesk_web.presenters.console_times import performer_named

DAYS_AT_ONCE = 5
"""Days with free times that are shown to choose from: below them there is a button to be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A free time. `value` is how a form says it, `url` where it is booked."""

    value: str
    url: str
    at: str
    staff_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class With:
    """The free times of one performer."""

    name: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The free times of a day by whom they are with."""

    day: date
    performers: tuple[With, ...]


def days_of(
    free: Sequence[FreeTime], timetable: Timetable, location: Location, language: Language
) -> list[Day]:
    """The free times, in order, by day and performer; the first days that have some."""
    found: dict[date, dict[str, list[Offer]]] = {}
    for it in free:
        name = performer_named(timetable, it.slot.performer_id)
        found.setdefault(it.slot.on, {}).setdefault(name, []).append(offer(it, location, language))
    return [
        Day(
            day=day,
            performers=tuple(With(name=name, offers=tuple(offers)) for name, offers in people.items()),
        )
        for day, people in islice(found.items(), DAYS_AT_ONCE)
    ]


def offer(it: FreeTime, location: Location, language: Language) -> Offer:
    """A free time by the clock of its location."""
    return Offer(
        value=written_time(it.slot),
        url=booking_url(it.slot),
        at=time_words(it.slot.starts_at, location.zone, locale=locale_of(language)),
        staff_only=not it.for_patients,
    )
