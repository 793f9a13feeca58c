"""Policy and schemes of follow-up: forms for administrators, JSON in and out, and the API."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.api import ABOUT_API, api
from chalicelib.reach import catalogue_of, permit
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn
from frontdesk.followup.model.book_written import write_book
from frontdesk.followup.model.plans import Book, Scheme
from frontdesk.followup.rules.laid_down import book_schema
from frontdesk.followup.usecases.change_book import change_book, read_book
from frontdesk.followup.wiring import planning_ports
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError, NotFound
from frontdesk.surveys.model.drafts import Shelved
from frontdesk.surveys.usecases.list_questionnaires import list_questionnaires
from frontdesk.surveys.wiring.questionnaires import questionnaire_ports
from frontdesk_web.api import ApiDesk, Operation
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console_menu import FOLLOWUP_POLICY
from frontdesk_web.presenters.console_policy import (
    IMPORT,
    NEW,
    SCHEMES,
    import_page,
    policy_page,
    scheme_page,
)
from frontdesk_web.presenters.console_policy_form import read_policy, read_scheme
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

EDIT = Permission.FOLLOWUP_EDIT
TAG = "follow-up"

pages, desk = Desk(f"{__name__}.pages"), ApiDesk(__name__)
ports, asking = planning_ports(), questionnaire_ports()


@pages.route(FOLLOWUP_POLICY)
@signed_in(pages)
def policy(who: SignedIn) -> Page:
    permit(who, EDIT)
    return policy_page(who, catalogue_of(who), _book(who), typed={}, done=pages.query().get("done", ""))


@pages.route(FOLLOWUP_POLICY, methods=["POST"])
@signed_in(pages)
def change_policy(who: SignedIn) -> SeeOther:
    permit(who, EDIT)
    typed = pages.form()
    departments = [it.id for it in catalogue_of(who).departments]
    said = write_book(_book(who)) | {"policy": read_policy(typed, departments)}
    return _laid_down(who, said, typed)


@pages.route(IMPORT)
@signed_in(pages)
def look_at_json(who: SignedIn) -> Page:
    permit(who, EDIT)
    return import_page(who, catalogue_of(who), _book(who), typed={})


@pages.route(IMPORT, methods=["POST"])
@signed_in(pages)
def take_json_in(who: SignedIn) -> SeeOther:
    permit(who, EDIT)
    typed = pages.form()
    try:
        said = json.loads(typed.get("book", ""))
    except (ValueError, RecursionError) as odd:
        raise BadInput([FieldError("$", "invalid_json")]) from odd
    if isinstance(said, dict):
        said.pop("version", None)  # what was exported says which it was: it comes on top of what is there now
    return _laid_down(who, said, typed)


@pages.route(f"{SCHEMES}/{{scheme_id}}")
@signed_in(pages)
def scheme(who: SignedIn, scheme_id: str) -> Page:
    permit(who, EDIT)
    book = _book(who)
    scheme = _scheme(book, scheme_id)
    return scheme_page(who, catalogue_of(who), book, scheme, forms=_forms(who), typed={})


@pages.route(f"{SCHEMES}/{{scheme_id}}", methods=["POST"])
@signed_in(pages)
def change_scheme(who: SignedIn, scheme_id: str) -> SeeOther:
    permit(who, EDIT)
    typed, book = pages.form(), _book(who)
    before, said = _scheme(book, scheme_id), write_book(book)
    place = [it["id"] for it in said["schemes"]].index(scheme_id) if before else len(said["schemes"])
    if typed.get("deed") == "remove":
        del said["schemes"][place : place + 1]
        return _laid_down(who, said, typed, done="removed")
    departments = [it.id for it in catalogue_of(who).departments]
    it = read_scheme(typed, before, departments, who.session.language)
    said["schemes"][place : place + 1] = [it | {"id": before.id} if before else it]
    return _laid_down(who, said, typed)


@api.operation(
    desk, "/console/api/followup-book.schema.json", does=Operation(returns="Document", tag=ABOUT_API)
)
def schema_of_a_book(_who: SignedIn) -> object:
    """The JSON Schema of policy and schemes of follow-up."""
    return book_schema()


@api.operation(
    desk,
    "/console/api/followup/book",
    does=Operation(permission=EDIT, returns="FollowUpBook", tag=TAG),
)
def show_book(who: SignedIn) -> dict[str, Any]:
    """Policy and schemes of follow-up; version 0 and the usual policy while nothing was laid down."""
    return _told(_book(who))


@api.operation(
    desk,
    "/console/api/followup/book",
    "PUT",
    does=Operation(permission=EDIT, body="FollowUpBook", returns="FollowUpBook", tag=TAG),
)
def lay_down_book(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Lay policy and schemes down in place of that version; 400 with every fault, 409 for an old version."""
    book = {"policy": said["policy"], "schemes": said["schemes"]}
    stored = change_book(organisation_id=who.organisation_id, said=book, version=said["version"], ports=ports)
    return _told(stored)


@shown_again(pages)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be laid down is shown in its form, with what was typed; all else on a page of its own."""
    book, catalogue = _book(who), catalogue_of(who)
    # Seen now, the others' change stands beneath what was typed: sent again, it is on top of that.
    typed = (
        {**pages.form()} if isinstance(error, BadInput) else {**pages.form(), "version": str(book.version)}
    )
    if "scheme_id" in (named := pages.request.uri_params or {}):
        shown = next((it for it in book.schemes if it.id == named["scheme_id"]), None)
        return scheme_page(who, catalogue, book, shown, forms=_forms(who), typed=typed, error=error)
    show = import_page if "book" in typed else policy_page
    return show(who, catalogue, book, typed=typed, error=error)


def _laid_down(
    who: SignedIn, said: Mapping[str, Any], typed: Mapping[str, str], *, done: str = "saved"
) -> SeeOther:
    version = carried_number(typed.get("version", "")) or 0
    change_book(organisation_id=who.organisation_id, said=said, version=version, ports=ports)
    return SeeOther(url=f"{FOLLOWUP_POLICY}?done={done}")


def _book(who: SignedIn) -> Book:
    return read_book(organisation_id=who.organisation_id, ports=ports)


def _forms(who: SignedIn) -> Sequence[Shelved]:
    return list_questionnaires(organisation_id=who.organisation_id, ports=asking)


def _scheme(book: Book, scheme_id: str) -> Scheme | None:
    """None for a new one; NotFound for one that is not there."""
    if scheme_id == NEW:
        return None
    found = next((it for it in book.schemes if it.id == scheme_id), None)
    if found is None:
        raise NotFound(scheme_id=scheme_id)
    return found


def _told(it: Book) -> dict[str, Any]:
    return {"version": it.version, **write_book(it)}
