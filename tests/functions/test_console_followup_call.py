"""The call screen and the pages around it: what to say, templates, numbers, steering, reviews."""

from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.access.model import Role
from frontdesk.audit.wiring import audit_ports
from frontdesk.followup.model import Level, NoContact, State, Verdict
from frontdesk.followup.model.plans import Role as Whose
from frontdesk.followup.rules.sampling import after_draw
from frontdesk.followup.storage import DynamoTasks
from frontdesk.followup.usecases._planned import PlannedTasks
from frontdesk.followup.usecases.add_task import add_task
from frontdesk.followup.usecases.change_book import read_book
from frontdesk.followup.wiring import planning_ports
from frontdesk.followup.wiring.tasks import task_ports
from frontdesk.messaging.model.calls import CallEnd, CallEvent, CallEventType, CallId, Recording
from frontdesk.messaging.usecases.hear_call_event import hear_call_event
from frontdesk.messaging.wiring.calls import calls_ports
from frontdesk.patients.storage import DynamoSubjects
from tests.followup.task_builders import a_task, task_id
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF
from tests.frontdesk_web.console_shown import words_of

from .browser import html, somebody
from .loading import load_module
from .test_console_laying_out import form_of

LIST = "/console/followup"
TASK, STEER = f"{LIST}/tasks/{task_id()}", f"{LIST}/tasks/{task_id()}/steer"
POLICY, REPLIES = f"{LIST}/policy", f"{LIST}/replies"
CALL = "c" * 32
TODAY = datetime.now(UTC).date()


@pytest.fixture
def katrin(console):
    return somebody(console)


@pytest.fixture
def lena(console, enrol):
    enrol("1005", Role.FOLLOWUP_CENTRE)
    return somebody(console, "1005")


@pytest.fixture
def murat(console, enrol):
    enrol("1004", Role.ADMINISTRATOR)
    return somebody(console, "1004")


@pytest.fixture
def due(console):
    add_task(
        a_task(
            organisation_id=LINDENHOF,
            subject_id=ERIK,
            location_id="mitte",
            department_id="hausarzt",
            opens_on=TODAY - timedelta(days=2),
            due_on=TODAY - timedelta(days=1),
            closes_on=TODAY + timedelta(days=2),
            vip=2,
        ),
        ports=task_ports(),
    )


def stored():
    return DynamoTasks().get(LINDENHOF, task_id())


def do(who, deed, page=TASK, **said):
    return who.posts(page, form_of(who.gets(page)) | {"deed": deed} | said)


def told(**said):
    event = CallEvent(call_id=CallId(CALL), at=datetime.now(UTC), **said)
    call = hear_call_event(organisation_id=LINDENHOF, event=event, ports=calls_ports())
    metadata = {
        "event_id": event.id,
        "organisation_id": LINDENHOF,
        "occurred_at": event.at.isoformat(),
        "actor": "system:messaging",
    }
    data = {"call_id": CALL, "cause": call.cause, "about": call.about}
    listener = load_module("followup").moves
    listener({"detail-type": "CallStateChanged", "detail": {"metadata": metadata, "data": data}}, None)


@pytest.mark.requirement("R-5.3e", "R-5.3g", "R-5.3h")
def test_a_call_is_dialled_and_writes_itself_down(due, katrin):
    do(katrin, "open")
    page = words_of(html(katrin.gets(TASK)))
    assert "Talar jag med Erik Lindqvist?" in page
    assert "Besonders betreut, Stufe 2" in page
    assert do(katrin, "dial", call=CALL).status_code == 303
    assert "Der Anruf" in words_of(html(katrin.gets(TASK)))
    told(id="e1", type=CallEventType.ENDED, end=CallEnd.BUSY)
    assert stored().state is State.RETRY_WAIT
    assert "1. besetzt" in words_of(html(katrin.gets(TASK)))


