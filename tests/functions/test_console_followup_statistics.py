"""What follow-up has come to is counted from what happened, and shown to those who may see it."""

import json
import os
from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.access.model import Role
from frontdesk.followup.model import Level, NoContact, Verdict
from frontdesk.followup.model.actions import Severity
from frontdesk.followup.model.figures import Kind
from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.model.plans import Channel, Population
from frontdesk.followup.rules.sampling import after_draw
from frontdesk.followup.storage import DynamoTasks
from frontdesk.followup.usecases._planned import PlannedTasks
from frontdesk.followup.usecases.add_task import add_task
from frontdesk.followup.usecases.count_figures import mark_anew
from frontdesk.followup.usecases.open_task import open_task
from frontdesk.followup.usecases.raise_action import Problem, raise_action
from frontdesk.followup.usecases.record_no_contact import record_no_contact
from frontdesk.followup.usecases.review_task import review_task
from frontdesk.followup.usecases.submit_record import submit_record
from frontdesk.followup.wiring import planning_ports
from frontdesk.followup.wiring.figures import figure_ports
from frontdesk.followup.wiring.tasks import action_ports, task_ports
from tests.conftest import client
from tests.followup.builders import a_plan
from tests.followup.task_builders import a_task, task_id
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF
from tests.frontdesk_web.console_shown import words_of

from .browser import html, somebody
from .loading import load_module

PAGE, API = "/console/followup/statistics", "/console/api/followup/statistics"
TODAY = datetime.now(UTC).date()
NURSE = Member(id="1001", departments=frozenset({"hausarzt"}), rights=frozenset({Right.CALL}))
CENTRE = Member(id="1005", departments=frozenset(), rights=frozenset({Right.VERIFY}))


def keep_task(number, **changes):
    task = a_task(
        id=task_id(number),
        plan_id=task_id(number),
        organisation_id=LINDENHOF,
        subject_id=ERIK,
        location_id="mitte",
        department_id="hausarzt",
        opens_on=TODAY - timedelta(days=2),
        due_on=TODAY,
        closes_on=TODAY + timedelta(days=2),
        **changes,
    )
    add_task(task, ports=task_ports())
    return {"organisation_id": LINDENHOF, "task_id": task.id, "ports": task_ports()}


def called(number, reason=None, **changes):
    it = keep_task(number, **changes)
    open_task(**it, member=NURSE)
    if reason:
        record_no_contact(**it, reason=reason, seen=0, member=NURSE)
    else:
        said = {"answers": {"recovery": 4}, "summary": "Gut.", "family_said": "", "channel": Channel.PHONE}
        submit_record(**it, **said, member=NURSE)
    return it


@pytest.fixture
def counted(console, enrol):
    """Of four calls two came to something, one of them was verified; one is left; one problem was raised."""
    enrol("1004", Role.ADMINISTRATOR)
    enrol("1005", Role.FOLLOWUP_CENTRE)
    enrol("1006", Role.LEAD)
    verified = called(1)
    PlannedTasks(task_ports()).write(
        after_draw(DynamoTasks().get(LINDENHOF, verified["task_id"]), frozenset({Level.CENTRE}))
    )
    said = {"score": 90, "satisfaction": 5, "remark": "", "verdict": Verdict.CONFIRMED}
    review_task(**verified, level=Level.CENTRE, **said, member=CENTRE)
    called(2, population=Population.OUTPATIENT)
    called(3, NoContact.REFUSED)
    keep_task(4)
    raise_action(
        organisation_id=LINDENHOF,
        action_id="c" * 32,
        problem=Problem(
            department_id="hausarzt",
            title="Wundkarten",
            text="Drei Patientinnen bekamen keine Wundkarte.",
            severity=Severity.USUAL,
        ),
        member=CENTRE,
        ports=action_ports(),
    )
    for number in range(1, 5):
        mark_anew(organisation_id=LINDENHOF, kind=Kind.STEP, it=task_id(number), ports=figure_ports())
    mark_anew(organisation_id=LINDENHOF, kind=Kind.ACTION, it="c" * 32, ports=figure_ports())
    load_module("followup").reconcile({}, None)
    return console


def taken(response):
    """The file behind the link."""
    assert response.status_code == 303
    s3, bucket = client("s3"), os.environ["DOCUMENTS_BUCKET"]
    [listed] = s3.list_objects_v2(Bucket=bucket, Prefix="exports/")["Contents"]
    content = s3.get_object(Bucket=bucket, Key=listed["Key"])["Body"].read()
    s3.delete_object(Bucket=bucket, Key=listed["Key"])
    return content


