"""The counting of a storm sees what it is there to see: every fault that is planted turns it red."""

import json
from dataclasses import replace

import pytest

from tests.storms import __main__ as storms
from tests.storms.browsing import Ledger
from tests.storms.counting import FAULTS, Form, Message, Record, Seen, Weather, Word, count, no_storm

ANNA, ERIK = "a" * 32, "e" * 32
TO_ANNA, TO_ERIK = "+4962215551000", "+4962215551001"


def record(request_id, mark, **changes):
    return Record(id=request_id, said=json.dumps([{"answer": f"Ibuprofen, {mark}"}]), **changes)


def message(request_id, what, to, **changes):
    return replace(
        Message(f"lindenhof/{request_id}-{what}", to, f"{what}: /requests/{request_id}"), **changes
    )


CALM = Seen(
    forms=(
        Form("Packung 1.", TO_ANNA, ((ANNA, "AAAA-AAAA"),)),
        Form("Packung 2.", TO_ERIK, ((ERIK, "EEEE-EEEE"),)),
    ),
    words=(Word(ERIK, "answer", "Liegt bereit."), Word(ANNA, "question", "Welche?")),
    records=(
        record(ANNA, "Packung 1.", texts=("", "Welche?"), status="asked"),
        record(ERIK, "Packung 2.", texts=("", "Liegt bereit."), status="answered", settled=True),
        record("f" * 32, "of somebody else"),
    ),
    messages=(
        message(ANNA, "received", TO_ANNA),
        message(ANNA, "question-1", TO_ANNA),
        message(ERIK, "received", TO_ERIK),
        message(ERIK, "answered", TO_ERIK),
    ),
    running=(f"lindenhof-{ANNA}-2",),
    weather=Weather({"frontdesk-window": 3}, restarts=1, sent_again=5, twice_at_once=1),
)


def amiss(**changes):
    """The rows that are not nought after the change."""
    found = count(replace(CALM, **changes))
    return {name: whom for name, whom in found.items() if whom}


def with_record(position, **changes):
    changed = list(CALM.records)
    changed[position] = replace(changed[position], **changes)
    return tuple(changed)


def test_where_everything_is_in_its_place_every_row_is_nought():
    assert amiss() == {}
    assert set(count(CALM)) == set(FAULTS)
    assert no_storm(CALM) == []
    assert storms.told(CALM, Ledger()) == 0


def test_a_confirmed_request_that_is_not_stored_is_lost():
    assert amiss(records=CALM.records[1:])["lost"] == [ANNA]


def test_a_confirmed_request_that_says_what_another_form_said_is_lost():
    records = with_record(0, said=CALM.records[1].said)
    assert amiss(records=records)["lost"] == [ANNA]


def test_a_form_whose_second_confirmation_leads_nowhere_is_lost():
    twice = replace(CALM.forms[0], confirmed=((ANNA, "AAAA-AAAA"), ("b" * 32, "BBBB-BBBB")))
    assert amiss(forms=(twice, CALM.forms[1])) == {"lost": ["b" * 32]}


def test_a_form_that_nobody_ever_confirmed_is_told():
    waiting = replace(CALM.forms[0], confirmed=())
    assert amiss(forms=(waiting, CALM.forms[1])) == {"never confirmed": ["Packung 1."]}


def test_whoever_was_refused_is_told():
    assert amiss(refused=("Packung 3.: no answer",)) == {"refused": ["Packung 3.: no answer"]}


def test_a_reference_that_does_not_lead_to_its_request_is_told():
    other = replace(CALM.forms[0], confirmed=((ANNA, "EEEE-EEEE"),))
    assert amiss(forms=(other, CALM.forms[1])) == {"under another reference": ["EEEE-EEEE"]}


def test_two_requests_of_one_form_are_doubled_whether_both_were_confirmed_or_not():
    second = record("b" * 32, "Packung 1.", texts=("", "Welche?"))
    found = amiss(records=(*CALM.records, second))
    assert found["doubled"] == ["Packung 1."]


def test_a_message_that_was_sent_twice_is_doubled_whatever_its_reference():
    again = replace(CALM.messages[1], reference="lindenhof/another")
    assert amiss(messages=(*CALM.messages, again)) == {"messages doubled": [CALM.messages[1].reference]}


@pytest.mark.parametrize("missing", range(len(CALM.messages)), ids=[it.text[:10] for it in CALM.messages])
def test_a_message_that_never_came_or_came_to_somebody_else_is_missing(missing):
    name = CALM.messages[missing].reference.partition("/")[2].removesuffix("-1")
    there = list(CALM.messages)
    strayed = there.pop(missing)
    assert amiss(messages=tuple(there)) == {"messages missing": [name]}
    assert amiss(messages=(*there, replace(strayed, to="+49"))) == {"messages missing": [name]}


def test_an_acknowledgement_is_owed_unless_the_reception_spoke_first():
    there = CALM.messages[1:]
    assert amiss(messages=there, records=with_record(0, acknowledged=False)) == {}
    silent = with_record(2, said="Packung 3.", acknowledged=False)
    forms = (*CALM.forms, Form("Packung 3.", TO_ANNA))
    assert amiss(forms=forms, records=silent)["messages missing"] == [f"{'f' * 32}-received"]


@pytest.mark.parametrize("position", [0, 1])
def test_a_word_of_the_reception_is_in_the_thread_once(position):
    stored = CALM.records[position]
    assert amiss(records=with_record(position, texts=("",))) == {"words of the reception lost": [stored.id]}
    twice = with_record(position, texts=(*stored.texts, stored.texts[-1]))
    assert amiss(records=twice) == {"words of the reception doubled": [stored.id]}


def test_a_request_that_is_not_settled_has_an_execution_and_only_one():
    assert amiss(running=()) == {"executions missing": [ANNA]}
    assert amiss(running=(*CALM.running, f"lindenhof-{ANNA}-3")) == {"executions doubled": [ANNA]}


def test_an_answered_request_that_nobody_settles_is_told_even_when_its_execution_runs():
    records = with_record(1, settled=False)
    assert amiss(records=records, running=(*CALM.running, f"lindenhof-{ERIK}-1")) == {"not settled": [ERIK]}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"weather": replace(CALM.weather, killed={})}, "no function was killed"),
        ({"weather": replace(CALM.weather, restarts=0)}, "the local cloud was not restarted"),
        ({"weather": replace(CALM.weather, sent_again=0)}, "no browser had to send again"),
        ({"weather": replace(CALM.weather, twice_at_once=0)}, "no form was sent twice at once"),
        ({"words": ()}, "the reception said nothing"),
        ({"forms": ()}, "nobody was told that a request has arrived"),
    ],
)
def test_a_storm_that_was_none_fails(changes, reason, capsys):
    calm = replace(CALM, **changes)
    assert no_storm(calm) == [reason]
    assert storms.told(calm, Ledger()) == 1
    assert f"This was no storm: {reason}." in capsys.readouterr().out


def test_one_fault_fails_the_run_and_is_named_in_the_table(capsys):
    assert storms.told(replace(CALM, records=CALM.records[1:]), Ledger()) == 1
    [row] = [it for it in capsys.readouterr().out.splitlines() if it.split()[:1] == ["lost"]]
    assert row.split() == ["lost", "1", ANNA]
