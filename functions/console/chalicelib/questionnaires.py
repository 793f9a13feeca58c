"""The clinic's questionnaires in the console: begun, looked at, tried out, published, taken along as a file."""

import json
from collections.abc import Mapping
from typing import Any

from chalicelib.reach import catalogue_of, permit
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError, NotFound
from frontdesk.kernel.language import understood
from frontdesk.surveys.model.drafts import Document, Draft
from frontdesk.surveys.model.questionnaires import QuestionnaireId
from frontdesk.surveys.rules.editing import moved, page_broken
from frontdesk.surveys.rules.reading import canonical
from frontdesk.surveys.rules.starting import empty, instrument
from frontdesk.surveys.usecases.discard_questionnaire import discard_questionnaire, take_up_revision
from frontdesk.surveys.usecases.list_questionnaires import list_questionnaires
from frontdesk.surveys.usecases.publish_questionnaire import publish_questionnaire
from frontdesk.surveys.usecases.read_questionnaire import list_revisions, read_draft, read_numbered
from frontdesk.surveys.usecases.save_questionnaire import save_questionnaire
from frontdesk.surveys.usecases.start_questionnaire import start_questionnaire
from frontdesk.surveys.usecases.try_questionnaire import try_questionnaire
from frontdesk.surveys.wiring.questionnaires import questionnaire_ports
from frontdesk_web.bodies import parsed
from frontdesk_web.http import FORM, MULTIPART, Desk, Response, carried_number
from frontdesk_web.presenters.console_menu import QUESTIONNAIRES
from frontdesk_web.presenters.console_questionnaire_forms import written
from frontdesk_web.presenters.console_questionnaire_trial import preview_page
from frontdesk_web.presenters.console_questionnaires import questionnaire_page, questionnaires_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

EDIT = Permission.QUESTIONNAIRES_EDIT

desk = Desk(__name__)
ports = questionnaire_ports()


@desk.route(QUESTIONNAIRES)
@signed_in(desk)
def every(who: SignedIn) -> Page:
    permit(who, EDIT)
    found = list_questionnaires(organisation_id=who.organisation_id, ports=ports)
    return questionnaires_page(who, catalogue_of(who), found, typed={}, done=desk.query().get("done"))


@desk.route(QUESTIONNAIRES, methods=["POST"], content_types=[MULTIPART, FORM])
@signed_in(desk)
def begin(who: SignedIn) -> SeeOther:
    permit(who, EDIT)
    typed = desk.form()
    begun = start_questionnaire(
        organisation_id=who.organisation_id,
        questionnaire_id=typed.get("id", "").strip().lower(),
        document=_to_begin_with(who, typed),
        by=who.actor,
        ports=ports,
    )
    return SeeOther(url=f"{QUESTIONNAIRES}/{begun.shelved.id}")


@desk.route(f"{QUESTIONNAIRES}/{{questionnaire_id}}")
@signed_in(desk)
def one(who: SignedIn, questionnaire_id: str) -> Page:
    return _overview(who, draft_of(who, questionnaire_id), done=desk.query().get("done"))


@desk.route(f"{QUESTIONNAIRES}/{{questionnaire_id}}", methods=["POST"])
@signed_in(desk)
def do(who: SignedIn, questionnaire_id: str) -> SeeOther:
    draft, typed = draft_of(who, questionnaire_id), desk.form()
    version, here = seen(typed), f"{QUESTIONNAIRES}/{draft.shelved.id}"
    which: dict[str, Any] = {"organisation_id": who.organisation_id, "questionnaire_id": draft.shelved.id}
    match typed.get("deed"):
        case "publish":
            publish_questionnaire(**which, version=version, by=who.actor, ports=ports)
            return SeeOther(url=f"{here}?done=published")
        case "discard":
            discard_questionnaire(**which, version=version, ports=ports)
            return SeeOther(url=f"{QUESTIONNAIRES}?done=discarded")
    if "take" in typed:
        number = _number(typed["take"])
        take_up_revision(**which, number=number, version=version, by=who.actor, ports=ports)
        return SeeOther(url=f"{here}?done=taken")
    save(who, draft, _rearranged(draft, typed), version)
    return SeeOther(url=here)


@desk.route(f"{QUESTIONNAIRES}/{{questionnaire_id}}/preview")
@signed_in(desk)
def preview(who: SignedIn, questionnaire_id: str) -> Page:
    q = written(draft_of(who, questionnaire_id))
    spoken = understood(desk.query().get("in", "")) or who.session.language
    return preview_page(
        who, catalogue_of(who), q, spoken=spoken if spoken in q.languages else q.languages[0], number=1
    )


