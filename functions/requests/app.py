"""A patient's own request over HTTP; and, for the house, what the service request's machine, bus and rounds call."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.documents.model import DocumentId
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict, FieldError, FrontdeskError, NotAllowed, Refusal
from frontdesk.kernel.ids import EntryId, OrganisationId, RequestId, carried_id, random_id
from frontdesk.kernel.language import Language, preferred, understood
from frontdesk.patients.rules.persons import written_date
from frontdesk.requests.model import Request
from frontdesk.requests.usecases.acknowledge_request import acknowledge_request
from frontdesk.requests.usecases.attach_document import attach_document
from frontdesk.requests.usecases.await_people import await_people
from frontdesk.requests.usecases.pass_deadline import pass_deadline
from frontdesk.requests.usecases.prove_identity import prove_identity
from frontdesk.requests.usecases.reconcile_requests import reconcile_requests
from frontdesk.requests.usecases.reply_to_question import reply_to_question
from frontdesk.requests.usecases.settle_request import settle_request
from frontdesk.requests.usecases.show_request import show_request
from frontdesk.requests.usecases.start_machine import start_machine
from frontdesk.requests.usecases.take_document import take_document
from frontdesk.requests.usecases.wake_machine import wake_machine
from frontdesk.requests.usecases.withdraw_request import withdraw_request
from frontdesk.requests.wiring import requests_ports
from frontdesk_web import seals
from frontdesk_web.http import App
from frontdesk_web.http import Request as HttpRequest
from frontdesk_web.keyring import keyring
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.content import not_found_page
from frontdesk_web.presenters.requests import proof_page, received_page, request_page
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.tasks import heard

PURPOSE = "request"
LASTS_FOR = timedelta(hours=1)

app = App("frontdesk-requests")
ports = requests_ports(lambda organisation, request: seals.ticket(organisation, request, keyring=keyring()))
shelf = catalogue_ports()


@app.route("/requests/{organisation_id}/{ticket}/received")
def received(organisation_id: str, ticket: str) -> Page:
    request, catalogue = _admitted(organisation_id, ticket)
    language = _language(request, catalogue)
    return received_page(request, catalogue, language=language, ticket=ticket, now=ports.clock())


@app.route("/requests/{organisation_id}/{ticket}")
def show(organisation_id: str, ticket: str) -> Page:
    request, catalogue = _admitted(organisation_id, ticket)
    if not _proved(request, app.query().get("s", "")):
        language = _language(request, catalogue)
        return proof_page(catalogue, language=language, ticket=ticket, now=ports.clock())
    return _page(request, catalogue, ticket, token=app.query()["s"])


@app.route("/requests/{organisation_id}/{ticket}/proof", methods=["POST"])
def prove(organisation_id: str, ticket: str) -> Page | SeeOther:
    request, catalogue = _admitted(organisation_id, ticket)
    typed, language = app.form(), _language(request, catalogue)
    try:
        prove_identity(
            organisation_id=request.organisation_id,
            request_id=request.id,
            birth_date=written_date(typed),
            ports=ports,
        )
    except Refusal as no:
        left: Any = no.details.get("tries_left")
        return proof_page(
            catalogue,
            language=language,
            ticket=ticket,
            now=ports.clock(),
            typed=typed,
            code=no.code,
            tries_left=left,
        )
    return _back_to(request, ticket, language)


@app.route("/requests/{organisation_id}/{ticket}/reply", methods=["POST"])
def reply(organisation_id: str, ticket: str) -> Page | SeeOther:
    return _acting(organisation_id, ticket, _reply)


@app.route("/requests/{organisation_id}/{ticket}/withdrawal", methods=["POST"])
def withdraw(organisation_id: str, ticket: str) -> Page | SeeOther:
    return _acting(organisation_id, ticket, _withdraw)


@app.route("/requests/{organisation_id}/{ticket}/attached/{document_id}")
def attach(organisation_id: str, ticket: str, document_id: str) -> Page | SeeOther:
    """The bucket leads here when a file has arrived. Its number was drawn for a page that was proved."""
    request, catalogue = _admitted(organisation_id, ticket)
    token, language = app.query().get("s", ""), _language(request, catalogue)
    patient = Actor(ActorKind.PATIENT, request.subject_id)
    try:
        attach_document(request, document_id=DocumentId(carried_id(document_id)), by=patient, ports=ports)
    except (Refusal, Conflict) as no:
        if _proved(request, token):
            return _page(request, catalogue, ticket, token=token, no=no, field="file")
    if _proved(request, token):
        return _back_to(request, ticket, language)
    return SeeOther(url=f"/requests/{organisation_id}/{ticket}?lang={language.value}")


@app.route("/requests/{organisation_id}/{ticket}/files/{entry_id}")
def take(organisation_id: str, ticket: str, entry_id: str) -> SeeOther:
    request, _ = _admitted(organisation_id, ticket)
    if not _proved(request, app.query().get("s", "")):
        return SeeOther(url=f"/requests/{organisation_id}/{ticket}")
    patient = Actor(ActorKind.PATIENT, request.subject_id)
    return SeeOther(url=take_document(request, entry_id=EntryId(entry_id), by=patient, ports=ports))


@app.lambda_function(name="machine")
def machine(event: Mapping[str, Any], _context: object) -> dict[str, Any] | None:
    """What the state machine calls: `task` with the ids of a request; answers {phase, seconds}."""
    whose: dict[str, Any] = {
        "organisation_id": OrganisationId(event["organisation_id"]),
        "request_id": RequestId(event["request_id"]),
        "ports": ports,
    }
    if event["task"] == "wait":
        await_people(waits_in=event["waits_in"], token=event["token"], **whose)
        return None
    tasks = {"acknowledge": acknowledge_request, "pass_deadline": pass_deadline, "settle": settle_request}
    return asdict(tasks[event["task"]](**whose))


@app.lambda_function(name="listener")
def listener(event: Mapping[str, Any], _context: object) -> None:
    """Facts of requests: the first starts the machine, every decision wakes it."""
    fact = heard(event)
    act = start_machine if fact.name == "RequestSubmitted" else wake_machine
    act(organisation_id=fact.organisation_id, request_id=RequestId(fact.data["request_id"]), ports=ports)


@app.lambda_function(name="reconcile")
def reconcile(event: Mapping[str, Any], _context: object) -> dict[str, int]:
    """The round for forgotten requests; `{"whole": true}` at start-up and every night."""
    return {"revived": reconcile_requests(whole=bool(event.get("whole")), ports=ports)}


def _refused(_error: FrontdeskError, request: HttpRequest) -> Page:
    return not_found_page(preferred(request.headers.get("accept-language", ""), among=tuple(Language)))


app.on_error = _refused


def _reply(request: Request, typed: Mapping[str, str]) -> Request:
    return reply_to_question(
        organisation_id=request.organisation_id,
        request_id=request.id,
        text=typed.get("text", ""),
        entry_id=EntryId(carried_id(typed.get("entry", ""))),
        ports=ports,
    )


def _withdraw(request: Request, _typed: Mapping[str, str]) -> Request:
    return withdraw_request(organisation_id=request.organisation_id, request_id=request.id, ports=ports)


def _acting(organisation_id: str, ticket: str, act: Any) -> Page | SeeOther:  # noqa: ANN401
    request, catalogue = _admitted(organisation_id, ticket)
    typed, language = app.form(), _language(request, catalogue)
    if not _proved(request, typed.get("s", "")):
        return proof_page(catalogue, language=language, ticket=ticket, now=ports.clock())
    try:
        act(request, typed)
    except (Refusal, Conflict) as no:
        now_is = ports.requests.get(request.organisation_id, request.id)
        return _page(now_is, catalogue, ticket, token=typed["s"], typed=typed, no=no)
    return _back_to(request, ticket, language)


def _admitted(organisation_id: str, ticket: str) -> tuple[Request, Catalogue]:
    catalogue = read_catalogue(organisation_id=OrganisationId(organisation_id), ports=shelf)
    request_id = RequestId(seals.admitted(catalogue.organisation.id, ticket, keyring=keyring()))
    return ports.requests.get(catalogue.organisation.id, request_id), catalogue


def _proved(request: Request, token: str) -> bool:
    try:
        opened = seals.unseal(token, purpose=PURPOSE, keyring=keyring(), now=ports.clock())
    except NotAllowed:
        return False
    return not opened.expired and opened.said == _whose(request)


def _back_to(request: Request, ticket: str, language: Language) -> SeeOther:
    until = ports.clock() + LASTS_FOR
    token = seals.seal(_whose(request), purpose=PURPOSE, until=until, keyring=keyring())
    address = f"/requests/{request.organisation_id}/{ticket}"
    return SeeOther(url=f"{address}?s={token}&lang={language.value}")


def _whose(request: Request) -> dict[str, str]:
    return {"organisation": request.organisation_id, "request": request.id}


def _page(  # noqa: PLR0913
    request: Request,
    catalogue: Catalogue,
    ticket: str,
    *,
    token: str,
    typed: Mapping[str, str] | None = None,
    no: FrontdeskError | None = None,
    field: str = "text",
) -> Page:
    here = request.organisation_id
    document_id = DocumentId(random_id())
    back = addresses.attached(here, ticket, document_id, token)
    shown = show_request(
        organisation_id=here, request_id=request.id, document_id=document_id, back=back, ports=ports
    )
    return request_page(
        shown.request,
        catalogue,
        language=_language(request, catalogue),
        ticket=ticket,
        token=token,
        entry_id=carried_id((typed or {}).get("entry", "")),
        now=ports.clock(),
        may_reply=shown.may_reply,
        may_withdraw=shown.may_withdraw,
        upload=shown.upload,
        typed=typed,
        error=None if no is None else FieldError(field, no.code),
        status=200 if no is None else status_of(no).value,
    )


def _language(request: Request, catalogue: Catalogue) -> Language:
    wanted = understood(app.query().get("lang", ""))
    return wanted if wanted in catalogue.organisation.languages else request.language
