"""From the discharge over the message to the answer, as the bus, the clock and a provider really behave."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from chalice.test import Client

from frontdesk.catalogue.usecases.store_catalogue import store_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.hospital.model import Disposition, Encounter, EncounterClass, EncounterState
from frontdesk.hospital.rules.keys import encounter_key
from frontdesk.hospital.storage import EncounterRecord
from frontdesk.hospital.usecases.tell_encounter import tell_encounter
from frontdesk.hospital.wiring import hospital_ports
from frontdesk.kernel.language import Language
from frontdesk.patients.model import ContactKind, ContactPoint
from frontdesk.patients.rules.persons import Person
from frontdesk.patients.usecases.set_preference import set_preference
from frontdesk.patients.wiring import patients_ports
from frontdesk.surveys.model import Grade
from frontdesk.surveys.model.invitations import Inviting, Trigger
from frontdesk.surveys.storage import DynamoSurveys, InvitationRecord, SentRecord
from frontdesk.surveys.usecases.export_responses import export_responses
from frontdesk.surveys.usecases.give_out_survey import close_survey
from frontdesk.surveys.wiring.giving import giving_ports
from frontdesk.surveys.wiring.results import result_ports
from tests.frontdesk_web.console_desk import LINDENHOF, MITTE, catalogue
from tests.hospital.builders import DESK
from tests.surveys.everything import everything_kept

from .loading import load, load_module
from .test_surveys import STAY, WARD, given_out, kept, opens, sends

NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)
LATER = NOON + timedelta(hours=5)
PHONE = "+4915112345678"
INVITING = Inviting(triggers=frozenset(Trigger), hours=4)


class Phone:
    """A provider that shows what it took."""

    name, receipts_by_provider_id, knows_references = "simulator", False, True

    def __init__(self):
        self.took = {}

    def send(self, message, address, wording):
        self.took[message.id] = (address.to, wording.text)
        return message.id


class Clinic:
    """A ward with a survey, whose hospital tells of a patient."""

    def __init__(self, http, clock, phone):
        self.http, self.clock, self.phone = http, clock, phone
        self.surveys, self.reminders = load_module("surveys"), load_module("reminders")
        person = Person(
            name="Anna Muster", birth_date=NOON.date().replace(year=1960), phone=PHONE, email=None
        )
        self.hospital = hospital_ports()
        self.anna = self.hospital.register(LINDENHOF, person, Language.GERMAN)

    @property
    def survey(self):
        return DynamoSurveys().get(LINDENHOF, STAY)

    def comes(self, number):
        """Somebody else, with a telephone of their own."""
        born = NOON.date().replace(year=1950 + number)
        person = Person(
            name=f"Bo Muster {number}", birth_date=born, phone=f"{PHONE[:-1]}{number}", email=None
        )
        return self.hospital.register(LINDENHOF, person, Language.GERMAN)

    def tells(self, number="V-1", **said):
        known = {
            "organisation_id": LINDENHOF,
            "visit_number": number,
            "subject_id": self.anna.id,
            "kind": EncounterClass.INPATIENT,
            "state": EncounterState.ENDED,
            "location_id": MITTE,
            "department_id": catalogue().departments[0].id,
            "began_at": NOON - timedelta(days=3),
            "ended_at": NOON,
            "told_at": self.clock.now,
        }
        told = Encounter(id=encounter_key(LINDENHOF, number), **known | said)
        return tell_encounter(told, by=DESK, ports=self.hospital)

    def hears(self, times=1):
        """What the hospital's records carry, as the bus delivers it."""
        for record in EncounterRecord.scan():
            for fact in record.facts or []:
                fact["detail"]["metadata"]["event_id"] = fact["event_id"]
                if fact["name"] in self.surveys.TRIGGERS:
                    for _ in range(times):
                        event = {"detail-type": fact["name"], "detail": fact["detail"]}
                        self.surveys.listener(event, None)

    def ticks(self, at=LATER):
        self.clock.now = at
        self.reminders.tick({}, None)
        return [said for _, said in self.phone.took.values()]

    def sent(self):
        return sum(int(it.sent) for it in SentRecord.scan() if it.pk.endswith("#SENT"))


@pytest.fixture
def clinic(cloud, monkeypatch):
    clock, phone = SimpleNamespace(now=NOON), Phone()
    monkeypatch.setattr("frontdesk.kernel.clock.datetime", SimpleNamespace(now=lambda _zone: clock.now))
    monkeypatch.setattr("frontdesk.messaging.wiring.find", lambda *_said, **_more: phone)
    store_catalogue(catalogue(), ports=catalogue_ports())
    catalogue_ports().shelf.memory.clear()
    load_module("surveys").door.ports.surveys.memory.clear()
    given_out(Grade.TOKEN)
    survey = DynamoSurveys().get(LINDENHOF, STAY)
    DynamoSurveys().put(replace(survey, inviting=INVITING))
    with Client(load("surveys")) as caller:
        yield Clinic(caller.http, clock, phone)


