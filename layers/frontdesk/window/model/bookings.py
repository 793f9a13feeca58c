"""The nouns of the appointment book's statistics: what became of the clinic's times, and nothing of whose they were."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.kernel.ids import EventId, LocationId, OrganisationId, TimeTypeId
from frontdesk.kernel.small_numbers import Count


class Deed(StrEnum):
    """What was done with a time. One is freed with every move and every cancellation: it can be taken again."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    MISSED = "missed"
    FREED = "freed"


class Hand(StrEnum):
    """Who did it: patients on the web, or staff for them."""

    PATIENTS = "patients"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One deed, counted once, under the id of the fact that told of it: neither whose time it was nor which one.

    `month` is the first day of the month it was done in, as the clock on the location's wall shows it.
    """

    id: EventId
    organisation_id: OrganisationId
    month: date
    location_id: LocationId
    time_type_id: TimeTypeId
    deed: Deed
    by: Hand


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCount:
    """What became of the times of one type at one location."""

    location: LocationId
    time_type: TimeTypeId
    booked: Mapping[Hand, Count]
    moved: Mapping[Hand, Count]
    cancelled: Mapping[Hand, Count]
    missed: Count
    freed: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingStatistics:
    """A month of an organisation's appointment book; `booked` is what was booked at all of its locations."""

    month: date
    booked: Mapping[Hand, Count]
    times: tuple[TimeCount, ...]
