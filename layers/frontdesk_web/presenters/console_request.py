"""A request as staff see it: who asks for what, what was said, and what can be said now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.audit.model import AuditEntry
from frontdesk.catalogue.model import Catalogue
from frontdesk.documents.model import Upload
from frontdesk.documents.rules import ACCEPTED
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import Conflict, FrontdeskError
from frontdesk.kernel.ids import StaffId, random_id
from frontdesk.kernel.language import Language
from frontdesk.patients.model import Subject
from frontdesk.requests.errors import Closed
from frontdesk.requests.model import Entry, Request, RequestStatus
from frontdesk.requests.rules import text_at_most, why_not_answer
from frontdesk_web.dates import datetime_words
from frontdesk_web.i18n import OWN_NAME, locale_of, sentence, translations
from frontdesk_web.presenters.clinic import dialled, said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_calls import CallButton
from frontdesk_web.presenters.console_menu import MESSAGES, inbox_address, view_in_words
from frontdesk_web.presenters.console_words import (
    Tag,
    actor_in_words,
    deed_in_words,
    entry_in_words,
    state_tag,
)
from frontdesk_web.presenters.files import SentFile, origin, sent_file
from frontdesk_web.presenters.requests import type_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A request that was read, with all that is shown of it. `trail` is None for who may not see it."""

    request: Request
    subject: Subject
    staff_names: Mapping[StaffId, str]
    trail: tuple[AuditEntry, ...] | None

    @property
    def names(self) -> Mapping[str, str]:
        """What the people of the thread and the trail are called, by id."""
        return {str(staff_id): name for staff_id, name in self.staff_names.items()} | {
            str(self.subject.id): self.subject.name
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Something that was sent and did not get through: its text, so that it is not lost, and why."""

    text: str
    error: FrontdeskError


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An entry of the thread."""

    what: Tag
    who: str
    text: str
    at: datetime
    theirs: bool
    file: SentFile | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An entry of the trail."""

    what: str
    who: str
    at: datetime


def console_request_page(  # noqa: PLR0913  # a request, and what just happened to it
    who: SignedIn,
    catalogue: Catalogue,
    opened: Opened,
    *,
    entry_id: str,
    now: datetime,
    upload: Upload | None = None,
    done: str | None = None,
    attempt: Attempt | None = None,
    refused_file: FrontdeskError | None = None,
) -> Page:
    """The request. `entry_id` names what is said from here, so that it is said once; `done` is what was said last.

    `upload` is where a file may be sent to, None when none is taken.
    """
    language, request = who.session.language, opened.request
    return console_page(
        "console/request.html",
        who,
        catalogue,
        here=request.view,
        back=f"/console/requests/{request.id}",
        status=_status(attempt, refused_file),
        upload=upload,
        accepted=ACCEPTED,
        form_targets=() if upload is None else (origin(upload),),
        file_errors={} if refused_file is None else {"file": refused_file.code},
        entry_id=entry_id,
        why_no_form=_why_no_form(who, request, now),
        said_last=_notice(done, language),
        typed="" if attempt is None else attempt.text,
        problem=None if attempt is None else _problem(attempt.error, opened, catalogue, language),
        failed=attempt is not None or refused_file is not None,
        overtaken=attempt is not None and isinstance(attempt.error, Conflict | Closed),
        **_shown(opened, catalogue, language, now),
    )


def _shown(opened: Opened, catalogue: Catalogue, language: Language, now: datetime) -> dict[str, Any]:
    """The request itself, its patient, its thread and its trail."""
    request, subject, names = opened.request, opened.subject, opened.names
    location = catalogue.location(request.location_id)
    department = catalogue.department(request.department_id)
    return {
        "request": request,
        "subject": subject,
        "tel": dialled(subject.phone or ""),
        "call": CallButton(id=random_id(), cause="requests", about=request.id),
        "reads": OWN_NAME[request.language],
        "type": type_in_words(request.type, language),
        "state": state_tag(request, request.view, language, now=now, zone=location.zone),
        "zone": location.zone,
        "location": said(location.name, catalogue.organisation, language),
        "department": said(department.name, catalogue.organisation, language),
        "entries": [_said(entry, request, names, language) for entry in request.thread],
        "deeds": None if opened.trail is None else [_deed(it, names, language) for it in opened.trail],
        "url": f"/console/requests/{request.id}",
        "most": text_at_most(request),
        "messages_url": f"{MESSAGES}/{request.contact_key or request.subject_id}",
        "pile": view_in_words(request.view, language),
        "pile_url": inbox_address(request.view),
    }


def _notice(done: str | None, language: Language) -> str | None:
    """What to say after something was sent; None for anything else an address may claim."""
    _ = translations(language).gettext
    return {
        "answered": _("Your answer was sent. The request is closed."),
        "asked": _("Your question was sent. The request is with the patient now."),
        "declined": _("The request was declined, and the patient was told why."),
        "closed": _("The message is closed, and nothing was answered."),
        "attached": _("The file was added. The patient sees it on the page of the request."),
    }.get(done or "")


def _why_no_form(who: SignedIn, request: Request, now: datetime) -> str | None:
    """Why nothing can be said here any more, or by this person; None when it can."""
    _ = translations(who.session.language).gettext
    if why_not(who.staff, Permission.REQUESTS_ANSWER):
        return _("Your role may read requests but not answer them.")
    if why_not_answer(request, now=now) is None:
        return None
    return {
        RequestStatus.ANSWERED: _("This request was answered and is closed."),
        RequestStatus.DECLINED: _("This request was declined and is closed."),
        RequestStatus.WITHDRAWN: _("The patient withdrew this request. It is closed."),
        RequestStatus.EXPIRED: _("The last deadline passed without an answer. This request is closed."),
    }.get(request.status, _("The last deadline of this request has passed. It is being closed."))


def _problem(error: FrontdeskError, opened: Opened, catalogue: Catalogue, language: Language) -> str:
    """Why the text was not sent. Of a conflict: who was quicker, and when."""
    _ = translations(language).gettext
    if isinstance(error, Closed):
        return _("The request was closed in the meantime. Your text was not sent.")
    if not isinstance(error, Conflict):
        return sentence(error.code, language)
    request, latest = opened.request, opened.request.thread[-1]
    zone = catalogue.location(request.location_id).zone
    words = (
        _("Already taken: a colleague was quicker. %(who)s, %(when)s: %(what)s. Your text was not sent.")
        if latest.by.kind is ActorKind.STAFF
        else _(
            "The request changed while you were writing. %(who)s, %(when)s: %(what)s. Your text was not sent."
        )
    )
    return words % {
        "who": actor_in_words(latest.by, opened.names, language),
        "when": datetime_words(latest.at, zone, "medium", locale=locale_of(language)),
        "what": entry_in_words(latest.kind, language).text,
    }


def _status(attempt: Attempt | None, refused_file: FrontdeskError | None) -> int:
    error = refused_file if attempt is None else attempt.error
    return HTTPStatus.OK if error is None else status_of(error)


def _said(entry: Entry, request: Request, names: Mapping[str, str], language: Language) -> Said:
    url = f"/console/requests/{request.id}/files/{entry.id}"
    return Said(
        what=entry_in_words(entry.kind, language),
        who=actor_in_words(entry.by, names, language),
        text=entry.text,
        at=entry.at,
        theirs=entry.by.kind is ActorKind.PATIENT,
        file=None if entry.document is None else sent_file(entry.document, url, language),
    )


def _deed(entry: AuditEntry, names: Mapping[str, str], language: Language) -> Deed:
    return Deed(
        what=deed_in_words(entry.action, language),
        who=actor_in_words(entry.actor, names, language),
        at=entry.at,
    )
