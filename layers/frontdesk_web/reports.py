"""A report as PDF: headings, paragraphs, tables and bars, one below the other, on as many pages as it takes.

What is in it comes from the same tables as the page; the words are the page's. The file is not tagged: whoever uses a
screen reader takes the page, or the table as a file.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from frontdesk.kernel.language import Language
from frontdesk_web.report_blocks import (
    BAR_HEIGHT,
    GAP,
    LABELS,
    LARGE,
    LEADING,
    MARGIN,
    MIDDLE,
    PADDING,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    ROOM,
    SMALL,
    Bar,
    Bars,
    Block,
    Heading,
    Paragraph,
    Table,
    bar_height,
    begun,
    height,
    kept,
    sections,
    together,
    widths,
)
from frontdesk_web.report_fonts import WINDOWS, lines, runs, width

PDF = "application/pdf"
INK, GREY, RAIL, FILL = (0.1, 0.1, 0.12), (0.4, 0.4, 0.44), (0.9, 0.9, 0.92), (0.06, 0.42, 0.48)

Colour = tuple[float, float, float]


def as_pdf(title: str, blocks: Sequence[Block], *, language: Language) -> bytes:
    """The report. The same report is the same bytes."""
    paper = _Paper(title, language)
    paper.words(title, size=LARGE, bold=True)
    paper.down(GAP)
    parts = sections(blocks)
    for number, part in enumerate(parts):
        paper.make_room(together(parts, number))
        for block in part:
            _drawn(paper, block)
            paper.down(GAP)
    return paper.done()


def _drawn(paper: "_Paper", block: Block) -> None:
    match block:
        case Heading(text):
            paper.down(GAP)
            paper.words(text, size=MIDDLE, bold=True)
        case Paragraph(text):
            paper.words(text, size=SMALL)
        case Table():
            _table(paper, block)
        case Bars(bars):
            _bars(paper, bars)


def _table(paper: "_Paper", table: Table) -> None:
    columns = widths(table)
    paper.make_room(begun(table, kept(table, 0)))
    paper.row(table.heads, columns, bold=True)
    for number, row in enumerate(table.rows):
        whole = table.rows[number : number + kept(table, number)]
        if not paper.fits(sum(height(it, columns) for it in whole)):
            paper.turn()
            paper.row(table.heads, columns, bold=True)
        paper.row(row, columns)


def _bars(paper: "_Paper", bars: Sequence[Bar]) -> None:
    for bar in bars:
        label = lines(bar.label, SMALL, ROOM * LABELS - PADDING)
        tall = bar_height(bar)
        paper.make_room(tall)
        left, length = MARGIN + ROOM * LABELS, ROOM * (1 - LABELS) - 60
        paper.rectangle(left, SMALL, length, RAIL)
        paper.rectangle(left, SMALL, length * min(1.0, max(0.0, bar.share)), FILL)
        paper.text(bar.said, left + length + PADDING, SMALL, SMALL)
        for number, line in enumerate(label):
            paper.text(line, MARGIN, SMALL + number * SMALL * LEADING, SMALL)
        paper.down(tall)


class _Paper:
    """Pages, and how far down the last one is written."""

    def __init__(self, title: str, language: Language) -> None:
        # Imported where somebody takes a report: no page waits for it.
        import pydyf  # noqa: PLC0415

        self._made: Any = pydyf
        self._pdf: Any = pydyf.PDF()
        self._pdf.info["Title"] = pydyf.String(title)
        self._pdf.catalog["Lang"] = pydyf.String(language.value)
        self._pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        self._fonts = self._made.Dictionary(
            {"R": self._font("Helvetica"), "B": self._font("Helvetica-Bold"), "S": self._song()}
        )
        self._ink: Any = None
        self._number = 0
        self._at = 0.0
        self.turn()

    def done(self) -> bytes:
        self._finish()
        written = BytesIO()
        self._pdf.write(written, compress=True)
        return written.getvalue()

    def turn(self) -> None:
        """Begin a page."""
        if self._ink is not None:
            self._finish()
        self._number += 1
        self._at = MARGIN
        self._ink = self._made.Stream(compress=True)

    def fits(self, height: float) -> bool:
        return self._at + height <= PAGE_HEIGHT - MARGIN

    def make_room(self, height: float) -> None:
        if not self.fits(height):
            self.turn()

    def down(self, by: float) -> None:
        self._at += by

    def words(self, text: str, *, size: float, bold: bool = False) -> None:
        """A paragraph."""
        said = lines(text, size, ROOM, bold=bold)
        self.make_room(min(len(said), 2) * size * LEADING)
        for line in said:
            self.make_room(size * LEADING)
            self.text(line, MARGIN, size, size, bold=bold)
            self.down(size * LEADING)

    def row(self, cells: Sequence[str], columns: Sequence[float], *, bold: bool = False) -> None:
        tall = height(cells, columns, bold=bold)
        self.make_room(tall)
        left = float(MARGIN)
        for column, (cell, room) in enumerate(zip(cells, columns, strict=True)):
            for number, line in enumerate(lines(cell, SMALL, room - PADDING, bold=bold)):
                at = left if column == 0 else left + room - width(line, SMALL, bold=bold)
                self.text(line, at, SMALL + number * SMALL * LEADING, SMALL, bold=bold)
            left += room
        self.down(tall)
        self.rectangle(MARGIN, -PADDING / 2, ROOM, GREY if bold else RAIL, height=0.6)

    def text(self, text: str, left: float, below: float, size: float, *, bold: bool = False) -> None:
        """A line of text whose foot is so far below where the page is written."""
        ink = self._ink
        ink.begin_text()
        ink.set_color_rgb(*INK)
        ink.set_text_matrix(1, 0, 0, 1, round(left, 2), round(PAGE_HEIGHT - self._at - below, 2))
        for is_song, part in runs(text):
            ink.set_font_size("S" if is_song else "B" if bold else "R", size)
            said = part.encode("utf-16-be") if is_song else part.encode(WINDOWS)
            ink.stream.append(f"<{said.hex()}> Tj")
        ink.end_text()

    def rectangle(
        self, left: float, below: float, length: float, colour: Colour, height: float = BAR_HEIGHT
    ) -> None:
        if length > 0:
            self._ink.set_color_rgb(*colour)
            foot = PAGE_HEIGHT - self._at - below
            self._ink.rectangle(round(left, 2), round(foot, 2), round(length, 2), round(height, 2))
            self._ink.fill()

    def _finish(self) -> None:
        self._at = PAGE_HEIGHT - MARGIN
        number = str(self._number)
        self.text(number, PAGE_WIDTH - MARGIN - width(number, SMALL), MARGIN / 2, SMALL)
        self._pdf.add_object(self._ink)
        self._pdf.add_page(
            self._made.Dictionary(
                {
                    "Type": "/Page",
                    "Parent": self._pdf.pages.reference,
                    "MediaBox": self._made.Array([0, 0, PAGE_WIDTH, PAGE_HEIGHT]),
                    "Resources": self._made.Dictionary({"Font": self._fonts}),
                    "Contents": self._ink.reference,
                }
            )
        )

    def _font(self, name: str) -> bytes:
        font = self._made.Dictionary(
            {"Type": "/Font", "Subtype": "/Type1", "BaseFont": f"/{name}", "Encoding": "/WinAnsiEncoding"}
        )
        return self._added(font)

    def _song(self) -> bytes:
        """Adobe's Chinese font by name, with a code for every character of UTF-16."""
        described = self._made.Dictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": "/STSong-Light",
                "Flags": 6,
                "FontBBox": self._made.Array([-25, -254, 1000, 880]),
                "ItalicAngle": 0,
                "Ascent": 880,
                "Descent": -120,
                "CapHeight": 880,
                "StemV": 93,
            }
        )
        system = {
            "Registry": self._made.String("Adobe"),
            "Ordering": self._made.String("GB1"),
            "Supplement": 4,
        }
        below = self._made.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType0",
                "BaseFont": "/STSong-Light",
                "CIDSystemInfo": self._made.Dictionary(system),
                "FontDescriptor": self._added(described),
                "DW": 1000,
            }
        )
        font = self._made.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": "/STSong-Light-UniGB-UTF16-H",
                "Encoding": "/UniGB-UTF16-H",
                "DescendantFonts": self._made.Array([self._added(below)]),
            }
        )
        return self._added(font)

    def _added(self, it: Any) -> bytes:  # noqa: ANN401  (an object of the library)
        self._pdf.add_object(it)
        reference: bytes = it.reference
        return reference
