"""The inbox, and what staff do with a request."""

from collections.abc import Callable, Mapping

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import same_department, why_not
from frontdesk.access.usecases.name_staff import name_staff
from frontdesk.access.wiring import access_ports
from frontdesk.audit.usecases.read_trail import read_trail
from frontdesk.audit.wiring import audit_ports
from frontdesk.catalogue.model import Catalogue, Department
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.documents.model import DocumentId, Upload
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import Conflict, FrontdeskError, NotAllowed, NotFound, Refusal
from frontdesk.kernel.ids import EntryId, RequestId, StaffId, carried_id, random_id
from frontdesk.kernel.language import Language, preferred
from frontdesk.requests.model import Request, StaffMember, View
from frontdesk.requests.rules import why_not_attach
from frontdesk.requests.usecases.answer_request import answer_request
from frontdesk.requests.usecases.ask_patient import ask_patient
from frontdesk.requests.usecases.attach_document import attach_document
from frontdesk.requests.usecases.close_message import close_message
from frontdesk.requests.usecases.decline_request import decline_request
from frontdesk.requests.usecases.list_inbox import list_inbox
from frontdesk.requests.usecases.name_subjects import name_subjects
from frontdesk.requests.usecases.read_request import read_request
from frontdesk.requests.usecases.take_document import take_document
from frontdesk.requests.wiring import requests_ports
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console import console_error_page, outside_error_page
from frontdesk_web.presenters.console_inbox import inbox_page
from frontdesk_web.presenters.console_request import Attempt, Opened, console_request_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in, visitor

DEEDS: Mapping[str, tuple[Callable[..., Request], str]] = {
    "answer": (answer_request, "answered"),
    "question": (ask_patient, "asked"),
    "decline": (decline_request, "declined"),
    "close": (close_message, "closed"),
}
"""What can be sent from a request's page: its address, its use case, and what the page says after it."""

desk = Desk(__name__)
ports = requests_ports()
shelf, people, trail = catalogue_ports(), access_ports(), audit_ports()


@desk.route("/console/inbox")
@signed_in(desk)
def inbox(who: SignedIn) -> Page:
    _permit(who, Permission.REQUESTS_READ)
    asked, catalogue = desk.query(), _catalogue(who)
    view = View(asked["view"]) if asked.get("view") in set(View) else View.OPEN
    mine = _departments(who, catalogue)
    chosen = next((it.id for it in mine if it.id == asked.get("department")), None)
    departments, after = [chosen] if chosen else [it.id for it in mine], asked.get("after") or None
    here = who.organisation_id
    found = list_inbox(organisation_id=here, departments=departments, view=view, after=after, ports=ports)
    subject_ids = {row.subject_id for row in found.rows}
    subjects = name_subjects(
        organisation_id=here, subject_ids=subject_ids, staff=_member(who, catalogue), ports=ports
    )
    return inbox_page(
        who,
        catalogue,
        found,
        subjects,
        view=view,
        departments=mine,
        chosen=chosen,
        continued=after is not None,
        now=ports.clock(),
    )


@desk.route("/console/requests/{request_id}")
@signed_in(desk)
def show(who: SignedIn, request_id: str) -> Page:
    return _page(who, RequestId(request_id), done=desk.query().get("done"))


@desk.route("/console/requests/{request_id}/{deed}", methods=["POST"])
@signed_in(desk)
def say(who: SignedIn, request_id: str, deed: str) -> SeeOther:
    if deed not in DEEDS:
        raise NotFound(deed=deed)
    _permit(who, Permission.REQUESTS_ANSWER)
    typed, (act, done) = desk.form(), DEEDS[deed]
    act(
        organisation_id=who.organisation_id,
        request_id=RequestId(request_id),
        staff=_member(who, _catalogue(who)),
        text=typed.get("text", ""),
        entry_id=EntryId(carried_id(typed.get("entry", ""))),
        seen_entries=_seen_entries(typed),
        ports=ports,
    )
    return SeeOther(url=f"/console/requests/{request_id}?done={done}")


