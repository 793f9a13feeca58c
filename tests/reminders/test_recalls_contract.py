"""Whatever keeps patient reminders keeps these promises: the fakes and DynamoDB alike."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.kernel.language import Language
from frontdesk.reminders.events import ServiceCompleted
from frontdesk.reminders.model.recalls import (
    CallNote,
    CallOutcome,
    Care,
    Interval,
    Marked,
    Sending,
    Sieve,
    Unit,
)
from frontdesk.reminders.model.rulebook import Rulebook
from frontdesk.reminders.rules.keys import SHARDS, by_hand
from frontdesk.reminders.rules.tables import read_table
from frontdesk.reminders.storage import (
    DynamoCalls,
    DynamoReminders,
    DynamoRulebooks,
    DynamoServices,
    DynamoUploads,
)

from .recalling import (
    ANNA,
    CENTRE,
    DESK,
    HARBOUR,
    NORTH,
    NOW,
    SOUTH,
    FakeCalls,
    FakeReminders,
    FakeRulebooks,
    FakeServices,
    FakeUploads,
    a_call,
    a_reminder,
    a_rule,
    a_service,
)

EVERYTHING = Sieve()


def pair(fake, real):
    @pytest.fixture(params=[fake, real])
    def kept(request):
        if request.param is real:
            request.getfixturevalue("cloud")
        return request.param()

    return kept


reminders = pair(FakeReminders, DynamoReminders)
services = pair(FakeServices, DynamoServices)
calls = pair(FakeCalls, DynamoCalls)
books = pair(FakeRulebooks, DynamoRulebooks)
uploads = pair(FakeUploads, DynamoUploads)


def numbered(number, **changes):
    return a_reminder(id=by_hand(f"{number:032x}"[::-1], ANNA), **changes)


def due(reminders, *, first=None, last=None, sieve=EVERYTHING, after=None, most=9, location=CENTRE):
    return reminders.list_due(NORTH, location, first=first, last=last, sieve=sieve, after=after, most=most)


def marked(reminders, before=NOW):
    return [it for shard in range(SHARDS) for it in reminders.marked(shard, before=before, most=9)]


def test_a_reminder_is_kept_as_it_was_made_once_and_changed_by_one(reminders):
    made = a_reminder(
        next_at=NOW, every=Interval(1, Unit.YEARS), anchor=date(2027, 1, 15), text="Bitte melden", rule_id="r"
    )
    assert [reminders.add(made), reminders.add(replace(made, what="anders"))] == [True, False]
    kept = reminders.get(NORTH, made.id)
    assert kept == replace(made, version=kept.version)
    after = reminders.write(replace(kept, step=1, next_at=None, sending=Sending.THROUGH))
    assert reminders.get(NORTH, made.id) == after
    with pytest.raises(Conflict):
        reminders.write(replace(kept, step=2))
    for here, it in ((SOUTH, made.id), (NORTH, numbered(9).id)):
        with pytest.raises(NotFound):
            reminders.get(here, it)
    assert reminders.of_subject(NORTH, ANNA) == [after]
    assert reminders.of_subject(SOUTH, ANNA) == []


@pytest.mark.requirement("R11")
def test_a_list_is_of_a_place_and_of_some_days_in_order_page_by_page(reminders):
    for number in range(5):
        reminders.add(numbered(number, due_on=date(2027, 1, 1) + timedelta(days=9 - number)))
    reminders.add(numbered(7, location_id=HARBOUR))
    reminders.add(numbered(8, sending=Sending.STOPPED))
    leaf, seen = due(reminders, most=2), []
    while True:
        assert len(leaf.reminders) <= 2
        seen += [it.due_on.day for it in leaf.reminders]
        if leaf.after is None:
            break
        leaf = due(reminders, most=2, after=leaf.after)
    assert seen == [6, 7, 8, 9, 10]
    some = due(reminders, first=date(2027, 1, 7), last=date(2027, 1, 9)).reminders
    assert [it.due_on.day for it in some] == [7, 8, 9]
    assert due(reminders, location=HARBOUR, after="2027-01-01.x.y").reminders


@pytest.mark.requirement("R11")
def test_a_list_is_sieved(reminders):
    reminders.add(numbered(1))
    reminders.add(numbered(2, care=Care.LABORATORY))
    reminders.add(numbered(3, internal=True, rule_id="r"))
    found = {
        "laboratory": due(reminders, sieve=Sieve(care=Care.LABORATORY)),
        "calls": due(reminders, sieve=Sieve(internal=True)),
        "rule": due(reminders, sieve=Sieve(by_rule=True, internal=True, care=Care.VACCINATION)),
        "none": due(reminders, sieve=Sieve(by_rule=True, internal=False)),
    }
    assert {name: len(leaf.reminders) for name, leaf in found.items()} == {
        "laboratory": 1,
        "calls": 1,
        "rule": 1,
        "none": 0,
    }


@pytest.mark.requirement("R17")
def test_the_queue_says_what_comes_next_and_the_clock_finds_it_when_it_has_come(reminders):
    later, sooner = numbered(1, next_at=NOW + timedelta(minutes=5)), numbered(2, next_at=NOW)
    for it in (later, sooner, numbered(3)):
        reminders.add(it)
    queue = reminders.list_queue(NORTH, CENTRE, after=None, most=9).reminders
    assert [it.id for it in queue] == [sooner.id, later.id]
    assert marked(reminders) == [Marked(NORTH, sooner.id)]
    reminders.put_off(Marked(NORTH, sooner.id), until=NOW + timedelta(hours=1), most=2)
    assert marked(reminders) == []
    assert reminders.get(NORTH, sooner.id).next_at == NOW + timedelta(hours=1)


def test_a_service_is_noted_once(services):
    fact = ServiceCompleted(
        organisation_id=NORTH, occurred_at=NOW, actor=DESK, service_id=a_service().id, subject_id=ANNA
    )
    service = a_service(diagnoses=("E11.9",))
    assert [services.add(service, fact), services.add(a_service(item="anders"), fact)] == [True, False]
    older = a_service(id="0" * 32, given_on=date(2020, 1, 1))
    services.add(older, fact)
    assert services.get(NORTH, ANNA, service.id) == service
    assert services.of_subject(NORTH, ANNA) == [service, older]
    with pytest.raises(NotFound):
        services.get(SOUTH, ANNA, service.id)


def test_a_call_stands_in_the_list_until_it_ends(calls):
    assert [calls.add(a_call()), calls.add(a_call(what="anders"))] == [True, False]
    first = calls.get(NORTH, ANNA, a_call().key)
    assert calls.open_at(NORTH, CENTRE, after=None, most=9).calls == (first,)
    note = CallNote(at=NOW, by="1001", outcome=CallOutcome.REACHED)
    after = calls.write(replace(first, notes=(note,), open=False))
    assert calls.of_subject(NORTH, ANNA) == [after]
    assert calls.open_at(NORTH, CENTRE, after=None, most=9).calls == ()
    with pytest.raises(Conflict):
        calls.write(first)
    with pytest.raises(NotFound):
        calls.get(SOUTH, ANNA, a_call().key)


def test_rules_are_changed_by_whoever_saw_the_last_ones(books):
    assert books.get(NORTH) == Rulebook()
    kept = books.put(NORTH, Rulebook(rules=(a_rule(),)))
    assert books.get(NORTH) == kept
    books.put(NORTH, replace(kept, rules=()))
    with pytest.raises(Conflict):
        books.put(NORTH, kept)
    assert books.get(SOUTH).version == 0


def test_a_table_waits_in_parts_until_they_are_taken_in(uploads):
    text = "name;birth_date;email;service;date\nAnna;1985-03-27;a@example.org;Tetanus;2026-11-20"
    rows = read_table(
        text, locations=[CENTRE], languages=[Language.GERMAN], today=NOW.date(), normal_phone=lambda it: None
    ).rows
    for _ in range(2):
        fact = ServiceCompleted(
            organisation_id=NORTH, occurred_at=NOW, actor=DESK, service_id="s", subject_id=ANNA
        )
        uploads.begin(NORTH, "u1", [rows, rows], at=NOW, facts=[fact, fact])
        assert list(uploads.part(NORTH, "u1", 1)) == list(rows)
    uploads.done(NORTH, "u1", 0)
    uploads.begin(NORTH, "u1", [rows, rows], at=NOW, facts=[fact, fact])
    assert list(uploads.part(NORTH, "u1", 0)) == []
    assert (uploads.progress(NORTH, "u1").done, uploads.progress(NORTH, "u1").parts) == (1, 2)
    with pytest.raises(NotFound):
        uploads.progress(SOUTH, "u1")
