"""The two fonts of a report, neither of them in the file: Helvetica, and Song for what Helvetica has no letters for.

Every reader of PDF has both, or a font in their place (PDF 1.7, 9.6.2.2 and 9.7.5.2): a Chinese font would add eight
megabytes to every function. Widths are Adobe's, in thousandths of the size.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

WINDOWS = "cp1252"
FULL_WIDTH, USUAL = 1000, 556
FIRST = 32
PLAIN = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 "
    "584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 "
    "333 611 556 778 556 556 500 389 280 389 584"
)
WIDTHS = {bold: tuple(map(int, said.split())) for bold, said in ((False, PLAIN), (True, BOLD))}
OTHERS = {
    "\N{NO-BREAK SPACE}": 278,
    "\N{MIDDLE DOT}": 278,
    "\N{BULLET}": 350,
    "\N{EM DASH}": 1000,
    "\N{HORIZONTAL ELLIPSIS}": 1000,
    "\N{LATIN SMALL LETTER SHARP S}": 611,
    "\N{LEFT DOUBLE QUOTATION MARK}": 333,
    "\N{RIGHT DOUBLE QUOTATION MARK}": 333,
    "\N{DOUBLE LOW-9 QUOTATION MARK}": 333,
    "\N{RIGHT SINGLE QUOTATION MARK}": 222,
}
"""Those of neither that are not an ASCII letter with a mark."""
PIECE = re.compile(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+")
"""What a line is made of: a word with the space behind it, or a single Chinese character."""


def runs(text: str) -> Iterator[tuple[bool, str]]:
    """The text in parts that are of one font; True for Song."""
    for is_song, letters in groupby(text, key=_needs_song):
        yield is_song, "".join(letters)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How long the text is, in points."""
    return sum(_width(letter, WIDTHS[bold]) for letter in text) * size / 1000


def lines(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The text in lines of that length at most; a word that is longer than a line is broken."""
    found, line = [], ""
    for piece in (part for word in PIECE.findall(text) for part in _broken(word, size, room, bold)):
        if line and width((line + piece).rstrip(), size, bold=bold) > room:
            found.append(line.rstrip())
            line = ""
        line += piece
    return [*found, line.rstrip()]


def _broken(word: str, size: float, room: float, bold: bool) -> Iterator[str]:  # noqa: FBT001
    while width(word.rstrip(), size, bold=bold) > room and len(word) > 1:
        fits = next(
            n for n in range(len(word) - 1, 0, -1) if n == 1 or width(word[:n], size, bold=bold) <= room
        )
        yield word[:fits]
        word = word[fits:]
    yield word


def _needs_song(letter: str) -> bool:
    return not letter.encode(WINDOWS, errors="ignore")


def _width(letter: str, widths: tuple[int, ...]) -> int:
    if _needs_song(letter):
        return FULL_WIDTH
    if letter in OTHERS:
        return OTHERS[letter]
    base = ord(unicodedata.normalize("NFD", letter)[0]) - FIRST
    return widths[base] if 0 <= base < len(widths) else USUAL
