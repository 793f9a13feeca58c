"""Staff look for a patient, and write a reminder by hand."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from chalicelib.reach import Reach, asked_day, asked_person, catalogue_of, permit, reach_of
from chalicelib.refusing import shown_again
from chalicelib.reminders import CHANGE, READ, ports
from frontdesk.access.model import SignedIn
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.ids import LocationId, SubjectId, carried_id
from frontdesk.kernel.language import understood
from frontdesk.messaging.rules.wordings_of_recalls import FOR_RULES
from frontdesk.patients.model import ContactPoint, Subject
from frontdesk.patients.rules.persons import has_date, written_date
from frontdesk.patients.usecases.read_contact import read_contact
from frontdesk.patients.wiring import patients_ports
from frontdesk.reminders.model.recalls import Care, Reminder, Way
from frontdesk.reminders.rules.keys import by_hand
from frontdesk.reminders.usecases.make_reminder import make_reminder
from frontdesk.reminders.usecases.open_patient import find_patients, open_patient
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_recall_form import (
    ROWS,
    every_typed,
    find_page,
    new_reminder_page,
    steps_typed,
)
from frontdesk_web.presenters.console_reminders import PATIENTS
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

desk = Desk(__name__)
people = patients_ports()


@desk.route("/console/reminders/patients")
@signed_in(desk)
def look(who: SignedIn) -> Page:
    permit(who, READ)
    return find_page(who, catalogue_of(who), None, typed={})


@desk.route("/console/reminders/patients", methods=["POST"])
@signed_in(desk)
def find(who: SignedIn) -> Page:
    permit(who, READ)
    reach, typed = reach_of(who), desk.form()
    found = find_patients(
        organisation_id=who.organisation_id,
        contact=_contact(reach, typed),
        birth_date=_birth_date(typed),
        staff=reach.member,
        ports=ports,
    )
    return find_page(who, reach.catalogue, found, typed=typed)


@desk.route("/console/reminders/new")
@signed_in(desk)
def form(who: SignedIn) -> Page:
    permit(who, CHANGE)
    return _form(who, desk.query())


@desk.route("/console/reminders/new", methods=["POST"])
@signed_in(desk)
def make(who: SignedIn) -> SeeOther:
    permit(who, CHANGE)
    reach, typed = reach_of(who), desk.form()
    location = reach.location(typed.get("location", ""))
    wanted, errors = _wanted(who, location.id, typed)
    subject = _subject(reach, location.id, typed, errors)
    if errors or subject is None:
        raise BadInput(errors)
    reminder = wanted(
        id=by_hand(carried_id(typed.get("reminder", "")), subject.id),
        subject_id=subject.id,
        language=subject.language,
    )
    made = make_reminder(reminder, subject, staff=reach.member, ports=ports)
    return SeeOther(url=f"{PATIENTS}/{made.subject_id}?done=made")


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be done is shown in the form, with what was typed; all else on a page of its own."""
    if str(desk.request.path).endswith("/patients"):
        return find_page(who, catalogue_of(who), None, typed=desk.form(), error=error)
    return _form(who, desk.form(), error=error)


def _form(who: SignedIn, said: Mapping[str, str], *, error: FrontdeskError | None = None) -> Page:
    reach = reach_of(who)
    location = reach.location(said.get("location", ""))
    subject = None
    if patient := said.get("patient"):
        subject = open_patient(
            organisation_id=who.organisation_id,
            subject_id=SubjectId(patient),
            staff=reach.member,
            ports=ports,
        ).subject
    return new_reminder_page(
        who,
        reach.catalogue,
        subject,
        location=location,
        locations=reach.locations,
        reminder_id=carried_id(said.get("reminder", "")),
        today=asked_day("", location, ports.clock),
        typed=said,
        error=error,
    )


def _wanted(
    who: SignedIn, location_id: LocationId, typed: Mapping[str, str]
) -> tuple[partial[Reminder], list[FieldError]]:
    """The reminder that was typed, but for whom it is; and what is wrong with it."""
    steps, errors = steps_typed(typed, ROWS)
    every, more = every_typed(typed)
    errors += more
    try:
        due_on = date.fromisoformat(typed.get("due_on", ""))
    except ValueError:
        due_on = date.max
        errors.append(FieldError("due_on", "invalid_date"))
    care, template = typed.get("care", ""), typed.get("template", "")
    if care not in set(Care):
        errors.append(FieldError("care", "choose_one"))
        care = Care.OTHER
    if not typed.get("what", "").strip():
        errors.append(FieldError("what", "required"))
    wanted = partial(
        Reminder,
        organisation_id=who.organisation_id,
        location_id=location_id,
        care=Care(care),
        what=" ".join(typed.get("what", "").split()),
        due_on=due_on,
        steps=tuple(steps),
        made_at=ports.clock(),
        made_by=who.actor,
        internal=bool(steps) and all(it.way is Way.CALL for it in steps),
        text=typed.get("text", "").strip(),
        template=template if template in FOR_RULES else FOR_RULES[0],
        every=every,
    )
    return wanted, errors


def _subject(
    reach: Reach, location_id: LocationId, typed: Mapping[str, str], errors: list[FieldError]
) -> Subject | None:
    """Who it is for: somebody known, or whoever is described, who is registered when all else is right."""
    here = reach.who.organisation_id
    if patient := typed.get("patient"):
        return ports.subject(here, SubjectId(patient))
    try:
        person = asked_person(reach, reach.location(location_id), typed, ports.clock)
    except BadInput as bad:
        errors += bad.errors
        return None
    if errors:
        return None
    language = understood(typed.get("language", "")) or reach.catalogue.organisation.languages[0]
    return ports.register(here, person, language)


def _contact(reach: Reach, typed: Mapping[str, str]) -> ContactPoint:
    written = typed.get("contact", "").strip()
    if not written:
        raise BadInput([FieldError("contact", "required")])
    region = reach.catalogue.organisation.phone_region
    return read_contact(written, region=region, field="contact", ports=people)


def _birth_date(typed: Mapping[str, str]) -> date | None:
    if not has_date(typed, "birth"):
        return None
    born = written_date(typed)
    if born is None:
        raise BadInput([FieldError("birth_date", "invalid_date")])
    return born