@pytest.mark.requirement("R-5.4.15", "R-5.3i")
def test_the_page_shows_rates_by_department_and_population(counted):
    page = html(somebody(counted, "1006").gets(PAGE))
    words = words_of(page)
    assert len(page.encode()) < 30_000
    assert "Fällige Schritte 4 Kontaktiert 75 % Erreicht 67 % Erledigt 50 %" in words.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert "Veranlasst 1" in words


def test_persons_are_for_the_centre_and_leaders_alone(counted):
    address = f"{PAGE}?department=hausarzt"
    for number, sees in (("1005", True), ("1006", True), ("1004", False)):
        who = somebody(counted, number)
        assert ("Nach Person" in words_of(html(who.gets(address)))) is sees
        told = json.loads(who.gets(f"{API}?month={TODAY:%Y-%m}&department=hausarzt").body)
        assert bool(told["persons"]) is sees
    assert somebody(counted, "1001").gets(PAGE).status_code == 404
    assert somebody(counted, "1006").gets(f"{PAGE}?department=nowhere").status_code == 404


def test_the_api_tells_numerators_denominators_and_rates(counted):
    told = json.loads(somebody(counted, "1006").gets(f"{API}?month={TODAY:%Y-%m}&department=*").body)
    assert {name: told["all"][name] for name in ("due", "tried", "reached", "completed", "raised")} == {
        "due": 4,
        "tried": 3,
        "reached": 2,
        "completed": 2,
        "raised": 1,
    }
    assert told["all"]["rates"]["followed_up"] == 75.0
    assert told["all"]["tries"]["refused"] == 1
    assert told["populations"]["outpatient"]["due"] == 1
    assert told["content"] is None


def test_each_table_is_a_file(counted):
    lead = somebody(counted, "1006")
    for table in ("departments", "populations", "months"):
        content = taken(lead.gets(f"{PAGE}/tables/{table}/csv"))
        assert content.startswith("\N{ZERO WIDTH NO-BREAK SPACE}".encode())
        assert ";75;" in content.decode() or table == "populations"
        assert taken(lead.gets(f"{PAGE}/tables/{table}/xlsx")).startswith(b"PK")
    assert b"Katrin" in taken(lead.gets(f"{PAGE}/tables/persons/csv?department=hausarzt"))
    assert lead.gets(f"{PAGE}/tables/patients/csv").status_code == 404
    assert lead.gets(f"{PAGE}/tables/months/exe").status_code == 404


@pytest.mark.requirement("R-5.4.17")
def test_the_report_says_what_was_raised_and_is_signed(counted):
    lead = somebody(counted, "1006")
    words = words_of(html(lead.gets(f"{PAGE}/report?department=hausarzt")))
    assert "Drei Patientinnen bekamen keine Wundkarte." in words
    assert "Unterschrift" in words
    assert taken(lead.gets(f"{PAGE}/report/pdf")).startswith(b"%PDF")
    administrator = somebody(counted, "1004")
    assert "Wundkarte" not in words_of(html(administrator.gets(f"{PAGE}/report")))


def decided(name, number, **says):
    """What the bus brings when somebody decided about a plan; brought twice."""
    plan = a_plan(id=task_id(number), organisation_id=LINDENHOF, location_id="mitte")
    planning_ports().plans.add(plan, next_on=None)
    fact = {"plan_id": plan.id, "subject_id": ERIK, "department_id": plan.department_id, **says}
    metadata = {
        "event_id": f"{name}-{number}",
        "organisation_id": LINDENHOF,
        "occurred_at": datetime.now(UTC).isoformat(),
        "actor": "staff:1001",
        "version": 1,
    }
    for _ in range(2):
        load_module("followup").moves(
            {"detail-type": name, "detail": {"metadata": metadata, "data": fact}}, None
        )


def test_what_was_decided_about_plans_is_counted_once(counted):
    decided("PlanStarted", 21, as_recommended=True)
    decided("PlanStarted", 22, as_recommended=False)
    decided("PlanRefused", 23)
    for _ in range(2):
        load_module("followup").reconcile({}, None)
    told = json.loads(somebody(counted, "1006").gets(f"{API}?month={TODAY:%Y-%m}&department=*").body)["all"]
    assert [told[it] for it in ("as_recommended", "otherwise", "refused")] == [1, 1, 1]
    assert told["rates"]["overridden"] == 66.7
