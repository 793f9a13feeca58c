"""A table of services: good lines are taken, others say what is wrong with them, and no cell does harm."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.kernel.language import Language
from frontdesk.reminders.errors import NotATable, TooManyRows
from frontdesk.reminders.model.recalls import Care
from frontdesk.reminders.rules.tables import ROWS_AT_MOST, read_table

from .recalling import CENTRE, HARBOUR, TODAY

HEAD = "id;name;birth_date;phone;email;service;kind;date;diagnoses;location"
GOOD = "1;Anna Beispiel;27.03.1985;06221 5550199;;Tetanus-Impfung;vaccination;2026-11-20;E11.9, J45;harbour"


def read(*lines, head=HEAD):
    return read_table(
        "\r\n".join((head, *lines)),
        locations=[CENTRE, HARBOUR],
        languages=[Language.GERMAN],
        today=TODAY,
        normal_phone=lambda it: f"+49{it[1:].replace(' ', '')}" if it.startswith("0") else None,
    )


def test_a_good_line_says_who_was_given_what_when():
    [row] = read(GOOD).rows
    assert (row.person.name, row.person.phone, row.item) == (
        "Anna Beispiel",
        "+4962215550199",
        "Tetanus-Impfung",
    )
    assert (row.care, row.diagnoses, row.location_id) == (Care.VACCINATION, ("E11.9", "J45"), HARBOUR)
    assert (row.given_on, row.number, row.source_id) == (TODAY - timedelta(days=4), 2, "1")


def test_the_same_line_twice_is_one_service():
    assert read(GOOD, GOOD).twice == 1
    without = GOOD.replace("1;", ";", 1)
    reading = read(without, without.replace("Anna Beispiel", "anna beispiel"))
    assert (len(reading.rows), reading.twice) == (1, 1)


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        (("27.03.1985", "31.02.1985"), "birth_date", "invalid_date"),
        (("2026-11-20", "2026-12-24"), "date", "date_in_future"),
        (("2026-11-20", ""), "date", "required"),
        (("Anna Beispiel", ""), "name", "required"),
        (("06221 5550199", "abc"), "phone", "invalid_phone"),
        (("06221 5550199", ""), "phone", "contact_missing"),
        (("vaccination", "magic"), "kind", "unknown_kind"),
        (("harbour", "atlantis"), "location", "unknown_location"),
        (("Tetanus-Impfung", "=HYPERLINK(A1)"), "service", "odd_signs"),
        (("Anna Beispiel", "@SUM(1)"), "name", "odd_signs"),
        (("Anna Beispiel", "Anna\u202eleipsieB"), "name", "odd_signs"),
        (("Anna Beispiel", "A" * 5000), "name", "too_long"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why(change, column, code):
    reading = read(GOOD.replace(*change))
    assert reading.rows == ()
    assert (column, code) in {(it.pointer, it.code) for it in reading.bad[0].errors}


def test_columns_have_their_names_in_four_languages_and_any_order():
    assert read(
        "Tetanus,2026-11-20,Li,1985-03-27,a@example.org", head="服务,日期,姓名,出生日期,电子邮件"
    ).rows
    assert read(
        "Tetanus\t2026-11-20\tLi\t1985-03-27\ta@example.org",
        head="Leistung\tDatum\tName\tGeburtsdatum\tE-Mail",
    ).rows


def test_what_is_no_table_or_too_much_of_one_is_refused():
    with pytest.raises(NotATable):
        read("whatever", head="a;b")
    with pytest.raises(TooManyRows):
        read(*[GOOD] * (ROWS_AT_MOST + 1))


@given(st.lists(st.lists(st.text(max_size=20), max_size=12), max_size=5))
def test_no_cell_breaks_the_reading(lines):
    read(GOOD, *(";".join(cells) for cells in lines))
