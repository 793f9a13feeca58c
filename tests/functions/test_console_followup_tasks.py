"""Somebody of a clinic calls whom the list says; somebody else looks again."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.access.model import Role
from frontdesk.followup.model import Level, State
from frontdesk.followup.rules.forms import alarm
from frontdesk.followup.rules.sampling import after_draw
from frontdesk.followup.storage import DynamoTasks
from frontdesk.followup.usecases._planned import PlannedTasks
from frontdesk.followup.usecases.add_task import add_task
from frontdesk.followup.wiring.tasks import task_ports
from frontdesk.kernel.language import Language
from tests.followup.task_builders import a_task, task_id
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF
from tests.frontdesk_web.console_shown import words_of

from .browser import html, somebody
from .test_console_laying_out import form_of
from .test_followup_forms import PHQ, published

LIST = "/console/followup"
TASK = f"{LIST}/tasks/{task_id()}"


@pytest.fixture
def katrin(console):
    return somebody(console)


@pytest.fixture
def lena(console, enrol):
    enrol("1005", Role.FOLLOWUP_CENTRE)
    return somebody(console, "1005")


@pytest.fixture
def due(console):
    today = datetime.now(UTC).date()
    add_task(
        a_task(
            organisation_id=LINDENHOF,
            subject_id=ERIK,
            location_id="mitte",
            department_id="hausarzt",
            opens_on=today - timedelta(days=2),
            due_on=today - timedelta(days=1),
            closes_on=today + timedelta(days=2),
        ),
        ports=task_ports(),
    )


def stored():
    return DynamoTasks().get(LINDENHOF, task_id())


def do(who, deed, **said):
    return who.posts(TASK, form_of(who.gets(TASK)) | {"deed": deed} | said)


@pytest.mark.requirement("R-5.4.2", "R-5.2a", "R-5.2b")
def test_a_task_is_found_done_and_verified(due, katrin, lena):
    page = html(katrin.gets(f"{LIST}?pile=department.hausarzt"))
    assert "Überfällig: 1" in words_of(page)
    assert TASK in page
    assert len(page.encode()) < 30_000
    assert katrin.posts(f"{LIST}/next", form_of(katrin.gets(LIST))).headers["Location"] == TASK
    assert do(katrin, "open").status_code == 303
    assert "Was die Patientin oder der Patient sagt" in words_of(html(katrin.gets(TASK)))
    nothing = do(katrin, "record", summary="")
    assert nothing.status_code == 422
    assert do(katrin, "record", recovery="4", summary="Heilt gut.").status_code == 303
    assert stored().record.answers == {"recovery": 4}
    PlannedTasks(task_ports()).write(after_draw(stored(), frozenset({Level.CENTRE})))
    assert "zu prüfen" not in words_of(html(katrin.gets(TASK)))
    assert "Heilt gut." in words_of(html(lena.gets(TASK)))
    assert do(lena, "review", level="2", verdict="confirmed", score="90").status_code == 303
    assert stored().state is State.LEVEL2_CONFIRMED


def test_what_was_typed_stays_when_somebody_else_has_it(due, katrin):
    do(katrin, "open")
    form = form_of(katrin.gets(TASK)) | {"deed": "record", "summary": "Drei Zeilen."}
    it = stored()
    DynamoTasks().write(
        replace(it, lease=replace(it.lease, staff_id="1002"), owner="1002"), acts_at=it.lease.until
    )
    page = katrin.posts(TASK, form)
    assert page.status_code == 422
    assert "Drei Zeilen." in html(page)


@pytest.fixture
def asks_by_phq(console):
    published()
    today = datetime.now(UTC).date()
    add_task(
        a_task(
            organisation_id=LINDENHOF,
            subject_id=ERIK,
            location_id="mitte",
            department_id="hausarzt",
            form="phq-9",
            opens_on=today,
            due_on=today,
            closes_on=today,
        ),
        ports=task_ports(),
    )


def asked_in(page):
    return [("q_asked", it) for it in re.findall(r'name="q_asked" value="([^"]+)"', html(page))]


@pytest.mark.requirement("G-2.1a", "R-5.4.10")
def test_a_call_asks_by_the_clinics_questionnaire_and_keeps_what_was_typed(asks_by_phq, katrin):
    do(katrin, "open")
    page = katrin.gets(TASK)
    assert len(html(page).encode()) < 30_000
    form = {**form_of(page), "deed": "record", "summary": "Am Telefon."}
    wrong = katrin.posts(TASK, [*form.items(), *asked_in(page), ("q.phq.mood", "3"), ("q.phq.harm", "9")])
    assert wrong.status_code == 400
    assert re.search(r'name="q.phq.mood" value="3" checked', html(wrong))
    assert "Am Telefon." in html(wrong)
    rows = [(f"q.phq.{it}", "1") for it in PHQ]
    assert katrin.posts(TASK, [*form.items(), *asked_in(page), *rows]).status_code == 303
    record = stored().record
    assert (record.scores, record.revision) == ({"phq": 9.0}, stored().revision)
    shown = words_of(html(katrin.gets(TASK)))
    assert "Gedanken an den Tod" in shown
    assert "leicht" in shown


@pytest.mark.requirement("G-2.3")
def test_what_worries_is_first_on_the_list_and_says_why(due, katrin):
    because = ({Language.GERMAN: "Gedanken an den Tod"},)
    it = alarm(replace(stored(), vip=0), because, today=datetime.now(UTC).date(), now=datetime.now(UTC))
    add_task(it, ports=task_ports())
    page = html(katrin.gets(f"{LIST}?pile=department.hausarzt"))
    assert page.index(it.id) < page.index(task_id())
    assert "besorgniserregende Antwort" in page
    assert "Gedanken an den Tod" in html(katrin.gets(f"{LIST}/tasks/{it.id}"))
