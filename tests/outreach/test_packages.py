"""Packages: what a clinic writes once and every patient whom it fits is sent, in time and no longer than it should."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from frontdesk.followup.model.plans import PlanId, SchemeId
from frontdesk.hospital.model import Diagnosis, Disposition, EncounterClass, EncounterState, Population
from frontdesk.kernel.errors import BadInput, Conflict
from frontdesk.kernel.ids import ContactKey, DepartmentId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Go, Gone, Kind, Purpose
from frontdesk.messaging.rules.templates import filled
from frontdesk.messaging.rules.wordings_of_outreach import OF_OUTREACH
from frontdesk.outreach.errors import NothingToSend
from frontdesk.outreach.model import Counts, Group, Occasion, Topic, Withdrawn
from frontdesk.outreach.rules.texts import sample_of, sample_values
from frontdesk.outreach.usecases.count_package import count_package
from frontdesk.outreach.usecases.enrol_patient import enrol_planned
from frontdesk.outreach.usecases.greet_patients import greet_patients
from frontdesk.outreach.usecases.hear_answer import hear_answer
from frontdesk.outreach.usecases.publish_package import publish_package
from frontdesk.outreach.usecases.stop_package import stop_package
from frontdesk.outreach.usecases.write_package import write_package
from frontdesk.patients.model import Offer
from tests.followup.builders import a_plan

from .builders import (
    A_DAY,
    ANNA,
    HEART,
    HERE,
    KATRIN,
    NOW,
    OTHER,
    TEXTS,
    House,
    a_content,
    a_discharge,
    a_greeting,
    a_visit,
    an_item,
)

A_NEW_STAY = {"visit_number": "V-9", "state": EncounterState.UNDER_WAY, "ended_at": None, "diagnoses": ()}


@pytest.fixture
def house():
    return House()


def faults(house, **changes):
    with pytest.raises(BadInput) as refused:
        house.publishes(a_content(**changes))
    return {it.pointer: it.code for it in refused.value.errors}


@pytest.mark.requirement("R-5.4.8a")
def test_whoever_leaves_after_an_infarct_is_written_to_on_the_days_of_the_package(house):
    house.publishes()
    assert house.hears() == 1
    first, second = house.messages
    assert first.due_at == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert second.due_at == datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert (first.language, first.purpose) == (Language.GERMAN, Purpose.RECALL)
    assert house.asked(first) == Go({"text": "Guten Tag Anna Beispiel, wie geht es Ihnen?"})


def test_told_twice_they_are_on_it_once_and_a_crash_in_between_is_made_up_for(house):
    house.publishes()
    house.hears()
    house.outbox.stored.popitem()
    assert house.hears() == 0
    assert len(house.messages) == 2


def test_what_was_sent_long_ago_is_not_queued_again_when_the_hospital_repeats_itself(house):
    house.publishes()
    house.hears()
    house.outbox.stored.clear()
    house.now += 100 * A_DAY
    house.hears()
    assert house.messages == []


def test_who_left_long_ago_is_sent_only_what_is_still_ahead(house):
    house.publishes()
    house.hears(ended_at=NOW - 5 * A_DAY)
    assert [it.due_at for it in house.messages] == [datetime(2026, 11, 26, 9, tzinfo=UTC)]
    house.hears(visit_number="V-8", ended_at=NOW - 60 * A_DAY)
    assert len(house.messages) == 1


@pytest.mark.parametrize(
    ("group", "fits"),
    [
        (Group(), 1),
        (Group(diagnoses=("I2",)), 1),
        (Group(diagnoses=("I22", "i21.0")), 1),
        (Group(diagnoses=("E11",)), 0),
        (Group(populations=frozenset({Population.OUTPATIENT})), 0),
        (Group(departments=frozenset({DepartmentId("nowhere")})), 0),
        (Group(schemes=frozenset({"heart"})), 0),
    ],
)
def test_a_package_is_for_whom_it_says(house, group, fits):
    house.publishes(a_content(group=group))
    assert house.hears() == fits


def test_a_visit_is_followed_when_it_is_paid(house):
    house.publishes(a_content(group=Group(populations=frozenset({Population.OUTPATIENT}))))
    visit = a_visit(state=EncounterState.UNDER_WAY, ended_at=None)
    assert house.hears(visit) == 0
    assert house.hears(replace(visit, settled_at=NOW)) == 1


def test_a_package_of_a_scheme_begins_with_the_plan(house):
    house.publishes(a_content(group=Group(schemes=frozenset({"heart"}))))
    stay = a_discharge()
    house.hears(stay)
    house.plans = {
        PlanId("p1"): replace(a_plan(), encounter_id=stay.id, scheme_id=SchemeId("heart")),
        PlanId("p2"): replace(a_plan(), encounter_id=stay.id, scheme_id=None),
    }
    assert enrol_planned(organisation_id=HERE, plan_id=PlanId("p2"), ports=house.ports) == 0
    assert enrol_planned(organisation_id=HERE, plan_id=PlanId("p1"), ports=house.ports) == 1
    assert enrol_planned(organisation_id=HERE, plan_id=PlanId("p1"), ports=house.ports) == 0


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"disposition": Disposition.DIED}, Withdrawn.DIED),
        ({"state": EncounterState.UNDER_WAY, "ended_at": None}, Withdrawn.TAKEN_BACK),
        ({"state": EncounterState.CANCELLED}, Withdrawn.TAKEN_BACK),
    ],
)
def test_who_died_or_has_not_left_is_sent_nothing_more(house, changes, why):
    house.publishes()
    house.hears()
    told = a_discharge(**changes)
    house.tell(told)
    assert house.asked(house.messages[1]) == Gone()  # even where the fact of it was lost
    house.hears(told)
    assert [it.why for it in house.enrolments.of_subject(HERE, ANNA)] == [why]
    assert house.asked(house.messages[1]) == Gone()


def test_who_comes_back_is_sent_nothing_more_of_the_stay_before(house):
    house.publishes()
    house.hears()
    house.hears(a_discharge(began_at=NOW, **A_NEW_STAY))
    assert [it.why for it in house.enrolments.of_subject(HERE, ANNA)] == [Withdrawn.READMITTED]


def test_facts_in_the_wrong_order_end_alike(house):
    house.publishes()
    house.tell(a_discharge(), a_discharge(began_at=NOW, **A_NEW_STAY))
    assert house.hears(a_discharge()) == 0
    assert house.messages == []


def test_a_discharge_that_was_taken_back_and_made_again_begins_the_package_anew(house):
    house.publishes()
    house.hears()
    house.hears(state=EncounterState.UNDER_WAY, ended_at=None)
    house.now += A_DAY
    assert house.hears(ended_at=house.now) == 1
    assert house.hears(ended_at=house.now) == 0
    stands = [it for it in house.messages if isinstance(house.asked(it), Go)]
    assert [it.due_at.day for it in stands] == [26, 2]


def test_an_encounter_of_somebody_else_takes_the_messages_with_it(house):
    house.publishes()
    house.hears()
    other = a_discharge(subject_id="b" * 32)
    house.tell(other)
    assert house.asked(house.messages[0]) == Gone()


@pytest.mark.requirement("R-5.4.8b")
def test_education_is_sent_only_to_who_agreed_and_as_long_as_they_do(house):
    house.publishes(a_content(topic=Topic.EDUCATION))
    assert house.hears() == 0
    house.agreed[Offer.EDUCATION] = {ANNA}
    assert house.hears() == 1
    assert isinstance(house.asked(house.messages[0]), Go)
    house.agreed[Offer.EDUCATION] = set()
    assert house.asked(house.messages[0]) == Gone()


def test_whoever_is_on_a_version_is_sent_that_version_to_its_end(house):
    house.publishes()
    house.hears()
    house.publishes(a_content(items=(an_item(texts=TEXTS | {Language.GERMAN: "Neu"}),)))
    assert house.hears() == 0
    assert house.asked(house.messages[1]).parameters["text"].startswith("Guten Tag")


def test_a_stopped_package_sends_nothing_until_it_goes_on(house):
    house.publishes()
    house.hears()
    said = {"organisation_id": HERE, "package_id": HEART, "by": KATRIN.id, "ports": house.ports}
    stop_package(stopped=True, **said)
    stop_package(stopped=True, **said)
    assert house.asked(house.messages[0]) == Gone()
    assert house.hears(visit_number="V-7") == 0
    stop_package(stopped=False, **said)
    assert isinstance(house.asked(house.messages[0]), Go)
    assert [it.action for it in house.trail] == ["PackagePublished", "PackageStopped", "PackageResumed"]


def test_somebody_who_is_gone_is_sent_nothing(house):
    house.publishes()
    house.hears()
    house.people.clear()
    assert house.asked(house.messages[0]) == Gone()
    assert house.hears(visit_number="V-7") == 0


def test_texts_are_in_the_persons_language_and_name_what_they_may(house):
    house.people[ANNA] = replace(house.people[ANNA], language=Language.CHINESE)
    text = "{name},您于 {day} 从{department}出院。{clinic}"
    house.publishes(a_content(items=(an_item(texts=TEXTS | {Language.CHINESE: text}),)))
    house.hears()
    said = house.asked(house.messages[0]).parameters["text"]
    assert said.startswith("Anna Beispiel,您于 23.11.2026 从")
    assert "{" not in said


def test_who_speaks_what_is_not_written_reads_the_first_language_of_the_clinic(house):
    house.people[ANNA] = replace(house.people[ANNA], language=Language.CHINESE)
    house.publishes(a_content(items=(an_item(texts={Language.GERMAN: "Guten Tag {name}"}),)))
    house.hears()
    assert house.asked(house.messages[0]).parameters["text"] == "Guten Tag Anna Beispiel"


def test_the_first_language_is_written_and_another_one_not_half(house):
    without = {it: text for it, text in TEXTS.items() if it is not Language.GERMAN}
    assert faults(house, items=(an_item(texts=without),)) == {"items.0.text.de": "required"}
    blank = {Language.GERMAN: "Guten Tag", Language.ENGLISH: " "}
    assert faults(house, items=(an_item(texts=blank),)) == {"items.0.text.en": "required"}


def test_a_sample_reads_as_messaging_sends_it():
    for tongue, text in TEXTS.items():
        wording = OF_OUTREACH["push"][tongue].text
        said = filled(text, sample_values(tongue, "Klinik"))
        assert sample_of(text, tongue, "Klinik") == wording.format(clinic="Klinik", text=said)


def test_a_draft_is_stored_with_what_is_missing_and_published_without(house):
    said = {"organisation_id": HERE, "package_id": HEART, "by": KATRIN.id, "ports": house.ports}
    draft = write_package(a_content(name="", items=()), version=None, **said)
    assert write_package(draft.draft, version=None, **said) == draft  # the same form again
    with pytest.raises(NothingToSend):
        publish_package(version=draft.version, **said)
    with pytest.raises(Conflict):
        write_package(a_content(), version=None, **said)
    with pytest.raises(Conflict):
        publish_package(version=draft.version + 1, **said)
    assert house.packages.get(HERE, HEART).live is None


def test_each_fault_of_a_draft_is_said_at_its_field(house):
    at = "items.0.text.de"
    assert faults(house, name="") == {"name": "required"}
    assert faults(house, name="x" * 81) == {"name": "too_long"}
    assert faults(house, group=Group(diagnoses=("Herz",))) == {"diagnoses": "not_icd10"}
    assert faults(house, topic=Topic.GREETING) == {"occasion": "greeting_needs_its_day"}
    assert faults(house, occasion=Occasion.BIRTHDAY) == {"occasion": "greeting_needs_its_day"}
    assert faults(house, items=(an_item(after_days=400),)) == {"items.0.after_days": "not_between"}
    for text, code in {
        " ": "required",
        "Hallo {vorname}": "placeholder_unknown",
        "Hallo {name": "placeholder_broken",
        "x" * 919: "too_long",
        "äß€你" * 120: "too_many_segments",
    }.items():
        assert faults(house, items=(an_item(texts=TEXTS | {Language.GERMAN: text}),)) == {at: code}


def test_a_greeting_knows_no_day_and_no_department(house):
    texts = TEXTS | {Language.GERMAN: "Alles Gute zum {day}"}
    said = {"topic": Topic.GREETING, "occasion": Occasion.BIRTHDAY, "items": (an_item(texts=texts),)}
    assert faults(house, **said) == {"items.0.text.de": "placeholder_unknown"}


def test_what_goes_by_mail_alone_may_be_longer(house):
    texts = TEXTS | {Language.GERMAN: "Lang. " * 500}
    house.publishes(a_content(kinds=(Kind.EMAIL,), items=(an_item(texts=texts),)))
    house.hears()
    assert house.messages[0].kinds == (Kind.EMAIL,)


def test_a_festival_has_one_day_in_a_year(house):
    said = {"topic": Topic.GREETING, "occasion": Occasion.FESTIVAL}
    assert faults(house, **said) == {"festivals": "required"}
    twice = (date(2027, 2, 6), date(2027, 2, 7))
    assert faults(house, **said, festivals=twice) == {"festivals": "one_day_a_year"}


def greeted(house, on):
    house.now = datetime.combine(on, time(0, 5), UTC)
    return greet_patients(organisation_id=HERE, today=on, ports=house.ports)


@pytest.mark.requirement("R-5.4.8b")
def test_on_a_birthday_who_agreed_is_greeted_once_a_year(house):
    house.publishes(a_greeting())
    born = date(2027, 3, 27)
    assert greeted(house, born) == 0
    house.agreed[Offer.GREETING] = {ANNA}
    assert greeted(house, born - A_DAY) == 0
    assert greeted(house, born) == 1
    assert greeted(house, born) == 0
    assert greeted(house, date(2028, 3, 27)) == 1
    assert [it.due_at.hour for it in house.messages] == [
        8,
        7,
    ]  # nine o'clock, before and after the clocks change


def test_who_was_born_on_the_29_february_is_greeted_every_year(house):
    house.publishes(a_greeting())
    house.agreed[Offer.GREETING] = {ANNA}
    house.people[ANNA] = replace(house.people[ANNA], birth_date=date(1984, 2, 29))
    assert [greeted(house, it) for it in (date(2027, 2, 28), date(2028, 2, 28), date(2028, 2, 29))] == [
        1,
        0,
        1,
    ]


@pytest.mark.requirement("R-5.4.8b")
def test_at_spring_festival_everybody_who_agreed_is_greeted_but_not_who_died(house):
    days = (date(2027, 2, 6), date(2028, 1, 26))
    house.publishes(a_greeting(occasion=Occasion.FESTIVAL, festivals=days))
    house.agreed[Offer.GREETING] = {ANNA}
    assert [greeted(house, it) for it in (date(2027, 2, 5), *days)] == [0, 1, 1]
    house.tell(a_discharge(disposition=Disposition.DIED))
    assert house.asked(house.messages[-1]) == Gone()


def test_no_encounter_sets_off_a_greeting(house):
    house.publishes(a_greeting())
    house.agreed[Offer.GREETING] = {ANNA}
    assert house.hears() == 0


def test_a_package_counts_its_people_and_what_became_of_their_messages(house):
    house.publishes()
    house.publishes(a_content(name="Anderes"), OTHER)
    house.hears()
    house.settle(house.messages[0], "delivered")
    assert hear_answer(organisation_id=HERE, contact_key=ContactKey("k"), at=NOW, ports=house.ports) == 0
    heard = {"organisation_id": HERE, "contact_key": ContactKey("k"), "at": NOW + A_DAY}
    assert hear_answer(**heard, ports=house.ports) == 2
    assert hear_answer(**heard, ports=house.ports) == 0
    counted = [
        count_package(organisation_id=HERE, package_id=it, most=10, ports=house.ports)
        for it in (HEART, OTHER)
    ]
    sent = sum(it.sent for it in counted)
    assert sent == 1
    assert sum(it.waiting for it in counted) == 3
    assert counted[0] == replace(counted[0], people=1, answered=1, failed=0, withdrawn=0, dropped=0)
    assert count_package(organisation_id=HERE, package_id="3" * 32, most=10, ports=house.ports) == Counts()


def test_who_lies_in_the_hospital_still_has_no_package(house):
    house.publishes(a_content(group=Group()))
    assert house.hears(state=EncounterState.UNDER_WAY, ended_at=None) == 0
    assert house.hears(a_visit(kind=EncounterClass.EMERGENCY, diagnoses=(Diagnosis(code="S52"),))) == 1