def path(said):
    return re.search(r"https://clinic\.example(/surveys/\S+)", said)[1]


def answered(clinic, said):
    url = path(said)
    second = sends(clinic.http, opens(clinic.http, url), url, again="9").body.decode()
    return sends(clinic.http, second, url, care="2").body.decode()


@pytest.mark.requirement("R-5.4.12")
def test_who_left_is_invited_once_and_answers_once(clinic):
    clinic.tells()
    clinic.hears(times=3)
    assert clinic.ticks(NOON + timedelta(hours=3)) == []
    [said] = clinic.ticks()
    clinic.ticks(LATER + timedelta(hours=1))
    assert len(clinic.phone.took) == 1
    for _ in range(3):
        assert "Das hilft uns." in answered(clinic, said)
    [response] = kept()
    assert response.invited
    assert clinic.sent() == 1


def test_what_was_taken_back_before_the_hour_came_is_not_sent(clinic):
    clinic.tells()
    clinic.hears()
    clinic.tells(state=EncounterState.CANCELLED, told_at=NOON + timedelta(hours=1))
    assert clinic.ticks() == []
    assert clinic.sent() == 0


def test_who_died_meanwhile_is_sent_nothing(clinic):
    clinic.tells()
    clinic.hears()
    later = NOON + timedelta(hours=1)
    clinic.tells("V-2", ended_at=later, disposition=Disposition.DIED, told_at=later)
    assert clinic.ticks() == []


def test_a_survey_that_was_closed_meanwhile_sends_nothing(clinic):
    clinic.tells()
    clinic.hears()
    close_survey(organisation_id=LINDENHOF, survey_id=STAY, ports=giving_ports())
    assert clinic.ticks() == []
    assert clinic.sent() == 0


def test_who_wrote_stop_is_not_even_invited(clinic):
    contact = ContactPoint(ContactKind.SMS, PHONE)
    set_preference(organisation_id=LINDENHOF, contact=contact, wanted=False, ports=patients_ports())
    clinic.tells()
    clinic.hears()
    assert list(InvitationRecord.scan()) == []


def values_of(it):
    """Every text in what is kept, however deep, that is long enough to lead anywhere."""
    match it:
        case dict():
            return {one for value in it.values() for one in values_of(value)}
        case list():
            return {one for value in it for one in values_of(value)}
    return {it} if isinstance(it, str) and len(it) > 3 else set()


@pytest.mark.requirement("R-5.4.12")
def test_nothing_that_is_kept_logged_or_given_out_leads_from_an_invitation_to_an_answer(clinic, caplog):
    """Six are invited and answer; the survey is closed, shown, and its rows are taken."""
    caplog.set_level("INFO")
    for number in range(6):
        clinic.anna = clinic.comes(number)
        clinic.tells(f"V-{number}")
    clinic.hears()
    invited = list(clinic.ticks())
    assert len(invited) == 6
    for said in invited:
        assert "Das hilft uns." in answered(clinic, said)
    before = list(everything_kept())
    leads_nowhere(before, invited)
    clinic.surveys.count({}, None)
    close_survey(organisation_id=LINDENHOF, survey_id=STAY, ports=giving_ports())
    clinic.clock.now = LATER + timedelta(hours=2)
    clinic.surveys.night({}, None)
    [shown] = [it for _, it in everything_kept() if str(it.get("pk", "")).endswith("#SHOWN#all")]
    assert json.loads(shown["turnout"]) == [6, 6]
    rows = export_responses(survey=clinic.survey, year=2026, by=DESK, ports=result_ports())
    assert len(rows.rows) == 6
    given = json.dumps(rows.rows)
    for said in invited:
        ticket = path(said).rpartition("/")[2]
        for where in (given, json.dumps(list(everything_kept())), caplog.text):
            assert ticket not in where
            assert ticket[:32] not in where
    for secret in (clinic.anna.id, clinic.anna.name, PHONE):
        assert secret not in given
        assert secret not in caplog.text


def leads_nowhere(kept_now, invited):
    """No value of a response is in anything that is kept of an invitation, a message, a visit or a patient."""
    of_survey = [it for _, it in kept_now if f"#SURVEY#{STAY}#" in str(it.get("pk", ""))]
    responses = [it for it in of_survey if it["pk"].endswith(("#NEW", "#SPENT"))]
    assert len(responses) == 2 * len(invited)
    ours = {one for it in responses for one in values_of({**it, "pk": None})}
    others = [it for _, it in kept_now if it not in of_survey or it["pk"].endswith("#INVITED")]
    shared = ours & {one for it in others for one in values_of(it)}
    weeks = {it["week"] for it in responses if "week" in it}
    assert shared - weeks - {WARD} == set()
