"""What a report is made of, how much room it takes on paper, and what of it no end of a page parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk_web.report_fonts import lines

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 595, 842, 56
ROOM = PAGE_WIDTH - 2 * MARGIN
LARGE, MIDDLE, SMALL = 18.0, 12.0, 9.0
LEADING, GAP, PADDING = 1.4, 8, 4
FIRST_COLUMN = 0.4
LABELS, BAR_HEIGHT = 0.4, 9
FEW = 3
"""So many rows are not parted."""


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`rows` have a cell for each head; the first column is a text, all others stand to the right."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """`share` of the whole length, from 0 to 1, and how it is said."""

    label: str
    share: float
    said: str


@dataclass(frozen=True, slots=True)
class Bars:
    bars: Sequence[Bar]


Block = Heading | Paragraph | Table | Bars


def sections(blocks: Sequence[Block]) -> list[list[Block]]:
    """Each heading with what stands below it."""
    found: list[list[Block]] = []
    for block in blocks:
        if isinstance(block, Heading) or not found:
            found.append([])
        found[-1].append(block)
    return found


def together(parts: Sequence[Sequence[Block]], number: int) -> float:
    """What stands on one page from where a section begins: its heading with the beginning of what follows.

    The last one is what is signed: it is whole, and stands alone on no page if the one before has room beside it.
    """
    first, *others = parts[number]
    begins = tall(first) + GAP + sum(opening(it) for it in others[:1])
    whole = sum(tall(it) + GAP for part in parts[number:] for it in part)
    is_end = number > 0 and number >= len(parts) - 2
    return whole if is_end and whole <= PAGE_HEIGHT - 2 * MARGIN else begins


def tall(block: Block) -> float:
    """How much room a block takes, on however many pages."""
    match block:
        case Heading(text):
            return GAP + len(lines(text, MIDDLE, ROOM, bold=True)) * MIDDLE * LEADING
        case Paragraph(text):
            return len(lines(text, SMALL, ROOM)) * SMALL * LEADING
        case Table():
            return begun(block, len(block.rows))
        case Bars(bars):
            return sum(bar_height(it) for it in bars)


def opening(block: Block) -> float:
    """How much of it must not be parted from what stands above."""
    match block:
        case Table():
            return begun(block, kept(block, 0))
        case Bars(bars):
            return sum(bar_height(it) for it in bars[:1])
        case _:
            return min(tall(block), 2 * SMALL * LEADING)


def begun(table: Table, rows: int) -> float:
    """The heads and so many rows."""
    columns = widths(table)
    return height(table.heads, columns, bold=True) + sum(height(it, columns) for it in table.rows[:rows])


def kept(table: Table, number: int) -> int:
    """How many rows stand together from that one on: neither the first nor the last is alone on a page."""
    left = len(table.rows) - number
    if number == 0:
        return left if left <= FEW else min(left, 2)
    return 2 if left == 2 else 1  # noqa: PLR2004


def widths(table: Table) -> list[float]:
    others = max(1, len(table.heads) - 1)
    first = ROOM * (FIRST_COLUMN if len(table.heads) > 1 else 1)
    return [first, *([(ROOM - first) / others] * (len(table.heads) - 1))]


def height(row: Sequence[str], columns: Sequence[float], *, bold: bool = False) -> float:
    most = max(
        len(lines(it, SMALL, room - PADDING, bold=bold)) for it, room in zip(row, columns, strict=True)
    )
    return most * SMALL * LEADING + PADDING


def bar_height(bar: Bar) -> float:
    return len(lines(bar.label, SMALL, ROOM * LABELS - PADDING)) * SMALL * LEADING + PADDING
