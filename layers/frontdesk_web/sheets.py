"""A table as a file: CSV, and Excel's XLSX. What is in a cell is a text or a number, never a formula."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What spreadsheets take for one at the beginning of a cell (OWASP, CSV injection)."""
_TELEPHONE = re.compile(r"\+\d[\d ]{6,}")
"""What begins as a formula would, and is none: whoever gets a table back finds the number as it was."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_NAME_AT_MOST = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table under its name: a line of heads, and the rows below."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def as_csv(sheet: Sheet, *, separator: str = ",") -> str:
    """UTF-8 with the mark by which Excel knows it; a text that would be a formula begins with an apostrophe."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=separator)
    writer.writerow([_plain(it) for it in sheet.heads])
    writer.writerows([[_plain(it) for it in row] for row in sheet.rows])
    return "\ufeff" + written.getvalue()


def as_xlsx(sheet: Sheet) -> bytes:
    """One sheet, its heads in bold and always in sight. The same table is the same bytes."""
    # Imported where somebody takes a file: no page waits for it.
    from datetime import datetime  # noqa: PLC0415

    from xlsxwriter import Workbook  # noqa: PLC0415

    written = io.BytesIO()
    book = Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001  (the library takes no zone)
    page = book.add_worksheet(sheet.name.translate(_FORBIDDEN).strip("' ")[:_NAME_AT_MOST] or None)
    bold = book.add_format({"bold": True})
    page.freeze_panes(1, 0)
    for column, head in enumerate(sheet.heads):
        page.write_string(0, column, head, bold)
        page.set_column(column, column, max(10, min(40, len(head) + 2)))
    for line, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(line, column, cell)
            else:
                page.write_string(line, column, cell)
    book.close()
    return written.getvalue()


def _plain(cell: Cell) -> Cell:
    if not isinstance(cell, str) or not cell.startswith(_BEGINS_A_FORMULA) or _TELEPHONE.fullmatch(cell):
        return cell
    return f"'{cell}"
