"""The clinic's times in the console: looked at, changed part by part, and laid down once the effect was seen."""

from collections.abc import Mapping

from chalicelib.reach import catalogue_of, permit
from frontdesk.access.model import Permission, SignedIn
from frontdesk.booking.errors import MoreAffected
from frontdesk.booking.usecases.lay_out_timetable import (
    effect_of_timetable,
    lay_out_timetable,
    read_laid_out,
)
from frontdesk.booking.wiring import laying_out_ports
from frontdesk.kernel.errors import BadInput, Conflict, FrontdeskError
from frontdesk.kernel.language import Language, preferred
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console import console_error_page, outside_error_page
from frontdesk_web.presenters.console_editing import Editing, editing
from frontdesk_web.presenters.console_menu import TIMETABLE
from frontdesk_web.presenters.console_timetable import timetable_page
from frontdesk_web.presenters.console_timetable_form import form_page, review_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in, visitor

READ, EDIT = Permission.TIMETABLE_READ, Permission.TIMETABLE_EDIT
AGAIN = ("edit", "more")
"""Buttons that lead to the form again, with all that was typed."""

desk = Desk(__name__)
ports = laying_out_ports()


@desk.route("/console/timetable")
@signed_in(desk)
def timetable(who: SignedIn) -> Page:
    permit(who, READ)
    found = read_laid_out(organisation_id=who.organisation_id, ports=ports)
    today, done = ports.clock().date(), desk.query().get("done")
    return timetable_page(who, catalogue_of(who), found, today=today, done=done)


@desk.route("/console/timetable/part")
@signed_in(desk)
def show_part(who: SignedIn) -> Page:
    permit(who, EDIT)
    asked = desk.query()
    return form_page(who, _editing(who, {name: asked.get(name, "") for name in ("part", "id")}))


@desk.route("/console/timetable/part", methods=["POST"])
@signed_in(desk)
def try_part(who: SignedIn) -> Page:
    permit(who, EDIT)
    typed = desk.form()
    it = _editing(who, typed)
    if typed.get("deed") in AGAIN:
        return form_page(who, it)
    if it.seen != it.version:
        raise Conflict(version=it.version)
    effect = effect_of_timetable(organisation_id=who.organisation_id, said=it.proposal, ports=ports)
    if effect.faults:
        raise BadInput(effect.faults)
    return review_page(who, it, effect.outside)


@desk.route("/console/timetable/laid-down", methods=["POST"])
@signed_in(desk)
def lay_down(who: SignedIn) -> SeeOther:
    permit(who, EDIT)
    typed = desk.form()
    it = _editing(who, typed)
    lay_out_timetable(
        organisation_id=who.organisation_id,
        said=it.proposal,
        version=it.seen,
        outside=carried_number(typed.get("outside", "")) or 0,
        ports=ports,
    )
    return SeeOther(url=f"{TIMETABLE}?done=laid-down")


def _refused(error: FrontdeskError, _request: object) -> Page:
    """What could not be laid down is shown in its form, with what was typed; all else on a page of its own."""
    who = visitor(desk)
    if who is None:
        return outside_error_page(error, preferred(desk.header("accept-language"), among=tuple(Language)))
    if not isinstance(error, BadInput | Conflict | MoreAffected):
        return console_error_page(error, who, catalogue_of(who))
    it = _editing(who, desk.form())
    if not isinstance(error, MoreAffected):
        return form_page(who, it, error=error)
    effect = effect_of_timetable(organisation_id=who.organisation_id, said=it.proposal, ports=ports)
    return review_page(who, it, effect.outside, error=error)


desk.on_error = _refused


def _editing(who: SignedIn, said: Mapping[str, str]) -> Editing:
    found = read_laid_out(organisation_id=who.organisation_id, ports=ports)
    return editing(said, found, catalogue_of(who), who.session.language)
