"""Whoever said something of the house: what was said with them, and how they are answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from frontdesk.followup.model.feedback import Feedback, Note, Source, Spoken
from frontdesk.followup.rules.threads import spoken_in_conversation, spoken_in_request
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import EntryId, OrganisationId, RequestId, StaffId, SubjectId
from frontdesk.messaging.model.threads import LineId, Place
from frontdesk.messaging.ports.threads import ThreadPorts
from frontdesk.messaging.usecases.read_conversation import find_places, read_conversation
from frontdesk.messaging.usecases.write_line import write_line
from frontdesk.messaging.wiring.threads import thread_ports
from frontdesk.requests.model import Request, StaffMember
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import why_not_answer
from frontdesk.requests.usecases.answer_request import answer_request
from frontdesk.requests.wiring import requests_ports

WAITING_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class PatientContacts:
    """`Contacts`: in a request as long as that is open, in the conversation with the patient otherwise."""

    requests: RequestsPorts
    threads: ThreadPorts

    def thread(self, it: Feedback, staff_id: StaffId) -> Sequence[Spoken]:
        if request := self._request(it):
            return spoken_in_request(request)
        if it.subject_id is None:
            return ()
        by = Actor(ActorKind.STAFF, staff_id)
        try:
            said = read_conversation(
                organisation_id=it.organisation_id, who=it.subject_id, by=by, ports=self.threads
            )
        except NotFound:
            return ()
        return spoken_in_conversation(said)

    def waiting(self, organisation_id: OrganisationId) -> Mapping[SubjectId, datetime]:
        there = self.threads.threads.conversations(organisation_id, waiting=True, most=WAITING_AT_MOST)
        return {whose: it.last_at for it in reversed(there) for whose in it.subject_ids}

    def reachable(self, it: Feedback) -> bool:
        request = self._request(it)
        is_open = request is not None and why_not_answer(request, now=system_clock()) is None
        return is_open or bool(self._places(it))

    def send(self, it: Feedback, note: Note) -> None:
        request = self._request(it)
        if request and (request.has(EntryId(note.id)) or why_not_answer(request, now=note.at) is None):
            answer_request(
                organisation_id=it.organisation_id,
                request_id=request.id,
                staff=StaffMember(id=StaffId(note.by), departments=frozenset({request.department_id})),
                text=note.text,
                entry_id=EntryId(note.id),
                seen_entries=len(request.thread),
                ports=self.requests,
            )
            return
        write_line(
            organisation_id=it.organisation_id,
            place=self._places(it)[0],
            text=note.text,
            line_id=LineId(note.id),
            seen=note.at,
            by=Actor(ActorKind.STAFF, note.by),
            ports=self.threads,
        )

    def _request(self, it: Feedback) -> Request | None:
        if it.source is not Source.REQUEST or not it.source_id:
            return None
        return self.requests.requests.get(it.organisation_id, RequestId(it.source_id))

    def _places(self, it: Feedback) -> tuple[Place, ...]:
        if it.subject_id is None:
            return ()
        try:
            return find_places(it.organisation_id, it.subject_id, ports=self.threads)[0]
        except NotFound:
            return ()


def patient_contacts() -> PatientContacts:
    """For functions that show and answer what patients say."""
    return PatientContacts(requests_ports(), thread_ports())
