"""A patient sends a request: it is stored, and the clinic knows."""

from dataclasses import dataclass

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import DepartmentId, EntryId, LocationId, ReleaseId, RequestId
from frontdesk.patients.model import Subject
from frontdesk.requests.events import FeedbackSent, RequestSubmitted
from frontdesk.requests.model import Answer, Entry, EntryKind, Request, RequestType
from frontdesk.requests.ports import RequestsPorts


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What a form said. `request_id` is the form's own random id, so that a form sent twice is one request.

    `files_welcome`: how many files the form invited the patient to add.
    """

    request_id: RequestId
    type: RequestType
    subject: Subject
    location_id: LocationId
    department_id: DepartmentId
    release_id: ReleaseId
    answers: tuple[Answer, ...]
    files_welcome: int = 0


def submit_request(submission: Submission, *, ports: RequestsPorts) -> Request:
    """The request as stored; sent again, the request as it was stored the first time. The write decides."""
    now, subject = ports.clock(), submission.subject
    patient = Actor(ActorKind.PATIENT, subject.id)
    deadlines = ports.deadlines(subject.organisation_id)
    request = Request(
        id=submission.request_id,
        organisation_id=subject.organisation_id,
        type=submission.type,
        subject_id=subject.id,
        location_id=submission.location_id,
        department_id=submission.department_id,
        language=subject.language,
        release_id=submission.release_id,
        submitted_at=now,
        due_at=now + deadlines.answer_within,
        gives_up_at=now + deadlines.given_up_after,
        answers=submission.answers,
        files_welcome=submission.files_welcome,
        thread=(Entry(id=EntryId(submission.request_id), at=now, by=patient, kind=EntryKind.SUBMITTED),),
    )
    ports.register(subject)
    kinds = (RequestSubmitted, FeedbackSent) if request.is_feedback else (RequestSubmitted,)
    facts = [
        kind(
            organisation_id=request.organisation_id,
            occurred_at=now,
            actor=patient,
            request_id=request.id,
            subject_id=request.subject_id,
            department_id=request.department_id,
        )
        for kind in kinds
    ]
    if not ports.requests.add(request, *facts):
        return ports.requests.get(request.organisation_id, request.id)
    return request
