"""How patients are reminded of their appointments: looked at, and laid down, on pages and over the API."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from chalicelib.api import ABOUT_API, api
from chalicelib.reach import catalogue_of, permit
from frontdesk.access.model import Permission, SignedIn
from frontdesk.kernel.errors import BadInput, Conflict, FrontdeskError, NotFound
from frontdesk.kernel.ids import LocationId, TimeTypeId
from frontdesk.kernel.language import Language, preferred
from frontdesk.reminders.model.plans import Plans, Scope
from frontdesk.reminders.model.plans_written import read_plans, scope_of, write_plans
from frontdesk.reminders.rules.plans import plans_schema
from frontdesk.reminders.usecases._walk import Walked
from frontdesk.reminders.usecases.lay_down_plans import lay_down_plans, read_laid_down
from frontdesk.reminders.usecases.replan_days import replan_days
from frontdesk_web.api import ApiDesk, Operation
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console import console_error_page, outside_error_page
from frontdesk_web.presenters.console_menu import PLANS
from frontdesk_web.presenters.console_reminder_form import read_plan, typed_of
from frontdesk_web.presenters.console_reminder_plans import Office, plan_for_scope, plan_page, plans_page
from frontdesk_web.reminder_words import linked_reminders
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in, visitor

READ, EDIT = Permission.TIMETABLE_READ, Permission.TIMETABLE_EDIT
AT_ONCE, WORKS_FOR = 14, timedelta(seconds=6)
"""Days that are planned anew when a plan is laid down, and how long somebody waits for it."""

TAG = "appointment reminders"
pages, desk = Desk(f"{__name__}.pages"), ApiDesk(__name__)
ports = linked_reminders(fresh=True)


@pages.route(PLANS)
@signed_in(pages)
def plans(who: SignedIn) -> Page:
    permit(who, READ)
    return plans_page(_office(who), done=pages.query().get("done", ""))


@pages.route(f"{PLANS}/plan")
@signed_in(pages)
def plan(who: SignedIn) -> Page:
    permit(who, EDIT)
    office = _office(who)
    scope = _scope(office, pages.query())
    typed = typed_of(plan_for_scope(office.plans, scope)) | {"version": str(office.plans.version)}
    return plan_page(office, scope, typed)


@pages.route(f"{PLANS}/plan", methods=["POST"])
@signed_in(pages)
def change_plan(who: SignedIn) -> Page | SeeOther:
    permit(who, EDIT)
    office, typed = _office(who), pages.form()
    scope = _scope(office, typed)
    others: list[Mapping[str, Any]] = [it for it in write_plans(office.plans) if scope_of(it) != scope]
    if typed.get("deed") == "remove" and scope != Scope():
        return _laid_down(who, others, typed)
    it = read_plan(typed, scope, office.catalogue)
    if typed.get("deed") == "show":
        return plan_page(
            office, scope, typed, plan=read_plans([it], changed_at=None, version=0).by_scope[scope]
        )
    return _laid_down(who, [*others, it], typed)


@api.operation(
    desk, "/console/api/reminder-plans.schema.json", does=Operation(returns="Document", tag=ABOUT_API)
)
def schema_of_plans(_who: SignedIn) -> object:
    """The JSON Schema of the plans of appointment reminders."""
    return plans_schema()


@api.operation(
    desk,
    "/console/api/reminders/appointments",
    does=Operation(permission=READ, returns="ReminderPlans", tag=TAG),
)
def show_plans(who: SignedIn) -> dict[str, Any]:
    """How patients are reminded of appointments; version 0 and the usual plan while nothing was laid down."""
    return _told(read_laid_down(organisation_id=who.organisation_id, ports=ports))


@api.operation(
    desk,
    "/console/api/reminders/appointments",
    "PUT",
    does=Operation(permission=EDIT, body="ReminderPlansChange", returns="ReminderPlans", tag=TAG),
)
def lay_down(who: SignedIn, said: dict[str, Any]) -> dict[str, Any]:
    """Lay the plans down, and plan what is booked for 14 days; 400 with every fault, 409 for an old version."""
    stored = lay_down_plans(
        organisation_id=who.organisation_id, said=said["plans"], version=said["version"], ports=ports
    )
    _replanned(who)
    return _told(stored)


def _refused(error: FrontdeskError, _request: object) -> Page:
    """What could not be laid down is shown in its form, with what was typed; all else on a page of its own."""
    who = visitor(pages)
    if who is None:
        return outside_error_page(error, preferred(pages.header("accept-language"), among=tuple(Language)))
    if not isinstance(error, BadInput | Conflict):
        return console_error_page(error, who, catalogue_of(who))
    office, typed = _office(who), pages.form()
    # Seen now, the others' change stands beside what was typed: sent again, it is on top of that.
    version = {"version": str(office.plans.version)} if isinstance(error, Conflict) else {}
    return plan_page(office, _scope(office, typed), {**typed, **version}, error=error)


pages.on_error = _refused


def _laid_down(who: SignedIn, said: list[Mapping[str, Any]], typed: Mapping[str, str]) -> SeeOther:
    version = carried_number(typed.get("version", "")) or 0
    lay_down_plans(organisation_id=who.organisation_id, said=said, version=version, ports=ports)
    return SeeOther(url=f"{PLANS}?done={'some' if _replanned(who).left else 'all'}")


def _replanned(who: SignedIn) -> Walked:
    until = ports.clock() + WORKS_FOR
    return replan_days(organisation_id=who.organisation_id, days=AT_ONCE, until=until, ports=ports)


def _office(who: SignedIn) -> Office:
    return Office(
        who=who,
        catalogue=catalogue_of(who),
        timetable=ports.timetable(who.organisation_id),
        plans=read_laid_down(organisation_id=who.organisation_id, ports=ports),
        quiet=ports.quiet(who.organisation_id),
        now=ports.clock(),
    )


def _scope(office: Office, said: Mapping[str, str]) -> Scope:
    """What a plan is for; NotFound for a place or a kind that the clinic has not."""
    at, of = said.get("location", ""), said.get("type", "")
    scope = Scope(LocationId(at) if at else None, TimeTypeId(of) if of else None)
    types = {it.id for it in office.timetable.time_types} if office.timetable else set()
    known = at in {"", *(it.id for it in office.catalogue.locations)} and of in {"", *types}
    if not known and scope not in office.plans.by_scope:
        raise NotFound(location_id=at)
    return scope


def _told(it: Plans) -> dict[str, Any]:
    return {"version": it.version, "plans": write_plans(it)}
