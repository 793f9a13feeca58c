"""A table as a CSV file has it: lines of cells by column. Pure; what the cells mean is their reader's.

Whoever writes such a file may be anybody: cells are as long as they may be, hold no signs that control anything, and
one that a spreadsheet would run as a formula is refused (OWASP, CSV injection).
"""

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from io import StringIO
from typing import TypeVar

from frontdesk.kernel.errors import FieldError

CELL_AT_MOST = 200

Id = TypeVar("Id", bound=str)
Columns = Mapping[str, Collection[str]]
"""What each column may be called, in small letters."""

YES = ("yes", "ja", "ja", "是", "y", "j", "1", "true")
NO = ("no", "nein", "nej", "否", "n", "0", "false")
"""In English, German, Swedish and Chinese, and what else they may be."""

_FORMULA = re.compile(r"[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffd]")


class NoTable(Exception):
    """There is no header with the columns that are needed, or the file is no CSV."""


def lines_of(text: str, columns: Columns, needed: Collection[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The lines with anything in them, by their number in the file; unknown columns are left out. May raise NoTable."""
    lines = cells_of(text)
    header = [_column(it, columns) for it in next(lines, (0, []))[1]]
    if not set(needed) <= set(header):
        raise NoTable
    for number, cells in lines:
        if any(it.strip() for it in cells):
            yield number, {name: it.strip() for name, it in zip(header, cells, strict=False) if name}


def cells_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every line as it is written, the heads of the columns first, by its number. May raise NoTable."""
    # A file of an old spreadsheet may hold a NUL, at which `csv` stops.
    plain = StringIO(text.removeprefix("\ufeff").replace("\0", "\ufffd"), newline="")
    reader = csv.reader(plain, delimiter=separator_of(text))
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as odd:
        raise NoTable from odd


def separator_of(text: str) -> str:
    """What stands between the cells of a file."""
    return max(";,\t", key=text.partition("\n")[0].count)


def by_name(names: Mapping[Id, Collection[str]]) -> Mapping[str, Id]:
    """Things by their ids, and by those of their names that no other has; all of them `plain`."""
    called = {it: {plain(one) for one in theirs} for it, theirs in names.items()}
    counts = Counter(name for theirs in called.values() for name in theirs)
    own = {name: it for it, theirs in called.items() for name in theirs if counts[name] == 1}
    return own | {plain(it): it for it in names}


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
    word = plain(written.strip().strip('"'))
    return next((name for name, words in columns.items() if word in map(plain, words)), "")


def plain(word: str) -> str:
    """A word without what nobody means by it: capitals, underscores, several blanks."""
    return " ".join(word.casefold().replace("_", " ").split())


def yes_or_no(cells: Mapping[str, str], column: str, errors: list[FieldError]) -> bool | None:
    """What a cell says, None where it says nothing; a word that is neither is an error at its column."""
    word = cells.get(column, "").strip().casefold()
    if word and word not in (*YES, *NO):
        errors.append(FieldError(column, "unknown_word"))
    return word in YES if word else None
