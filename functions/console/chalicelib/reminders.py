"""The lists of patient reminders, the call list, and all of one patient."""

from collections.abc import Mapping
from datetime import date

from chalicelib.reach import Reach, asked_day, permit, reach_of
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError, NotFound
from frontdesk.kernel.ids import OrganisationId, ReminderId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.patients.usecases.agreements_of import agreements_of
from frontdesk.patients.wiring import patients_ports
from frontdesk.reminders.model.recalls import CallOutcome, Care, DueState, Service, Sieve
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.rules.keys import service_key
from frontdesk.reminders.rules.matching import sets_off
from frontdesk.reminders.rules.tables import DIAGNOSES_AT_MOST, ITEM_AT_MOST
from frontdesk.reminders.usecases.change_rules import read_rulebook
from frontdesk.reminders.usecases.complete_service import complete_service
from frontdesk.reminders.usecases.list_reminders import list_reminders, list_send_queue
from frontdesk.reminders.usecases.open_patient import open_patient
from frontdesk.reminders.usecases.stop_reminder import stop_reminder
from frontdesk.reminders.usecases.work_call_list import list_calls, record_call
from frontdesk.reminders.wiring.recalls import recall_ports
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_call_list import calls_page
from frontdesk_web.presenters.console_reminder_patient import patient_page
from frontdesk_web.presenters.console_reminders import CALLS, PATIENTS, Filters, queue_page, reminders_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

READ, CHANGE = Permission.REMINDERS_READ, Permission.REMINDERS_CHANGE
CALLS_AND_PATIENTS = ("/services", "/stop")

desk = Desk(__name__)
ports, people = recall_ports(), patients_ports()


@desk.route("/console/reminders")
@signed_in(desk)
def reminders(who: SignedIn) -> Page:
    permit(who, READ)
    reach, filters = reach_of(who), _filters(reach_of(who))
    listed = list_reminders(
        organisation_id=who.organisation_id,
        location_id=filters.location.id,
        state=filters.state,
        sieve=filters.sieve,
        after=desk.query().get("after"),
        staff=reach.member,
        ports=ports,
    )
    book = read_rulebook(organisation_id=who.organisation_id, ports=ports)
    return reminders_page(who, reach.catalogue, listed, book, filters=filters, locations=reach.locations)


@desk.route("/console/reminders/queue")
@signed_in(desk)
def queue(who: SignedIn) -> Page:
    permit(who, READ)
    reach = reach_of(who)
    location = reach.location(desk.query().get("location", ""))
    listed = list_send_queue(
        organisation_id=who.organisation_id,
        location_id=location.id,
        after=desk.query().get("after"),
        staff=reach.member,
        ports=ports,
    )
    book = read_rulebook(organisation_id=who.organisation_id, ports=ports)
    return queue_page(who, reach.catalogue, listed, book, location=location, locations=reach.locations)


@desk.route("/console/reminders/calls")
@signed_in(desk)
def calls(who: SignedIn) -> Page:
    permit(who, READ)
    return _calls(who, desk.query())


@desk.route("/console/reminders/calls/{subject_id}/{call_key}", methods=["POST"])
@signed_in(desk)
def record(who: SignedIn, subject_id: str, call_key: str) -> SeeOther:
    permit(who, CHANGE)
    typed = desk.form()
    call = record_call(
        organisation_id=who.organisation_id,
        subject_id=SubjectId(subject_id),
        key=call_key,
        outcome=_outcome(typed),
        again_on=_day(typed, "again_on"),
        staff=reach_of(who).member,
        ports=ports,
    )
    return SeeOther(url=f"{CALLS}?location={call.location_id}&done=recorded")


@desk.route("/console/reminders/patients/{subject_id}")
@signed_in(desk)
def patient(who: SignedIn, subject_id: str) -> Page:
    permit(who, READ)
    return _patient(who, SubjectId(subject_id), {}, done=desk.query().get("done"))


@desk.route("/console/reminders/patients/{subject_id}/services", methods=["POST"])
@signed_in(desk)
def note_service(who: SignedIn, subject_id: str) -> SeeOther:
    permit(who, CHANGE)
    reach, typed = reach_of(who), desk.form()
    subject = ports.subject(who.organisation_id, SubjectId(subject_id))
    service = service_typed(reach, typed, subject.id, subject.language, ports)
    complete_service(service, by=who.actor, ports=ports)
    rules = read_rulebook(organisation_id=who.organisation_id, ports=ports).rules
    done = "noted" if sets_off(service, rules) else "unmatched"
    return SeeOther(url=f"{PATIENTS}/{subject.id}?done={done}")


