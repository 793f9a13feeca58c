"""What the bus lost for ever is found at night: no discharged patient is forgotten."""

from datetime import timedelta

from frontdesk.followup.usecases.find_unproposed import find_unproposed
from tests.hospital.builders import CENTRE, NORTH, SOUTH

from .builders import TODAY, a_ward


def at_night(ward, *, minutes=9, **where):
    asked = {"organisation_id": NORTH, "location_id": CENTRE} | where
    until = ward.now + timedelta(minutes=minutes)
    return find_unproposed(**asked, today=TODAY, until=until, ports=ward.ports)


def test_an_encounter_of_which_nobody_heard_gets_its_plan_once():
    ward = a_ward()
    assert [at_night(ward) for _ in range(2)] == [1, 0]
    [plan] = ward.plans.kept.values()
    assert plan.encounter_id == next(iter(ward.told))


def test_another_clinic_another_place_and_a_night_that_is_over_find_nothing():
    assert at_night(a_ward(), organisation_id=SOUTH) == 0
    assert at_night(a_ward(), location_id="elsewhere") == 0
    assert at_night(a_ward(), minutes=0) == 0


def test_a_clinic_that_laid_down_nothing_has_no_plans():
    ward = a_ward()
    ward.books.kept.clear()
    assert at_night(ward) == 0
