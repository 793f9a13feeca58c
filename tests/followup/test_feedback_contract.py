"""The fake box keeps the promises of DynamoDB's: the same tests for both."""

from dataclasses import replace
from datetime import timedelta

import pytest
from moto import mock_aws

from frontdesk.followup.events import FeedbackHeard
from frontdesk.followup.model.feedback import FeedbackKind, FeedbackState, Happened, Note, Source, Way
from frontdesk.followup.rules.feedback import noted
from frontdesk.followup.rules.telling import HOUSE, of_feedback
from frontdesk.followup.storage import DynamoFeedback
from frontdesk.kernel.errors import Conflict, NotFound
from tests.conftest import furnish

from .feedback_desk import FakeBox, a_word
from .task_builders import CENTRE, MONDAY_NINE, NORTH, SURGERY, WARD

SOUTH = "south"
DAY = timedelta(days=1)
AN_ANSWER = Note(
    id="f1", what=Happened.ANSWERED, by=CENTRE.id, at=MONDAY_NINE, text="Verzeihung.", way=Way.LETTER
)
A_CHANGE = Note(id="f2", what=Happened.CHANGED, by=CENTRE.id, at=MONDAY_NINE, before={"kind": "praise"})


@pytest.fixture(params=["fake", "dynamodb"])
def box(request):
    if request.param == "fake":
        yield FakeBox()
    else:
        with mock_aws():
            furnish()
            yield DynamoFeedback()


def test_a_word_is_kept_whole(box):
    whole = noted(noted(a_word(action_id="c" * 32, answer_due_at=MONDAY_NINE), AN_ANSWER), A_CHANGE)
    fact = of_feedback(FeedbackHeard, whole, {"where": "record"}, at=MONDAY_NINE, by=HOUSE)
    assert box.add(whole, fact)
    assert not box.add(whole)
    assert box.get(NORTH, whole.id) == replace(whole, version=1)
    told_by_hand = a_word(
        2, source=Source.STAFF, source_id="", subject_id=None, said_by="Erika", anonymous=True
    )
    box.add(told_by_hand)
    assert box.get(NORTH, told_by_hand.id) == replace(told_by_hand, version=1)
    for whose, it in ((SOUTH, whole.id), (NORTH, "9" * 32)):
        with pytest.raises(NotFound):
            box.get(whose, it)


def test_of_two_writes_of_one_version_one_is_stored(box):
    box.add(a_word())
    seen = box.get(NORTH, a_word().id)
    assert box.write(noted(seen, AN_ANSWER)).version == 2
    with pytest.raises(Conflict):
        box.write(replace(seen, text="Another."))
    assert box.get(NORTH, a_word().id).state is FeedbackState.ANSWERED


def test_a_list_tells_what_it_is_chosen_by_and_ends_where_the_period_does(box):
    box.add(a_word(1, answer_due_at=MONDAY_NINE + DAY))
    box.add(a_word(2, kind=FeedbackKind.PRAISE, department_id=WARD, heard_at=MONDAY_NINE - DAY))
    box.add(noted(a_word(3, heard_at=MONDAY_NINE + DAY), replace(AN_ANSWER, what=Happened.DONE)))
    box.add(a_word(4, organisation_id=SOUTH))

    def rows(*, is_done=False, begins=None, ends=None, most=10):
        return box.listed(NORTH, is_done=is_done, begins=begins, ends=ends, most=most)

    latest, first = rows()
    assert (latest.department_id, latest.kind, latest.state, latest.heard_at, latest.due_at) == (
        SURGERY,
        FeedbackKind.COMPLAINT,
        FeedbackState.OPEN,
        MONDAY_NINE,
        MONDAY_NINE + DAY,
    )
    assert (first.department_id, first.kind, first.due_at) == (WARD, FeedbackKind.PRAISE, None)
    assert [it.id for it in rows(is_done=True)] == [a_word(3).id]
    assert [it.id for it in rows(begins=MONDAY_NINE)] == [a_word(1).id]
    assert [it.id for it in rows(ends=MONDAY_NINE)] == [a_word(2).id]
    assert [it.id for it in rows(begins=MONDAY_NINE - DAY, ends=MONDAY_NINE)] == [a_word(2).id]
    assert len(rows(most=1)) == 1


def test_what_is_of_a_patient_is_found_by_them(box):
    box.add(a_word(1))
    box.add(a_word(2, subject_id=None))
    assert [it.id for it in box.of_subject(NORTH, "e" * 32)] == [a_word(1).id]
    assert [it.id for it in box.read(NORTH, [a_word(2).id, "9" * 32, a_word(1).id])] == [
        a_word(2).id,
        a_word(1).id,
    ]
    assert not box.of_subject(SOUTH, "e" * 32)
