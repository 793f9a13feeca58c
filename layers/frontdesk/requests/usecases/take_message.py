"""Somebody wrote to the clinic what no rule understands: it becomes a task for staff."""

from dataclasses import dataclass, field

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import (
    ContactKey,
    DepartmentId,
    EntryId,
    LocationId,
    OrganisationId,
    ReleaseId,
    RequestId,
    SubjectId,
)
from frontdesk.kernel.language import Language
from frontdesk.requests.events import RequestSubmitted
from frontdesk.requests.model import Answer, Entry, EntryKind, Request, RequestType
from frontdesk.requests.ports import RequestsPorts

NO_RELEASE = ReleaseId("")
"""No form of the clinic's was filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written. `request_id` is drawn from the reply, so that it is one task however often it is heard.

    `subject_id`: whom of those behind the contact it is filed under; `by_what` it came ("SMS").
    """

    request_id: RequestId
    organisation_id: OrganisationId
    contact_key: ContactKey
    subject_id: SubjectId
    location_id: LocationId
    department_id: DepartmentId
    language: Language
    by_what: str
    text: str = field(repr=False)


def take_message(written: Written, *, ports: RequestsPorts) -> bool:
    """Whether it is a new task: it waits in the inbox of the department, with the deadlines of every request."""
    now = ports.clock()
    sender = Actor(ActorKind.PATIENT, written.contact_key)
    deadlines = ports.deadlines(written.organisation_id)
    request = Request(
        id=written.request_id,
        organisation_id=written.organisation_id,
        type=RequestType.MESSAGE,
        subject_id=written.subject_id,
        location_id=written.location_id,
        department_id=written.department_id,
        language=written.language,
        release_id=NO_RELEASE,
        submitted_at=now,
        due_at=now + deadlines.answer_within,
        gives_up_at=now + deadlines.given_up_after,
        answers=(Answer(question=written.by_what, answer=written.text),),
        thread=(Entry(id=EntryId(written.request_id), at=now, by=sender, kind=EntryKind.SUBMITTED),),
        contact_key=written.contact_key,
    )
    fact = RequestSubmitted(
        organisation_id=request.organisation_id,
        occurred_at=now,
        actor=sender,
        request_id=request.id,
        subject_id=request.subject_id,
        department_id=request.department_id,
    )
    return ports.requests.add(request, fact)
