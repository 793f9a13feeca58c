"""Booked times that no schedule has any more: kept, moved, given to another, or cancelled with a word."""

import re
from collections.abc import Callable, Mapping

from chalicelib.appointments import ports
from chalicelib.reach import Reach, permit, reach_of
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn
from frontdesk.booking.model import Appointment
from frontdesk.booking.rules.limits import why_not_comment
from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.booking.usecases.list_outside import A_PAGE, list_outside
from frontdesk.booking.usecases.read_appointment import own_appointment
from frontdesk.booking.usecases.substitute_performer import substitute_performer
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import (
    BadInput,
    Conflict,
    FieldError,
    FrontdeskError,
    NotFound,
    Refusal,
)
from frontdesk.kernel.ids import AppointmentId, ResourceId
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console_calendar import no_calendar_page
from frontdesk_web.presenters.console_outside import CHOSEN, SUBSTITUTE, Outcome, outside_page
from frontdesk_web.render import Page
from frontdesk_web.session import signed_in

NAMED = re.compile(rf"(?:{CHOSEN}|{SUBSTITUTE})\.([0-9a-f]{{32}})")
Deed = Callable[[Appointment], object]

desk = Desk(__name__)


@desk.route("/console/timetable/outside")
@signed_in(desk)
def outside(who: SignedIn) -> Page:
    permit(who, Permission.APPOINTMENTS_CHANGE)
    return _page(who, desk.query())


@desk.route("/console/timetable/outside", methods=["POST"])
@signed_in(desk)
def decide(who: SignedIn) -> Page:
    permit(who, Permission.APPOINTMENTS_CHANGE)
    typed, reach = desk.form(), reach_of(who)
    deed = _cancel(reach, typed) if typed.get("deed") == "cancel" else _substitute(reach, typed)
    done = 0
    refused: dict[AppointmentId, FrontdeskError] = {}
    for appointment_id in _chosen(typed):
        try:
            deed(own_appointment(who.organisation_id, appointment_id, staff=reach.member, ports=ports))
            done += 1
        except (Refusal, Conflict, NotFound) as no:
            refused[appointment_id] = no
    return _page(who, typed, outcome=Outcome(typed=typed, done=done, refused=refused))


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What is missing is said on the list, with what was typed and chosen; all else on a page of its own."""
    return _page(who, desk.form(), outcome=Outcome(typed=desk.form(), error=error))


def _page(who: SignedIn, said: Mapping[str, str], *, outcome: Outcome | None = None) -> Page:
    reach = reach_of(who)
    if ports.timetables.get(who.organisation_id) is None or not reach.locations:
        return no_calendar_page(who, reach.catalogue)
    page = max(carried_number(said.get("page", "")) or 1, 1)
    found = list_outside(organisation_id=who.organisation_id, staff=reach.member, page=page, ports=ports)
    return outside_page(who, reach.catalogue, found, page=page, outcome=outcome)


def _chosen(typed: Mapping[str, str]) -> list[AppointmentId]:
    """As many as are on a page: those that are ticked, or for a substitute those that were given one."""
    wanted = f"{CHOSEN}." if typed.get("deed") == "cancel" else f"{SUBSTITUTE}."
    named = [name for name, value in typed.items() if name.startswith(wanted) and value]
    found = [AppointmentId(it[1]) for name in named if (it := NAMED.fullmatch(name))]
    if not found:
        raise BadInput([FieldError(CHOSEN, "nothing_chosen")])
    return found[:A_PAGE]


def _cancel(reach: Reach, typed: Mapping[str, str]) -> Deed:
    """Cancels one. What the patient is told must be said."""
    comment = typed.get("comment", "")
    if not comment.strip():
        raise BadInput([FieldError("comment", "required")])
    if refusal := why_not_comment(comment):
        raise refusal
    return lambda it: cancel_appointment(
        organisation_id=it.organisation_id, appointment_id=it.id, comment=comment, by=_by(reach), ports=ports
    )


def _substitute(reach: Reach, typed: Mapping[str, str]) -> Deed:
    """Gives one to the substitute that was chosen for it."""
    comment = typed.get("comment", "")
    if refusal := why_not_comment(comment):
        raise refusal
    return lambda it: substitute_performer(
        organisation_id=it.organisation_id,
        appointment_id=it.id,
        performer_id=ResourceId(typed[f"{SUBSTITUTE}.{it.id}"]),
        comment=comment,
        by=_by(reach),
        ports=ports,
    )


def _by(reach: Reach) -> Actor:
    return Actor(ActorKind.STAFF, reach.who.staff.id)