@desk.route("/console/requests/{request_id}/attached/{document_id}")
@signed_in(desk)
def attach(who: SignedIn, request_id: str, document_id: str) -> Page | SeeOther:
    """The bucket leads here when a file has arrived."""
    _permit(who, Permission.REQUESTS_ANSWER)
    try:
        attach_document(
            _request(who, request_id),
            document_id=DocumentId(carried_id(document_id)),
            by=who.actor,
            ports=ports,
        )
    except (Refusal, Conflict) as no:
        return _page(who, RequestId(request_id), refused_file=no)
    return SeeOther(url=f"/console/requests/{request_id}?done=attached")


@desk.route("/console/requests/{request_id}/files/{entry_id}")
@signed_in(desk)
def take(who: SignedIn, request_id: str, entry_id: str) -> SeeOther:
    _permit(who, Permission.REQUESTS_READ)
    staff = who.actor
    request = _request(who, request_id)
    return SeeOther(url=take_document(request, entry_id=EntryId(entry_id), by=staff, ports=ports))


def _refused(error: FrontdeskError, _request: object) -> Page:
    """What could not be sent is shown on the request as it is now; everything else on a page of its own."""
    who = visitor(desk)
    if who is None:
        language = preferred(desk.header("accept-language"), among=tuple(Language))
        return outside_error_page(error, language)
    if isinstance(error, NotFound | NotAllowed) or desk.request.method != "POST":
        return console_error_page(error, who, _catalogue(who))
    attempt = Attempt(text=desk.form().get("text", ""), error=error)
    parameters = desk.request.uri_params or {}
    return _page(who, RequestId(parameters["request_id"]), attempt=attempt)


desk.on_error = _refused


def _page(
    who: SignedIn,
    request_id: RequestId,
    *,
    done: str | None = None,
    attempt: Attempt | None = None,
    refused_file: FrontdeskError | None = None,
) -> Page:
    _permit(who, Permission.REQUESTS_READ)
    catalogue = _catalogue(who)
    opened = _opened(who, catalogue, request_id)
    return console_request_page(
        who,
        catalogue,
        opened,
        entry_id=random_id(),
        now=ports.clock(),
        upload=_upload(who, opened.request),
        done=done,
        attempt=attempt,
        refused_file=refused_file,
    )


def _upload(who: SignedIn, request: Request) -> Upload | None:
    """Where a file can be sent to from the page, None for who may not."""
    staff, document_id = who.actor, DocumentId(random_id())
    if why_not(who.staff, Permission.REQUESTS_ANSWER) or why_not_attach(request, by=staff):
        return None
    return ports.announce(request, document_id, f"/console/requests/{request.id}/attached/{document_id}")


def _request(who: SignedIn, request_id: str) -> Request:
    """The request, when it is one of their departments'."""
    request = ports.requests.get(who.organisation_id, RequestId(request_id))
    if request.department_id not in _member(who, _catalogue(who)).departments:
        raise NotFound(request_id=request_id)
    return request


def _opened(who: SignedIn, catalogue: Catalogue, request_id: RequestId) -> Opened:
    here = who.organisation_id
    request, subject = read_request(
        organisation_id=here, request_id=request_id, staff=_member(who, catalogue), ports=ports
    )
    hidden = why_not(who.staff, Permission.AUDIT_READ)
    deeds = None if hidden else read_trail(organisation_id=here, subject_id=subject.id, ports=trail)
    actors = [*(it.by for it in request.thread), *(it.actor for it in deeds or ())]
    staff_ids = {StaffId(it.id) for it in actors if it.kind is ActorKind.STAFF}
    names = name_staff(organisation_id=here, staff_ids=staff_ids, ports=people)
    return Opened(request=request, subject=subject, staff_names=names, trail=deeds)


def _permit(who: SignedIn, permission: Permission) -> None:
    """What a role may not do does not exist for it."""
    if refusal := why_not(who.staff, permission):
        raise NotFound from refusal


def _catalogue(who: SignedIn) -> Catalogue:
    return read_catalogue(organisation_id=who.organisation_id, ports=shelf)


def _departments(who: SignedIn, catalogue: Catalogue) -> tuple[Department, ...]:
    return tuple(it for it in catalogue.departments if same_department(who.staff, it.id))


def _member(who: SignedIn, catalogue: Catalogue) -> StaffMember:
    reach = frozenset(it.id for it in _departments(who, catalogue))
    return StaffMember(id=who.staff.id, departments=reach)


def _seen_entries(typed: Mapping[str, str]) -> int:
    """How many entries of the thread the page showed; 0 where the form does not say."""
    return carried_number(typed.get("seen", "")) or 0
