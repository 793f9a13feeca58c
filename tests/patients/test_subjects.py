"""Subjects are kept as they described themselves, by organisation."""

import pytest

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import SubjectId
from frontdesk.patients.gateways.phone_numbers import normal_phone
from frontdesk.patients.usecases.find_subjects import find_subject, find_subjects
from frontdesk.patients.usecases.register_subject import register_subject
from frontdesk.patients.wiring import patients_ports
from tests.requests.builders import ANNA, NORTH, SOUTH, a_subject


@pytest.fixture
def ports(cloud):
    return patients_ports()


def test_a_subject_stays_as_they_first_wrote_it(ports):
    register_subject(a_subject(), ports=ports)
    register_subject(a_subject(name="Somebody else"), ports=ports)
    assert find_subject(organisation_id=NORTH, subject_id=ANNA, ports=ports) == a_subject()


@pytest.mark.requirement("N7")
def test_another_organisations_subject_is_not_found(ports):
    register_subject(a_subject(), ports=ports)
    with pytest.raises(NotFound):
        find_subject(organisation_id=SOUTH, subject_id=ANNA, ports=ports)
    assert find_subjects(organisation_id=SOUTH, subject_ids=[ANNA], ports=ports) == {}


def test_several_are_read_at_once_and_unknown_ones_are_left_out(ports):
    bo = a_subject(id=SubjectId("b" * 32), name="Bo", phone=None, email="bo@example.org")
    for subject in (a_subject(), bo):
        register_subject(subject, ports=ports)
    ids = [ANNA, bo.id, ANNA, SubjectId("nobody")]
    assert find_subjects(organisation_id=NORTH, subject_ids=ids, ports=ports) == {
        ANNA: a_subject(),
        bo.id: bo,
    }
    assert find_subjects(organisation_id=NORTH, subject_ids=[], ports=ports) == {}


@pytest.mark.parametrize(
    ("written", "region", "number"),
    [
        ("06221 5550199", "DE", "+4962215550199"),
        ("070-174 06 05", "SE", "+46701740605"),
        ("+46 70 174 06 05", "DE", "+46701740605"),
        ("call me", "DE", None),
        ("112", "DE", None),
        ("", "DE", None),
    ],
)
def test_a_number_is_read_as_its_writer_would_dial_it(written, region, number):
    assert normal_phone(written, region=region) == number
