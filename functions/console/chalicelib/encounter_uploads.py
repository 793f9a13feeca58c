"""A table of encounters comes in over the console."""

from urllib.parse import urlencode

from chalicelib.encounters import EDIT, clinic_of, ports
from chalicelib.handing import answer_csv, as_csv_for
from chalicelib.reach import Reach, asked_day, catalogue_of, permit, reach_of
from chalicelib.refusing import shown_again
from frontdesk.access.model import SignedIn
from frontdesk.hospital.errors import NotEncounters
from frontdesk.hospital.model import Reading
from frontdesk.hospital.rules.keys import list_of_most
from frontdesk.hospital.rules.tables import read_table
from frontdesk.hospital.usecases.upload_encounters import begin_upload, progress_of
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import carried_id, random_id
from frontdesk.kernel.tables import separator_of
from frontdesk.patients.wiring import patients_ports
from frontdesk_web.http import FORM, MULTIPART, Desk, Response
from frontdesk_web.presenters.console_encounter_upload import (
    faulty_lines,
    preview_page,
    progress_page,
    sample_sheet,
    upload_page,
)
from frontdesk_web.presenters.console_menu import ENCOUNTERS
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in
from frontdesk_web.sheets import as_csv

desk = Desk(__name__)
people = patients_ports()


@desk.route("/console/encounters/upload")
@signed_in(desk)
def form(who: SignedIn) -> Page:
    permit(who, EDIT)
    reach = reach_of(who)
    return upload_page(who, reach.catalogue, locations=reach.locations)


@desk.route("/console/encounters/sample")
@signed_in(desk)
def take_sample(who: SignedIn) -> Response:
    """A table to begin from; nobody in it is anybody."""
    permit(who, EDIT)
    reach, language = reach_of(who), who.session.language
    location = reach.location("")
    day = asked_day("", location, ports.clock)
    sheet = sample_sheet(reach.catalogue, location, language, day)
    return answer_csv("encounters.csv", as_csv_for(who, sheet))


@desk.route("/console/encounters/upload", methods=["POST"], content_types=[MULTIPART, FORM])
@signed_in(desk)
def preview(who: SignedIn) -> Page:
    permit(who, EDIT)
    reach, text = reach_of(who), desk.form().get("file", "")
    return preview_page(
        who,
        reach.catalogue,
        _read(reach, text),
        text=text,
        upload_id=random_id(),
        locations=reach.locations,
    )


@desk.route("/console/encounters/upload/faults", methods=["POST"], content_types=[MULTIPART, FORM])
@signed_in(desk)
def take_faults(who: SignedIn) -> Response:
    """All lines that cannot be taken in, as a file to put right: as they are, with what is wrong beside them."""
    permit(who, EDIT)
    text = desk.form().get("text", "")
    sheet = faulty_lines(text, _read(reach_of(who), text).bad, who.session.language)
    return answer_csv("lines.csv", as_csv(sheet, separator=separator_of(text)))


@desk.route("/console/encounters/upload/confirm", methods=["POST"], content_types=[MULTIPART, FORM])
@signed_in(desk)
def confirm(who: SignedIn) -> SeeOther:
    permit(who, EDIT)
    typed = desk.form()
    upload_id, reach = carried_id(typed.get("upload", "")), reach_of(who)
    reading, clinic = _read(reach, typed.get("text", "")), clinic_of(reach)
    if not reading.rows:
        raise NotEncounters
    begin_upload(
        reading,
        organisation_id=who.organisation_id,
        upload_id=upload_id,
        by=who.actor,
        ports=ports,
    )
    return SeeOther(
        url=f"{ENCOUNTERS}/uploads/{upload_id}?{urlencode(list_of_most(reading.rows, clinic=clinic))}"
    )


@desk.route("/console/encounters/uploads/{progress_id}")
@signed_in(desk)
def progress(who: SignedIn, progress_id: str) -> Page:
    permit(who, EDIT)
    found = progress_of(organisation_id=who.organisation_id, upload_id=progress_id, ports=ports)
    return progress_page(who, catalogue_of(who), found, progress_id, asked=desk.query())


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What cannot be read is said on the form; all else on a page of its own."""
    reach = reach_of(who)
    return upload_page(who, reach.catalogue, locations=reach.locations, error=error)


def _read(reach: Reach, text: str) -> Reading:
    region = reach.catalogue.organisation.phone_region
    return read_table(
        text, clinic=clinic_of(reach), normal_phone=lambda written: people.normal_phone(written, region)
    )
