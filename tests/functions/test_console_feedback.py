"""What patients say of the house and what a department puts right, at the console."""

from datetime import UTC, datetime, timedelta

import pytest

from frontdesk.access.model import Role
from frontdesk.followup.model import Record, State
from frontdesk.followup.model.actions import ActionState
from frontdesk.followup.model.feedback import FeedbackKind, FeedbackState, Source
from frontdesk.followup.rules.feedback import feedback_id
from frontdesk.followup.storage import DynamoActions, DynamoFeedback
from frontdesk.followup.usecases.add_task import add_task
from frontdesk.followup.usecases.hear_record import hear_record
from frontdesk.followup.wiring.feedback import feedback_ports
from frontdesk.followup.wiring.tasks import task_ports
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.events import written_down
from frontdesk.kernel.language import Language
from frontdesk.messaging.model.threads import Line, Side, Thread
from frontdesk.messaging.usecases.read_conversation import find_places
from frontdesk.messaging.wiring.threads import thread_ports
from frontdesk.requests.events import FeedbackReplied, FeedbackSent
from frontdesk.requests.model import RequestStatus, RequestType
from frontdesk.requests.storage import DynamoRequests
from tests.followup.task_builders import a_task, task_id
from tests.frontdesk_web.console_desk import ERIK, LINDENHOF, request
from tests.frontdesk_web.console_shown import words_of

from .browser import hidden, html, somebody
from .loading import load_module
from .test_console_laying_out import form_of

FEEDBACK, ACTIONS = "/console/followup/feedback", "/console/followup/actions"
COMPLAINT = feedback_id(Source.RECORD, task_id(), FeedbackKind.COMPLAINT)
IT = f"{FEEDBACK}/{COMPLAINT}"
LOUD = "Nachts war es im Flur zu laut."


@pytest.fixture
def katrin(console):
    return somebody(console)


@pytest.fixture
def lena(console, enrol):
    enrol("1005", Role.FOLLOWUP_CENTRE)
    return somebody(console, "1005")


@pytest.fixture
def head(console, enrol):
    enrol("1007", Role.LEAD)
    return somebody(console, "1007")


@pytest.fixture
def said(console):
    """A call at which Erik complained."""
    now = datetime.now(UTC)
    record = Record(answers={"complaint": LOUD}, summary="Heilt gut.", by="1001", at=now - timedelta(days=4))
    it = a_task(
        organisation_id=LINDENHOF,
        subject_id=ERIK,
        location_id="mitte",
        department_id="hausarzt",
        state=State.COMPLETED,
        record=record,
        opens_on=now.date() - timedelta(days=5),
        due_on=now.date() - timedelta(days=4),
        closes_on=now.date(),
    )
    add_task(it, ports=task_ports())
    hear_record(organisation_id=LINDENHOF, task_id=task_id(), ports=feedback_ports())


def word(it=COMPLAINT):
    return DynamoFeedback().get(LINDENHOF, it)


def act(who, page, deed, **typed):
    csrf = hidden(who.gets(f"{FEEDBACK}/new"), "csrf")
    return who.posts(page, {"csrf": csrf, "form": "f" * 32, "seen": "0", "deed": deed} | typed)


def step(who, page, deed, text="Erledigt.", **typed):
    seen = str(len(DynamoActions().get(LINDENHOF, page.rpartition("/")[2]).said))
    return act(who, page, deed, text=text, seen=seen, **typed)


@pytest.mark.requirement("R-5.4.9a", "R-5.2c")
def test_a_complaint_is_answered_and_put_right(said, lena, head):
    page = lena.gets(FEEDBACK)
    assert LOUD in words_of(html(page))
    assert "überfällig" in words_of(html(page)), "three days have passed"
    assert len(html(page).encode()) < 30_000
    new = f"{ACTIONS}/new?feedback.{COMPLAINT}=1"
    form = form_of(lena.gets(new))
    assert (form["feedback"], LOUD in html(lena.gets(new))) == (COMPLAINT, True)
    sent = lena.posts(
        f"{ACTIONS}/new",
        form | {"department": "hausarzt", "title": "Ruhe", "text": LOUD, "severity": "serious"},
    )
    assert sent.status_code == 303, html(sent)
    action = sent.headers["Location"].partition("?")[0]
    assert word().state is FeedbackState.IN_ACTION
    assert step(head, action, "plan", "Leiseres Licht, leisere Wagen.").status_code == 303
    assert step(lena, action, "accept").status_code == 303
    assert step(head, action, "effect").status_code == 303
    nobody = step(lena, action, "verify", "Alle schlafen.")
    assert (nobody.status_code, "Alle schlafen." in html(nobody)) == (400, True)
    assert 'href="#asked"' in html(nobody)
    wordless = step(lena, action, "verify", " ", asked="3")
    assert (wordless.status_code, 'href="#text-verify"' in html(wordless)) == (422, True)
    odd = step(lena, action, "verify", "Alle schlafen.", asked="drei")
    assert (odd.status_code, 'value="drei"' in html(odd)) == (400, True)
    asked = {"asked": "3", f"calls.{task_id()}": "1"}
    assert step(lena, action, "verify", "Alle schlafen.", **asked).status_code == 303
    assert step(lena, action, "close").status_code == 404, "serious: a leader closes it"
    shown = html(head.gets(action))
    for line in (
        "Geprüft: 3 Personen wurden noch einmal gefragt",
        f"/console/followup/tasks/{task_id()}",
        IT,
    ):
        assert line in shown
    assert len(shown.encode()) < 30_000
    assert (
        act(lena, IT, "answer", way="phone", answer="Wir haben uns entschuldigt.", seen="1").status_code
        == 303
    )
    shown = html(lena.gets(IT))
    assert "Wir haben uns entschuldigt." in shown
    assert len(shown.encode()) < 30_000


