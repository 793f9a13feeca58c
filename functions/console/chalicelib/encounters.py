"""Who came, who is in, and who left: the lists of a day, one encounter, and the patients followed with emphasis."""

from datetime import date

from chalicelib.reach import Reach, asked_day, catalogue_of, permit, reach_of
from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.access.usecases.name_staff import name_staff
from frontdesk.access.wiring import access_ports
from frontdesk.audit.usecases.read_trail import read_trail
from frontdesk.audit.wiring import audit_ports
from frontdesk.followup.model.plans import Plan
from frontdesk.followup.usecases.list_plans import plan_after
from frontdesk.followup.wiring import planning_ports
from frontdesk.hospital.events import OfEncounter
from frontdesk.hospital.model import Clinic, Emphasis, Encounter, EncounterId, Place, Population, StaffMember
from frontdesk.hospital.usecases.emphasise_patient import emphasise_patient, end_emphasis, list_emphasised
from frontdesk.hospital.usecases.list_encounters import list_encounters
from frontdesk.hospital.usecases.read_encounter import read_encounter
from frontdesk.hospital.wiring import hospital_ports
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import BadInput, FrontdeskError, NotFound
from frontdesk.kernel.ids import StaffId
from frontdesk.kernel.language import Language, preferred
from frontdesk.kernel.tables import by_name
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console import console_error_page, outside_error_page
from frontdesk_web.presenters.console_encounter import encounter_page
from frontdesk_web.presenters.console_encounters import emphasised_page, encounters_page
from frontdesk_web.presenters.console_menu import ENCOUNTERS
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in, visitor

READ, EDIT = Permission.ENCOUNTERS_READ, Permission.ENCOUNTERS_EDIT
TOLD = {it.__name__ for it in OfEncounter.__subclasses__()}

desk = Desk(__name__)
ports, trail, people, plans = hospital_ports(), audit_ports(), access_ports(), planning_ports()


@desk.route("/console/encounters")
@signed_in(desk)
def encounters(who: SignedIn) -> Page:
    permit(who, READ)
    reach, asked = reach_of(who), desk.query()
    location = reach.location(asked.get("location", ""))
    day, population = (
        asked_day(asked.get("day", ""), location, ports.clock),
        population_asked(asked.get("list")),
    )
    listed = list_encounters(
        organisation_id=who.organisation_id,
        location_id=location.id,
        day=day,
        population=population,
        after=asked.get("after"),
        staff=member_of(reach),
        ports=ports,
    )
    return encounters_page(
        who,
        reach.catalogue,
        listed,
        location=location,
        locations=reach.locations,
        day=day,
        population=population,
    )


@desk.route("/console/encounters/emphasis")
@signed_in(desk)
def emphasised(who: SignedIn) -> Page:
    permit(who, READ)
    reach = reach_of(who)
    found, subjects = list_emphasised(
        organisation_id=who.organisation_id, staff=member_of(reach), ports=ports
    )
    owners = {it.owner for it in found}
    names = name_staff(organisation_id=who.organisation_id, staff_ids=owners, ports=people)
    return emphasised_page(who, reach.catalogue, found, subjects, names)


@desk.route("/console/encounters/visits/{encounter_id}")
@signed_in(desk)
def encounter(who: SignedIn, encounter_id: str) -> Page:
    permit(who, READ)
    return _encounter(who, EncounterId(encounter_id), done=desk.query().get("done", ""))


@desk.route("/console/encounters/visits/{encounter_id}/emphasis", methods=["POST"])
@signed_in(desk)
def emphasise(who: SignedIn, encounter_id: str) -> SeeOther:
    permit(who, EDIT)
    reach, typed = reach_of(who), desk.form()
    opened = read_encounter(
        organisation_id=who.organisation_id,
        encounter_id=EncounterId(encounter_id),
        staff=member_of(reach),
        ports=ports,
    )
    subject_id = opened.encounter.subject_id
    if typed.get("deed") == "end":
        end_emphasis(organisation_id=who.organisation_id, subject_id=subject_id, by=who.staff.id, ports=ports)
        return SeeOther(url=f"{ENCOUNTERS}/visits/{encounter_id}?done=ended")
    emphasis = Emphasis(
        organisation_id=who.organisation_id,
        subject_id=subject_id,
        level=carried_number(typed.get("level", "")) or 0,
        reason=" ".join(typed.get("reason", "").split()),
        until=_day(typed.get("until", "")),
        owner=who.staff.id,
    )
    emphasise_patient(emphasis, by=who.staff.id, ports=ports)
    return SeeOther(url=f"{ENCOUNTERS}/visits/{encounter_id}?done=emphasised")


def _refused(error: FrontdeskError, _request: object) -> Page:
    """What could not be done is shown on the encounter, with what was typed; all else on a page of its own."""
    who = visitor(desk)
    if who is None:
        return outside_error_page(error, preferred(desk.header("accept-language"), among=tuple(Language)))
    encounter_id = (desk.request.uri_params or {}).get("encounter_id")
    if not isinstance(error, BadInput) or encounter_id is None:
        return console_error_page(error, who, catalogue_of(who))
    return _encounter(who, EncounterId(encounter_id), error=error)


desk.on_error = _refused


def member_of(reach: Reach) -> StaffMember:
    """Who looks, in the words of the hospital."""
    return StaffMember(id=reach.member.id, locations=reach.member.locations)


def clinic_of(reach: Reach) -> Clinic:
    """What an encounter that is written here can speak of: locations in reach."""
    if not reach.locations:
        raise NotFound
    places = {}
    for it in reach.locations:
        theirs = [one for one in reach.catalogue.departments if one.location_id == it.id]
        places[it.id] = Place(
            zone=it.zone,
            departments=frozenset(one.id for one in theirs),
            desk=it.desk,
            called=by_name({one.id: one.name.values() for one in theirs}),
        )
    return Clinic(
        organisation_id=reach.who.organisation_id,
        places=places,
        languages=reach.catalogue.organisation.languages,
        now=ports.clock(),
        called=by_name({it.id: it.name.values() for it in reach.locations}),
    )


def population_asked(text: str | None) -> Population:
    """The list that an address asks for; who left where it asks for none."""
    return Population(text) if text in set(Population) else Population.DISCHARGED


def _encounter(
    who: SignedIn, encounter_id: EncounterId, *, done: str = "", error: BadInput | None = None
) -> Page:
    reach, here = reach_of(who), who.organisation_id
    opened = read_encounter(
        organisation_id=here, encounter_id=encounter_id, staff=member_of(reach), ports=ports
    )
    subject_id = opened.encounter.subject_id
    told = [
        it
        for it in read_trail(organisation_id=here, subject_id=subject_id, ports=trail)
        if it.about == encounter_id and it.action in TOLD
    ]
    named = {StaffId(it.actor.id) for it in told if it.actor.kind is ActorKind.STAFF}
    named |= {it for it in (opened.encounter.attending,) if it}
    return encounter_page(
        who,
        reach.catalogue,
        opened,
        told=told,
        names=name_staff(organisation_id=here, staff_ids=named, ports=people),
        plan=_plan(who, opened.encounter),
        typed=desk.form() if error else {},
        today=ports.clock().date(),
        done=done,
        error=error,
    )


def _plan(who: SignedIn, it: Encounter) -> Plan | None:
    """The plan that follows it up, for those who may open that."""
    if why_not(who.staff, Permission.FOLLOWUP_CALL) is not None:
        return None
    return plan_after(
        organisation_id=who.organisation_id, encounter_id=it.id, subject_id=it.subject_id, ports=plans
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min
