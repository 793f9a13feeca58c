"""A table of encounters: good lines are taken, others say what is wrong with them, and no cell does harm."""

from datetime import UTC, date, datetime
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.hospital.errors import NotEncounters, TooManyLines
from frontdesk.hospital.model import Disposition, EncounterClass, EncounterState
from frontdesk.hospital.rules.reading import written_time
from frontdesk.hospital.rules.samples import sample
from frontdesk.hospital.rules.tables import COLUMNS, OF_A_LANGUAGE, ROWS_AT_MOST, read_table
from frontdesk.hospital.usecases.upload_encounters import PART, begin_upload, progress_of, take_part
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.language import Language
from frontdesk.kernel.tables import by_name

from .builders import BAY, BERLIN, CENTRE, CLINIC, DESK, HARBOUR, NORTH, NOW, SOUTH, WARD, World

HEAD = (
    "visit number;class;name;birth date;phone;email;location;admitted;discharged;disposition;diagnoses;emergent;"
    "emergency visits;summary;attending"
)
GOOD = (
    "V-1;stationär;Anna Beispiel;27.03.1985;06221 5550199;;harbour;20.11.2026 08:30;2026-11-23;home;"
    "I50.0 e11.9;ja;2;gut erholt;1001"
)


def phone(it):
    return f"+49{it[1:].replace(' ', '')}" if it.startswith("0") else None


def read(*lines, head=HEAD):
    return read_table("\r\n".join((head, *lines)), clinic=CLINIC, normal_phone=phone)


@pytest.mark.requirement("R-5.3a")
def test_a_good_line_says_who_was_here_and_what_for():
    [row] = read(GOOD).rows
    it = row.encounter
    assert (row.person.name, row.person.phone, row.number) == ("Anna Beispiel", "+4962215550199", 2)
    assert (it.visit_number, it.kind, it.location_id) == ("V-1", EncounterClass.INPATIENT, HARBOUR)
    assert it.began_at == datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    assert (it.ended_at.day, it.state, it.disposition) == (23, EncounterState.ENDED, Disposition.HOME)
    assert [one.code for one in it.diagnoses] == ["I50.0", "E11.9"]
    assert (it.is_emergent, it.emergency_visits, it.summary, it.attending) == (True, 2, "gut erholt", "1001")


def test_an_empty_cell_says_nothing():
    [row] = read("V-2;AMB;Bo Test;1990-01-01;;bo@example.org;;2026-11-24;;;;;;;").rows
    it = row.encounter
    assert (it.is_emergent, it.emergency_visits, it.settled_at, it.disposition) == (None, None, None, None)
    assert (it.state, it.told_at) == (EncounterState.UNDER_WAY, NOW)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("delimiter", [";", ","])
def test_columns_and_words_may_be_those_of_each_language_and_the_sample_is_good(language, delimiter):
    heads, rows = sample(
        language, date(2026, 11, 23), location="Mitte am Markt", department="Station 1", region="SE"
    )
    text = "\r\n".join(delimiter.join(it) for it in (heads, *rows))
    reading = read_table(text, clinic=CLINIC, normal_phone=lambda it: it.replace(" ", ""))
    assert (len(reading.rows), reading.bad) == (2, ())
    first, second = (it.encounter for it in reading.rows)
    assert (first.kind, second.kind) == (EncounterClass.INPATIENT, EncounterClass.OUTPATIENT)
    assert (first.location_id, first.department_id, first.disposition) == (CENTRE, WARD, Disposition.HOME)
    assert language is Language.ENGLISH or not {"inpatient", "home", "yes"} & set(rows[0])


@pytest.mark.parametrize(
    ("location", "department", "meant"),
    [
        ("Hafen", "Station 1", (HARBOUR, BAY)),
        ("mitte AM  markt", "station 1", (CENTRE, WARD)),
        ("院本部", "病房", (CENTRE, WARD)),
        ("centre", "", (CENTRE, WARD)),
        ("", "ward", (CENTRE, WARD)),
    ],
)
def test_places_may_be_called_as_the_pages_call_them(location, department, meant):
    line = f"V-2;AMB;Bo Test;1990-01-01;bo@example.org;{location};{department};2026-11-24"
    [row] = read(line, head="visit number;class;name;birth date;email;location;department;admitted").rows
    assert (row.encounter.location_id, row.encounter.department_id) == meant


def test_a_name_that_two_places_have_is_none():
    called = by_name({CENTRE: ("Klinik", "Mitte"), HARBOUR: ("Klinik", "Hafen")})
    assert called == {"centre": CENTRE, "mitte": CENTRE, "harbour": HARBOUR, "hafen": HARBOUR}


