"""Time is counted in cells of five minutes, on sheets of one UTC day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.booking.model.cells import (
    CELLS_A_DAY,
    by_day,
    cell_after,
    cell_at,
    cells_between,
    day_of,
    first_cell,
    instant_of,
)

from .builders import BERLIN, MINUTE, SECOND, at
from .strategies import PROPERTY, ZONES

CELLS = st.integers(cell_at(datetime(1971, 1, 1, tzinfo=UTC)), cell_at(datetime(2099, 1, 1, tzinfo=UTC)))
MICROSECOND = timedelta(microseconds=1)


@given(CELLS, st.sampled_from(ZONES))
@PROPERTY
def test_a_cell_begins_at_one_instant_whichever_zone_says_it(cell, zone):
    assert cell_at(instant_of(cell).astimezone(zone)) == cell
    assert instant_of(cell + 1) - instant_of(cell) == 5 * MINUTE


@given(CELLS)
@PROPERTY
def test_the_cell_after_an_instant_is_the_first_that_has_not_begun_before(cell):
    begins = instant_of(cell)
    assert [cell_after(it) for it in (begins - MICROSECOND, begins, begins + MICROSECOND)] == [
        cell,
        cell,
        cell + 1,
    ]


@pytest.mark.parametrize("off", [MINUTE, SECOND, MICROSECOND])
def test_no_cell_begins_in_between(off):
    with pytest.raises(ValueError, match="2026"):
        cell_at(at() + off)
    with pytest.raises(ValueError, match="2026"):
        cells_between(at(), at("10:30") - off)


@given(CELLS)
@PROPERTY
def test_the_sheet_of_a_cell_is_that_of_its_day_in_utc(cell):
    day = day_of(cell)
    assert day == instant_of(cell).date()
    assert first_cell(day) <= cell < first_cell(day) + CELLS_A_DAY


@given(CELLS, st.integers(0, 3 * CELLS_A_DAY))
@PROPERTY
def test_sheet_by_sheet_no_cell_is_lost_and_none_is_counted_twice(cell, many):
    cells = range(cell, cell + many)
    parts = list(by_day(cells))
    assert [first_cell(day) + it for day, part in parts for it in part] == list(cells)
    assert len({day for day, _ in parts}) == len(parts)
    assert all(part and part.stop <= CELLS_A_DAY for _, part in parts)


def test_the_day_of_a_clock_change_has_as_many_cells_as_it_lasts():
    lasts = [
        len(cells_between(at("00:00", day, BERLIN), at("00:00", day + timedelta(days=1), BERLIN)))
        for day in (date(2027, 3, 28), date(2027, 3, 29), date(2027, 10, 31))
    ]
    assert lasts == [276, 288, 300]
