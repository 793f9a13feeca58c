"""Whatever keeps encounters keeps these promises: the fakes and DynamoDB alike."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from frontdesk.hospital.events import EncountersUploaded
from frontdesk.hospital.model import Diagnosis, EncounterClass, EncounterState, Population, Row
from frontdesk.hospital.rules.merging import told_now
from frontdesk.hospital.storage import DynamoEmphases, DynamoEncounters, DynamoUploads
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import SubjectId
from frontdesk.kernel.language import Language
from frontdesk.patients.rules.persons import Person

from .builders import (
    ANNA,
    CENTRE,
    DESK,
    HARBOUR,
    NORTH,
    NOW,
    SOUTH,
    TODAY,
    FakeEmphases,
    FakeEncounters,
    FakeUploads,
    a_stay,
    an_emphasis,
    an_ended_stay,
)

LEFT = date(2026, 11, 23)


def pair(fake, real):
    @pytest.fixture(params=[fake, real])
    def kept(request):
        if request.param is real:
            request.getfixturevalue("cloud")
        return request.param()

    return kept


encounters = pair(FakeEncounters, DynamoEncounters)
emphases = pair(FakeEmphases, DynamoEmphases)
uploads = pair(FakeUploads, DynamoUploads)


def ids(leaf):
    return [it.visit_number for it in leaf.encounters]


def test_an_encounter_is_kept_with_all_its_parts_and_changed_by_one(encounters):
    said = told_now(
        an_ended_stay(
            ward="3 B",
            diagnoses=(Diagnosis(code="I50.0", name="Herzinsuffizienz"),),
            procedures=("5-820",),
            notices=frozenset({"dnr"}),
            is_emergent=False,
            emergency_visits=0,
            summary="gut erholt 🦊",
        )
    )
    encounters.write(said, day=LEFT, facts=[])
    kept = encounters.kept(NORTH, said.encounter.id)
    assert kept.parts == said.parts
    assert kept.encounter == replace(said.encounter, version=kept.encounter.version)
    encounters.write(kept, day=LEFT, facts=[])
    for stale in (said, kept):
        with pytest.raises(Conflict):
            encounters.write(stale, day=LEFT, facts=[])
    with pytest.raises(NotFound):
        encounters.kept(SOUTH, said.encounter.id)


def test_lists_are_of_a_day_a_location_and_a_population(encounters):
    for number in range(3):
        at = datetime(2026, 11, 23, 10 + number, tzinfo=UTC)
        encounters.write(told_now(an_ended_stay(visit_number=f"V-{number}", ended_at=at)), day=LEFT, facts=[])
    encounters.write(
        told_now(an_ended_stay(visit_number="V-elsewhere", location_id=HARBOUR)), day=LEFT, facts=[]
    )
    encounters.write(told_now(an_ended_stay(visit_number="V-1", organisation_id=SOUTH)), day=LEFT, facts=[])
    encounters.write(told_now(a_stay(visit_number="V-in")), day=date(2026, 11, 20), facts=[])
    visit = a_stay(visit_number="V-out", kind=EncounterClass.EMERGENCY)
    encounters.write(told_now(visit), day=date(2026, 11, 20), facts=[])
    gone = a_stay(visit_number="V-never", state=EncounterState.CANCELLED)
    encounters.write(told_now(gone), day=date(2026, 11, 20), facts=[])

    def page(population, day, after=None, most=2):
        return encounters.of_day(NORTH, CENTRE, population, day, after=after, most=most)

    first = page(Population.DISCHARGED, LEFT)
    assert ids(first) == ["V-0", "V-1"]
    second = page(Population.DISCHARGED, LEFT, after=first.after)
    assert (ids(second), second.after) == (["V-2"], None)
    assert ids(page(Population.DISCHARGED, TODAY)) == []
    assert ids(page(Population.INPATIENT, TODAY)) == ["V-in"]
    assert ids(page(Population.OUTPATIENT, date(2026, 11, 20))) == ["V-out"]
    assert ids(page(Population.DISCHARGED, LEFT, after="nonsense")) == ["V-0", "V-1"]
    assert encounters.count(NORTH, CENTRE, Population.DISCHARGED, LEFT) == 3
    assert encounters.count(NORTH, CENTRE, Population.OUTPATIENT, LEFT) == 0


def test_the_encounters_of_a_patient_are_listed_newest_first(encounters):
    for number in range(2):
        began = datetime(2026, 11, 1 + number, tzinfo=UTC)
        encounters.write(told_now(a_stay(visit_number=f"V-{number}", began_at=began)), day=LEFT, facts=[])
    other = a_stay(visit_number="V-9", subject_id=SubjectId("b" * 32))
    encounters.write(told_now(other), day=LEFT, facts=[])
    assert [it.visit_number for it in encounters.of_subject(NORTH, ANNA)] == ["V-1", "V-0"]
    assert encounters.of_subject(SOUTH, ANNA) == []


def test_an_encounter_that_moves_leaves_the_list_it_was_on(encounters):
    encounters.write(told_now(a_stay()), day=date(2026, 11, 20), facts=[])
    kept = encounters.kept(NORTH, a_stay().id)
    after = told_now(replace(an_ended_stay(), version=kept.encounter.version))
    encounters.write(after, day=LEFT, facts=[])
    assert encounters.count(NORTH, CENTRE, Population.INPATIENT, LEFT) == 0
    assert encounters.count(NORTH, CENTRE, Population.DISCHARGED, LEFT) == 1


def test_emphasis_is_one_of_a_patient_until_it_is_ended(emphases):
    emphases.put(an_emphasis())
    emphases.put(an_emphasis(level=3))
    emphases.put(an_emphasis(subject_id=SubjectId("b" * 32), level=1))
    assert emphases.get(NORTH, ANNA) == an_emphasis(level=3)
    assert [it.level for it in emphases.everybody(NORTH)] == [3, 1]
    assert (emphases.get(SOUTH, ANNA), emphases.everybody(SOUTH)) == (None, [])
    emphases.end(NORTH, ANNA)
    emphases.end(NORTH, ANNA)
    assert emphases.get(NORTH, ANNA) is None


def test_a_part_of_a_table_waits_until_it_is_taken_in(uploads):
    row = Row(
        number=2,
        person=Person(name="Anna 🦊", birth_date=date(1985, 3, 27), phone=None, email="anna@example.org"),
        language=Language.GERMAN,
        encounter=an_ended_stay(subject_id=SubjectId(""), told_at=NOW + timedelta(microseconds=5)),
    )
    fact = EncountersUploaded(organisation_id=NORTH, occurred_at=NOW, actor=DESK, upload_id="1", part=0)
    for _ in range(2):
        uploads.begin(NORTH, "1", [[row]], at=NOW, facts=[fact])
    assert list(uploads.part(NORTH, "1", 0)) == [row]
    assert list(uploads.part(SOUTH, "1", 0)) == list(uploads.part(NORTH, "1", 1)) == []
    for _ in range(2):
        uploads.done(NORTH, "1", 0)
    uploads.done(NORTH, "1", 5)
    uploads.begin(NORTH, "1", [[row]], at=NOW, facts=[fact])
    assert list(uploads.part(NORTH, "1", 0)) == []
    progress = uploads.progress(NORTH, "1")
    assert (progress.parts, progress.done, progress.rows) == (1, 1, 1)
    with pytest.raises(NotFound):
        uploads.progress(SOUTH, "1")
