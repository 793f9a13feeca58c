"""Whatever keeps staff and sessions keeps these promises: the fakes and DynamoDB alike."""

from dataclasses import replace

import pytest
from moto import mock_aws

from frontdesk.access.model import Role
from frontdesk.access.storage import DynamoSessions, DynamoStaffList, SessionRecord, StaffRecord
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.ids import StaffId
from frontdesk.kernel.language import Language

from .builders import DIGEST, KATRIN, NORTH, SOUTH, a_lead, a_nurse, a_session
from .fakes import FakeSessions, FakeStaffList


@pytest.fixture
def table():
    with mock_aws():
        StaffRecord.create_table(wait=True)
        yield


@pytest.fixture(params=[FakeStaffList, DynamoStaffList])
def staff(request, table):
    return request.param()


@pytest.fixture(params=[FakeSessions, DynamoSessions])
def sessions(request, table):
    return request.param()


def test_whoever_was_put_in_comes_back(staff):
    staff.put(a_nurse())
    assert staff.get(NORTH, KATRIN) == a_nurse()


def test_somebody_without_departments_or_email_comes_back(staff):
    bare = a_nurse(departments=frozenset(), email=None, active=False)
    staff.put(bare)
    assert staff.get(NORTH, KATRIN) == bare


def test_a_changed_role_replaces_the_old_one(staff):
    staff.put(a_nurse())
    staff.put(a_nurse(role=Role.LEAD))
    assert staff.get(NORTH, KATRIN).role is Role.LEAD


def test_a_language_is_changed_and_nothing_else(staff):
    staff.put(a_nurse())
    staff.speak(NORTH, KATRIN, Language.CHINESE)
    assert staff.get(NORTH, KATRIN) == a_nurse(language=Language.CHINESE)
    for here, number in ((NORTH, StaffId("9999")), (SOUTH, KATRIN)):
        with pytest.raises(NotFound):
            staff.speak(here, number, Language.GERMAN)
        assert number not in {it.id for it in staff.everybody(here)}


def test_an_unknown_number_is_not_found(staff):
    with pytest.raises(NotFound):
        staff.get(NORTH, StaffId("nobody"))


def test_another_organisations_staff_are_not_found(staff):
    staff.put(a_nurse())
    with pytest.raises(NotFound):
        staff.get(SOUTH, KATRIN)
    assert staff.get_many(SOUTH, [KATRIN]) == {}
    assert list(staff.everybody(SOUTH)) == []


def test_several_are_read_at_once_and_unknown_ones_left_out(staff):
    staff.put(a_nurse())
    staff.put(a_lead())
    found = staff.get_many(NORTH, [KATRIN, a_lead().id, StaffId("nobody")])
    assert found == {KATRIN: a_nurse(), a_lead().id: a_lead()}


def test_everybody_comes_by_number(staff):
    staff.put(a_lead())
    staff.put(a_nurse())
    assert list(staff.everybody(NORTH)) == [a_nurse(), a_lead()]


def test_a_session_comes_back(sessions):
    sessions.add(DIGEST, a_session())
    assert sessions.get(NORTH, DIGEST) == a_session()


def test_a_session_is_not_stored_twice(sessions):
    sessions.add(DIGEST, a_session())
    with pytest.raises(Conflict):
        sessions.add(DIGEST, a_session(csrf="another"))
    assert sessions.get(NORTH, DIGEST).csrf == a_session().csrf


def test_another_organisations_session_is_not_found(sessions):
    sessions.add(DIGEST, a_session())
    with pytest.raises(NotFound):
        sessions.get(SOUTH, DIGEST)


def test_a_session_changes_its_language_and_nothing_else(sessions):
    sessions.add(DIGEST, a_session())
    sessions.speak(NORTH, DIGEST, Language.CHINESE)
    assert sessions.get(NORTH, DIGEST) == replace(a_session(), language=Language.CHINESE)


def test_changing_the_language_makes_no_session(sessions):
    with pytest.raises(NotFound):
        sessions.speak(NORTH, DIGEST, Language.CHINESE)
    with pytest.raises(NotFound):
        sessions.get(NORTH, DIGEST)


def test_an_ended_session_is_gone_and_may_be_ended_again(sessions):
    sessions.add(DIGEST, a_session())
    sessions.end(NORTH, DIGEST)
    sessions.end(NORTH, DIGEST)
    with pytest.raises(NotFound):
        sessions.get(NORTH, DIGEST)


def test_dynamodb_deletes_a_session_when_its_time_is_over(table):
    DynamoSessions().add(DIGEST, a_session())
    record = SessionRecord.get(f"{NORTH}#session#{DIGEST}", "-")
    assert record.ttl == a_session().expires_at.timestamp()
