"""The push centre in the console: what is planned, sent and answered, and pushes to a group."""

from collections.abc import Mapping
from datetime import date, time

from chalicelib.reach import asked_day, catalogue_of, permit, reach_of
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn, Staff
from frontdesk.access.wiring import access_ports
from frontdesk.hospital.model import Population
from frontdesk.kernel.errors import FrontdeskError, NotFound
from frontdesk.kernel.ids import DepartmentId, StaffId, carried_id, is_random_id
from frontdesk.outreach.model import Content, Counts, Item, PackageId, Picked, Push, Topic
from frontdesk.outreach.usecases.ask_push import ask_push
from frontdesk.outreach.usecases.confirm_push import confirm_push
from frontdesk.outreach.usecases.count_package import count_package
from frontdesk.outreach.usecases.stop_push import stop_push
from frontdesk.outreach.wiring import outreach_ports
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_menu import PUSH
from frontdesk_web.presenters.console_push import WRITE, Shelf, centre_page, push_page, write_page
from frontdesk_web.presenters.console_push_form import Typed, read_kinds, read_texts
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

EDIT, SEND = Permission.OUTREACH_EDIT, Permission.OUTREACH_SEND
COUNTED_IN_LIST, COUNTED = 500, 10_000
"""People of a package that its line counts, and those that the page of a push does."""
PUSHES_SHOWN = 30

desk = Desk(__name__)
ports, access = outreach_ports(), access_ports()


@desk.route(PUSH)
@signed_in(desk)
def centre(who: SignedIn) -> Page:
    permit(who, EDIT)
    here = who.organisation_id
    packages = [(it, _counts(who, it.id, COUNTED_IN_LIST)) for it in ports.packages.everybody(here)]
    shelf = Shelf(
        packages=packages,
        pushes=ports.pushes.latest(here, most=PUSHES_SHOWN),
        staff=_staff(who),
    )
    return centre_page(who, catalogue_of(who), shelf, done=desk.query().get("done", ""))


@desk.route(WRITE)
@signed_in(desk)
def write(who: SignedIn) -> Page:
    permit(who, SEND)
    return _form(who, desk.query())


@desk.route(WRITE, methods=["POST"])
@signed_in(desk)
def ask(who: SignedIn) -> SeeOther:
    permit(who, SEND)
    typed = desk.form()
    push = ask_push(
        _content(typed),
        _picked(who, typed),
        organisation_id=who.organisation_id,
        push_id=PackageId(carried_id(typed.get("form", ""))),
        staff=reach_of(who).member,
        ports=ports,
    )
    return SeeOther(url=f"{PUSH}/{push.id}")


@desk.route(f"{PUSH}/{{push_id}}")
@signed_in(desk)
def show(who: SignedIn, push_id: str) -> Page:
    permit(who, SEND)
    return _shown(who, push_id)


@desk.route(f"{PUSH}/{{push_id}}", methods=["POST"])
@signed_in(desk)
def decide(who: SignedIn, push_id: str) -> SeeOther:
    permit(who, SEND)
    deeds = {"confirm": confirm_push, "stop": stop_push}
    deed = deeds.get(desk.form().get("deed", ""))
    if deed is None:
        raise NotFound(push_id=push_id)
    push = deed(
        organisation_id=who.organisation_id,
        push_id=_push(who, push_id).id,
        staff=reach_of(who).member,
        ports=ports,
    )
    return SeeOther(url=f"{PUSH}/{push.id}")


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be done is shown where it was tried; all else on a page of its own."""
    named = (desk.request.uri_params or {}).get("push_id")
    return _shown(who, named, error=error) if named else _form(who, desk.form(), error=error)


def _form(who: SignedIn, typed: Typed, *, error: FrontdeskError | None = None) -> Page:
    reach = reach_of(who)
    return write_page(
        who,
        reach.catalogue,
        location=reach.location(typed.get("location", "")),
        locations=reach.locations,
        now=ports.clock(),
        form_id=carried_id(typed.get("form", "")),
        typed=typed,
        error=error,
    )


def _shown(who: SignedIn, push_id: str, *, error: FrontdeskError | None = None) -> Page:
    push = _push(who, push_id)
    counts = _counts(who, push.id, COUNTED) if push.confirmed_at else Counts()
    return push_page(who, catalogue_of(who), push, counts, _staff(who), now=ports.clock(), error=error)


def _push(who: SignedIn, push_id: str) -> Push:
    """NotFound for one that is not there, or of a location out of reach."""
    if not is_random_id(push_id):
        raise NotFound(push_id=push_id)
    push = ports.pushes.get(who.organisation_id, PackageId(push_id))
    reach_of(who).member.require_reach(push.picked.location_id)
    return push


def _counts(who: SignedIn, package_id: PackageId, most: int) -> Counts:
    return count_package(organisation_id=who.organisation_id, package_id=package_id, most=most, ports=ports)


def _staff(who: SignedIn) -> Mapping[StaffId, Staff]:
    return {it.id: it for it in access.staff.everybody(who.organisation_id)}


def _content(typed: Typed) -> Content:
    topic = typed.get("topic", "")
    return Content(
        name=" ".join(typed.get("name", "").split()),
        topic=Topic(topic) if topic in set(Topic) else Topic.GREETING,
        kinds=read_kinds(typed),
        items=(Item(after_days=0, at=time(), texts=read_texts(typed, 0)),),
    )


def _picked(who: SignedIn, typed: Typed) -> Picked:
    reach = reach_of(who)
    location = reach.location(typed.get("location", ""))
    department, listed = typed.get("department", ""), typed.get("list", "")
    known = {it.id for it in reach.catalogue.departments}
    return Picked(
        location_id=location.id,
        population=Population(listed) if listed in set(Population) else Population.DISCHARGED,
        first=_day(typed, "first", asked_day("", location, ports.clock)),
        last=_day(typed, "last", asked_day("", location, ports.clock)),
        department_id=DepartmentId(department) if department in known else None,
        diagnosis=typed.get("diagnosis", "").strip()[:8],
    )


def _day(typed: Typed, field: str, usual: date) -> date:
    try:
        return date.fromisoformat(typed.get(field, ""))
    except ValueError:
        return usual
