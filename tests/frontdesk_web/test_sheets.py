"""A table as a file: what is in a cell is a text or a number, whatever a spreadsheet would like to make of it."""

import io
import zipfile

import pytest

from frontdesk_web.sheets import Sheet, as_csv, as_xlsx

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://evil.example","x")']


def a_sheet(*cells, name="Termine"):
    return Sheet(name=name, heads=["Art", "Anzahl"], rows=[[*cells]])


@pytest.mark.parametrize("text", EVIL)
def test_no_cell_of_a_csv_begins_a_formula(text):
    line = as_csv(a_sheet(text, 5)).removeprefix("\ufeff").split("\r\n", 1)[1]
    assert line.lstrip('"').startswith("'")


def test_a_csv_is_known_as_utf8_and_ends_cells_as_its_readers_expect():
    assert as_csv(a_sheet("Müller; 名", -5), separator=";") == '\ufeffArt;Anzahl\r\n"Müller; 名";-5\r\n'


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def test_no_cell_of_an_xlsx_is_a_formula_or_a_link_and_numbers_are_numbers():
    said = parts(
        as_xlsx(Sheet(name="Alle", heads=EVIL, rows=[[it, 5] for it in (*EVIL, "http://evil.example")]))
    )
    page = said["xl/worksheets/sheet1.xml"]
    assert "<f>" not in page
    assert "hyperlink" not in page
    assert page.count("<v>5</v>") >= len(EVIL)
    assert "=1+1" in said["xl/sharedStrings.xml"]


@pytest.mark.parametrize("name", ["", "a/b:c*d?e[f]g\\h", "x" * 99, "'quoted'"])
def test_any_name_makes_a_sheet_and_the_same_table_the_same_bytes(name):
    one = as_xlsx(a_sheet("Sprechstunde", 5, name=name))
    assert one == as_xlsx(a_sheet("Sprechstunde", 5, name=name))
