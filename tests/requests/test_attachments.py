"""A file becomes part of a request's thread once, whoever sent it and however often it is said to have arrived."""

import pytest

from frontdesk.documents.errors import DangerousFile, FileMissing
from frontdesk.documents.model import Document
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict, NotFound
from frontdesk.requests.errors import Closed, TooManyFiles
from frontdesk.requests.usecases.attach_document import attach_document
from frontdesk.requests.usecases.take_document import take_document

from .builders import ANNA, KATRIN, NORTH, a_closed_request, a_waiting_request, an_asked_request, request_id
from .fakes import FakeRequests, a_desk

PATIENT, STAFF = Actor(ActorKind.PATIENT, ANNA), Actor(ActorKind.STAFF, KATRIN.id)


def a_document(number=1):
    return Document(
        id=f"{number:032x}", name="Befund.pdf", media_type="application/pdf", size=900, sha256="a" * 64
    )


def with_files(desk, *documents):
    desk.arrived |= {it.id: it for it in documents}
    return desk


def now_is(desk):
    return desk.requests.get(NORTH, request_id())


def attach(desk, document, by=PATIENT, request=None):
    return attach_document(request or now_is(desk), document_id=document.id, by=by, ports=desk.ports)


@pytest.mark.requirement("G1")
@pytest.mark.parametrize("by", [PATIENT, STAFF], ids=["patient", "staff"])
def test_a_file_is_added_and_moves_no_deadline(by):
    desk = with_files(a_desk(a_waiting_request()), a_document())
    before, after = now_is(desk), attach(desk, a_document(), by)
    entry = after.thread[-1]
    assert (entry.document, entry.by, entry.text) == (a_document(), by, "")
    assert (after.status, after.due_at, after.gives_up_at) == (
        before.status,
        before.due_at,
        before.gives_up_at,
    )
    assert desk.fact_names()[-1] == "DocumentAttached"
    assert desk.arrived == {}


def test_said_to_have_arrived_twice_it_is_one():
    desk = with_files(a_desk(a_waiting_request()), a_document())
    first = attach(desk, a_document())
    assert attach(desk, a_document()) == first
    assert desk.fact_names().count("DocumentAttached") == 1


class Overtaken(FakeRequests):
    """Somebody else's file is stored between reading and writing."""

    def save(self, request, *facts):
        other = a_document(99)
        current = self.get(request.organisation_id, request.id)
        if not current.has(other.id) and request.has(a_document().id):
            desk = a_desk()
            desk.requests = self
            attach(with_files(desk, other), other, request=current)
        return super().save(request, *facts)


def test_two_files_at_once_are_both_taken():
    desk = a_desk()
    desk.requests = Overtaken()
    desk.requests.add(a_waiting_request())
    attach(with_files(desk, a_document()), a_document())
    assert [it.document.id for it in now_is(desk).thread if it.document] == [f"{99:032x}", f"{1:032x}"]


def test_who_never_wins_is_told():
    class AlwaysOvertaken(FakeRequests):
        def save(self, request, *facts):
            raise Conflict

    desk = a_desk()
    desk.requests = AlwaysOvertaken()
    desk.requests.add(a_waiting_request())
    with pytest.raises(Conflict):
        attach(with_files(desk, a_document()), a_document())


def test_each_side_adds_five_at_most():
    desk = a_desk(a_waiting_request())
    for number in range(5):
        attach(with_files(desk, a_document(number)), a_document(number))
    with pytest.raises(TooManyFiles):
        attach(with_files(desk, a_document(6)), a_document(6))
    assert desk.arrived == {}
    assert attach(with_files(desk, a_document(7)), a_document(7), STAFF).thread[-1].document == a_document(7)


@pytest.mark.requirement("N10")
def test_a_patient_adds_as_many_as_the_form_invited_until_staff_ask_for_more():
    desk = with_files(a_desk(a_waiting_request(files_welcome=0)), a_document())
    with pytest.raises(TooManyFiles):
        attach(desk, a_document())
    asked = with_files(a_desk(an_asked_request(files_welcome=0)), a_document())
    assert attach(asked, a_document()).thread[-1].document == a_document()


def test_a_closed_request_takes_none_and_keeps_nothing():
    desk = with_files(a_desk(a_closed_request()), a_document())
    with pytest.raises(Closed):
        attach(desk, a_document())
    assert desk.arrived == {}


@pytest.mark.parametrize("refusal", [FileMissing(), DangerousFile()])
def test_what_did_not_pass_inspection_changes_nothing(refusal):
    desk = a_desk(a_waiting_request())
    desk.arrived[a_document().id] = refusal
    before = now_is(desk)
    with pytest.raises(type(refusal)):
        attach(desk, a_document())
    assert now_is(desk) == before


def test_who_takes_a_file_is_written_down_before_they_get_it():
    desk = with_files(a_desk(a_waiting_request()), a_document())
    request = attach(desk, a_document())
    url = take_document(request, entry_id=a_document().id, by=STAFF, ports=desk.ports)
    assert url == f"https://files.example/{a_document().id}"
    assert [(it.action, it.actor) for it in desk.trail] == [("DocumentTaken", STAFF)]


def test_without_the_trail_nobody_gets_a_file():
    desk = with_files(a_desk(a_waiting_request()), a_document())
    request = attach(desk, a_document())
    desk.trail_is_broken = True
    with pytest.raises(OSError, match="trail"):
        take_document(request, entry_id=a_document().id, by=STAFF, ports=desk.ports)


def test_what_is_no_file_of_the_thread_is_not_found():
    desk = a_desk(a_waiting_request())
    with pytest.raises(NotFound):
        take_document(now_is(desk), entry_id=now_is(desk).thread[0].id, by=PATIENT, ports=desk.ports)
