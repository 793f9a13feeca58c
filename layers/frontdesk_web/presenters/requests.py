"""My requests: the confirmation, the second proof, and the request with its thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from frontdesk.catalogue.model import Catalogue
from frontdesk.documents.model import Upload
from frontdesk.documents.rules import ACCEPTED
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import Language, Words
from frontdesk.requests.model import Entry, EntryKind, Request, RequestStatus, RequestType, View
from frontdesk_web.i18n import translations
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.clinic import clinic_page
from frontdesk_web.presenters.files import SentFile, origin, sent_file
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.presenters.proof import Asked, second_proof_page
from frontdesk_web.render import Page

PROOF_LOCKED = "requests.proof_locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How a request stands: in words, with a picture; `kind` is the style of both."""

    text: str
    icon: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    label: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An entry of the thread: `what` it is, and the `text` of whoever wrote one."""

    what: str
    icon: str
    text: str
    at: datetime
    mine: bool
    file: SentFile | None


def received_page(
    request: Request, catalogue: Catalogue, *, language: Language, ticket: str, now: datetime
) -> Page:
    """The confirmation after sending. Nothing personal is on it: it is read without the second proof."""
    here = catalogue.organisation.id
    return clinic_page(
        "requests/received.html",
        catalogue,
        language=language,
        now=now,
        location_id=request.location_id,
        in_other_language=lambda other: f"?lang={other.value}",
        request=request,
        type=type_in_words(request.type, language),
        zone=catalogue.location(request.location_id).zone,
        open_url=addresses.request(here, ticket, lang=language.value),
    )


def proof_page(  # noqa: PLR0913  # a form is shown with what was typed and what was wrong with it
    catalogue: Catalogue,
    *,
    language: Language,
    ticket: str,
    now: datetime,
    typed: Mapping[str, str] | None = None,
    code: str | None = None,
    tries_left: int | None = None,
) -> Page:
    """The question for the date of birth that opens a request."""
    here = catalogue.organisation.id
    return second_proof_page(
        catalogue,
        Asked(typed=typed or {}, code=code, tries_left=tries_left, locked=code == PROOF_LOCKED),
        language=language,
        now=now,
        title=translations(language).gettext("Open your request"),
        action=addresses.request(here, ticket, "proof", lang=language.value),
        in_other_language=lambda other: addresses.request(here, ticket, lang=other.value),
    )


def request_page(  # noqa: PLR0913  # a request, what may be done with it, and what was wrong with a reply
    request: Request,
    catalogue: Catalogue,
    *,
    language: Language,
    ticket: str,
    token: str,
    entry_id: str,
    now: datetime,
    may_reply: bool,
    may_withdraw: bool,
    upload: Upload | None = None,
    typed: Mapping[str, str] | None = None,
    error: FieldError | None = None,
    status: int = HTTPStatus.OK,
) -> Page:
    """The request with its thread. `entry_id` names the reply or withdrawal that is sent from here.

    `upload` is where a file may be sent to, None when none is taken.
    """
    here = catalogue.organisation.id
    errors = [error] if error else []
    return clinic_page(
        "requests/request.html",
        catalogue,
        language=language,
        now=now,
        status=status,
        location_id=request.location_id,
        in_other_language=lambda other: addresses.request(here, ticket, s=token, lang=other.value),
        zone=catalogue.location(request.location_id).zone,
        token=token,
        entry_id=entry_id,
        may_reply=may_reply,
        may_withdraw=may_withdraw,
        reply_url=addresses.request(here, ticket, "reply", lang=language.value),
        withdraw_url=addresses.request(here, ticket, "withdrawal", lang=language.value),
        typed=typed or {},
        upload=upload,
        accepted=ACCEPTED,
        form_targets=() if upload is None else (origin(upload),),
        failed=error is not None,
        errors=by_field(errors),
        problems=problems_of(errors, _labels(language, may_reply=may_reply, upload=upload), language),
        **_shown(
            request, language, now, lambda entry_id: addresses.attachment(here, ticket, entry_id, token)
        ),
    )


def type_in_words(kind: RequestType, language: Language) -> str:
    """What was asked for, as patients call it."""
    _ = translations(language).gettext
    return {
        RequestType.PRESCRIPTION: _("Prescription"),
        RequestType.FINDINGS: _("Test results"),
        RequestType.SICK_NOTE: _("Sick note"),
        RequestType.REFERRAL: _("Referral"),
        RequestType.APPOINTMENT: _("Appointment"),
        RequestType.CALLBACK: _("Call back"),
        RequestType.MESSAGE: _("Message"),
        RequestType.PRAISE: _("Praise"),
        RequestType.COMPLAINT: _("Complaint"),
        RequestType.SUGGESTION: _("Suggestion"),
    }[kind]


def state_in_words(status: RequestStatus, language: Language) -> State:
    """How a request stands, as patients read it."""
    _ = translations(language).gettext
    return {
        RequestStatus.RECEIVED: State(text=_("Your request has arrived"), icon="inbox", kind="open"),
        RequestStatus.WAITING: State(text=_("We are working on your request"), icon="clock", kind="open"),
        RequestStatus.ASKED: State(text=_("We have a question for you"), icon="circle-help", kind="asked"),
        RequestStatus.ANSWERED: State(text=_("We have answered"), icon="circle-check", kind="good"),
        RequestStatus.DECLINED: State(text=_("We cannot fulfil this request"), icon="circle-x", kind="bad"),
        RequestStatus.WITHDRAWN: State(text=_("You have withdrawn this request"), icon="undo-2", kind="over"),
        RequestStatus.EXPIRED: State(
            text=_("This request ended without an answer"), icon="hourglass", kind="over"
        ),
    }[status]


def _labels(language: Language, *, may_reply: bool, upload: Upload | None) -> dict[str, Words | None]:
    _ = translations(language).gettext
    reply: dict[str, Words | None] = {"text": Words(_("Your reply"), language)} if may_reply else {}
    return reply | ({} if upload is None else {"file": Words(_("Add a file"), language)})


def _shown(
    request: Request, language: Language, now: datetime, file_at: Callable[[str], str]
) -> dict[str, Any]:
    """How the request stands, and its thread; `file_at` is where the file of an entry is taken."""
    _ = translations(language).gettext
    return {
        "request": request,
        "type": _("Your request: %(type)s") % {"type": type_in_words(request.type, language)},
        "state": state_in_words(request.status, language),
        "deadline": _deadline(request, language),
        "late": request.view is View.OPEN and request.due_at < now,
        "entries": tuple(_said(entry, language, file_at) for entry in request.thread),
    }


def _deadline(request: Request, language: Language) -> Deadline | None:
    _ = translations(language).gettext
    if request.closed_at:
        return Deadline(label=_("Closed on"), at=request.closed_at)
    if request.view is View.ASKED:
        return Deadline(label=_("Please reply by"), at=request.reply_by) if request.reply_by else None
    return Deadline(label=_("Answer expected by"), at=request.due_at)


def _said(entry: Entry, language: Language, file_at: Callable[[str], str]) -> Said:
    _ = translations(language).gettext
    mine = entry.by.kind is ActorKind.PATIENT
    what, icon = {
        EntryKind.SUBMITTED: (_("You sent the request."), "send"),
        EntryKind.ACKNOWLEDGED: (_("We confirmed that it arrived."), "check"),
        EntryKind.ESCALATED: (_("We passed the request on, so that it is answered soon."), "forward"),
        EntryKind.QUESTION: (_("Question from the clinic"), "circle-help"),
        EntryKind.REPLY: (_("Your reply"), "reply"),
        EntryKind.ANSWER: (_("Answer from the clinic"), "message-circle"),
        EntryKind.DECLINE: (_("The clinic declined the request"), "circle-x"),
        EntryKind.CLOSED: (_("The clinic has read your message."), "check"),
        EntryKind.WITHDRAWN: (_("You withdrew the request."), "undo-2"),
        EntryKind.EXPIRED: (_("The time for an answer ran out."), "hourglass"),
        EntryKind.ATTACHMENT: (_("Your file") if mine else _("File from the clinic"), "file-plus"),
    }[entry.kind]
    file = None if entry.document is None else sent_file(entry.document, file_at(entry.id), language)
    return Said(what=what, icon=icon, text=entry.text, at=entry.at, mine=mine, file=file)
