"""A table as a CSV file has it: lines of cells by column. Pure; what the cells mean is their reader's.

Whoever writes such a file may be anybody: cells are as long as they may be, hold no signs that control anything, and
one that a spreadsheet would run as a formula is refused (OWASP, CSV injection).
"""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from io import StringIO

from frontdesk.kernel.errors import FieldError

CELL_AT_MOST = 200

Columns = Mapping[str, Collection[str]]
"""What each column may be called, in small letters."""

_FORMULA = re.compile(r"[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffd]")


class NoTable(Exception):
    """There is no header with the columns that are needed, or the file is no CSV."""


def lines_of(text: str, columns: Columns, needed: Collection[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The lines with anything in them, by their number in the file; unknown columns are left out. May raise NoTable."""
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    # A file of an old spreadsheet may hold a NUL, at which `csv` stops.
    plain = StringIO(text.replace("\0", "\ufffd"), newline="")
    reader = csv.reader(plain, delimiter=max(";,\t", key=first.count))
    try:
        header = [_column(it, columns) for it in next(reader, [])]
        if not set(needed) <= set(header):
            raise NoTable
        for cells in reader:
            if any(it.strip() for it in cells):
                yield (
                    reader.line_num,
                    {name: it.strip() for name, it in zip(header, cells, strict=False) if name},
                )
    except csv.Error as odd:
        raise NoTable from odd


def hostile(
    cells: Mapping[str, str], *, may_begin_so: Collection[str] = (), longer: Mapping[str, int] | None = None
) -> list[FieldError]:
    """Cells that are too long, or do something; numbers of telephones may begin with a plus."""
    errors = []
    for name, cell in cells.items():
        if len(cell) > (longer or {}).get(name, CELL_AT_MOST):
            errors.append(FieldError(name, "too_long"))
        elif _CONTROL.search(cell) or (name not in may_begin_so and _FORMULA.match(cell)):
            errors.append(FieldError(name, "odd_signs"))
    return errors


def _column(written: str, columns: Columns) -> str:
    plain = _plain(written.strip().strip('"'))
    return next((name for name, words in columns.items() if plain in map(_plain, words)), "")


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").split())
