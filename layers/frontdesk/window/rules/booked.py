"""What became of the clinic's times, in numbers that tell of nobody. Pure. They are shown as visits are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from frontdesk.kernel.ids import LocationId, TimeTypeId
from frontdesk.kernel.small_numbers import Count, shown, shown_beside, total_of
from frontdesk.window.model.bookings import BookingStatistics, Deed, Hand, Happening, TimeCount

Deeds = Counter[tuple[Deed, Hand]]
FREEING = (Deed.MOVED, Deed.CANCELLED)


def booking_statistics(month: date, happenings: Iterable[Happening]) -> BookingStatistics:
    """The month's table, by location and type."""
    done: dict[tuple[LocationId, TimeTypeId], Deeds] = defaultdict(Counter)
    for it in happenings:
        done[it.location_id, it.time_type_id][it.deed, it.by] += 1
    return BookingStatistics(
        month=month,
        booked={by: total_of(deeds[Deed.BOOKED, by] for deeds in done.values()) for by in Hand},
        times=tuple(_times(*it, done[it]) for it in sorted(done)),
    )


def _times(location: LocationId, time_type: TimeTypeId, deeds: Deeds) -> TimeCount:
    return TimeCount(
        location=location,
        time_type=time_type,
        booked=_by_hand(Deed.BOOKED, deeds),
        moved=_by_hand(Deed.MOVED, deeds),
        cancelled=_by_hand(Deed.CANCELLED, deeds),
        missed=shown(_all(Deed.MISSED, deeds)),
        freed=_freed(deeds),
    )


def _freed(deeds: Deeds) -> Count:
    """As many as were moved and cancelled, but for moves from or to another location: so it is a total of these."""
    return shown_beside(_all(Deed.FREED, deeds), (deeds[deed, by] for deed in FREEING for by in Hand))


def _by_hand(deed: Deed, deeds: Deeds) -> Mapping[Hand, Count]:
    return {by: shown(deeds[deed, by]) for by in Hand}


def _all(deed: Deed, deeds: Deeds) -> int:
    return sum(deeds[deed, by] for by in Hand)
