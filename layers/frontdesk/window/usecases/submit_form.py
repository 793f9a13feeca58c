"""A patient sends the request form that a conversation ended with."""

import hashlib
import json
from collections.abc import Mapping

from frontdesk.kernel.ids import RequestId, SubjectId
from frontdesk.patients.model import Consent, Subject
from frontdesk.requests.model import Answer, Request, RequestType
from frontdesk.requests.usecases.submit_request import Submission
from frontdesk.window.model import Form, Session, Standing
from frontdesk.window.ports import WindowPorts
from frontdesk.window.rules.engine import chosen_location
from frontdesk.window.rules.form import Filled, read_form


def submit_form(
    standing: Standing, typed: Mapping[str, str], *, form_id: RequestId, ports: WindowPorts
) -> Request:
    """The request. BadInput with every error at its field.

    `form_id` was drawn for this conversation: the form sent twice, or three times at once, is one request.
    """
    form, session = standing.view, standing.session
    assert isinstance(form, Form), "only a form is sent"
    catalogue = ports.catalogue(session.organisation_id)
    release = ports.releases.get(session.organisation_id, session.release_id)
    location = catalogue.location(chosen_location(release, session))
    now = ports.clock()
    filled = read_form(
        form,
        typed,
        today=now.astimezone(location.zone).date(),
        language=session.language,
        normal_phone=lambda written: ports.normal_phone(written, catalogue.organisation.phone_region),
    )
    request_id = natural_key(form_id, session, typed)
    subject = Subject(
        id=SubjectId(request_id),
        organisation_id=session.organisation_id,
        name=filled.name,
        birth_date=filled.birth_date,
        phone=filled.phone,
        email=filled.email,
        language=session.language,
        consent=Consent(version=form.consent_version, given_at=now),
    )
    return ports.submit(
        Submission(
            request_id=request_id,
            type=RequestType(form.type),
            subject=subject,
            location_id=location.id,
            department_id=location.desk,
            release_id=session.release_id,
            answers=_answers(standing, filled),
            files_welcome=0 if form.attachments is None else form.attachments.most,
        )
    )


def natural_key(form_id: RequestId, session: Session, typed: Mapping[str, str]) -> RequestId:
    """The request's id: what the conversation and its form say. Sent again it is the same request; changed, another.

    An earlier answer that was changed after sending is a change, too: the clinic must hear of it. The form's own id
    is 128 random bits, so the key tells nothing of what was typed.
    """
    way = [(it.place, it.value) for it in session.path]
    said = json.dumps([form_id, way, sorted(it for it in typed.items() if it[0] != "s")])
    return RequestId(hashlib.sha256(said.encode()).hexdigest()[:32])


def _answers(standing: Standing, filled: Filled) -> tuple[Answer, ...]:
    """What was answered on the way, then in the form (G1)."""
    asked = [
        Answer(question=turn.question.text, answer=turn.answer.text)
        for turn in standing.turns
        if turn.question
    ]
    return (*asked, *(Answer(question=label, answer=said) for label, said in filled.answers))