def test_every_column_has_a_word_in_each_language():
    assert all(len(words) >= len(OF_A_LANGUAGE) for words in COLUMNS.values())


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        (("V-1", ""), "visit_number", "required"),
        (("V-1", "V 1 ?"), "visit_number", "invalid_visit_number"),
        (("stationär", "magic"), "class", "unknown_word"),
        (("27.03.1985", "31.02.1985"), "birth_date", "invalid_date"),
        (("Anna Beispiel", ""), "name", "required"),
        (("06221 5550199", "abc"), "phone", "invalid_phone"),
        (("06221 5550199", ""), "phone", "contact_missing"),
        (("harbour", "atlantis"), "location", "unknown_location"),
        (("20.11.2026 08:30", ""), "admitted", "required"),
        (("20.11.2026 08:30", "20.11.2027"), "admitted", "date_in_future"),
        (("20.11.2026 08:30", "20.11.1826"), "admitted", "invalid_date"),
        (("2026-11-23", "2026-11-19"), "discharged", "ends_before_begin"),
        (("2026-11-23", ""), "discharged", "required"),
        ((";home;", ";mars;"), "disposition", "unknown_word"),
        (("I50.0 e11.9", "heart"), "diagnoses", "invalid_diagnosis"),
        ((";ja;2", ";maybe;2"), "emergent", "unknown_word"),
        ((";ja;2", ";ja;many"), "emergency_visits", "invalid_number"),
        (("gut erholt", "=HYPERLINK(A1)"), "summary", "odd_signs"),
        (("Anna Beispiel", "@SUM(1)"), "name", "odd_signs"),
        (("Anna Beispiel", "A" * 300), "name", "too_long"),
        (("1001", "10 01"), "attending", "invalid_employee_number"),
    ],
)
def test_a_line_that_cannot_be_taken_says_why_and_others_are_taken(change, column, code):
    reading = read(GOOD.replace("V-1", "V-0"), GOOD.replace(*change))
    assert len(reading.rows) == 1
    [bad] = reading.bad
    assert (bad.number, [(it.pointer, it.code) for it in bad.errors]) == (3, [(column, code)])
    assert bad.cells["class"] == ("magic" if column == "class" and code == "unknown_word" else "stationär")


def test_who_comes_in_the_afternoon_may_leave_that_day():
    [row] = read(GOOD.replace("20.11.2026 08:30", "2026-11-23 15:10")).rows
    assert row.encounter.ended_at == row.encounter.began_at == datetime(2026, 11, 23, 14, 10, tzinfo=UTC)


def test_names_with_pictures_are_names():
    [row] = read(GOOD.replace("Anna Beispiel", "Anna 🦊 Beispiel 王")).rows
    assert row.person.name == "Anna 🦊 Beispiel 王"


def test_of_two_lines_of_a_visit_the_later_counts():
    reading = read(GOOD, GOOD.replace("gut erholt", "wieder da"))
    assert (reading.twice, [it.encounter.summary for it in reading.rows]) == (1, ["wieder da"])


def test_what_is_no_table_is_told_so():
    for text in ("", "name;birth date\nAnna;1985-03-27", "\0\1\2"):
        with pytest.raises(NotEncounters):
            read_table(text, clinic=CLINIC, normal_phone=phone)


@given(st.text(max_size=200))
def test_no_cell_stops_the_reading(cell):
    read(GOOD, f'"{cell}";stationär;x', GOOD.replace("gut erholt", f'"{cell}"'))


def test_a_day_is_that_day_wherever_it_is_read():
    assert written_time("2026-11-23", BERLIN).date().day == 23
    assert written_time("2026年11月23日 08:05", BERLIN) == datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
    assert written_time("2026-11-23T08:05:00+08:00", BERLIN) == datetime(2026, 11, 23, 0, 5, tzinfo=UTC)
    assert written_time("2026-11-23T08:05:00.5Z", BERLIN).hour == 8
    assert written_time("gestern", BERLIN) is None


def many(count):
    return [GOOD.replace("V-1", f"V-{it}").replace("Anna", f"Anna {it}") for it in range(count)]


def test_ten_thousand_lines_are_taken_in_part_by_part_and_no_more():
    world, lines = World(), many(ROWS_AT_MOST)
    began = process_time()
    reading = read(*lines)
    assert process_time() - began < 20
    parts = begin_upload(reading, organisation_id=NORTH, upload_id="1", by=DESK, ports=world.ports)
    assert parts == len(world.ports.uploads.facts) == ROWS_AT_MOST // PART
    for part in reversed(range(parts)):
        take_part(organisation_id=NORTH, upload_id="1", part=part, by=DESK, ports=world.ports)
        take_part(organisation_id=NORTH, upload_id="1", part=part, by=DESK, ports=world.ports)
    assert len(world.ports.encounters.stored) == ROWS_AT_MOST
    progress = progress_of(organisation_id=NORTH, upload_id="1", ports=world.ports)
    assert (progress.parts, progress.done, progress.rows) == (parts, parts, ROWS_AT_MOST)
    with pytest.raises(TooManyLines):
        read(*lines, GOOD)


def test_the_same_file_again_changes_nothing_and_tells_nobody():
    world = World()
    for upload_id in ("1", "2"):
        begin_upload(read(*many(3)), organisation_id=NORTH, upload_id=upload_id, by=DESK, ports=world.ports)
        take_part(organisation_id=NORTH, upload_id=upload_id, part=0, by=DESK, ports=world.ports)
    assert len(world.facts) == 6
    assert len(world.people) == 3


def test_another_clinic_knows_nothing_of_an_upload():
    world = World()
    begin_upload(read(GOOD), organisation_id=NORTH, upload_id="1", by=DESK, ports=world.ports)
    with pytest.raises(NotFound):
        progress_of(organisation_id=SOUTH, upload_id="1", ports=world.ports)
    take_part(organisation_id=SOUTH, upload_id="1", part=0, by=DESK, ports=world.ports)
    assert world.ports.encounters.stored == {}


def test_the_language_of_a_line_is_that_of_its_patient():
    head = f"{HEAD};language"
    assert read(f"{GOOD};zh", head=head).rows[0].language is Language.CHINESE
    [bad] = read(f"{GOOD};klingon", head=head).bad
    assert [it.pointer for it in bad.errors] == ["language"]
