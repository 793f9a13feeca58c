"""A report in four languages is a small PDF, the same each time, and nothing in it is wider than the page."""

import re
import zlib

import pytest

from frontdesk.kernel.language import Language
from frontdesk_web.report_blocks import ROOM, Bar, Bars, Heading, Paragraph, Table
from frontdesk_web.report_fonts import lines, runs, width
from frontdesk_web.reports import as_pdf

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


def written(content):
    """Each text of the file in Helvetica: on which page, how far from its foot, and what."""
    found = []
    pages = re.findall(rb"stream\n(.*?)\nendstream", content, re.DOTALL)
    for number, page in enumerate(zlib.decompress(it) for it in pages):
        for foot, said in re.findall(rb"1 0 0 1 \S+ (\S+) Tm.*?<([0-9a-f]+)> Tj", page, re.DOTALL):
            found.append((number, float(foot), bytes.fromhex(said.decode()).decode("cp1252")))
    return found


def test_heads_of_two_lines_are_above_the_first_row():
    heads = ("Stufe", "Nachgeprüft", "Auf Anhieb bestätigt", "Mittlere Note (von 100)")
    made = written(
        as_pdf("B", [Table(heads=heads, rows=[("Leitung", "7", "1", "82")])], language=Language.GERMAN)
    )
    feet = {text: foot for _, foot, text in made}
    assert feet["100)"] > feet["82"]


def test_a_percentage_ends_where_a_number_does():
    assert width("100\N{NO-BREAK SPACE}%", 9) == width("100 %", 9)


@pytest.mark.parametrize("rows", range(2, 60))
def test_no_row_is_alone_on_a_page_and_no_heading_at_the_foot_of_one(rows):
    table = Table(heads=("A", "n"), rows=[(f"Zeile {number}", "1") for number in range(rows)])
    blocks = [table, Heading("Nachher"), table, Heading("Ende"), Paragraph("Schluss")]
    made = written(as_pdf("B", blocks, language=Language.GERMAN))
    pages = {number for number, _, _ in made}
    for page in pages:
        on_it = [text for number, _, text in made if number == page and text[0].isalpha()]
        assert on_it[-1] not in {"Nachher", "Ende", "A"}
        groups = " ".join("h" if it == "A" else "r" if it.startswith("Zeile") else "|" for it in on_it)
        assert not re.search(r"h r( \||$)", groups), on_it


def test_who_signs_does_not_do_so_on_a_page_with_nothing_else():
    lines_of_it = [
        Heading("Unterzeichnet"),
        *(Paragraph(f"{it}: ____") for it in ("Name", "Ort", "Unterschrift")),
    ]
    for rows in range(20, 70):
        table = Table(heads=("A", "n"), rows=[(f"Zeile {number}", "1") for number in range(rows)])
        action = [Heading("Wundkarten"), Paragraph("Beanstandet: nichts"), Paragraph("Plan: Ordner")]
        made = written(as_pdf("B", [Heading("T"), table, *action, *lines_of_it], language=Language.GERMAN))
        of = {text: number for number, _, text in made}
        assert of["Unterzeichnet"] == of["Unterschrift: ____"] == of["Wundkarten"]