@desk.route("/console/reminders/patients/{subject_id}/stop", methods=["POST"])
@signed_in(desk)
def stop(who: SignedIn, subject_id: str) -> SeeOther:
    permit(who, CHANGE)
    reminder_id = ReminderId(desk.form().get("reminder", ""))
    if not reminder_id.startswith(f"{subject_id}-"):
        raise NotFound(reminder_id=reminder_id)
    stop_reminder(
        organisation_id=who.organisation_id,
        reminder_id=reminder_id,
        staff=reach_of(who).member,
        ports=ports,
    )
    return SeeOther(url=f"{PATIENTS}/{subject_id}?done=stopped")


def service_typed(
    reach: Reach, typed: Mapping[str, str], subject_id: SubjectId, language: Language, ports: RecallPorts
) -> Service:
    """A service that staff note by hand; BadInput with each fault at its field. Noted twice on a day it is one."""
    location, errors = reach.location(typed.get("location", "")), []
    item, on, care = " ".join(typed.get("item", "").split()), _day(typed, "given_on"), typed.get("care", "")
    if not item:
        errors.append(FieldError("item", "required"))
    elif len(item) > ITEM_AT_MOST:
        errors.append(FieldError("item", "too_long"))
    if on is None:
        errors.append(FieldError("given_on", "invalid_date"))
    elif on > asked_day("", location, ports.clock):
        errors.append(FieldError("given_on", "date_in_future"))
    if care not in set(Care):
        errors.append(FieldError("care", "choose_one"))
    codes = [it for it in typed.get("diagnoses", "").replace(",", " ").split() if it]
    if len(codes) > DIAGNOSES_AT_MOST or any(len(it) > ITEM_AT_MOST for it in codes):
        errors.append(FieldError("diagnoses", "too_long"))
    if errors or on is None:
        raise BadInput(errors)
    return Service(
        id=service_key(typed.get("source_id") or f"{item.casefold()}|{on}"),
        organisation_id=OrganisationId(reach.who.organisation_id),
        subject_id=subject_id,
        location_id=location.id,
        care=Care(care),
        item=item,
        given_on=on,
        language=language,
        diagnoses=tuple(codes),
    )


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be done is shown where it was tried; all else on a page of its own."""
    typed = desk.form()
    if str(desk.request.path).endswith(CALLS_AND_PATIENTS):
        subject_id = SubjectId((desk.request.uri_params or {})["subject_id"])
        return _patient(who, subject_id, typed, error=error)
    return _calls(who, typed, error=error)


def _calls(who: SignedIn, asked: Mapping[str, str], *, error: FrontdeskError | None = None) -> Page:
    reach = reach_of(who)
    location = reach.location(asked.get("location", ""))
    found = list_calls(
        organisation_id=who.organisation_id,
        location_id=location.id,
        after=asked.get("after"),
        staff=reach.member,
        ports=ports,
    )
    return calls_page(
        who,
        reach.catalogue,
        found,
        location=location,
        locations=reach.locations,
        done=asked.get("done"),
        error=error,
    )


def _patient(
    who: SignedIn,
    subject_id: SubjectId,
    typed: Mapping[str, str],
    *,
    done: str | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    reach = reach_of(who)
    location = reach.location("")
    dossier = open_patient(
        organisation_id=who.organisation_id, subject_id=subject_id, staff=reach.member, ports=ports
    )
    return patient_page(
        who,
        reach.catalogue,
        dossier,
        read_rulebook(organisation_id=who.organisation_id, ports=ports),
        agreements_of(organisation_id=who.organisation_id, subject_id=subject_id, ports=people),
        location=location,
        locations=reach.locations,
        today=asked_day("", location, ports.clock),
        typed=typed,
        done=done,
        error=error,
    )


def _filters(reach: Reach) -> Filters:
    """What the address asks for; what is none of the choices leaves the list whole."""
    asked = desk.query()
    location = reach.location(asked.get("location", ""))
    to, by, care, state = (asked.get(it, "") for it in ("to", "by", "care", "state"))
    return Filters(
        location=location,
        state=DueState(state) if state in set(DueState) else None,
        sieve=Sieve(
            care=Care(care) if care in set(Care) else None,
            internal={"calls": True, "messages": False}.get(to),
            by_rule={"rule": True, "hand": False}.get(by),
        ),
    )


def _outcome(typed: Mapping[str, str]) -> CallOutcome:
    outcome = typed.get("outcome", "")
    if outcome not in set(CallOutcome):
        raise BadInput([FieldError("outcome", "choose_one")])
    return CallOutcome(outcome)


def _day(typed: Mapping[str, str], field: str) -> date | None:
    try:
        return date.fromisoformat(typed.get(field, ""))
    except ValueError:
        return None
