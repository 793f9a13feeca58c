"""Follow-up plans in the console: looked at with their reasons, decided, changed, and started by hand."""

from collections.abc import Mapping
from datetime import date, timedelta

from chalicelib.reach import asked_day, catalogue_of, permit, reach_of
from frontdesk.access.model import Permission, SignedIn
from frontdesk.followup.model.plans import Plan, PlanId, Population, SchemeId, SchemeStep
from frontdesk.followup.usecases.accept_plan import accept_plan
from frontdesk.followup.usecases.change_book import read_book
from frontdesk.followup.usecases.change_plan import change_plan
from frontdesk.followup.usecases.end_plan import end_plan
from frontdesk.followup.usecases.extract_patients import Extracted, Query, extract_patients
from frontdesk.followup.usecases.list_plans import list_plans, open_plan
from frontdesk.followup.usecases.recommend_plan import recommend_plan
from frontdesk.followup.usecases.refuse_plan import refuse_plan
from frontdesk.followup.usecases.start_plan import start_plan
from frontdesk.followup.wiring import planning_ports
from frontdesk.kernel.errors import BadInput, FrontdeskError, NotAllowed, NotFound
from frontdesk.kernel.ids import DepartmentId, carried_id
from frontdesk.kernel.language import Language, preferred
from frontdesk.surveys.usecases.list_questionnaires import list_questionnaires
from frontdesk.surveys.wiring.questionnaires import questionnaire_ports
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console import console_error_page, outside_error_page
from frontdesk_web.presenters.console_menu import FOLLOWUP_PLANS
from frontdesk_web.presenters.console_plan_patients import extract_page
from frontdesk_web.presenters.console_plans import RUNNING, plan_page, plans_page, start_page
from frontdesk_web.presenters.console_step_form import read_steps, rows_of
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in, visitor

CALL = Permission.FOLLOWUP_CALL
A_WEEK = timedelta(days=6)

desk = Desk(__name__)
ports, asking = planning_ports(), questionnaire_ports()


@desk.route(FOLLOWUP_PLANS)
@signed_in(desk)
def plans(who: SignedIn) -> Page:
    permit(who, CALL)
    reach, asked = reach_of(who), desk.query()
    location, running = reach.location(asked.get("location", "")), asked.get("state") == RUNNING
    listed = list_plans(
        organisation_id=who.organisation_id,
        location_id=location.id,
        staff=reach.member,
        running=running,
        ports=ports,
    )
    return plans_page(
        who,
        reach.catalogue,
        listed,
        location=location,
        locations=reach.locations,
        running=running,
        done=asked.get("done", ""),
    )


@desk.route(f"{FOLLOWUP_PLANS}/patients")
@signed_in(desk)
def patients(who: SignedIn) -> Page:
    permit(who, CALL)
    return _extracted(who)


@desk.route(f"{FOLLOWUP_PLANS}/start/{{encounter_id}}")
@signed_in(desk)
def begin(who: SignedIn, encounter_id: str) -> Page:
    permit(who, CALL)
    return _start(who, encounter_id, {})


@desk.route(f"{FOLLOWUP_PLANS}/start/{{encounter_id}}", methods=["POST"])
@signed_in(desk)
def start(who: SignedIn, encounter_id: str) -> SeeOther:
    permit(who, CALL)
    typed = desk.form()
    plan = start_plan(
        organisation_id=who.organisation_id,
        encounter_id=encounter_id,
        scheme_id=SchemeId(typed["scheme"]) if typed.get("scheme") else None,
        because=typed.get("because", ""),
        form_id=carried_id(typed.get("form", "")),
        staff=reach_of(who).member,
        ports=ports,
    )
    return SeeOther(url=f"{FOLLOWUP_PLANS}/{plan.id}?done=started")


@desk.route(f"{FOLLOWUP_PLANS}/{{plan_id}}")
@signed_in(desk)
def plan(who: SignedIn, plan_id: str) -> Page:
    permit(who, CALL)
    return _plan(who, PlanId(plan_id), {}, done=desk.query().get("done", ""))


@desk.route(f"{FOLLOWUP_PLANS}/{{plan_id}}", methods=["POST"])
@signed_in(desk)
def decide(who: SignedIn, plan_id: str) -> SeeOther:
    permit(who, CALL)
    typed = desk.form()
    it, done = _decided(who, PlanId(plan_id), typed)
    if done == "refused":
        return SeeOther(url=f"{FOLLOWUP_PLANS}?location={it.location_id}&done={done}")
    return SeeOther(url=f"{FOLLOWUP_PLANS}/{it.id}?done={done}")


