"""Where things stand in the calendar: rows of five minutes, and beside each other where their times overlap.

Rows are counted from midnight by the clock on the location's wall, so that all days of a week have the same ones; what
a clock change makes happen twice stands beside itself.
The page may have no style attributes, so a place is a few classes of calendar.css: the row in which it begins (`a` the
hour and `b` the five minutes in it), the row in which it ends (`c`, `d`), and its track of how many (`o2-1`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from frontdesk.booking.model import Slot
from frontdesk.booking.model.cells import CELLS_A_DAY, cells_between
from frontdesk.booking.model.desk import FreeTime

ROWS_AN_HOUR = 12
HOURS_A_DAY = 24
MOST_TRACKS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Free times of one hour that follow each other."""

    rows: range
    times: tuple[FreeTime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HourLine:
    """A line across the calendar: where it is, and when by the clock on the wall."""

    place: str
    at: time


def wall_rows(slot: Slot, zone: ZoneInfo) -> range:
    """The rows of a time: from when it begins by the wall, for as long as it lasts, until midnight at most."""
    wall = slot.starts_at.astimezone(zone).time()
    first = row_at(wall)
    return range(first, min(first + len(cells_between(slot.starts_at, slot.ends_at)), CELLS_A_DAY))


def row_at(wall: time) -> int:
    """The row in which a wall time lies."""
    return wall.hour * ROWS_AN_HOUR + wall.minute * ROWS_AN_HOUR // 60


def boxes(times: Iterable[FreeTime], zone: ZoneInfo) -> list[Box]:
    """Free times of one performer, in order, as boxes: a new one after every gap and with every hour."""
    found: list[Box] = []
    for it in times:
        rows = wall_rows(it.slot, zone)
        last = found[-1] if found else None
        if last is None or rows.start > last.rows.stop or _hour(rows) != _hour(last.rows):
            if last is not None and last.rows.start < rows.start < last.rows.stop:
                found[-1] = Box(rows=range(last.rows.start, rows.start), times=last.times)
            found.append(Box(rows=rows, times=(it,)))
        else:
            stop = max(last.rows.stop, rows.stop)
            found[-1] = Box(rows=range(last.rows.start, stop), times=(*last.times, it))
    return found


def whole_hours(spans: Iterable[range]) -> range:
    """The rows of the whole hours around all spans; none for no spans."""
    spans = list(spans)
    if not spans:
        return range(0)
    first, last = min(it.start for it in spans), max(it.stop for it in spans)
    return range(first - first % ROWS_AN_HOUR, -(-last // ROWS_AN_HOUR) * ROWS_AN_HOUR)


def hour_lines(shown: range) -> list[HourLine]:
    """One for each hour that is shown."""
    return [
        HourLine(
            place=_rows(range(row, row + ROWS_AN_HOUR), shown.start),
            at=time(row // ROWS_AN_HOUR % HOURS_A_DAY),
        )
        for row in range(shown.start, shown.stop, ROWS_AN_HOUR)
    ]


def places(spans: Sequence[range], begins: int) -> list[str]:
    """The classes of each span in a column that shows the rows from `begins` on; the spans are in order."""
    return [
        f"{_rows(span, begins)} o{of}-{track}"
        for span, (track, of) in zip(spans, _tracks(spans), strict=True)
    ]


def _rows(span: range, begins: int) -> str:
    (a, b), (c, d) = (divmod(row - begins, ROWS_AN_HOUR) for row in (span.start, span.stop))
    return f"a{a} b{b} c{c} d{d}"


def _tracks(spans: Sequence[range]) -> list[tuple[int, int]]:
    """The track of each span, from 1, and how many there are beside each other around it."""
    tracks: list[int] = []
    ends: list[int] = []
    group: list[int] = []
    of: dict[int, int] = {}
    for at, span in enumerate(spans):
        if ends and span.start >= max(ends):
            of |= dict.fromkeys(group, len(ends))
            ends, group = [], []
        free = next((it for it, end in enumerate(ends) if end <= span.start), len(ends))
        ends[free : free + 1] = [span.stop]
        group.append(at)
        tracks.append(free + 1)
    of |= dict.fromkeys(group, len(ends))
    return [(min(it, MOST_TRACKS), min(of[at], MOST_TRACKS)) for at, it in enumerate(tracks)]


def _hour(rows: range) -> int:
    return rows.start // ROWS_AN_HOUR
