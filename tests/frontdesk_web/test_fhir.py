"""FHIR's words for ours: stretches of time, ids, statuses and references."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from frontdesk.booking.errors import Taken, WrongProof
from frontdesk.booking.model import AppointmentStatus
from frontdesk.kernel.errors import BadInput, FrontdeskError, NotFound
from frontdesk.kernel.language import Language
from frontdesk_web.fhir.answers import faults_of
from frontdesk_web.fhir.outcomes import CODES, outcome
from frontdesk_web.fhir.periods import MOST_DAYS, moment, searched
from frontdesk_web.fhir.reading import Parameters, codes, id_in, read_change, wish_of, wished
from frontdesk_web.fhir.resources import (
    STATUS,
    Offer,
    appointment,
    appointment_of,
    bundle,
    offer_of,
    proposal,
    slot_id,
)
from frontdesk_web.fhir.resources import slot as in_fhir
from frontdesk_web.presenters.booking_choice import Counter
from tests.frontdesk_web.console_desk import subject
from tests.frontdesk_web.console_times import appointment as booked
from tests.frontdesk_web.console_times import slot, timetable
from tests.frontdesk_web.lindenhof import catalogue

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")


def counter(**changes):
    return Counter(catalogue=catalogue(), timetable=timetable(**changes), language=Language.GERMAN, now=NOW)


@pytest.mark.parametrize(
    ("said", "begins", "days"),
    [
        ([], "2026-11-22T18:00", MOST_DAYS),
        (["2026-11-23"], "2026-11-22T23:00", 1),
        (["ge2026-11-23", "lt2026-11-30"], "2026-11-22T23:00", 7),
        (["gt2026-11-23", "le2026-11-30"], "2026-11-23T23:00", 7),
        (["ge2026-11-23T09:00:00+01:00", "lt2026-11-24T08:00Z"], "2026-11-23T08:00", 1),
        (["le2026-11-20"], "2026-11-20T23:00", 0),
    ],
)
def test_a_search_narrows_a_stretch_down(said, begins, days):
    period = searched(said, BERLIN, NOW, of="start")
    assert period.begins.isoformat().startswith(begins)
    assert max(timedelta(), period.ends - period.begins) == timedelta(days=days)


def test_a_day_of_a_clock_change_ends_where_the_next_begins():
    day = moment("2026-10-25", BERLIN, of="start")
    assert day.ends - day.begins == timedelta(hours=25)
    assert [str(it) for it in day.days([BERLIN])] == ["2026-10-25", "2026-10-25"]


@pytest.mark.parametrize(
    "said", ["", "ne2026-11-23", "2026", "2026-13-01", "ge2026-11-23T25:00:00Z", "٢٠٢٦-11-23", "0001-01-01"]
)
def test_what_names_no_time_is_refused(said):
    with pytest.raises(BadInput):
        searched([said], BERLIN, NOW, of="start")


def test_the_hour_that_is_repeated_is_told_apart():
    twice = [slot(datetime(2026, 10, 25, hour, 30, tzinfo=UTC)) for hour in (0, 1)]
    assert [in_fhir(counter(), it)["start"] for it in twice] == [
        "2026-10-25T02:30:00+02:00",
        "2026-10-25T02:30:00+01:00",
    ]


def test_an_id_of_a_time_is_one_of_fhir_and_leads_back_to_it():
    it = slot(datetime(2026, 11, 25, 8, 0, tzinfo=UTC))
    assert ID.fullmatch(slot_id(it))
    assert wish_of(slot_id(it), timetable()) == it.wish
    longest = Offer("m" * 31, "p" * 31, "t" * 31)
    assert len(longest.token) == len(offer_of(it).token) == 16


@pytest.mark.parametrize(
    "named", ["", "x", "0" * 16 + "-20261125T0800Z", "{token}-20261325T0800Z", "{token}-99991231T2359Z"]
)
def test_an_id_of_no_time_is_not_found(named):
    token = offer_of(slot(datetime(2026, 11, 25, 8, 0, tzinfo=UTC))).token
    with pytest.raises(NotFound):
        wish_of(named.format(token=token), timetable())


def test_every_status_of_somebodys_time_has_its_word():
    assert STATUS.keys() == set(AppointmentStatus) - {AppointmentStatus.BLOCKED}
    for status in STATUS:
        it = booked(slot(NOW + timedelta(days=1)), status=status)
        assert faults_of(appointment(counter(), it, of="x"), "Appointment") == []


def test_a_kind_a_performer_or_a_place_that_is_gone_is_still_named_by_its_id():
    it = booked(slot(NOW + timedelta(days=1)))
    empty = replace(counter(time_types=(), resources=()), catalogue=replace(catalogue(), locations=()))
    told = appointment_of(empty, it, None)
    assert faults_of(told, "Appointment") == []
    assert [who["actor"]["reference"].partition("/")[0] for who in told["participant"]] == [
        "Patient",
        "Practitioner",
        "Location",
    ]
    assert "display" not in str(told)


def test_only_staff_read_whose_it_is_and_why():
    it = booked(slot(NOW + timedelta(days=1)), reason="Husten")
    assert "Husten" not in str(appointment(counter(), it, of="x"))
    assert "Patient" not in str(proposal(counter(), it.slot))
    told = appointment_of(counter(), it, subject())
    assert told["reasonCode"] == [{"text": "Husten"}]
    assert told["participant"][0]["actor"]["display"] == subject().name


def test_nothing_found_is_a_bundle_without_an_empty_list():
    assert bundle("https://clinic.example", [], total=0) == {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": 0,
    }


def test_every_kind_of_no_has_an_issue_type():
    assert set(FrontdeskError.__subclasses__()) <= CODES.keys()
    for language in Language:
        for no in (Taken(), WrongProof(tries_left=3), NotFound()):
            assert faults_of(outcome(no, language), "OperationOutcome") == []


def test_tokens_of_other_systems_are_none_of_ours():
    assert codes(["checkup,|consultation", "ours|surgery", "theirs|x"], "ours") == {
        "checkup",
        "consultation",
        "surgery",
    }


def test_references_are_read_relative_and_whole():
    assert id_in("Slot/a", "Slot") == id_in("https://clinic.example/fhir/Slot/a", "Slot") == "a"
    assert id_in("Schedule/a", "Slot") is id_in("Slot/", "Slot") is None


def test_what_ihe_publishes_as_a_proposal_is_read_as_what_is_wished():
    """Of example-iti-scheduling-bundle.json in IHE/ITI.Scheduling (CC-BY 4.0), shortened: the id is what counts."""
    published = {
        "resourceType": "Appointment",
        "id": "proposed-appt1a-1",
        "meta": {"profile": ["https://profiles.ihe.net/ITI/Scheduling/StructureDefinition/ihe-sched-appt"]},
        "status": "proposed",
        "appointmentType": {
            "coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0276", "code": "ROUTINE"}]
        },
        "start": "2017-07-17T00:45:00Z",
        "end": "2017-07-17T01:00:00Z",
        "participant": [
            {
                "actor": {"reference": "Practitioner/dr-y", "display": "Dr Y"},
                "required": "required",
                "status": "needs-action",
            }
        ],
    }
    said = {"resourceType": "Parameters", "parameter": [{"name": "appointment", "resource": published}]}
    assert faults_of(said, "Parameters") == []
    with pytest.raises(NotFound):
        wished(Parameters.read(said), timetable())
    assert read_change(Parameters.read(said)).id == "proposed-appt1a-1"
