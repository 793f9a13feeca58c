"""Time as booking counts it: cells of five minutes since the epoch, and sheets of one UTC day.

An appointment takes whole cells of the sheets of whoever it needs. Cells count elapsed time, so a clock change is
nothing special here: wall time is turned into cells once, where a schedule is read, and back where a page is shown.
A sheet is a UTC day and not a local one: every day has 288 cells, and a performer who works in two zones has one
sheet for both.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

CELL = timedelta(minutes=5)
CELLS_A_DAY = 288
_CELL_S = 300
_EPOCH = date(1970, 1, 1)


def cell_at(instant: datetime) -> int:
    """The cell that begins at the instant; ValueError when none does."""
    cell, rest = divmod(instant.timestamp(), _CELL_S)
    if rest:
        raise ValueError(instant)
    return int(cell)


def cell_after(instant: datetime) -> int:
    """The first cell that begins at the instant or later."""
    return -int(-instant.timestamp() // _CELL_S)


def instant_of(cell: int) -> datetime:
    """When the cell begins; UTC."""
    return datetime.fromtimestamp(cell * _CELL_S, UTC)


def cells_between(starts_at: datetime, ends_at: datetime) -> range:
    """The cells of a half-open stretch of time; ValueError when it does not begin and end with one."""
    return range(cell_at(starts_at), cell_at(ends_at))


def day_of(cell: int) -> date:
    """The UTC day whose sheet has the cell."""
    return _EPOCH + timedelta(days=cell // CELLS_A_DAY)


def first_cell(day: date) -> int:
    """The first cell of the sheet of a UTC day."""
    return (day - _EPOCH).days * CELLS_A_DAY


def by_day(cells: range) -> Iterator[tuple[date, range]]:
    """The cells sheet by sheet, counted from the first of each; nothing for no cells."""
    at = cells.start
    while at < cells.stop:
        begins = at - at % CELLS_A_DAY
        until = min(cells.stop, begins + CELLS_A_DAY)
        yield day_of(at), range(at - begins, until - begins)
        at = until