@desk.route(f"{QUESTIONNAIRES}/{{questionnaire_id}}/preview", methods=["POST"])
@signed_in(desk)
def try_out(who: SignedIn, questionnaire_id: str) -> Page:
    q, form, typed = written(draft_of(who, questionnaire_id)), desk.forms(), desk.form()
    number = carried_number(typed.get("go", "")) or 1
    spoken = understood(typed.get("in", "")) or who.session.language
    return preview_page(
        who,
        catalogue_of(who),
        q,
        spoken=spoken if spoken in q.languages else q.languages[0],
        number=min(number, len(q.pages)),
        form=form,
        trial=try_questionnaire(q, {name: said for name, said in form.items() if name != "q_asked"}),
    )


@desk.route(f"{QUESTIONNAIRES}/{{questionnaire_id}}/file")
@signed_in(desk)
def file(who: SignedIn, questionnaire_id: str) -> Response:
    draft, asked = draft_of(who, questionnaire_id), desk.query().get("number")
    name, document = draft.shelved.id, draft.document
    if asked is not None:
        document = numbered(who, draft.shelved.id, _number(asked))
    ending = f"-{_number(asked)}" if asked else ""
    return Response(
        body=json.dumps(json.loads(canonical(document)), ensure_ascii=False, indent=2),
        headers={
            "Content-Type": "application/json; charset=utf-8",
            "Content-Disposition": f'attachment; filename="{name}{ending}.json"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


def draft_of(who: SignedIn, questionnaire_id: str) -> Draft:
    """The draft, for whoever may write questionnaires."""
    permit(who, EDIT)
    return read_draft(
        organisation_id=who.organisation_id,
        questionnaire_id=QuestionnaireId(questionnaire_id),
        ports=ports,
    )


def save(who: SignedIn, draft: Draft, document: Document, version: int) -> None:
    """The draft with this document, on top of that version."""
    save_questionnaire(
        organisation_id=who.organisation_id,
        questionnaire_id=draft.shelved.id,
        document=document,
        version=version,
        by=who.actor,
        ports=ports,
    )


def numbered(who: SignedIn, questionnaire_id: QuestionnaireId, number: int) -> Document:
    """What a revision says."""
    found = read_numbered(
        organisation_id=who.organisation_id, questionnaire_id=questionnaire_id, number=number, ports=ports
    )
    assert found.document is not None, "one revision is read with its document"
    return found.document


def seen(typed: Mapping[str, str]) -> int:
    """The version that the form was made of; one that none has, where it says nothing."""
    return carried_number(typed.get("version", "")) or 0


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What was not done is said where it was asked for; all else on a page of its own."""
    questionnaire_id = (desk.request.uri_params or {}).get("questionnaire_id")
    if questionnaire_id is not None:
        return _overview(who, draft_of(who, questionnaire_id), error=error)
    found = list_questionnaires(organisation_id=who.organisation_id, ports=ports)
    return questionnaires_page(who, catalogue_of(who), found, typed=desk.form(), error=error)


def _overview(
    who: SignedIn, draft: Draft, *, done: str | None = None, error: FrontdeskError | None = None
) -> Page:
    revisions = list_revisions(
        organisation_id=who.organisation_id, questionnaire_id=draft.shelved.id, ports=ports
    )
    return questionnaire_page(who, catalogue_of(who), draft, revisions, done=done, error=error)


def _to_begin_with(who: SignedIn, typed: Mapping[str, str]) -> Document:
    """An instrument, a file, or a title alone."""
    if "instrument" in typed:
        return instrument(typed["instrument"])
    if typed.get("file", "").strip():
        said = parsed(typed["file"].removeprefix("\ufeff"))
        return said if isinstance(said, dict) else {}
    if not (title := typed.get("title", "").strip()):
        raise BadInput([FieldError("title", "required")])
    languages = catalogue_of(who).organisation.languages
    spoken = who.session.language if who.session.language in languages else languages[0]
    return empty({spoken: title}, languages)


def _rearranged(draft: Draft, typed: Mapping[str, str]) -> Document:
    """An item moved, or a page begun; NotFound for an item that is not there any more."""
    known = {it["id"] for page in draft.document["pages"] for it in page}
    for name in ("up", "down", "break"):
        if typed.get(name) in known:
            item = typed[name]
            if name == "break":
                return page_broken(draft.document, item)
            return moved(draft.document, item, up=name == "up")
    raise NotFound


def _number(text: str) -> int:
    if (found := carried_number(text)) is None:
        raise NotFound(number=text)
    return found
