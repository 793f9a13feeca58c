"""A timetable is changed one part at a time, and what is wrong is told where it was written."""

import pytest

from frontdesk.booking.model.timetable_written import read_timetable, write_timetable
from frontdesk.booking.rules.laying_out import faults_of
from frontdesk.booking.rules.parts import Part, Spot, part_of, spot_of, with_part
from frontdesk.kernel.language import Language

from .builders import CENTRE, FOREST, HARBOUR, a_timetable

AWAY = {"id": "away", "resource": "dr-berg", "first_day": "2026-12-01", "last_day": "2026-12-04"}


@pytest.fixture
def said():
    return write_timetable(a_timetable())


@pytest.mark.parametrize(
    ("part", "part_id"),
    [
        (Part.TERMS, ""),
        (Part.TIME_TYPES, "checkup"),
        (Part.RESOURCES, "room-2"),
        (Part.SCHEDULES, "lind-harbour"),
    ],
)
def test_a_part_put_back_as_it_was_changes_nothing(said, part, part_id):
    assert with_part(said, part, part_id, part_of(said, part, part_id)) == said


def test_what_is_new_comes_last_and_leaves_all_else_alone(said):
    changed = with_part(said, Part.ABSENCES, "away", AWAY)
    assert changed == said | {"absences": [AWAY]}
    assert part_of(changed, Part.ABSENCES, "away") == AWAY
    assert with_part(changed, Part.ABSENCES, "away", AWAY) == changed
    assert with_part(changed, Part.ABSENCES, "away", None) == said


def test_a_changed_part_keeps_its_place(said):
    longer = part_of(said, Part.TIME_TYPES, "consultation") | {"lasts": 45}
    changed = read_timetable(with_part(said, Part.TIME_TYPES, "consultation", longer))
    assert next((it.id, it.lasts) for it in changed.time_types) == ("consultation", 45)


def test_holidays_are_those_of_a_location(said):
    changed = with_part(said, Part.HOLIDAYS, CENTRE, {"days": ["2026-12-24"]})
    assert part_of(changed, Part.HOLIDAYS, CENTRE) == {"days": ["2026-12-24"]}
    assert part_of(changed, Part.HOLIDAYS, HARBOUR) is None
    assert with_part(changed, Part.HOLIDAYS, CENTRE, {"days": []}) == said


def test_a_clinic_begins_with_its_terms(said):
    terms = part_of(said, Part.TERMS, "")
    assert part_of({}, Part.TERMS, "") is None
    assert read_timetable(with_part({}, Part.TERMS, "", terms)).terms == a_timetable().terms


@pytest.mark.parametrize(
    ("pointer", "spot"),
    [
        ("$.time_types[1].lasts", (Part.TIME_TYPES, "checkup", "lasts")),
        ("$.time_types.checkup", (Part.TIME_TYPES, "checkup", "")),
        ("$.time_types[0].name['zh-Hans']", (Part.TIME_TYPES, "consultation", "name.zh-Hans")),
        ("$.schedules[0].week[2].time_types[0]", (Part.SCHEDULES, "berg-centre", "week.2.time_types.0")),
        ("$.holidays.centre[3]", (Part.HOLIDAYS, "centre", "days.3")),
        ("$.holidays.moon", (Part.HOLIDAYS, "moon", "days")),
        ("$.terms.moving", (Part.TERMS, "", "terms.moving")),
        ("$.offered", (Part.TERMS, "", "offered")),
        ("$.schedules", (Part.SCHEDULES, "", "")),
        ("$", (Part.TERMS, "", "")),
    ],
)
def test_every_fault_is_in_a_part(said, pointer, spot):
    part, part_id, name = spot
    assert spot_of(said, pointer) == Spot(part=part, id=part_id, name=name)


def test_what_a_removed_part_breaks_is_told_where_it_breaks(said):
    changed = with_part(said, Part.RESOURCES, "room-2", None)
    faults = faults_of(changed, locations=(CENTRE, HARBOUR, FOREST), languages=(Language.ENGLISH,))
    assert [spot_of(changed, it.pointer).id for it in faults] == ["berg-room"]
