"""Facts are written on the record that changed, and each is relayed once."""

import json

from frontdesk.kernel.events import new_facts, written_down
from tests.requests.builders import MONDAY_NINE, NORTH, an_answer_fact, request_id


def image(*facts):
    return {"facts": json.dumps([written_down(fact) for fact in facts])}


def test_a_fact_says_who_when_and_what_and_nothing_personal():
    fact = written_down(an_answer_fact())
    assert (fact["source"], fact["name"]) == ("frontdesk.requests", "RequestAnswered")
    metadata, data = fact["detail"]["metadata"], fact["detail"]["data"]
    assert metadata == {
        "event_id": fact["event_id"],
        "organisation_id": NORTH,
        "occurred_at": MONDAY_NINE.isoformat(),
        "actor": "staff:1001",
        "version": 1,
    }
    assert set(data) == {"request_id", "subject_id", "department_id"}
    assert data["request_id"] == request_id()
    assert json.loads(json.dumps(fact)) == fact


def test_a_new_record_brings_all_its_facts():
    fact = an_answer_fact()
    assert new_facts(None, image(fact)) == [written_down(fact)]


def test_facts_that_were_there_before_are_not_new():
    old, new = an_answer_fact(), an_answer_fact()
    assert new_facts(image(old), image(old, new)) == [written_down(new)]
    assert new_facts(image(old), image(old)) == []


def test_a_record_that_is_gone_or_has_no_facts_tells_nothing():
    assert new_facts(image(an_answer_fact()), None) == []
    assert new_facts(None, {"token": "t"}) == []
