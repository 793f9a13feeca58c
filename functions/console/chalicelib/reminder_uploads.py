"""A table of services comes in over the console."""

from chalicelib.reach import Reach, asked_day, catalogue_of, permit, reach_of
from chalicelib.refusing import shown_again
from chalicelib.reminders import CHANGE, ports
from frontdesk.access.model import SignedIn
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import carried_id, random_id
from frontdesk.patients.wiring import patients_ports
from frontdesk.reminders.errors import NotATable
from frontdesk.reminders.model.uploads import Reading
from frontdesk.reminders.rules.tables import read_table
from frontdesk.reminders.usecases.upload_services import begin_upload, progress_of
from frontdesk_web.http import FORM, MULTIPART, Desk
from frontdesk_web.presenters.console_menu import REMINDERS
from frontdesk_web.presenters.console_upload import preview_page, progress_page, upload_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

desk = Desk(__name__)
people = patients_ports()


@desk.route("/console/reminders/upload")
@signed_in(desk)
def form(who: SignedIn) -> Page:
    permit(who, CHANGE)
    return upload_page(who, catalogue_of(who))


@desk.route("/console/reminders/upload", methods=["POST"], content_types=[MULTIPART, FORM])
@signed_in(desk)
def preview(who: SignedIn) -> Page:
    permit(who, CHANGE)
    reach, text = reach_of(who), desk.form().get("file", "")
    return preview_page(who, reach.catalogue, _read(reach, text), text=text, upload_id=random_id())


@desk.route("/console/reminders/upload/confirm", methods=["POST"])
@signed_in(desk)
def confirm(who: SignedIn) -> SeeOther:
    permit(who, CHANGE)
    typed = desk.form()
    upload_id = carried_id(typed.get("upload", ""))
    reading = _read(reach_of(who), typed.get("text", ""))
    if not reading.rows:
        raise NotATable
    begin_upload(
        reading,
        organisation_id=who.organisation_id,
        upload_id=upload_id,
        by=who.actor,
        ports=ports,
    )
    return SeeOther(url=f"{REMINDERS}/uploads/{upload_id}")


@desk.route("/console/reminders/uploads/{progress_id}")
@signed_in(desk)
def progress(who: SignedIn, progress_id: str) -> Page:
    permit(who, CHANGE)
    found = progress_of(organisation_id=who.organisation_id, upload_id=progress_id, ports=ports)
    return progress_page(who, catalogue_of(who), found, progress_id)


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What cannot be read is said on the form; all else on a page of its own."""
    return upload_page(who, catalogue_of(who), error=error)


def _read(reach: Reach, text: str) -> Reading:
    organisation, here = reach.catalogue.organisation, reach.location("")
    return read_table(
        text,
        locations=[here.id, *(it.id for it in reach.locations if it.id != here.id)],
        languages=organisation.languages,
        today=asked_day("", here, ports.clock),
        normal_phone=lambda written: people.normal_phone(written, organisation.phone_region),
    )
