"""Staff tell of an encounter by hand, with the checks of a table."""

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.encounters import EDIT, clinic_of, member_of, ports
from chalicelib.reach import Reach, asked_person, permit, reach_of
from chalicelib.refusing import shown_again
from frontdesk.access.model import SignedIn
from frontdesk.hospital.model import EncounterId
from frontdesk.hospital.rules.reading import read_encounter as read_typed
from frontdesk.hospital.usecases.read_encounter import read_encounter
from frontdesk.hospital.usecases.tell_encounter import tell_encounter
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.language import understood
from frontdesk.patients.model import Subject
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_encounter_form import as_typed, encounter_form_page
from frontdesk_web.presenters.console_menu import ENCOUNTERS
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

desk = Desk(__name__)


@desk.route("/console/encounters/new")
@signed_in(desk)
def form(who: SignedIn) -> Page:
    permit(who, EDIT)
    return _form(who, desk.query())


@desk.route("/console/encounters/new", methods=["POST"])
@signed_in(desk)
def tell(who: SignedIn) -> SeeOther:
    permit(who, EDIT)
    reach, typed = reach_of(who), desk.form()
    reach.location(typed.get("location", ""))
    encounter, errors = read_typed(typed, clinic=clinic_of(reach))
    subject = _subject(reach, typed, errors)
    if encounter is None or subject is None:
        raise BadInput(errors)
    by = who.actor
    told = tell_encounter(replace(encounter, subject_id=subject.id), by=by, ports=ports)
    return SeeOther(url=f"{ENCOUNTERS}/visits/{told.id}?done=told")


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What cannot be read is said at its field, with what was typed; all else on a page of its own."""
    return _form(who, desk.form(), error=error)


def _form(who: SignedIn, said: Mapping[str, str], *, error: FrontdeskError | None = None) -> Page:
    reach, subject = reach_of(who), None
    if encounter_id := said.get("encounter"):
        opened = read_encounter(
            organisation_id=who.organisation_id,
            encounter_id=EncounterId(encounter_id),
            staff=member_of(reach),
            ports=ports,
        )
        subject = opened.subject
        zone = reach.location(opened.encounter.location_id).zone
        said = {**as_typed(opened.encounter, zone), **said}
    return encounter_form_page(
        who, reach.catalogue, typed=said, subject=subject, locations=reach.locations, error=error
    )


def _subject(reach: Reach, typed: Mapping[str, str], errors: list[FieldError]) -> Subject | None:
    """Whose encounter is changed, or whoever is described, who is registered when all else is right."""
    here = reach.who.organisation_id
    if encounter_id := typed.get("encounter"):
        opened = read_encounter(
            organisation_id=here, encounter_id=EncounterId(encounter_id), staff=member_of(reach), ports=ports
        )
        if opened.subject is not None:
            return opened.subject
    try:
        person = asked_person(reach, reach.locations[0], typed, ports.clock)
    except BadInput as bad:
        errors += bad.errors
        return None
    if errors:
        return None
    language = understood(typed.get("language", "")) or reach.catalogue.organisation.languages[0]
    return ports.register(here, person, language)
