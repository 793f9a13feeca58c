"""Staff look at encounters of their locations, and every look is in the trail first; some patients have emphasis."""

from datetime import date

import pytest

from frontdesk.hospital.model import EncounterState, Population, StaffMember
from frontdesk.hospital.usecases.chart_of import chart_of
from frontdesk.hospital.usecases.emphasise_patient import emphasise_patient, end_emphasis, list_emphasised
from frontdesk.hospital.usecases.list_encounters import list_encounters
from frontdesk.hospital.usecases.read_encounter import read_encounter
from frontdesk.hospital.usecases.tell_encounter import tell_encounter
from frontdesk.kernel.errors import BadInput, NotFound
from frontdesk.kernel.ids import StaffId
from frontdesk.kernel.language import Language
from frontdesk.patients.rules.persons import Person

from .builders import (
    BAY,
    CENTRE,
    DESK,
    HARBOUR,
    KATRIN,
    NORTH,
    SOUTH,
    TODAY,
    World,
    a_stay,
    an_emphasis,
    an_ended_stay,
)

LEFT = date(2026, 11, 23)
PERSON = Person(name="Anna Beispiel", birth_date=date(1985, 3, 27), phone=None, email="anna@example.org")


@pytest.fixture
def world():
    return World()


@pytest.fixture
def anna(world):
    return world.ports.register(NORTH, PERSON, Language.GERMAN)


@pytest.fixture
def stay(world, anna):
    return tell_encounter(an_ended_stay(subject_id=anna.id), by=DESK, ports=world.ports)


def look(world, **changes):
    said = {
        "organisation_id": NORTH,
        "location_id": CENTRE,
        "day": LEFT,
        "population": Population.DISCHARGED,
        "after": None,
        "staff": KATRIN,
    }
    return list_encounters(**said | changes, ports=world.ports)


def emphasise(world, anna, **changes):
    emphasise_patient(an_emphasis(subject_id=anna.id, **changes), by=StaffId("1001"), ports=world.ports)


@pytest.mark.requirement("R-5.3a")
def test_the_list_of_a_day_counts_all_populations_and_names_its_patients(world, anna, stay):
    tell_encounter(a_stay(visit_number="V-2", subject_id=anna.id), by=DESK, ports=world.ports)
    listed = look(world)
    assert [it.id for it in listed.leaf.encounters] == [stay.id]
    assert listed.subjects == {anna.id: anna}
    assert dict(listed.counts) == {
        Population.OUTPATIENT: 0,
        Population.INPATIENT: 1,
        Population.DISCHARGED: 1,
    }
    assert [it.action for it in world.trail] == ["EncountersRead"]


def test_other_locations_and_clinics_are_not_there(world, stay):
    with pytest.raises(NotFound):
        look(world, location_id=HARBOUR)
    with pytest.raises(NotFound):
        read_encounter(organisation_id=SOUTH, encounter_id=stay.id, staff=KATRIN, ports=world.ports)
    elsewhere = StaffMember(id=StaffId("9"), locations=frozenset({HARBOUR}))
    with pytest.raises(NotFound):
        read_encounter(organisation_id=NORTH, encounter_id=stay.id, staff=elsewhere, ports=world.ports)
    assert world.trail == []


def test_one_encounter_is_shown_with_the_others_of_the_patient_in_reach(world, anna, stay):
    tell_encounter(a_stay(visit_number="V-2", subject_id=anna.id), by=DESK, ports=world.ports)
    away = a_stay(visit_number="V-3", subject_id=anna.id, location_id=HARBOUR, department_id=BAY)
    tell_encounter(away, by=DESK, ports=world.ports)
    opened = read_encounter(organisation_id=NORTH, encounter_id=stay.id, staff=KATRIN, ports=world.ports)
    assert (opened.encounter, opened.subject) == (stay, anna) or opened.encounter.id == stay.id
    assert [it.visit_number for it in opened.others] == ["V-2"]
    assert [(it.action, it.subject_id) for it in world.trail] == [("EncounterRead", anna.id)]


def test_a_chart_is_the_newest_first_without_what_never_was(world, anna, stay):
    never = a_stay(visit_number="V-2", subject_id=anna.id, state=EncounterState.CANCELLED)
    tell_encounter(never, by=DESK, ports=world.ports)
    chart = chart_of(organisation_id=NORTH, subject_id=anna.id, staff=KATRIN, ports=world.ports)
    assert [it.id for it in chart] == [stay.id]
    assert [it.action for it in world.trail] == ["ChartRead"]


def test_nothing_is_read_when_the_trail_cannot_be_written(world, anna):
    def fails(_entry):
        raise OSError("no trail")

    ports = world.ports.__class__(
        **{it: getattr(world.ports, it) for it in world.ports.__slots__}
        | {"record": fails, "encounters": None}
    )
    with pytest.raises(OSError, match="no trail"):
        chart_of(organisation_id=NORTH, subject_id=anna.id, staff=KATRIN, ports=ports)


@pytest.mark.requirement("G-3")
def test_a_patient_is_followed_with_emphasis_until_a_day(world, anna, stay):
    emphasise(world, anna, until=TODAY)
    found, subjects = list_emphasised(organisation_id=NORTH, staff=KATRIN, ports=world.ports)
    assert ([it.level for it in found], subjects) == ([2], {anna.id: anna})
    assert look(world).emphasised.keys() == {anna.id}
    world.now = world.now.replace(day=25)
    assert list_emphasised(organisation_id=NORTH, staff=KATRIN, ports=world.ports)[0] == []
    assert (
        read_encounter(organisation_id=NORTH, encounter_id=stay.id, staff=KATRIN, ports=world.ports).emphasis
        is None
    )


def test_emphasis_is_ended_with_a_trace(world, anna):
    emphasise(world, anna)
    end_emphasis(organisation_id=NORTH, subject_id=anna.id, by=StaffId("1001"), ports=world.ports)
    assert world.ports.emphases.get(NORTH, anna.id) is None
    assert [it.action for it in world.trail] == ["PatientEmphasised", "EmphasisEnded"]
    assert "Operation" not in repr(world.trail)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"level": 4}, "level"),
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 201}, "reason"),
        ({"until": date(2026, 11, 23)}, "until"),
        ({"until": date(2036, 11, 23)}, "until"),
    ],
)
def test_emphasis_says_how_much_why_and_until_when(world, anna, change, pointer):
    with pytest.raises(BadInput) as refused:
        emphasise(world, anna, **change)
    assert [it.pointer for it in refused.value.errors] == [pointer]
    assert world.trail == []


def test_nobody_unknown_is_emphasised(world):
    with pytest.raises(NotFound):
        emphasise_patient(an_emphasis(), by=StaffId("1001"), ports=world.ports)