def _decided(who: SignedIn, plan_id: PlanId, typed: Mapping[str, str]) -> tuple[Plan, str]:
    here, staff = who.organisation_id, reach_of(who).member
    version, because = carried_number(typed.get("version", "")) or 0, typed.get("because", "")
    opted_out, deed = "opted_out" in typed, typed.get("deed")
    usual = {"organisation_id": here, "plan_id": plan_id, "version": version, "staff": staff, "ports": ports}
    if deed == "accept":
        return accept_plan(**usual), "started"  # type: ignore[arg-type]  # the same five for every deed
    if deed == "accept_changed":
        steps = _steps(who, plan_id, typed)
        return accept_plan(steps=steps, because=because, **usual), "started"  # type: ignore[arg-type]
    if deed == "change":
        return change_plan(steps=_steps(who, plan_id, typed), because=because, **usual), "changed"  # type: ignore[arg-type]
    if deed == "refuse":
        return refuse_plan(because=because, opted_out=opted_out, **usual), "refused"  # type: ignore[arg-type]
    if deed == "end":
        return end_plan(because=because, opted_out=opted_out, **usual), "ended"  # type: ignore[arg-type]
    raise NotFound(deed=deed)


def _steps(who: SignedIn, plan_id: PlanId, typed: Mapping[str, str]) -> tuple[SchemeStep, ...]:
    """The steps that are tasks as they are, then those that were typed; BadInput with each fault at its field."""
    it = open_plan(
        organisation_id=who.organisation_id, plan_id=plan_id, staff=reach_of(who).member, ports=ports
    ).plan
    rows = rows_of(it.steps, made=it.made)
    steps, errors = read_steps(typed, rows, it.steps, who.session.language)
    if errors:
        raise BadInput(errors)
    return (*it.steps[: it.made], *steps)


def _refused(error: FrontdeskError, _request: object) -> Page:
    """What could not be done is shown in its form, with what was typed; all else on a page of its own."""
    who = visitor(desk)
    if who is None:
        return outside_error_page(error, preferred(desk.header("accept-language"), among=tuple(Language)))
    if isinstance(error, BadInput) and str(desk.request.path).endswith("/patients"):
        return _extracted(who, error=error)
    if isinstance(error, NotFound | NotAllowed) or desk.request.method != "POST":
        return console_error_page(error, who, catalogue_of(who))
    named = desk.request.uri_params or {}
    if "encounter_id" in named:
        return _start(who, named["encounter_id"], desk.form(), error=error)
    return _plan(who, PlanId(named["plan_id"]), desk.form(), error=error)


desk.on_error = _refused


def _plan(
    who: SignedIn,
    plan_id: PlanId,
    typed: Mapping[str, str],
    *,
    error: FrontdeskError | None = None,
    done: str = "",
) -> Page:
    reach = reach_of(who)
    opened = open_plan(organisation_id=who.organisation_id, plan_id=plan_id, staff=reach.member, ports=ports)
    forms = list_questionnaires(organisation_id=who.organisation_id, ports=asking)
    return plan_page(who, reach.catalogue, opened, forms=forms, typed=typed, error=error, done=done)


def _start(
    who: SignedIn, encounter_id: str, typed: Mapping[str, str], *, error: FrontdeskError | None = None
) -> Page:
    reach = reach_of(who)
    advised = recommend_plan(
        organisation_id=who.organisation_id, encounter_id=encounter_id, staff=reach.member, ports=ports
    )
    return start_page(
        who,
        reach.catalogue,
        ports.encounter(who.organisation_id, encounter_id),
        advised,
        read_book(organisation_id=who.organisation_id, ports=ports),
        form_id=carried_id(typed.get("form", "")),
        typed=typed,
        error=error,
    )


def _extracted(who: SignedIn, *, error: BadInput | None = None) -> Page:
    """Nobody is looked for, and no name read, before somebody asks."""
    reach, asked = reach_of(who), desk.query()
    location = reach.location(asked.get("location", ""))
    last = asked_day(asked.get("last", ""), location, ports.clock)
    listed, department = asked.get("list", ""), asked.get("department", "")
    query = Query(
        location_id=location.id,
        population=Population(listed) if listed in set(Population) else Population.DISCHARGED,
        first=_day(asked.get("first", "")) or last - A_WEEK,
        last=last,
        department_id=DepartmentId(department) if department else None,
        diagnosis=asked.get("diagnosis", "").strip(),
    )
    found: Extracted | None = None
    if error is None and "go" in asked:
        found = extract_patients(
            organisation_id=who.organisation_id, query=query, staff=reach.member, ports=ports
        )
    return extract_page(
        who, reach.catalogue, query, found, locations=reach.locations, location=location, error=error
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
