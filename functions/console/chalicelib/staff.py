"""Who works here, for administrators: the list, a table of staff that comes in, and first passwords."""

from chalicelib.handing import answer_csv, as_csv_for
from chalicelib.reach import catalogue_of, permit
from chalicelib.refusing import shown_again
from frontdesk.access.errors import NotStaff
from frontdesk.access.model import Permission, SignedIn, StaffReading
from frontdesk.access.rules.tables import read_staff
from frontdesk.access.usecases.import_staff import compare_staff, import_staff, renew_first_password
from frontdesk.access.usecases.list_staff import list_staff
from frontdesk.access.wiring import access_ports
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import StaffId
from frontdesk_web.http import FORM, MULTIPART, Desk, Response
from frontdesk_web.presenters.console_staff import (
    passwords_page,
    staff_page,
    staff_preview_page,
    staff_sheet,
)
from frontdesk_web.render import Page
from frontdesk_web.session import signed_in

EDIT = Permission.STAFF_EDIT

desk = Desk(__name__)
ports = access_ports()


@desk.route("/console/staff")
@signed_in(desk)
def staff(who: SignedIn) -> Page:
    permit(who, EDIT)
    return _list(who)


@desk.route("/console/staff/table")
@signed_in(desk)
def take_table(who: SignedIn) -> Response:
    """Everybody as a table that can be changed and taken in: as it is, it changes nothing."""
    permit(who, EDIT)
    everybody = list_staff(organisation_id=who.organisation_id, ports=ports)
    return answer_csv("staff.csv", as_csv_for(who, staff_sheet(everybody, who.session.language)))


@desk.route("/console/staff", methods=["POST"], content_types=[MULTIPART, FORM])
@signed_in(desk)
def preview(who: SignedIn) -> Page:
    permit(who, EDIT)
    catalogue, text = catalogue_of(who), desk.form().get("file", "")
    reading = _read(who, catalogue, text)
    found = compare_staff(reading, organisation_id=who.organisation_id, ports=ports)
    return staff_preview_page(who, catalogue, reading, found, text=text)


@desk.route("/console/staff/import", methods=["POST"])
@signed_in(desk)
def take_in(who: SignedIn) -> Page:
    """The answer has the first passwords, which are kept nowhere: it is no redirect."""
    permit(who, EDIT)
    catalogue = catalogue_of(who)
    reading = _read(who, catalogue, desk.form().get("text", ""))
    if not reading.lines:
        raise NotStaff
    made = import_staff(reading, organisation_id=who.organisation_id, ports=ports)
    return passwords_page(who, catalogue, made, taken=len(reading.lines))


@desk.route("/console/staff/{staff_id}/password", methods=["POST"])
@signed_in(desk)
def renew(who: SignedIn, staff_id: str) -> Page:
    permit(who, EDIT)
    made = renew_first_password(organisation_id=who.organisation_id, staff_id=StaffId(staff_id), ports=ports)
    return passwords_page(who, catalogue_of(who), (made,), taken=None)


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What cannot be read is said on the list; all else on a page of its own."""
    return _list(who, error=error)


def _list(who: SignedIn, *, error: FrontdeskError | None = None) -> Page:
    everybody = list_staff(organisation_id=who.organisation_id, ports=ports)
    return staff_page(who, catalogue_of(who), everybody, error=error)


def _read(who: SignedIn, catalogue: Catalogue, text: str) -> StaffReading:
    return read_staff(
        text,
        organisation_id=who.organisation_id,
        departments={it.id: it.name.values() for it in catalogue.departments},
        language=catalogue.organisation.languages[0],
        known=list_staff(organisation_id=who.organisation_id, ports=ports),
        by=who.staff.id,
    )