@pytest.mark.requirement("R-5.3g")
def test_the_recording_of_a_call_comes_to_its_record_however_late(due, katrin, lena):
    do(katrin, "open")
    do(katrin, "dial", call=CALL)
    told(id="e1", type=CallEventType.ANSWERED)
    told(id="e2", type=CallEventType.ENDED, end=CallEnd.COMPLETED, seconds=61)
    assert stored().attempts[0].reason is None
    do(katrin, "record", summary="Geht gut.")
    told(id="e3", type=CallEventType.RECORDING, recording=Recording("pbx://a/1", "0" * 64))
    [attempt] = stored().attempts
    assert (attempt.seconds, attempt.recording) == (61, "pbx://a/1")
    assert "pbx://a/1" in html(lena.gets(TASK))
    assert not html(katrin.gets(f"/console/calls/{CALL}")).count("Nicht gefunden")


@pytest.mark.requirement("R-5.3f")
def test_a_template_is_inserted_without_a_script_and_nothing_that_was_typed_is_lost(due, katrin, murat):
    new = f"{REPLIES}/clinic/new"
    wrong = murat.posts(new, form_of(murat.gets(new)) | {"title": "", "text": "Alles gut."})
    assert wrong.status_code == 400
    assert "Alles gut." in html(wrong)
    assert murat.posts(new, form_of(wrong) | {"title": "Gut", "text": "Alles gut."}).status_code == 303
    do(katrin, "open")
    page = html(katrin.gets(TASK))
    reply = page.partition('id="reply"')[2].partition("</select>")[0].split('value="')[2][:32]
    answer = do(katrin, "insert", reply=reply, summary="Schläft schlecht.", recovery="3")
    assert answer.status_code == 200
    form = form_of(answer)
    assert (form["summary"].splitlines(), form["recovery"]) == (["Schläft schlecht.", "Alles gut."], "3")
    assert katrin.posts(TASK, form | {"deed": "record"}).status_code == 303
    assert stored().record.replies == (f"{reply}@1",)
    one = f"{REPLIES}/clinic/{reply}"
    assert katrin.posts(one, form_of(katrin.gets(LIST)) | {"deed": "remove"}).status_code == 404
    assert murat.posts(one, form_of(murat.gets(one)) | {"deed": "remove"}).status_code == 303
    assert "Alles gut." not in html(murat.gets(REPLIES))


def test_a_wrong_number_is_put_right_at_its_field_and_is_in_the_trail(due, katrin):
    do(katrin, "open")
    wrong = do(katrin, "correct", phone="keine")
    assert wrong.status_code == 400
    assert 'value="keine"' in html(wrong)
    assert do(katrin, "correct", phone="06221 5550777").status_code == 303
    assert DynamoSubjects().get(LINDENHOF, ERIK).phone == "+4962215550777"
    assert "+4962215550777" in html(katrin.gets(TASK))
    assert "PhoneCorrected" in {it.action for it in audit_ports().trail.about(LINDENHOF, ERIK)}


@pytest.mark.requirement("R-5.3d", "R-5.4.7a")
def test_a_call_is_changed_given_on_and_cancelled_with_reasons(due, katrin, lena):
    assert "Ändern, weitergeben" not in html(katrin.gets(TASK))
    without = do(lena, "edit", STEER, due_on=TODAY.isoformat())
    assert without.status_code == 422
    assert "Bitte schreiben Sie, warum." in html(without)
    outside = do(lena, "edit", STEER, due_on="2031-01-01", why_edit="verreist")
    assert outside.status_code == 422
    assert "verreist" in html(outside)
    assert do(lena, "edit", STEER, due_on="morgen", why_edit="x").status_code == 400
    assert do(lena, "edit", STEER, due_on=TODAY.isoformat(), why_edit="verreist").status_code == 303
    assert do(lena, "give", STEER, to="1002", why_give="krank").status_code == 303
    assert (stored().owner, stored().role) == ("1002", Whose.DEPARTMENT)
    assert do(lena, "give", STEER, to="9999", why_give="krank").status_code == 400
    assert do(lena, "cancel", STEER, why_cancel="doppelt").status_code == 303
    page = words_of(html(lena.gets(STEER)))
    assert "verreist" in page
    assert "doppelt" in page
    assert stored().state is State.CANCELLED


