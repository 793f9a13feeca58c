"""Stretches that staff keep free, and give back."""

from collections.abc import Mapping

from chalicelib.reach import Reach, asked_day, catalogue_of, permit, reach_of, timetable_of
from frontdesk.access.model import Permission, SignedIn
from frontdesk.booking.errors import Over, Taken
from frontdesk.booking.model.desk import Diary
from frontdesk.booking.rules.blocking import read_hours
from frontdesk.booking.usecases.block_time import Stretch, block_time, own_block, unblock_time
from frontdesk.booking.usecases.find_in_the_way import find_in_the_way
from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError, NotAllowed, NotFound
from frontdesk.kernel.ids import AppointmentId, ResourceId, carried_id, random_id
from frontdesk.kernel.language import Language, preferred
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console import console_error_page, outside_error_page
from frontdesk_web.presenters.console_block import block_form_page, block_page
from frontdesk_web.presenters.console_columns import block_url
from frontdesk_web.presenters.console_times import resources_at
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in, visitor

desk = Desk(__name__)
ports = booking_ports()


@desk.route("/console/calendar/block")
@signed_in(desk)
def form(who: SignedIn) -> Page:
    permit(who, Permission.APPOINTMENTS_CHANGE)
    return _form(who, desk.query(), random_id())


@desk.route("/console/calendar/block", methods=["POST"])
@signed_in(desk)
def block(who: SignedIn) -> SeeOther:
    permit(who, Permission.APPOINTMENTS_CHANGE)
    typed, reach = desk.form(), reach_of(who)
    kept = block_time(
        organisation_id=who.organisation_id,
        block_id=AppointmentId(carried_id(typed.get("block", ""))),
        stretch=_stretch(reach, typed),
        ports=ports,
    )
    return SeeOther(url=f"{block_url(kept)}?done=blocked")


@desk.route("/console/calendar/blocks/{block_id}")
@signed_in(desk)
def show(who: SignedIn, block_id: str) -> Page:
    permit(who, Permission.APPOINTMENTS_READ)
    reach = reach_of(who)
    own = own_block(who.organisation_id, AppointmentId(block_id), staff=reach.member, ports=ports)
    done = desk.query().get("done")
    return block_page(who, reach.catalogue, timetable_of(who, ports), own, done=done)


@desk.route("/console/calendar/blocks/{block_id}/give-back", methods=["POST"])
@signed_in(desk)
def give_back(who: SignedIn, block_id: str) -> SeeOther:
    permit(who, Permission.APPOINTMENTS_CHANGE)
    own = own_block(who.organisation_id, AppointmentId(block_id), staff=reach_of(who).member, ports=ports)
    unblock_time(organisation_id=who.organisation_id, block_id=own.id, ports=ports)
    return SeeOther(url=f"{block_url(own)}?done=given-back")


def _refused(error: FrontdeskError, _request: object) -> Page:
    """What could not be kept free is shown in the form, with what was typed; all else on a page of its own."""
    who = visitor(desk)
    if who is None:
        return outside_error_page(error, preferred(desk.header("accept-language"), among=tuple(Language)))
    at_the_form = desk.request.method == "POST" and str(desk.request.path).endswith("/block")
    if isinstance(error, NotFound | NotAllowed) or not at_the_form:
        return console_error_page(error, who, catalogue_of(who))
    typed = desk.form()
    # Over: under this form's id other hours were kept free; these are another block.
    block_id = random_id() if isinstance(error, Over) else carried_id(typed.get("block", ""))
    return _form(who, typed, block_id, error=error)


desk.on_error = _refused


def _form(
    who: SignedIn, said: Mapping[str, str], block_id: str, *, error: FrontdeskError | None = None
) -> Page:
    """The form with what was said; where something is in the way, with what of it is theirs to see."""
    reach = reach_of(who)
    location, timetable = reach.location(said.get("location", "")), timetable_of(who, ports)
    day = asked_day(said.get("day", ""), location, ports.clock)
    return block_form_page(
        who,
        reach.catalogue,
        timetable,
        location=location,
        day=day,
        block_id=block_id,
        typed=said if error is not None else {**said, "day": day.isoformat()},
        in_the_way=_in_the_way(reach, said) if isinstance(error, Taken) else None,
        error=error,
    )


def _in_the_way(reach: Reach, said: Mapping[str, str]) -> Diary:
    return find_in_the_way(
        organisation_id=reach.who.organisation_id,
        stretch=_stretch(reach, said),
        staff=reach.member,
        ports=ports,
    )


def _stretch(reach: Reach, typed: Mapping[str, str]) -> Stretch:
    """What is kept free, at a location that is theirs; BadInput with every error at its field."""
    location = reach.location(typed.get("location", ""))
    resource_id = typed.get("resource", "")
    hours, errors = read_hours(typed, zone=location.zone, now=ports.clock())
    if resource_id not in {it.id for it in resources_at(timetable_of(reach.who, ports), location.id)}:
        errors.insert(0, FieldError("resource", "unknown_resource" if resource_id else "required"))
    if hours is None or errors:
        raise BadInput(errors)
    return Stretch(
        location_id=location.id,
        resource_id=ResourceId(resource_id),
        starts_at=hours.starts_at,
        ends_at=hours.ends_at,
        note=typed.get("note", ""),
    )
