"""Requests put together for the cloud. Called once per cold start."""

import os
from collections.abc import Callable
from functools import partial

from frontdesk.access.usecases.who_answers import who_answers
from frontdesk.access.wiring import access_ports
from frontdesk.audit.usecases.record_deed import record_deed
from frontdesk.audit.wiring import audit_ports
from frontdesk.catalogue.model import Deadlines
from frontdesk.catalogue.usecases.list_organisations import list_organisations
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.documents.usecases.announce_upload import announce_upload
from frontdesk.documents.usecases.discard_upload import discard_upload
from frontdesk.documents.usecases.inspect_upload import inspect_upload
from frontdesk.documents.usecases.link_document import link_document
from frontdesk.documents.wiring import documents_ports
from frontdesk.kernel.clock import system_clock
from frontdesk.kernel.ids import DepartmentId, OrganisationId, RequestId, StaffId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Message
from frontdesk.patients.usecases.find_subjects import find_subject, find_subjects
from frontdesk.patients.usecases.register_subject import register_subject
from frontdesk.patients.wiring import patients_ports
from frontdesk.requests.gateways.step_functions import StepFunctionsMachine
from frontdesk.requests.model import Entry, EntryKind, Request
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.storage import DynamoRequests

MakeTicket = Callable[[OrganisationId, RequestId], str]


def requests_ports(make_ticket: MakeTicket | None = None) -> RequestsPorts:
    """`make_ticket` makes the last part of a patient's link; functions that tell patients nothing leave it out."""
    catalogue, patients, access = catalogue_ports(), patients_ports(), access_ports()
    documents = documents_ports()

    def deadlines(organisation_id: OrganisationId) -> Deadlines:
        return read_catalogue(organisation_id=organisation_id, ports=catalogue).organisation.deadlines

    def leads(organisation_id: OrganisationId, department_id: DepartmentId) -> list[tuple[StaffId, Language]]:
        found = who_answers(organisation_id=organisation_id, ports=access)(department_id)
        return [(staff.id, staff.language) for staff in found]

    def link(organisation_id: OrganisationId, request_id: RequestId) -> str:
        assert make_ticket is not None, "this function was not given tickets to make"
        return f"{os.environ['PUBLIC_URL']}/requests/{organisation_id}/{make_ticket(organisation_id, request_id)}"

    return RequestsPorts(
        requests=DynamoRequests(),
        machine=StepFunctionsMachine(),
        register=partial(register_subject, ports=patients),
        subject=lambda organisation_id, subject_id: find_subject(
            organisation_id=organisation_id, subject_id=subject_id, ports=patients
        ),
        subjects=lambda organisation_id, subject_ids: find_subjects(
            organisation_id=organisation_id, subject_ids=subject_ids, ports=patients
        ),
        deadlines=deadlines,
        leads=leads,
        queue=_queue,
        record=partial(record_deed, ports=audit_ports()),
        write_back=_write_back,
        link=link,
        console_link=lambda request_id: f"{os.environ['PUBLIC_URL']}/console/requests/{request_id}",
        announce=lambda request, document_id, back: announce_upload(
            organisation_id=request.organisation_id,
            folder=request.id,
            document_id=document_id,
            back=f"{os.environ['PUBLIC_URL']}{back}",
            ports=documents,
        ),
        inspect=lambda request, document_id: inspect_upload(
            organisation_id=request.organisation_id,
            folder=request.id,
            document_id=document_id,
            ports=documents,
        ),
        discard=lambda request, document_id: discard_upload(
            organisation_id=request.organisation_id,
            folder=request.id,
            document_id=document_id,
            ports=documents,
        ),
        give=lambda request, document: link_document(
            organisation_id=request.organisation_id, folder=request.id, document=document, ports=documents
        ),
        organisations=lambda: list_organisations(ports=catalogue),
        clock=system_clock,
    )


def _queue(message: Message) -> None:
    # Imported where somebody is told something: the page at which a form is sent tells nobody itself.
    from frontdesk.messaging.usecases.queue_message import queue_message  # noqa: PLC0415
    from frontdesk.messaging.wiring import messaging_ports  # noqa: PLC0415

    queue_message(message, ports=messaging_ports())


def _write_back(request: Request, entry: Entry) -> None:
    from frontdesk.messaging.model.threads import LineId  # noqa: PLC0415
    from frontdesk.messaging.usecases.answer_message import Answered, answer_message  # noqa: PLC0415
    from frontdesk.messaging.wiring.threads import thread_ports  # noqa: PLC0415

    assert request.contact_key is not None, "a message came from somewhere"
    answer_message(
        Answered(
            organisation_id=request.organisation_id,
            contact_key=request.contact_key,
            line_id=LineId(f"{request.id}-{entry.id}"),
            text=entry.text if entry.kind is EntryKind.ANSWER else "",
            by=entry.by,
            seen=request.submitted_at,
        ),
        ports=thread_ports(),
    )
