"""Who is the same patient."""

from datetime import date

import pytest

from frontdesk.kernel.ids import OrganisationId, is_random_id
from frontdesk.patients.rules.persons import subject_key

NORTH = OrganisationId("north")
ANNA = {"name": "Anna Groß", "birth_date": date(1985, 3, 27), "contact": "+4962215550199"}


def test_the_same_person_at_the_same_clinic_is_the_same_subject_however_it_is_typed():
    assert subject_key(NORTH, **ANNA) == subject_key(NORTH, **ANNA | {"name": "  ANNA  gross "})
    assert is_random_id(subject_key(NORTH, **ANNA))


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Anne Groß"},
        {"birth_date": date(1985, 3, 28)},
        {"contact": "+4962215550198"},
        {"contact": "anna@example.org"},
    ],
)
def test_whoever_differs_in_one_thing_is_somebody_else(other):
    assert subject_key(NORTH, **ANNA) != subject_key(NORTH, **ANNA | other)


def test_the_same_person_at_another_clinic_is_another_subject():
    assert subject_key(NORTH, **ANNA) != subject_key(OrganisationId("south"), **ANNA)