def test_many_are_given_on_from_the_list(due, lena):
    page = html(lena.gets(f"{LIST}?pile=department.hausarzt"))
    assert f'name="task" value="{task_id()}"' in page
    chosen = f"{LIST}/give?task={task_id()}&task={task_id(9)}"
    assert ">Katrin Sommer · Behandlung · Hausarztpraxis · 1001</option>" in html(lena.gets(chosen))
    form = form_of(lena.gets(chosen)) | {"to": "centre"}
    assert lena.posts(f"{LIST}/give", form).status_code == 422
    given = lena.posts(f"{LIST}/give", form | {"why": "voll"})
    assert given.headers["Location"] == f"{LIST}?given=1"
    assert "1 Anruf wurde weitergegeben." in words_of(html(lena.gets(f"{LIST}?given=1")))
    assert stored().role is Whose.CENTRE
    assert "Nichts ausgewählt" in html(lena.gets(f"{LIST}/give"))


@pytest.mark.requirement("R-5.2b")
def test_who_looks_again_notes_what_the_patient_says_or_gives_it_back(due, katrin, lena):
    do(katrin, "open")
    do(katrin, "record", summary="Geht gut.")
    PlannedTasks(task_ports()).write(after_draw(stored(), frozenset({Level.CENTRE})))
    assert "Erik Lindqvist" in html(lena.gets(f"{LIST}?pile=level2."))
    form = form_of(lena.gets(f"{LIST}?pile=level2."))
    assert lena.posts(f"{LIST}/next", form | {"pile": "level2."}).headers["Location"] == TASK
    asked = {"level": "2", "verdict": "rework", "said": "Es zieht.", "agreement": "partly"}
    wrong = do(lena, "review", **asked, score="101")
    assert wrong.status_code == 400
    assert "Es zieht." in html(wrong)
    again_on = (TODAY + timedelta(days=5)).isoformat()
    assert do(lena, "review", **asked, remark="Wunde?", again_on=again_on).status_code == 303
    it = stored()
    assert (it.state, it.owner, it.due_on.isoformat()) == (State.READY, "1001", again_on)
    assert it.reviews[0].verdict is Verdict.REWORK
    assert "Wunde?" in html(katrin.gets(TASK))


def test_who_has_died_is_not_called_again(due, katrin):
    do(katrin, "open")
    do(katrin, "no_contact", reason=NoContact.DIED.value)
    assert stored().state is State.UNREACHABLE
    assert "verstorben" in words_of(html(katrin.gets(TASK)))


def test_an_administrator_lays_down_what_is_said(murat):
    scheme = f"{POLICY}/schemes/new"
    step = {
        f"steps.0.{name}": value for name, value in (("after", "2"), ("channels", "phone"), ("what", "Wunde"))
    }
    form = form_of(murat.gets(scheme)) | {"id": "wounds", "title.de": "Wunden"} | step
    assert murat.posts(scheme, form | {"who": "discharged discharged", "deed": "save"}).status_code == 303
    words = f"{POLICY}/schemes/wounds/steps/1"
    assert words in html(murat.gets(f"{POLICY}/schemes/wounds"))
    wrong = murat.posts(words, form_of(murat.gets(words)) | {"script.de": "Hallo {wer}"})
    assert wrong.status_code == 400
    assert "Hallo {wer}" in html(wrong)
    assert murat.posts(words, form_of(wrong) | {"script.de": "Hallo {patient}"}).status_code == 303
    book = read_book(organisation_id=LINDENHOF, ports=planning_ports())
    assert book.schemes[0].steps[0].script == {"de": "Hallo {patient}"}
    form = form_of(murat.gets(f"{POLICY}/schemes/wounds")) | {"deed": "save"}
    assert murat.posts(f"{POLICY}/schemes/wounds", form).status_code == 303
    book = read_book(organisation_id=LINDENHOF, ports=planning_ports())
    assert book.schemes[0].steps[0].script == {"de": "Hallo {patient}"}
