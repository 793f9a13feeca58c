"""The call screen keeps what was typed, whatever button was pressed; and what the day looks like around it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from frontdesk.access.model import Role
from frontdesk.followup.model import PATIENT, Level, NoContact, State
from frontdesk.followup.model.plans import Population
from frontdesk.followup.rules.keys import successor_key
from frontdesk.followup.rules.sampling import after_draw
from frontdesk.followup.storage import DynamoTasks
from frontdesk.followup.usecases._planned import PlannedTasks
from frontdesk.followup.usecases.add_task import add_task
from frontdesk.followup.usecases.change_book import change_book
from frontdesk.followup.wiring import planning_ports
from frontdesk.followup.wiring.tasks import task_ports
from frontdesk.messaging.model import Recipient, RecipientKind
from frontdesk.messaging.model.calls import CallId, Noted
from frontdesk.messaging.wiring.calls import calls_ports
from tests.followup.task_builders import a_task, task_id
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF
from tests.frontdesk_web.console_shown import words_of

from .browser import html, somebody
from .test_console_followup_call import CALL, LIST, TASK, TODAY, do, due, katrin, lena, stored
from .test_console_laying_out import form_of

__all__ = ["due", "katrin", "lena"]

SAID = {"summary": "Blutzucker 280.", "recovery": "2", "complaint": "Laut."}
AFTER = f"{LIST}/tasks/{successor_key(task_id())}"


def kept(answer):
    form = form_of(answer)
    return {name: form.get(name) for name in SAID} == SAID


@pytest.mark.requirement("R-5.3e")
def test_no_button_of_the_call_screen_loses_what_was_typed(due, katrin):
    do(katrin, "open")
    for deed, more, status in (
        ("dial", {"call": CALL}, 200),
        ("keep", {}, 200),
        ("correct", {"phone": "keine"}, 400),
        ("correct", {"phone": "06221 5550777"}, 200),
        ("insert", {}, 200),
        ("no_contact", {"reason": ""}, 400),
    ):
        answer = do(katrin, deed, **SAID, **more)
        assert (answer.status_code, kept(answer)) == (status, True), deed
    assert stored().lease.call_id == CALL
    assert "Die Nummer ist berichtigt." in words_of(
        html(do(katrin, "correct", phone="06221 5550778", **SAID))
    )


def test_every_field_and_button_is_in_one_form_and_enter_only_keeps(due, katrin):
    do(katrin, "open")
    page = html(katrin.gets(TASK)).partition('id="main"')[2]
    [form] = [it for it in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'name="summary"' in it]
    deeds = re.findall(r'name="deed" value="(\w+)"', form)
    assert deeds[0] == "keep"
    assert {"dial", "correct", "no_contact", "interrupt", "record"} <= set(deeds)
    assert 'type="hidden" name="deed"' not in form


def test_what_was_typed_is_shown_when_the_telephone_system_ended_the_try_meanwhile(due, katrin):
    do(katrin, "open")
    form = form_of(katrin.gets(TASK)) | SAID
    do(katrin, "no_contact", reason=NoContact.BUSY.value)
    late = katrin.posts(TASK, form | {"deed": "keep"})
    assert kept(late)
    assert katrin.posts(TASK, form | {"deed": "no_contact", "reason": "busy"}).status_code == 303
    [attempt] = stored().attempts
    assert attempt.noted.summary == "Blutzucker 280."
    assert "Zusammenfassung: Blutzucker 280." in words_of(html(katrin.gets(TASK)))


@pytest.mark.requirement("R-5.4.7b")
def test_the_centre_reads_what_was_said_until_the_call_broke_off(due, katrin, lena):
    do(katrin, "open")
    over = do(katrin, "interrupt", **SAID)
    assert over.status_code == 303
    page = html(katrin.gets(over.headers["Location"]))
    assert "Das Gespräch brach ab" in words_of(page)
    assert "Blutzucker 280." in page
    assert AFTER not in page
    assert 'action="/console/followup/next"' in page
    page = words_of(html(lena.gets(AFTER)))
    for words in (
        "Was bis zum Abbruch gesagt wurde",
        "Blutzucker 280.",
        "2, schlecht",
        "Laut.",
        "Katrin Sommer",
    ):
        assert words in page
    assert TASK in html(lena.gets(AFTER))
    assert AFTER in html(lena.gets(TASK))
    do(lena, "open", AFTER)
    page = words_of(html(lena.gets(AFTER)))
    assert "ruft das Nachsorgezentrum heute noch einmal an" not in page


@pytest.mark.requirement("R-5.4.2")
def test_the_day_begins_with_the_list_of_the_department_and_says_who_has_what(due, katrin, lena):
    page = words_of(html(katrin.gets(LIST)))
    assert "Überfällig 1" in page
    assert '<option value="department.hausarzt" selected>' in html(katrin.gets(LIST))
    do(katrin, "open")
    assert "in Arbeit Katrin Sommer" in words_of(html(katrin.gets(LIST)))
    assert "Katrin Sommer hat die Aufgabe gerade in Arbeit." in words_of(html(lena.gets(TASK)))


@pytest.mark.requirement("R-5.3e")
def test_outside_call_hours_the_list_and_the_call_say_so(due, katrin):
    today = TODAY.isoformat()
    policy = {"call_hours": [["00:00", "23:59"]]}
    hint = "Außerhalb der Anrufzeiten"
    change_book(
        organisation_id=LINDENHOF, said={"policy": policy, "schemes": []}, version=0, ports=planning_ports()
    )
    do(katrin, "open")
    assert hint not in html(katrin.gets(LIST)) + html(katrin.gets(TASK))
    off = {"policy": policy | {"holidays": [today, (TODAY + timedelta(days=1)).isoformat()]}, "schemes": []}
    change_book(organisation_id=LINDENHOF, said=off, version=1, ports=planning_ports())
    assert hint in html(katrin.gets(LIST))
    assert hint in html(katrin.gets(TASK))
    assert do(katrin, "dial", call=CALL).status_code == 303


def test_after_a_deed_it_is_said_what_was_done_and_the_next_call_is_one_click_away(due, katrin):
    do(katrin, "open")
    recorded = do(katrin, "record", **SAID).headers["Location"]
    page = words_of(html(katrin.gets(recorded)))
    assert "Festgehalten. Das Gespräch ist abgeschlossen. Nächster Anruf" in page
    assert "2, schlecht" in page
    assert "Nächster Anruf" not in words_of(html(katrin.gets(TASK)))
    assert katrin.posts(f"{LIST}/next", form_of(katrin.gets(recorded))).status_code == 303


def test_errors_name_their_field_and_lead_to_it(due, katrin, lena):
    do(katrin, "open")
    page = html(do(katrin, "no_contact", reason=""))
    assert re.search(r'<a href="#reason">Ergebnis: Bitte füllen Sie dieses Feld aus', page)
    page = html(do(katrin, "record", summary=""))
    assert '<a href="#summary">' in page
    do(katrin, "record", **SAID)
    PlannedTasks(task_ports()).write(after_draw(stored(), frozenset({Level.CENTRE})))
    page = html(do(lena, "review", level="2", verdict="rework", remark="", score="101"))
    assert '<a href="#score">Wie gut wurde es gemacht? (0 bis 100)' in page
    assert '<a href="#remark">Anmerkung' in page


@pytest.mark.requirement("R-5.2b")
def test_who_looks_again_dials_from_the_case_and_is_asked_the_topics_of_level_2(due, katrin, lena):
    do(katrin, "open")
    do(katrin, "record", **SAID)
    PlannedTasks(task_ports()).write(after_draw(stored(), frozenset({Level.CENTRE})))
    assert "+4962215550199 anrufen" in words_of(html(lena.gets(TASK)))
    assert "+4962215550199" not in html(katrin.gets(TASK))
    dialled = do(lena, "dial", call=CALL, said="Es zieht.", topic_nursing="4")
    assert dialled.status_code == 200
    form = form_of(dialled)
    assert (form["on"], form["said"], form["topic_nursing"]) == (CALL, "Es zieht.", "4")
    assert form["call"] != CALL
    assert "Der Anruf" in words_of(html(dialled))
    call = calls_ports().calls.get(LINDENHOF, CallId(CALL))
    assert (call.caller, call.recipient) == ("1005", Recipient(RecipientKind.SUBJECT, ERIK))
    again = form | {"deed": "review", "verdict": "confirmed", "score": "101"}
    assert form_of(lena.posts(TASK, again))["on"] == CALL
    assert lena.posts(TASK, again | {"score": "90"}).status_code == 303
    assert stored().reviews[0].topics == {"nursing": 4}
    assert calls_ports().calls.get(LINDENHOF, CallId(CALL)).noted is Noted.REACHED
    page = words_of(html(lena.gets(f"{TASK}?done=review")))
    assert "Pflege 4" in page
    assert "Nächster Fall" in page


def test_a_call_of_another_patient_is_not_shown_beside_a_case(due, katrin, enrol):
    enrol("1005", Role.FOLLOWUP_CENTRE)
    lena = somebody(katrin.http, "1005")
    do(katrin, "open")
    do(katrin, "record", **SAID)
    PlannedTasks(task_ports()).write(after_draw(stored(), frozenset({Level.CENTRE})))
    do(lena, "dial", call=CALL)
    other = replace(stored(), id=task_id(2), version=None)
    DynamoTasks().add(other)
    there = f"{LIST}/tasks/{task_id(2)}"
    assert "Der Anruf" in words_of(html(do(lena, "keep", level="2", on=CALL)))
    assert "Der Anruf" not in words_of(html(do(lena, "keep", there, level="2", on=CALL)))


def test_what_the_patient_filled_in_is_signed_by_nobody_of_the_staff(due, katrin, lena):
    do(katrin, "open")
    do(katrin, "record", **SAID)
    it = stored()
    [attempt] = it.attempts
    DynamoTasks().write(
        replace(it, record=replace(it.record, by=PATIENT), attempts=(replace(attempt, by=PATIENT),)),
        acts_at=None,
    )
    page = html(lena.gets(TASK))
    assert ":patient" not in page
    assert "Patient, " in words_of(page)


def test_who_is_still_here_is_not_told_that_they_were(console, katrin):
    add_task(
        a_task(
            organisation_id=LINDENHOF,
            subject_id=ERIK,
            location_id="mitte",
            department_id="hausarzt",
            population=Population.INPATIENT,
            opens_on=TODAY,
            due_on=TODAY,
            closes_on=TODAY,
        ),
        ports=task_ports(),
    )
    do(katrin, "open")
    page = words_of(html(katrin.gets(TASK)))
    assert "Du är hos oss sedan" in page
    assert "Du var hos oss" not in page


def test_a_case_that_was_given_back_is_on_the_list_at_once(due, katrin, lena):
    do(katrin, "open")
    do(katrin, "record", **SAID)
    PlannedTasks(task_ports()).write(after_draw(stored(), frozenset({Level.CENTRE})))
    again_on = (TODAY + timedelta(days=5)).isoformat()
    do(lena, "review", level="2", verdict="rework", remark="Wunde?", again_on=again_on)
    assert stored().state is State.READY
    page = words_of(html(katrin.gets(LIST)))
    assert "zurückgegeben, neu zu erledigen" in page
    assert "Überfällig 0" in page