def test_nothing_is_lost_of_what_was_typed(said, lena):
    bad = act(lena, IT, "answer", way="", answer="Drei Zeilen.")
    assert (bad.status_code, "Drei Zeilen." in html(bad)) == (400, True)
    bad = act(lena, IT, "change", kind="praise", department="hausarzt", text="Neu.", because="")
    assert (bad.status_code, "Neu." in html(bad)) == (422, True)
    bad = act(lena, IT, "finish", remark="Schon erledigt?")
    assert bad.status_code == 422
    bad = lena.posts(f"{ACTIONS}/new", form_of(lena.gets(f"{ACTIONS}/new")) | {"text": "Ohne Titel."})
    assert (bad.status_code, "Ohne Titel." in html(bad)) == (400, True)


def test_a_message_goes_to_the_patient_once(said, lena):
    form = form_of(lena.gets(IT)) | {"deed": "answer", "way": "message", "answer": "Verzeihung."}
    assert lena.posts(IT, form).status_code == 303
    assert lena.posts(IT, form).status_code == 303
    assert [it.text for it in word().notes] == ["Verzeihung."]
    shown = words_of(html(lena.gets(IT)))
    assert shown.count("Verzeihung.") == 2, "in the conversation and in the history"


def test_what_erik_writes_afterwards_is_marked_where_the_centre_looks(said, lena):
    form = form_of(lena.gets(IT)) | {"deed": "answer", "way": "message", "answer": "Verzeihung."}
    lena.posts(IT, form)
    assert "neue Nachricht" not in html(lena.gets(FEEDBACK))
    places, _people = find_places(LINDENHOF, ERIK, ports=thread_ports())
    at = datetime.now(UTC) + timedelta(minutes=1)
    line = Line(
        id="reply-1",
        organisation_id=LINDENHOF,
        contact_key=places[0].contact_key,
        side=Side.IN,
        at=at,
        by=Actor(ActorKind.PATIENT, ERIK),
        kind=places[0].address.kind,
        text="Den Bericht habe ich immer noch nicht.",
    )
    threads = thread_ports().threads
    threads.add(threads.first_said(line))
    threads.open(
        Thread(
            organisation_id=LINDENHOF,
            contact_key=line.contact_key,
            kind=line.kind,
            to=places[0].address.to,
            language=Language.GERMAN,
            subject_ids=(ERIK,),
            last_at=at,
            waits=True,
        )
    )
    assert "neue Nachricht" in html(lena.gets(FEEDBACK))
    shown = html(lena.gets(IT))
    assert "neue Nachricht" in shown
    assert line.text in shown
    assert "Nachrichten mit der Patientin" in shown


def test_reception_writes_down_what_it_is_told_and_reads_no_list(katrin, lena):
    form = form_of(katrin.gets(f"{FEEDBACK}/new"))
    typed = {
        "kind": "praise",
        "department": "hausarzt",
        "text": "Alle so freundlich!",
        "said_by": "Frau Beispiel",
    }
    sent = katrin.posts(f"{FEEDBACK}/new", form | typed | {"anonymous": "1"})
    assert sent.headers["Location"] == f"{FEEDBACK}/new?done=noted"
    katrin.posts(f"{FEEDBACK}/new", form | typed | {"anonymous": "1"})
    assert katrin.gets(FEEDBACK).status_code == 404
    shown = words_of(html(lena.gets(FEEDBACK)))
    assert shown.count("Alle so freundlich!") >= 1
    assert "Frau Beispiel" not in shown
    empty = katrin.posts(f"{FEEDBACK}/new", form | {"text": ""})
    assert empty.status_code == 400


def test_the_department_never_learns_who_spoke_anonymously(said, lena, head):
    known = {"kind": "complaint", "department": "hausarzt", "text": LOUD}
    assert act(lena, IT, "change", **known, anonymous="1", because="So gewünscht.").status_code == 303
    shown = html(head.gets(IT))
    assert "Erik" not in shown
    assert ERIK not in shown
    assert task_id() not in shown
    form = form_of(lena.gets(f"{ACTIONS}/new?feedback={COMPLAINT}"))
    assert LOUD not in html(lena.gets(f"{ACTIONS}/new?feedback={COMPLAINT}"))
    sent = lena.posts(
        f"{ACTIONS}/new", form | {"department": "hausarzt", "title": "Ruhe", "text": "Es war zu laut."}
    )
    action = sent.headers["Location"].partition("?")[0]
    shown = html(head.gets(action))
    assert "Beschwerde" in shown
    assert COMPLAINT not in shown
    assert COMPLAINT in html(lena.gets(action))


