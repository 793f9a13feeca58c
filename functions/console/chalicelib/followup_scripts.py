"""What is said at the call of a step, in each of the clinic's languages."""

from collections.abc import Mapping

from chalicelib.reach import catalogue_of, permit
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn
from frontdesk.followup.model.book_written import write_book
from frontdesk.followup.model.plans import Book, Scheme
from frontdesk.followup.usecases.change_book import change_book, read_book
from frontdesk.followup.wiring import planning_ports
from frontdesk.kernel.errors import FrontdeskError, NotFound
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console_policy import SCHEMES
from frontdesk_web.presenters.console_script import read_script, script_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

SCRIPT = f"{SCHEMES}/{{scheme_id}}/steps/{{step}}"

desk = Desk(__name__)
ports = planning_ports()


@desk.route(SCRIPT)
@signed_in(desk)
def show(who: SignedIn, scheme_id: str, step: str) -> Page:
    permit(who, Permission.FOLLOWUP_EDIT)
    return _page(who, scheme_id, step, typed={})


@desk.route(SCRIPT, methods=["POST"])
@signed_in(desk)
def change(who: SignedIn, scheme_id: str, step: str) -> SeeOther:
    permit(who, Permission.FOLLOWUP_EDIT)
    typed, book = desk.form(), _book(who)
    scheme, row = _step(book, scheme_id, step)
    said = write_book(book)
    place = [it["id"] for it in said["schemes"]].index(scheme.id)
    said["schemes"][place]["steps"][row]["script"] = read_script(typed)
    change_book(
        organisation_id=who.organisation_id,
        said=said,
        version=carried_number(typed.get("version", "")) or 0,
        ports=ports,
    )
    return SeeOther(url=f"{SCHEMES}/{scheme_id}")


def _book(who: SignedIn) -> Book:
    return read_book(organisation_id=who.organisation_id, ports=ports)


def _step(book: Book, scheme_id: str, step: str) -> tuple[Scheme, int]:
    """The scheme, and the place of the step that is counted from 1; NotFound for one that is not there."""
    scheme = next((it for it in book.schemes if it.id == scheme_id), None)
    counted = carried_number(step)
    if scheme is None or counted is None or not 1 <= counted <= len(scheme.steps):
        raise NotFound(scheme_id=scheme_id)
    return scheme, counted - 1


def _page(
    who: SignedIn,
    scheme_id: str,
    step: str,
    *,
    typed: Mapping[str, str],
    error: FrontdeskError | None = None,
) -> Page:
    book = _book(who)
    scheme, row = _step(book, scheme_id, step)
    return script_page(who, catalogue_of(who), book, scheme, row, typed=typed, error=error)


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be laid down is shown in its form, with what was typed; all else on a page of its own."""
    named = desk.request.uri_params or {}
    return _page(who, named["scheme_id"], named["step"], typed=desk.form(), error=error)
