"""Whoever was here is asked how it was: once, at the right hour, and not where it would hurt."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from frontdesk.messaging.model import Gone
from frontdesk.surveys.model import Grade, Opening
from frontdesk.surveys.model.invitations import Inviting, Trigger
from frontdesk.surveys.rules.inviting import due_after, in_share, token_of
from frontdesk.surveys.storage import DynamoInvitations

from .counting import EVERY_SPOT, FakeInvitations
from .inviting import BERLIN, KEY, LEFT_AT, Hospital, a_visit


@pytest.fixture(params=["memory", "dynamodb"])
def hospital(request):
    """The same clinic with each of the two ways of remembering whom it invited."""
    if request.param == "dynamodb":
        request.getfixturevalue("cloud")
    return Hospital(invitations=FakeInvitations() if request.param == "memory" else DynamoInvitations())


@pytest.mark.requirement("R-5.4.12")
def test_a_discharge_that_is_told_three_times_is_one_invitation_and_one_message(hospital):
    assert [hospital.hears() for _ in range(3)] == [1, 1, 1]
    [message] = hospital.queued.values()
    assert message.due_at == datetime(2026, 11, 21, 9, tzinfo=UTC)
    assert hospital.sent() == 1


def test_a_crash_between_the_invitation_and_its_message_loses_neither(hospital):
    hospital.hears()
    hospital.queued.clear()
    hospital.hears()
    assert len(hospital.queued) == hospital.sent() == 1


def test_nobody_is_invited_twice_within_90_days(hospital):
    hospital.hears()
    for number, days in enumerate((1, 40, 80), start=2):
        hospital.now = LEFT_AT + timedelta(days=days)
        hospital.visits[f"v{number}"] = a_visit(f"v{number}", left_at=hospital.now)
        assert hospital.hears(f"v{number}") == 0
    hospital.now = LEFT_AT + timedelta(days=92)
    hospital.visits["v9"] = a_visit("v9", left_at=hospital.now)
    assert hospital.hears("v9") == 1
    assert hospital.sent() == 2


def test_a_discharge_that_was_taken_back_sends_nothing_and_counts_nothing_and_the_next_one_does(hospital):
    hospital.hears()
    hospital.visits["v1"] = a_visit(left_at=None)
    for _ in range(2):
        assert isinstance(hospital.words(), Gone)
    assert hospital.sent() == 0
    hospital.visits["v1"] = a_visit(left_at=LEFT_AT + timedelta(hours=3))
    assert hospital.hears() == 1
    assert len(hospital.queued) == 2
    assert hospital.sent() == 1
    *_, again = hospital.queued.values()
    assert not isinstance(hospital.words(again), Gone)


@pytest.mark.parametrize(
    "meanwhile",
    [
        {"visit": a_visit(stands=False)},
        {"visit": a_visit(subject_id="b" * 32)},
        {"visit": None},
        {"opening": Opening.CLOSED},
        {"spots": EVERY_SPOT[2:]},
    ],
    ids=["died", "somebody else's", "never was", "closed", "not given out there"],
)
def test_what_changed_before_the_message_went_out_is_seen(meanwhile):
    hospital = Hospital()
    hospital.hears()
    if "visit" in meanwhile:
        hospital.visits["v1"] = meanwhile["visit"]
    else:
        hospital.survey = replace(hospital.survey, **meanwhile)
    assert isinstance(hospital.words(), Gone)
    assert hospital.sent() == 0


@pytest.mark.parametrize(
    "said",
    [
        {"grade": Grade.OPEN},
        {"opening": Opening.DRAFT},
        {"opening": Opening.CLOSED},
        {"inviting": None},
        {"inviting": Inviting(triggers=frozenset({Trigger.VISIT_SETTLED}))},
        {"spots": EVERY_SPOT[3:]},
    ],
)
def test_only_an_open_survey_of_visits_that_is_given_out_there_invites(said):
    assert Hospital(**said).hears() == 0


def test_who_cannot_be_reached_or_does_not_want_it_is_not_invited_and_not_counted():
    hospital = Hospital()
    hospital.reached = None
    assert hospital.hears() == 0
    assert (hospital.queued, hospital.sent()) == ({}, 0)


def test_a_table_of_last_year_invites_nobody():
    hospital = Hospital()
    hospital.visits["v1"] = a_visit(left_at=LEFT_AT - timedelta(days=30))
    assert hospital.hears() == 0


def test_facts_in_any_order_come_to_the_same():
    told = [Trigger.VISIT_SETTLED, Trigger.DISCHARGED, Trigger.DISCHARGED]
    for order in set(itertools.permutations(told)):
        hospital = Hospital(Inviting(triggers=frozenset(Trigger), hours=2))
        hospital.visits["v1"] = a_visit(settled_at=LEFT_AT)
        for trigger in order:
            hospital.hears(trigger=trigger)
        assert (len(hospital.queued), hospital.sent()) == (1, 1)


def test_the_token_is_the_same_each_time_it_is_worded_and_in_no_record():
    hospital = Hospital()
    hospital.hears()
    first = hospital.link()
    assert hospital.link() == first
    [message] = hospital.queued.values()
    token = token_of(KEY, message.id)
    assert first.endswith(token)
    assert token not in repr(message)
    assert token_of("6" * 64, message.id) != token


def test_an_hour_on_the_wall_stays_where_the_clocks_change():
    on = Inviting(triggers=frozenset(Trigger), days=1, at=time(10))
    assert due_after(on, datetime(2026, 10, 24, 12, tzinfo=UTC), BERLIN) == datetime(
        2026, 10, 25, 9, tzinfo=UTC
    )
    assert due_after(replace(on, days=0, hours=5), LEFT_AT, BERLIN) == LEFT_AT + timedelta(hours=5)


def test_a_share_is_drawn_by_the_visit_and_about_as_large_as_it_says():
    hospital = Hospital()
    chosen = [in_share(hospital.survey, a_visit(f"v{number}"), 30) for number in range(2000)]
    assert 0.27 < sum(chosen) / 2000 < 0.33
    assert chosen == [in_share(hospital.survey, a_visit(f"v{number}"), 30) for number in range(2000)]


def test_a_ward_has_a_place_of_its_own_and_all_else_is_the_departments():
    wards = [replace(it, ward=name) for it, name in zip(EVERY_SPOT[:2], ("3B", ""), strict=True)]
    for ward, spot in (("3B", "ward-1"), ("4A", "ward-2"), ("", "ward-2")):
        hospital = Hospital(spots=tuple(wards))
        hospital.visits["v1"] = a_visit(ward=ward)
        hospital.hears()
        assert f"/{spot}/" in hospital.link()


def test_invitations_are_counted_in_the_month_of_their_week(cloud):
    hospital = Hospital(invitations=DynamoInvitations())
    hospital.visits["v1"] = a_visit(left_at=datetime(2026, 11, 30, 12, tzinfo=UTC))
    hospital.now = datetime(2026, 11, 30, 13, tzinfo=UTC)
    hospital.hears()
    november, december = date(2026, 11, 1), date(2026, 12, 1)
    of = hospital.invitations.of_months
    assert of(hospital.survey.organisation_id, "stay", november, november) == {"ward-1": 1}
    assert of(hospital.survey.organisation_id, "stay", december, december) == {}