def test_lists_of_actions_and_strangers(said, lena, katrin, head):
    form = form_of(lena.gets(f"{ACTIONS}/new?task={task_id()}"))
    sent = lena.posts(
        f"{ACTIONS}/new", form | {"department": "hausarzt", "title": "Ruhe", "text": "Es war zu laut."}
    )
    action = sent.headers["Location"].partition("?")[0]
    assert DynamoActions().get(LINDENHOF, action.rpartition("/")[2]).tasks == (task_id(),)
    for pile in ("ours", "open", "overdue", "to_judge", "closed", "odd"):
        assert head.gets(f"{ACTIONS}?pile={pile}").status_code == 200
    assert "Ruhe" in html(head.gets(ACTIONS))
    assert "Ruhe" in html(katrin.gets(ACTIONS))
    read = html(katrin.gets(action))
    assert ("Es war zu laut." in read, "<textarea" in read, task_id() in read) == (True, False, False)
    for page in (f"{ACTIONS}/new", f"{ACTIONS}/{'9' * 32}"):
        assert katrin.gets(page).status_code == 404
    assert act(katrin, action, "plan", text="Ich mache das.").status_code == 404
    assert lena.gets(f"{ACTIONS}/{'9' * 32}").status_code == 404
    assert act(lena, action, "odd").status_code == 404
    twice = {"text": "Plan.", "seen": "0"}
    assert [act(head, action, "plan", **twice).status_code for _ in range(2)] == [303, 303]
    late = act(head, action, "plan", text="Anderer Plan.", seen="0")
    assert (late.status_code, "Anderer Plan." in html(late)) == (422, True)
    assert DynamoActions().get(LINDENHOF, action.rpartition("/")[2]).state is ActionState.PLAN_SUBMITTED


def test_a_department_without_a_lead_is_answered_for_and_it_is_said_by_whom(said, console, enrol, lena):
    enrol("1008", Role.LEAD, departments=frozenset())
    chief = somebody(console, "1008")
    form = form_of(lena.gets(f"{ACTIONS}/new"))
    assert "(benachrichtigt wird: " in words_of(html(lena.gets(f"{ACTIONS}/new")))
    sent = lena.posts(f"{ACTIONS}/new", form | {"department": "kinder", "title": "Ruhe", "text": "Zu laut."})
    action = sent.headers["Location"].partition("?")[0]
    assert "Jetzt am Zug: " in words_of(html(lena.gets(action)))
    assert "Was Sie tun werden" in words_of(html(chief.gets(action)))
    assert step(chief, action, "plan", "Leise Schuhe.").status_code == 303
    assert "Jetzt am Zug: das Nachsorgezentrum oder die Leitungen" in words_of(html(lena.gets(action)))


def written(**changes):
    """Erik wrote a complaint at the window."""
    it = request(now=datetime.now(UTC), id="8" * 32, type=RequestType.COMPLAINT, version=None, **changes)
    DynamoRequests().add(it)
    return it


def hear(kind):
    """The bus delivers a fact of the request, as it does at least once."""
    of = {"request_id": "8" * 32, "subject_id": ERIK, "department_id": "hausarzt"}
    fact = written_down(
        kind(
            organisation_id=LINDENHOF,
            occurred_at=datetime.now(UTC),
            actor=Actor(ActorKind.PATIENT, ERIK),
            **of,
        )
    )
    for _ in range(2):
        load_module("followup").moves({"detail-type": fact["name"], "detail": fact["detail"]}, None)


WRITTEN = feedback_id(Source.REQUEST, "8" * 32, FeedbackKind.COMPLAINT)


def test_what_was_written_at_the_window_is_answered_in_its_request(lena, katrin):
    written()
    hear(FeedbackSent)
    page = f"{FEEDBACK}/{WRITTEN}"
    assert "von der Patientin oder dem Patienten geschrieben" in words_of(html(lena.gets(page)))
    sent = act(lena, page, "answer", way="message", answer="Verzeihung.")
    assert sent.status_code == 303, html(sent)
    request_now = DynamoRequests().get(LINDENHOF, "8" * 32)
    assert (request_now.status, request_now.thread[-1].text) == (RequestStatus.ANSWERED, "Verzeihung.")
    hear(FeedbackReplied)
    assert [it.text for it in word(WRITTEN).notes] == ["Verzeihung."], "the fact of it brings no second one"
    assert "Beschwerde" in words_of(html(katrin.gets(f"/console/requests/{'8' * 32}")))


def test_an_answer_from_the_inbox_is_in_the_list_too(lena, katrin):
    written()
    page = f"/console/requests/{'8' * 32}"
    assert katrin.posts(f"{page}/answer", katrin.form("Verzeihung.", page)).status_code == 303
    hear(FeedbackReplied)
    assert word(WRITTEN).state is FeedbackState.ANSWERED
    assert "Verzeihung." in words_of(html(lena.gets(f"{FEEDBACK}/{WRITTEN}")))
