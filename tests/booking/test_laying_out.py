"""A timetable is laid down when everything it names is there, and everything it says is said in every language."""

import json
from copy import deepcopy

import pytest

from frontdesk.booking.rules.laying_out import faults_of
from frontdesk.kernel.ids import LocationId
from frontdesk.kernel.language import Language
from local.demo.organisations import demos

from .builders import CENTRE, FOREST, HARBOUR, a_timetable

PLACES = (CENTRE, HARBOUR, FOREST)


@pytest.fixture
def said():
    from frontdesk.booking.model.timetable_written import write_timetable

    return deepcopy(write_timetable(a_timetable()))


def faults(said, languages=(Language.ENGLISH,)):
    return [(it.pointer, it.code) for it in faults_of(said, locations=PLACES, languages=languages)]


@pytest.mark.requirement("B37", "B38")
@pytest.mark.parametrize("demo", demos(), ids=lambda it: it.id)
def test_what_the_demo_clinics_lay_down_has_no_fault(demo):
    places = [LocationId(it["id"]) for it in demo.said["locations"]]
    languages = [Language(it) for it in demo.said["organisation"]["languages"]]
    assert faults_of(demo.timetable, locations=places, languages=languages) == ()


def test_what_was_written_down_may_be_laid_down_again(said):
    assert faults(json.loads(json.dumps(said))) == []


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("time_types.0.lasts", 7, ("$.time_types[0].lasts", "schema_multipleOf")),
        ("time_types.0.before", 65, ("$.time_types[0].before", "schema_maximum")),
        ("time_types.0.capacity", 0, ("$.time_types[0].capacity", "schema_minimum")),
        ("time_types.0.name", {}, ("$.time_types[0].name", "schema_minProperties")),
        ("schedules.0.week.0.opens", "08:03", ("$.schedules[0].week[0].opens", "schema_pattern")),
        ("schedules.0.valid_from", "2026-02-30", ("$.schedules[0].valid_from", "schema_format")),
        ("schedules.1.id", "berg-centre", ("$.schedules[1].id", "not_unique")),
        ("time_types.0.moves_to", ["moon"], ("$.time_types[0].moves_to.moon", "unknown_location")),
        ("schedules.0.performer", "nobody", ("$.schedules[0].performer", "unknown_resource")),
        ("schedules.0.performer", "room-2", ("$.schedules[0].performer", "unknown_resource")),
        ("schedules.0.room", "dr-berg", ("$.schedules[0].room", "unknown_resource")),
        ("schedules.0.location", "moon", ("$.schedules[0].location", "unknown_location")),
        ("schedules.0.valid_until", "2025-01-01", ("$.schedules[0].valid_until", "days_backwards")),
        ("schedules.0.week.0.closes", "08:00", ("$.schedules[0].week[0].closes", "hours_backwards")),
        ("schedules.0.week.0.closes", "08:10", ("$.schedules[0].week[0].time_types[0]", "block_too_short")),
        (
            "schedules.0.week.0.time_types",
            ["surgery-2"],
            ("$.schedules[0].week[0].time_types[0]", "unknown_time_type"),
        ),
        ("holidays", {"moon": ["2026-12-25"]}, ("$.holidays.moon", "unknown_location")),
        (
            "absences",
            [{"id": "a", "resource": "x", "first_day": "2026-12-25", "last_day": "2026-12-25"}],
            ("$.absences[0].resource", "unknown_resource"),
        ),
        (
            "absences",
            [{"id": "a", "resource": "dr-berg", "first_day": "2026-12-25", "last_day": "2026-12-24"}],
            ("$.absences[0].last_day", "days_backwards"),
        ),
    ],
)
def test_a_planted_fault_is_told_with_its_path_and_nothing_else(said, path, value, told):
    at, *way = path.split(".")
    whole = {"root": said}
    place, key = whole["root"], at
    for step in way:
        place = place[int(key)] if isinstance(place, list) else place[key]
        key = step
    place[int(key) if isinstance(place, list) else key] = value
    assert faults(said) == [told]


def test_ages_do_not_run_backwards(said):
    said["time_types"][0] |= {"youngest": 18, "oldest": 12}
    assert faults(said) == [("$.time_types[0].oldest", "ages_backwards")]


def test_every_text_is_there_in_every_language_of_the_clinic(said):
    found = faults(said, languages=(Language.ENGLISH, Language.SWEDISH))
    assert ("$.terms.moving", "missing_translation") in found
    assert {code for _, code in found} == {"missing_translation"}
