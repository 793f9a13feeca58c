"""Packages of messages in the console: written, looked at as they read, published and stopped."""

from chalicelib.reach import catalogue_of, permit
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn
from frontdesk.followup.model.plans import Scheme
from frontdesk.followup.usecases.change_book import read_book
from frontdesk.followup.wiring import planning_ports
from frontdesk.kernel.errors import BadInput, FrontdeskError, NotFound
from frontdesk.kernel.ids import carried_id, is_random_id
from frontdesk.kernel.language import understood
from frontdesk.outreach.model import Package, PackageId
from frontdesk.outreach.usecases.publish_package import publish_package
from frontdesk.outreach.usecases.stop_package import stop_package
from frontdesk.outreach.usecases.write_package import write_package
from frontdesk.outreach.wiring import outreach_ports
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console_packages import NEW, PACKAGES, package_page, preview_page
from frontdesk_web.presenters.console_push_form import Typed, read_package
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

EDIT = Permission.OUTREACH_EDIT
STOPS = {"stop": (True, "stopped"), "resume": (False, "resumed")}

desk = Desk(__name__)
ports, planning = outreach_ports(), planning_ports()


@desk.route(f"{PACKAGES}/{{package_id}}")
@signed_in(desk)
def package(who: SignedIn, package_id: str) -> Page:
    permit(who, EDIT)
    return _shown(who, _package(who, package_id), {}, done=desk.query().get("done", ""))


@desk.route(f"{PACKAGES}/{{package_id}}", methods=["POST"])
@signed_in(desk)
def change(who: SignedIn, package_id: str) -> SeeOther:
    permit(who, EDIT)
    typed = desk.form()
    there, deed = _package(who, package_id), typed.get("deed", "")
    said = {"organisation_id": who.organisation_id, "by": who.staff.id, "ports": ports}
    if there and deed in STOPS:
        stopped, done = STOPS[deed]
        stop_package(package_id=there.id, stopped=stopped, **said)  # type: ignore[arg-type]  # the three of every deed
        return SeeOther(url=f"{PACKAGES}/{there.id}?done={done}")
    stored = write_package(
        read_package(typed, catalogue_of(who), [it.id for it in _schemes(who)]),
        package_id=there.id if there else PackageId(carried_id(typed.get("form", ""))),
        version=carried_number(typed.get("version", "")),
        **said,  # type: ignore[arg-type]
    )
    if deed == "publish":
        publish_package(package_id=stored.id, version=stored.version, **said)  # type: ignore[arg-type]
    return SeeOther(url=f"{PACKAGES}/{stored.id}?done={'published' if deed == 'publish' else 'saved'}")


@desk.route(f"{PACKAGES}/{{package_id}}/preview")
@signed_in(desk)
def preview(who: SignedIn, package_id: str) -> Page:
    permit(who, EDIT)
    there, catalogue = _package(who, package_id), catalogue_of(who)
    if there is None:
        raise NotFound(package_id=package_id)
    languages = catalogue.organisation.languages
    asked = understood(desk.query().get("tongue", ""))
    return preview_page(who, catalogue, there, asked if asked in languages else languages[0])


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be done is shown in its form, with what was typed; all else on a page of its own."""
    typed = desk.form()
    named = (desk.request.uri_params or {})["package_id"]
    form_id = carried_id(typed.get("form", ""))
    there = _package(who, named) or _stored(who, PackageId(form_id))
    if there and isinstance(error, BadInput) and typed.get("deed") == "publish" and _is_readable(who, typed):
        # It was stored before it was found wanting: its faults are those of the draft as it is now.
        typed = {}
    return _shown(who, there, typed, error=error)


def _shown(
    who: SignedIn,
    there: Package | None,
    typed: Typed,
    *,
    error: FrontdeskError | None = None,
    done: str = "",
) -> Page:
    return package_page(
        who,
        catalogue_of(who),
        there,
        _schemes(who),
        form_id=carried_id(typed.get("form", "")),
        typed=typed,
        error=error,
        done=done,
    )


def _package(who: SignedIn, package_id: str) -> Package | None:
    """None for a new one; NotFound for one that is not there."""
    if package_id == NEW:
        return None
    if not is_random_id(package_id):
        raise NotFound(package_id=package_id)
    return ports.packages.get(who.organisation_id, PackageId(package_id))


def _stored(who: SignedIn, package_id: PackageId) -> Package | None:
    """What a form for a new one stored already."""
    found = [it for it in ports.packages.everybody(who.organisation_id) if it.id == package_id]
    return found[0] if found else None


def _is_readable(who: SignedIn, typed: Typed) -> bool:
    try:
        read_package(typed, catalogue_of(who), [it.id for it in _schemes(who)])
    except BadInput:
        return False
    return True


def _schemes(who: SignedIn) -> tuple[Scheme, ...]:
    return read_book(organisation_id=who.organisation_id, ports=planning).schemes
