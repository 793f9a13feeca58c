"""What the hospital said last is what counts, in whatever order and however often it is heard."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.hospital.model import Diagnosis, Disposition, EncounterClass, EncounterState
from frontdesk.hospital.rules.keys import encounter_key
from frontdesk.hospital.rules.merging import told_now
from frontdesk.hospital.usecases.tell_encounter import tell_encounter
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import LocationId, SubjectId

from .builders import ANNA, BAY, DESK, HARBOUR, NORTH, SOUTH, WARD, World, a_stay, an_ended_stay

CAME, LEFT = date(2026, 11, 20), date(2026, 11, 23)
ADMITTED = ("PatientAdmitted", "inpatient", CAME)
DISCHARGED = ("PatientDischarged", "inpatient", LEFT)
HOURS = st.integers(0, 5).map(lambda it: datetime(2026, 11, 23, 12 + it, tzinfo=UTC))
BEGAN = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.fixture
def world():
    return World()


def tell(world, *encounters):
    for it in encounters:
        after = tell_encounter(it, by=DESK, ports=world.ports)
    return after


@pytest.mark.requirement("R-5.3a")
def test_a_stay_is_told_from_its_beginning_to_its_end(world):
    after = tell(world, a_stay(ward="3 B"), an_ended_stay(disposition=Disposition.HOME, summary="gut erholt"))
    assert (after.state, after.ward, after.summary) == (EncounterState.ENDED, "3 B", "gut erholt")
    assert world.facts == [ADMITTED, DISCHARGED]


def test_told_twice_is_once(world):
    tell(world, a_stay(), a_stay(), an_ended_stay(), an_ended_stay(), a_stay())
    assert world.facts == [ADMITTED, DISCHARGED]


def test_a_discharge_may_be_heard_before_the_admission(world):
    after = tell(world, an_ended_stay(), a_stay(ward="3 B"))
    assert (after.state, after.ended_at.day, after.ward) == (EncounterState.ENDED, 23, "3 B")
    assert world.facts == [ADMITTED, DISCHARGED]


def test_a_discharge_that_is_taken_back_leaves_the_patient_in(world):
    back = a_stay(told_at=datetime(2026, 11, 23, 12, tzinfo=UTC))
    after = tell(world, an_ended_stay(disposition=Disposition.HOME), back)
    assert (after.state, after.ended_at, after.disposition) == (EncounterState.UNDER_WAY, None, None)
    assert world.facts[-1] == ("DischargeCancelled", "inpatient", LEFT)


def test_who_died_is_told_of_once_and_no_more_when_more_is_said(world):
    died = an_ended_stay(disposition=Disposition.DIED)
    tell(world, died, replace(died, summary="Herzstillstand", told_at=died.told_at + timedelta(hours=1)))
    assert [name for name, *_ in world.facts] == ["PatientAdmitted", "PatientDischarged", "PatientDied"]


def test_a_bill_is_settled_once(world):
    paid = a_stay(kind=EncounterClass.OUTPATIENT, settled_at=datetime(2026, 11, 20, 9, tzinfo=UTC))
    tell(world, paid, replace(paid, told_at=paid.told_at + timedelta(days=1)))
    assert world.facts == [("PatientAdmitted", "outpatient", CAME), ("VisitSettled", "outpatient", CAME)]


def test_what_was_not_told_is_not_forgotten(world):
    said = an_ended_stay(diagnoses=(Diagnosis(code="I50.0"),), is_emergent=False, emergency_visits=0)
    after = tell(world, said, replace(an_ended_stay(), told_at=said.told_at + timedelta(hours=3)))
    assert (after.diagnoses, after.is_emergent, after.emergency_visits) == (said.diagnoses, False, 0)


def test_a_visit_that_never_was_is_told_to_those_who_heard_of_it(world):
    tell(
        world,
        an_ended_stay(),
        a_stay(state=EncounterState.CANCELLED, told_at=datetime(2026, 11, 24, tzinfo=UTC)),
    )
    assert [name for name, *_ in world.facts[2:]] == ["DischargeCancelled", "AdmissionCancelled"]


def test_a_visit_of_somebody_else_is_taken_from_whom_it_was_told_of(world):
    other = SubjectId("b" * 32)
    tell(world, an_ended_stay(), an_ended_stay(subject_id=other, told_at=datetime(2026, 11, 24, tzinfo=UTC)))
    told = [(it.name, it.subject_id) for it in world.ports.encounters.facts]
    assert told == [
        ("PatientAdmitted", ANNA),
        ("PatientDischarged", ANNA),
        ("DischargeCancelled", ANNA),
        ("AdmissionCancelled", ANNA),
        ("PatientAdmitted", other),
        ("PatientDischarged", other),
    ]


def test_one_number_of_two_hospitals_is_two_visits(world):
    assert encounter_key(NORTH, "V-1") != encounter_key(SOUTH, "V-1")
    tell(world, a_stay(), a_stay(organisation_id=SOUTH))
    with pytest.raises(NotFound):
        world.ports.encounters.kept(SOUTH, encounter_key(NORTH, "V-1"))


def test_a_place_that_the_clinic_has_not_is_refused(world):
    with pytest.raises(NotFound):
        tell(world, a_stay(location_id=LocationId("moon")))


def test_facts_say_nothing_personal(world):
    tell(world, an_ended_stay(summary="geheim", diagnoses=(Diagnosis(code="F32"),)))
    assert "geheim" not in repr(world.ports.encounters.facts)
    assert "F32" not in repr(world.ports.encounters.facts)


def test_whoever_was_quicker_is_heard_and_both_are_kept(world):
    quick, write = a_stay(ward="7", told_at=datetime(2026, 11, 22, tzinfo=UTC)), world.ports.encounters.write

    def outrun(kept, **said):
        world.ports.encounters.write = write
        tell(world, quick)
        write(kept, **said)

    world.ports.encounters.write = outrun
    after = tell(world, a_stay(summary="aufgenommen"))
    assert (after.ward, after.summary) == ("7", "aufgenommen")


def test_a_crowd_is_told_to_come_again(world):
    def never(*_said, **_more):
        raise Conflict

    world.ports.encounters.write = never
    with pytest.raises(Conflict):
        tell(world, a_stay())


@st.composite
def tellings(draw):
    state = draw(st.sampled_from(EncounterState))
    ended = state is EncounterState.ENDED
    location, department = draw(st.sampled_from([(a_stay().location_id, WARD), (HARBOUR, BAY)]))
    return a_stay(
        kind=draw(st.sampled_from(EncounterClass)),
        state=state,
        subject_id=draw(st.sampled_from([ANNA, SubjectId("b" * 32)])),
        location_id=location,
        department_id=department,
        ended_at=draw(st.sampled_from([BEGAN + timedelta(days=it) for it in (1, 2)])) if ended else None,
        disposition=draw(st.sampled_from([None, *Disposition])) if ended else None,
        settled_at=draw(st.sampled_from([None, BEGAN])),
        ward=draw(st.sampled_from(["", "3 B", "🏥"])),
        emergency_visits=draw(st.sampled_from([None, 0, 2])),
        diagnoses=draw(st.sampled_from([(), (Diagnosis(code="I50.0"),)])),
        told_at=draw(HOURS),
    )


def told_in(order):
    world = World()
    return world, tell(world, *order)


@settings(max_examples=300)
@given(st.lists(tellings(), min_size=1, max_size=5), st.data())
def test_any_order_and_any_repetition_ends_in_the_same_encounter(said, data):
    world, after = told_in(said)
    shuffled = data.draw(st.permutations(said)) + data.draw(st.lists(st.sampled_from(said), max_size=3))
    other, again = told_in(shuffled)
    assert replace(again, version=None) == replace(after, version=None)
    for it in (world, other):
        _told_as_it_is(it, after, said)


def _told_as_it_is(world, after, said):
    """Whoever follows the facts in their order ends with the truth, and hears of nothing that nobody said."""
    came, left, settled, died = {}, {}, set(), set()
    for it in world.ports.encounters.facts:
        whose = it.subject_id
        match it.name:
            case "PatientAdmitted":
                came[whose] = (it.kind, it.location_id)
            case "AdmissionCancelled":
                del came[whose]
            case "PatientDischarged":
                left[whose] = it.day
            case "DischargeCancelled":
                del left[whose]
            case "VisitSettled":
                settled.add(whose)
            case "PatientDied":
                died.add(whose)
    here = after.state is not EncounterState.CANCELLED
    assert came == ({after.subject_id: (after.kind.value, after.location_id)} if here else {})
    gone = after.state is EncounterState.ENDED
    assert left == ({after.subject_id: after.ended_at.date()} if gone else {})
    if here and after.settled_at:
        assert after.subject_id in settled
    if gone and after.disposition is Disposition.DIED:
        assert after.subject_id in died
    assert not died or any(it.disposition is Disposition.DIED for it in said)
    assert not settled or any(it.settled_at for it in said)


def test_a_part_is_kept_with_the_instant_at_which_it_was_said():
    kept = told_now(a_stay(ward="3 B"))
    assert kept.parts["ward"] == ("3 B", "2026-11-20T09:00:00.000000+00:00")
