"""Which plan counts, what a patient's own wish adds, and what cannot be laid down."""

from datetime import time

import pytest

from frontdesk.kernel.ids import LocationId, TimeTypeId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind
from frontdesk.reminders.model import Offset
from frontdesk.reminders.model.plans import Plan, Plans, Scope, Send
from frontdesk.reminders.model.plans_written import read_plans, write_plans
from frontdesk.reminders.rules.naming import first_name, told_together
from frontdesk.reminders.rules.plans import faults_of, plan_for, sends_of

from .builders import DAY_BEFORE, HOURS_24, TWO_DAYS

HERE, THERE, CHECKUP, VISIT = (
    LocationId("here"),
    LocationId("there"),
    TimeTypeId("checkup"),
    TimeTypeId("visit"),
)
ANY = {"offsets": [{"days": 2, "at": "09:00"}]}


def a_plan(count):
    return Plan(offsets=(Offset(count),))


@pytest.mark.requirement("R4")
def test_the_most_particular_plan_counts():
    plans = Plans(
        by_scope={
            Scope(): a_plan(1),
            Scope(HERE): a_plan(2),
            Scope(None, CHECKUP): a_plan(3),
            Scope(HERE, CHECKUP): a_plan(4),
        }
    )
    asked = ((THERE, VISIT), (HERE, VISIT), (THERE, CHECKUP), (HERE, CHECKUP))
    assert [plan_for(plans, *it) for it in asked] == [a_plan(1), a_plan(2), a_plan(3), a_plan(4)]


def test_where_nothing_is_laid_down_patients_are_reminded_two_days_before_at_nine():
    assert plan_for(Plans(), HERE, VISIT).offsets == (TWO_DAYS,)


@pytest.mark.requirement("B27")
def test_a_patients_own_wish_is_a_reminder_the_day_before_by_mail_and_sms():
    the_day_before = [Send(DAY_BEFORE, (Kind.SMS,)), Send(DAY_BEFORE, (Kind.EMAIL,))]
    assert list(sends_of(Plan(), wished=True)) == the_day_before
    assert list(sends_of(Plan(offsets=(TWO_DAYS,)), wished=True)) == [Send(TWO_DAYS), *the_day_before]
    assert sends_of(Plan(), wished=True, reached=(Kind.SMS,)) == (Send(DAY_BEFORE, (Kind.SMS,)),)
    assert sends_of(Plan(), wished=False) == ()


def test_the_wish_takes_the_place_of_what_the_clinic_sends_that_day():
    evening = Offset(1, time(18))
    found = sends_of(Plan(offsets=(TWO_DAYS, evening), kinds=(Kind.SMS,)), wished=True)
    assert found == (Send(TWO_DAYS, (Kind.SMS,)), Send(evening, (Kind.SMS,)), Send(evening, (Kind.EMAIL,)))


def test_plans_are_written_and_read_again():
    plans = Plans(
        by_scope={
            Scope(): Plan(offsets=(TWO_DAYS, HOURS_24)),
            Scope(HERE, CHECKUP): Plan(
                kinds=(Kind.EMAIL,), asks=False, for_new={Language.SWEDISH: "Kom tidigt."}, form="window"
            ),
        },
        version=3,
    )
    assert read_plans(write_plans(plans), changed_at=None, version=3) == plans


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ([], ("$", "schema_minItems")),
        ([ANY | {"location": "here"}], ("$", "required")),
        ([ANY, ANY], ("$[1]", "not_unique")),
        ([ANY, ANY | {"location": "nowhere"}], ("$[1].location", "unknown_location")),
        ([ANY, ANY | {"time_type": "dance"}], ("$[1].time_type", "unknown_time_type")),
        ([{"offsets": [{"hours": 24}, {"hours": 24}]}], ("$[0].offsets", "not_unique")),
        ([ANY | {"for_new": {"sv": "Kom tidigt."}}], ("$[0].for_new", "missing_translation")),
        ([ANY | {"form": "http://forms.example"}], ("$[0].form", "schema_pattern")),
        ([ANY | {"form": "https://forms.example/a b"}], ("$[0].form", "schema_pattern")),
        ([{"offsets": [{"days": 61, "at": "09:00"}]}], ("$[0].offsets[0]", "schema_oneOf")),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_where_it_is(said, fault):
    found = faults_of(
        said, locations=[HERE], time_types=[CHECKUP], languages=[Language.SWEDISH, Language.ENGLISH]
    )
    assert [(it.pointer, it.code) for it in found] == [fault]


def test_a_plan_that_is_right_has_no_faults():
    said = [ANY | {"form": "https://forms.example/a?b=1"}, ANY | {"location": "here", "time_type": "checkup"}]
    assert faults_of(said, locations=[HERE], time_types=[CHECKUP], languages=[Language.SWEDISH]) == ()


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Anna Maria Lindqvist", "Anna"),
        ("Lindqvist, Anna", "Anna"),
        (" Bo ", "Bo"),
        ("王小明", "小明"),
        ("欧阳娜", "娜"),
        ("王明", "明"),
        ("Lindqvist,", "Lindqvist"),
        ("", ""),
    ],
)
def test_people_are_called_as_at_home(name, called):
    assert first_name(name) == called


def test_names_stand_only_where_they_tell_people_apart():
    assert told_together([("", "10:00"), ("", "14:00")], Language.GERMAN) == "10:00; 14:00"
    assert told_together([("Anna", "10:00"), ("Bo", "10:30")], Language.GERMAN) == "Anna 10:00; Bo 10:30"


def test_a_message_tells_three_times_and_how_many_more_there_are():
    times = [(name, f"{hour}:00") for hour, name in enumerate(("Anna", "Bo", "Cy", "Di", "Ed"), start=10)]
    assert told_together(times, Language.ENGLISH) == "Anna 10:00; Bo 11:00; Cy 12:00; and 2 more"
    assert told_together(times, Language.CHINESE).endswith("另有2个")
