"""A report in four languages is a small PDF, the same each time, and nothing in it is wider than the page."""

import re
import zlib

import pytest

from frontdesk.kernel.language import Language
from frontdesk_web.report_fonts import lines, runs, width
from frontdesk_web.reports import ROOM, Bar, Bars, Heading, Paragraph, Table, as_pdf

BLOCKS = (
    Heading("总体满意度: Zufriedenheit"),
    Paragraph("Wie zufrieden sind Sie? 您对我们的服务满意吗。 Hur nöjd är du? " * 9),
    Table(heads=("Antwort", "n", "%"), rows=[(f"非常满意 {number}", "12", "34 %") for number in range(90)]),
    Bars([Bar(label="满意", share=0.4, said="40 %"), Bar(label="unzufrieden", share=0, said="0 %")]),
)


def inked(content):
    """Everything that is in the streams of the file."""
    found = re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)
    return b"\n".join(zlib.decompress(it) for it in found)


@pytest.mark.requirement("R-5.4.17")
@pytest.mark.parametrize("language", Language)
def test_a_report_is_the_same_bytes_and_small(language):
    content = as_pdf("Bericht", BLOCKS, language=language)
    assert content == as_pdf("Bericht", BLOCKS, language=language)
    assert len(content) < 10_000


def test_chinese_is_written_in_song_and_umlauts_in_helvetica():
    ink = inked(as_pdf("满意 Größe", (), language=Language.CHINESE))
    assert "满意".encode("utf-16-be").hex().encode() in ink
    assert "Größe".encode("cp1252").hex().encode() in ink
    assert b"STSong-Light" in ink
    assert list(runs("满意 ä")) == [(True, "满意"), (False, " ä")]


def test_a_long_table_goes_on_over_pages_under_its_heads():
    ink = inked(as_pdf("Bericht", BLOCKS, language=Language.GERMAN))
    assert ink.count(b"Antwort".hex().encode()) == 3
    assert ink.count(b"34 %".hex().encode()) == 90


@pytest.mark.parametrize("text", ["Ein Satz mit vielen Wörtern " * 20, "满意度" * 90, "x" * 400, ""])
def test_no_line_is_longer_than_the_page_and_nothing_is_lost(text):
    found = lines(text, 9, ROOM)
    assert all(width(it, 9) <= ROOM for it in found)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
