"""A discharge becomes a plan that a receptionist understands; an administrator lays down who gets one."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from chalice.test import Client

from frontdesk.access.model import Role
from frontdesk.followup.storage import DynamoBooks, DynamoPlans, TaskRecord
from frontdesk.hospital.model import Diagnosis, Disposition, EncounterState
from frontdesk.hospital.rules.merging import told_now
from frontdesk.hospital.wiring import hospital_ports
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF
from tests.frontdesk_web.console_shown import words_of
from tests.hospital.builders import an_ended_stay

from .browser import html, somebody
from .loading import load
from .test_console_laying_out import form_of
from .test_console_timetable import asks

PLANS, POLICY, API = "/console/followup/plans", "/console/followup/policy", "/console/api/followup/book"
ENDED = datetime.now(UTC) - timedelta(days=1)
SCHEME = {
    "id": "all",
    "title": {"de": "Alle Entlassungen", "en": "All discharges"},
    "population": "discharged",
    "anchor": "discharged",
}


@pytest.fixture(scope="module")
def followup_app():
    return load("followup")


@pytest.fixture
def house(console, followup_app):
    with Client(followup_app) as caller:
        yield caller.lambda_


@pytest.fixture
def katrin(console):
    return somebody(console)


@pytest.fixture
def murat(console, enrol):
    enrol("3001", Role.ADMINISTRATOR)
    return somebody(console, "3001")


def lay_down(murat, *schemes, version=0, policy=None):
    said = {"version": version, "policy": policy or {}, "schemes": list(schemes)}
    return asks(murat, "PUT", API, said)


def a_discharge(**changes):
    said = {
        "organisation_id": LINDENHOF,
        "subject_id": ERIK,
        "location_id": "mitte",
        "department_id": "hausarzt",
        "began_at": ENDED - timedelta(days=8),
        "ended_at": ENDED,
        "is_emergent": True,
        "emergency_visits": 0,
        "disposition": Disposition.HOME,
        "diagnoses": (Diagnosis(code="I50.1"), Diagnosis(code="J44.9")),
    } | changes
    return an_ended_stay(**said)


def told(house, stay):
    hospital_ports().encounters.write(told_now(stay), day=ENDED.date(), facts=[])
    data = {"encounter_id": stay.id, "subject_id": stay.subject_id}
    metadata = {
        "event_id": "e",
        "organisation_id": LINDENHOF,
        "occurred_at": ENDED.isoformat(),
        "actor": "system:hospital",
    }
    house.invoke(
        "listener", {"detail-type": "PatientDischarged", "detail": {"metadata": metadata, "data": data}}
    )


def proposed():
    return DynamoPlans().proposed(LINDENHOF, "mitte", most=9)


@pytest.mark.requirement("R-5.4.6", "R-5.3a")
def test_a_receptionist_reads_why_a_plan_is_proposed_and_accepts_it(house, katrin, murat):
    assert lay_down(murat, SCHEME)[0] == 200
    told(house, a_discharge())
    [plan] = proposed()
    listed = words_of(html(katrin.gets(PLANS)))
    assert "hohes Risiko" in listed
    assert "Herzschwäche: 2 Punkte" in listed
    page = html(katrin.gets(f"{PLANS}/{plan.id}"))
    assert len(page.encode()) < 30_000
    for said in (
        "Risikoindex LACE: 13 von 19",
        "Kam als Notfall: 3 Punkte",
        "COPD: Jemand fragt nach der Inhalation.",
        "Regelbasiert",
        "Erster Anruf innerhalb von 48 Stunden",
    ):
        assert said in words_of(page)
    done = katrin.posts(f"{PLANS}/{plan.id}", form_of(katrin.gets(f"{PLANS}/{plan.id}")) | {"deed": "accept"})
    assert done.headers["Location"] == f"{PLANS}/{plan.id}?done=started"
    assert "Der Plan läuft." in words_of(html(katrin.gets(f"{PLANS}/{plan.id}?done=started")))
    assert proposed() == []
    tasks = [it for it in TaskRecord.scan() if it.sk == "task"]
    assert len(tasks) == DynamoPlans().get(LINDENHOF, plan.id).made > 0


def test_steps_are_changed_with_a_reason_and_nothing_that_was_typed_is_lost(house, katrin, murat):
    lay_down(murat, SCHEME)
    told(house, a_discharge())
    [plan] = proposed()
    url = f"{PLANS}/{plan.id}"
    form = form_of(katrin.gets(url)) | {"deed": "accept_changed", "steps.0.what": "Wie geht es?"}
    page = katrin.posts(url, form)
    assert page.status_code == 400
    assert 'href="#because"' in html(page)
    assert form_of(page)["steps.0.what"] == "Wie geht es?"
    page = katrin.posts(url, form | {"because": "Lebt allein", "steps.1.after": "bald"})
    assert 'href="#steps.1.after"' in html(page)
    assert katrin.posts(url, form | {"because": "Lebt allein"}).status_code == 303
    running = DynamoPlans().get(LINDENHOF, plan.id)
    assert (running.steps[0].what["de"], running.overridden_because) == ("Wie geht es?", "Lebt allein")
    assert running.steps[1] == plan.steps[1]
    page = words_of(html(katrin.posts(url, form | {"deed": "refuse", "because": "Doch nicht"})))
    assert "Über diesen Plan ist schon entschieden" in page


def test_a_plan_is_refused_with_a_reason(house, katrin, murat):
    lay_down(murat, SCHEME)
    told(house, a_discharge())
    [plan] = proposed()
    form = form_of(katrin.gets(f"{PLANS}/{plan.id}")) | {"deed": "refuse", "because": "Zieht weg"}
    assert katrin.posts(f"{PLANS}/{plan.id}", form).headers["Location"].endswith("done=refused")
    assert proposed() == []


@pytest.mark.requirement("R-5.3b")
def test_somebody_is_picked_out_and_a_plan_is_started_by_hand(house, katrin, murat):
    stay = a_discharge()
    hospital_ports().encounters.write(told_now(stay), day=ENDED.date(), facts=[])
    lay_down(murat, SCHEME)
    found = html(katrin.gets(f"{PLANS}/patients?go=1&diagnosis=J44"))
    assert f'href="{PLANS}/start/{stay.id}"' in found
    assert "Niemand passt." in words_of(html(katrin.gets(f"{PLANS}/patients?go=1&diagnosis=C50")))
    assert katrin.gets(f"{PLANS}/patients?go=1&first=2026-01-01").status_code == 400
    url = f"{PLANS}/start/{stay.id}"
    form = form_of(katrin.gets(url))
    first, again = katrin.posts(url, form), katrin.posts(url, form)
    assert first.headers["Location"] == again.headers["Location"]
    page = words_of(html(katrin.gets(first.headers["Location"])))
    assert "läuft" in page


@pytest.mark.requirement("R-5.2f")
def test_an_administrator_lays_the_policy_down_in_a_form(murat):
    form = form_of(murat.gets(POLICY)) | {
        "attempts": "4",
        "holidays": "25.12.2026, 2026-12-26\n2027年1月1日",
        "mode": "centre_led",
    }
    assert murat.posts(POLICY, form).status_code == 303
    policy = DynamoBooks().get(LINDENHOF).policy
    assert (policy.attempts, policy.mode, len(policy.holidays)) == (4, "centre_led", 3)
    page = murat.posts(POLICY, form)
    assert page.status_code == 303  # the same again is no conflict
    page = murat.posts(POLICY, form | {"attempts": "5"})
    assert page.status_code == 409
    assert murat.posts(POLICY, form_of(page)).status_code == 303
    wrong = form_of(murat.gets(POLICY)) | {"attempts": "0", "call_hours": "früh", "gap_hours": ""}
    page = html(murat.posts(POLICY, wrong))
    assert 'href="#call_hours"' in page
    assert 'href="#gap_hours"' in page
    page = html(murat.posts(POLICY, wrong | {"call_hours": "12:00-08:00", "gap_hours": "4", "attempts": "3"}))
    assert 'href="#call_hours"' in page
    page = html(murat.posts(POLICY, wrong | {"call_hours": "08:00-12:00", "gap_hours": "4"}))
    assert 'href="#attempts"' in page
    assert "Von 1 bis 10." in page.partition('id="attempts-hint"')[2][:40], "which numbers may stand there"


@pytest.mark.requirement("R-5.4.8a")
def test_an_administrator_makes_changes_and_removes_a_scheme(murat):
    url = f"{POLICY}/schemes/new"
    form = form_of(murat.gets(url)) | {
        "id": "heart",
        "title.de": "Herzschwäche",
        "who": "discharged discharged",
        "diagnoses": "I50",
        "deed": "save",
        "steps.0.after": "3",
        "steps.0.channels": "phone",
        "steps.0.what": "Gewicht",
    }
    page = html(
        murat.posts(url, form | {"title.de": "", "title.sv": "", "title.zh-Hans": "", "title.en": ""})
    )
    assert 'href="#title.de"' in page
    assert murat.posts(url, form).status_code == 303
    [scheme] = DynamoBooks().get(LINDENHOF).schemes
    assert (scheme.id, scheme.diagnoses, scheme.steps[0].after) == ("heart", ("I50",), 3)
    url = f"{POLICY}/schemes/heart"
    assert "Herzschwäche" in words_of(html(murat.gets(POLICY)))
    assert (
        murat.posts(url, form_of(murat.gets(url)) | {"deed": "save", "starts_alone": "1"}).status_code == 303
    )
    assert DynamoBooks().get(LINDENHOF).schemes[0].starts_alone
    assert murat.posts(url, form_of(murat.gets(url)) | {"deed": "remove"}).status_code == 303
    assert DynamoBooks().get(LINDENHOF).schemes == ()
    assert murat.gets(url).status_code == 404


@pytest.mark.parametrize(
    "channels",
    [
        ["sms", "email"],
        ["sms"],
        ["email", "phone"],
        ["wechat", "sms", "email"],
        ["phone", "visit"],
        ["visit"],
    ],
)
def test_a_scheme_that_is_saved_again_is_done_as_before(murat, channels):
    step = {"after": 3, "channels": channels, "form": "phq-9", "what": {"de": "Wie geht es Ihnen?"}}
    lay_down(murat, SCHEME | {"steps": [step]})
    url = f"{POLICY}/schemes/all"
    form = form_of(murat.gets(url)) | {"deed": "save", "steps.0.after_window": "8"}
    assert murat.posts(url, form).status_code == 303
    [it] = DynamoBooks().get(LINDENHOF).schemes[0].steps
    assert (list(it.channels), it.form, it.after_window) == (channels, "phq-9", 8)


def test_the_plan_that_runs_is_found_from_the_visit_and_in_its_list(house, katrin, murat):
    lay_down(murat, SCHEME | {"diagnoses": ["I50"]})
    stay = a_discharge()
    told(house, stay)
    [plan] = proposed()
    visit, running = f"/console/encounters/visits/{stay.id}", f"{PLANS}?state=running"
    assert "Vorgeschlagener Nachsorgeplan" in words_of(html(katrin.gets(visit)))
    assert "Hier läuft kein Plan." in words_of(html(katrin.gets(running)))
    url = f"{PLANS}/{plan.id}"
    page = html(katrin.gets(url))
    assert "Schema „Alle Entlassungen“, nach der Diagnose I50.1." in words_of(page)
    assert "(freiwillig)" not in page.partition("<details")[0].partition("<form")[2]
    katrin.posts(url, form_of(katrin.gets(url)) | {"deed": "accept"})
    page = html(katrin.gets(visit))
    assert f'href="{url}"' in page
    assert f"{PLANS}/start/" not in page
    assert f'href="{url}"' in html(katrin.gets(running))
    assert f'href="{running}&amp;location=mitte"' in html(katrin.gets(url))


def test_the_highest_risk_is_decided_first_and_every_reason_is_in_the_list(house, katrin, murat):
    lay_down(murat, SCHEME)
    light = a_discharge(
        visit_number="V-2",
        subject_id="b" * 32,
        diagnoses=(Diagnosis(code="Z00.0"),),
        began_at=ENDED - timedelta(days=1),
        is_emergent=False,
        ended_at=ENDED - timedelta(days=1),
    )
    told(house, light)
    told(house, a_discharge())
    listed = words_of(html(katrin.gets(PLANS)))
    assert listed.index("hohes Risiko") < listed.index("geringes Risiko")
    for said in ("LACE 13 von 19", "Herzschwäche: 2 Punkte", "COPD: Jemand fragt nach der Inhalation."):
        assert said in listed


def test_the_whole_goes_out_as_json_and_in_again(murat):
    assert lay_down(murat, SCHEME)[0] == 200
    told_ = json.loads(html(murat.gets(API)))
    url = f"{POLICY}/import"
    form = form_of(murat.gets(url))
    book = {"policy": told_["policy"], "schemes": [SCHEME | {"id": "other"}]}
    assert murat.posts(url, form | {"book": json.dumps(book)}).status_code == 303
    assert DynamoBooks().get(LINDENHOF).schemes[0].id == "other"
    exported = json.loads(html(murat.gets(API)))
    assert murat.posts(url, form_of(murat.gets(url)) | {"book": json.dumps(exported)}).status_code == 303
    page = murat.posts(url, form_of(murat.gets(url)) | {"book": "{"})
    assert page.status_code == 400
    page = html(
        murat.posts(url, form_of(murat.gets(url)) | {"book": '{"policy": {"attempts": 0}, "schemes": []}'})
    )
    assert "$.policy.attempts" in page
    assert lay_down(murat, SCHEME | {"departments": ["nowhere"]}, version=2)[0] == 400


def test_the_desk_sees_no_policy_and_administrators_no_patients(katrin, murat):
    assert katrin.gets(POLICY).status_code == 404
    assert murat.gets(PLANS).status_code == 404
    assert katrin.gets(f"{PLANS}/{'0' * 32}").status_code == 404


def test_what_may_start_alone_waits_for_nobody_and_the_night_leaves_nothing_undone(house, murat):
    lay_down(murat, SCHEME | {"starts_alone": True})
    told(house, a_discharge(diagnoses=(Diagnosis(code="Z00.0"),), is_emergent=False))
    assert proposed() == []
    done = house.invoke("night", {}).payload
    assert done["left"] == 0


def test_what_is_open_ends_when_the_hospital_takes_the_discharge_back(house, murat):
    lay_down(murat, SCHEME)
    told(house, a_discharge())
    [plan] = proposed()
    back = a_discharge(state=EncounterState.UNDER_WAY, ended_at=None, disposition=None)
    kept = hospital_ports().encounters.kept(LINDENHOF, back.id)
    hospital_ports().encounters.write(
        replace(told_now(back), encounter=replace(back, version=kept.encounter.version)),
        day=ENDED.date(),
        facts=[],
    )
    house.invoke(
        "listener",
        {
            "detail-type": "DischargeCancelled",
            "detail": {
                "metadata": {
                    "event_id": "f",
                    "organisation_id": LINDENHOF,
                    "occurred_at": ENDED.isoformat(),
                    "actor": "system:hospital",
                },
                "data": {"encounter_id": back.id, "subject_id": back.subject_id},
            },
        },
    )
    assert proposed() == []
    assert DynamoPlans().get(LINDENHOF, plan.id).because == "discharge_cancelled"
