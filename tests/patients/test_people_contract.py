"""Whatever keeps subjects files them under what they are reached at: the fake and DynamoDB alike."""

from dataclasses import replace

import pytest
from botocore.exceptions import ClientError
from pynamodb.exceptions import TransactWriteError

from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import ContactKey, SubjectId
from frontdesk.patients.model import Consent, Filing
from frontdesk.patients.storage import DynamoContacts, DynamoSubjects, FilingRecord, SubjectRecord
from tests.probe.hook import Probe, watching

from .builders import ANNA, BO, EMAIL, NOON, NORTH, PHONE, SECOND, SOUTH, a_subject, key_of
from .fakes import FakePeople

LOGIN, OTHER_LOGIN = ContactKey("d" * 64), ContactKey("e" * 64)


class StoredPeople(DynamoSubjects, DynamoContacts):
    """Both sides of the patients table."""


@pytest.fixture(params=[FakePeople, StoredPeople])
def people(request):
    if request.param is StoredPeople:
        request.getfixturevalue("cloud")
    return request.param()


def filing(subject_id=ANNA, since=NOON):
    return Filing(subject_id=subject_id, since=since)


def later(subject, after):
    return replace(subject, consent=Consent(version="2026-11", given_at=NOON + after))


def test_a_subject_is_filed_under_everything_they_gave(people):
    people.add(a_subject(), [key_of(), key_of(EMAIL)])
    assert list(people.filed(NORTH, key_of())) == [filing()]
    assert list(people.filed(NORTH, key_of(EMAIL))) == [filing()]


@pytest.mark.requirement("N1")
def test_the_same_subject_again_is_one_and_stays_where_they_are(people):
    people.add(a_subject(), [key_of()])
    people.add(later(a_subject(name="Somebody else"), SECOND), [key_of(), key_of(EMAIL)])
    assert people.get(NORTH, ANNA) == a_subject()
    assert list(people.filed(NORTH, key_of())) == [filing()]
    assert list(people.filed(NORTH, key_of(EMAIL))) == []


def test_who_has_another_number_is_found_there_and_no_longer_under_the_old_one(people):
    people.add(a_subject(), [key_of(), key_of(EMAIL)])
    moved = {"phone": "+4962215550777", "file": ContactKey("f" * 64), "unfile": [key_of(), OTHER_LOGIN]}
    people.move(a_subject(), **moved)
    assert people.get(NORTH, ANNA).phone == "+4962215550777"
    assert list(people.filed(NORTH, ContactKey("f" * 64))) == [filing()]
    assert list(people.filed(NORTH, key_of())) == []
    assert list(people.filed(NORTH, key_of(EMAIL))) == [filing()]
    with pytest.raises(Conflict):
        people.move(a_subject(), **moved | {"phone": "+4962215550778"})
    with pytest.raises(Conflict):
        people.move(a_subject(id=BO, phone=None), **moved)


def test_a_family_is_under_one_number_the_newest_first(people):
    people.add(a_subject(), [key_of()])
    people.add(later(a_subject(id=BO), SECOND), [key_of()])
    assert [it.subject_id for it in people.filed(NORTH, key_of())] == [BO, ANNA]


def test_of_very_many_the_hundred_newest_are_found(people):
    everybody = [filing(SubjectId(f"{number:032x}"), NOON + number * SECOND) for number in range(102)]
    people.file(NORTH, key_of(), everybody)
    assert list(people.filed(NORTH, key_of())) == everybody[:1:-1]


def test_filed_again_is_filed_once(people):
    people.add(a_subject(), [key_of()])
    people.file(NORTH, key_of(), [filing()])
    assert list(people.filed(NORTH, key_of())) == [filing()]


@pytest.mark.requirement("N7")
def test_another_organisation_finds_nobody_there(people):
    people.add(a_subject(), [key_of()])
    assert list(people.filed(SOUTH, key_of())) == []


def test_who_is_linked_is_found_under_the_log_in_once_and_there_alone(people):
    people.add(a_subject(), [key_of()])
    assert [people.link(NORTH, LOGIN, filing()) for _ in range(2)] == [True, True]
    assert list(people.filed(NORTH, LOGIN)) == [filing()]
    assert list(people.filed(SOUTH, LOGIN)) == []
    assert people.get(NORTH, ANNA) == a_subject()


def test_who_is_not_there_is_not_linked(people):
    assert not people.link(NORTH, LOGIN, filing())
    assert list(people.filed(NORTH, LOGIN)) == []


def test_a_new_subject_is_filed_under_the_log_in_and_one_that_is_there_is_not(people):
    people.add(a_subject(), [key_of()], login=LOGIN)
    people.add(a_subject(), [key_of()], login=OTHER_LOGIN)
    assert list(people.filed(NORTH, LOGIN)) == list(people.filed(NORTH, key_of())) == [filing()]
    assert list(people.filed(NORTH, OTHER_LOGIN)) == []


def test_who_is_erased_is_found_under_each_of_their_log_ins(cloud):
    people = StoredPeople()
    people.add(a_subject(), [key_of()], login=LOGIN)
    people.link(NORTH, OTHER_LOGIN, filing())
    [record] = SubjectRecord.query(f"{NORTH}#SUBJECT#{ANNA}")
    assert record.logins == {LOGIN, OTHER_LOGIN}


def crowd(times):
    """DynamoDB refuses so many transactions because another one was at the same record."""
    left = [times]

    def refuses(call):
        if call.operation == "TransactWriteItems" and left[0]:
            left[0] -= 1
            said = {
                "Error": {"Code": "TransactionCanceledException", "Message": "[TransactionConflict, None]"}
            }
            reasons = [{"Code": "TransactionConflict"}, {"Code": "None"}]
            raise ClientError(said | {"CancellationReasons": reasons}, call.operation)

    return watching(Probe(before=refuses))


def test_two_clicks_that_meet_at_one_record_are_tried_again(cloud):
    people = StoredPeople()
    with crowd(5):
        people.add(a_subject(), [key_of()])
    assert list(people.filed(NORTH, key_of())) == [filing()]


def test_a_crowd_that_does_not_end_is_told(cloud):
    with crowd(6), pytest.raises(TransactWriteError):
        StoredPeople().add(a_subject(), [key_of()])


def test_what_they_gave_stands_in_no_key(cloud):
    StoredPeople().add(a_subject(email=EMAIL.to), [key_of(), key_of(EMAIL)])
    keys = "".join(f"{it.pk} {it.sk}" for it in FilingRecord.scan())
    assert key_of() in keys
    assert PHONE.to[3:] not in keys
    assert "anna@" not in keys
