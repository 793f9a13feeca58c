"""What patients say of the house: the list, one of them, and writing one down."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from chalicelib.followup_tasks import member_of
from chalicelib.reach import catalogue_of, permit
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.usecases.name_staff import name_staff
from frontdesk.access.wiring import access_ports
from frontdesk.followup.model.actions import ActionId, FeedbackId
from frontdesk.followup.model.feedback import FeedbackKind, FeedbackState, Way
from frontdesk.followup.rules.feedback import Wanted, why_not_read
from frontdesk.followup.usecases.answer_feedback import answer_feedback
from frontdesk.followup.usecases.change_feedback import change_feedback
from frontdesk.followup.usecases.finish_feedback import finish_feedback
from frontdesk.followup.usecases.join_feedback import join_feedback
from frontdesk.followup.usecases.list_feedback import list_feedback
from frontdesk.followup.usecases.note_feedback import Told, note_feedback
from frontdesk.followup.usecases.show_feedback import show_feedback
from frontdesk.followup.wiring.contacts import patient_contacts
from frontdesk.followup.wiring.feedback import feedback_ports
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError, NotFound
from frontdesk.kernel.ids import DepartmentId, StaffId, carried_id, random_id
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console_actions import Attempt
from frontdesk_web.presenters.console_feedback import feedback_item_page, feedback_page, new_feedback_page
from frontdesk_web.presenters.console_menu import FEEDBACK
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

OVERSEE = Permission.FOLLOWUP_OVERSEE
USUAL_PERIOD, A_DAY = timedelta(days=90), timedelta(days=1)
NEW = f"{FEEDBACK}/new"

desk = Desk(__name__)
ports, people = feedback_ports(patient_contacts()), access_ports()


@desk.route(FEEDBACK)
@signed_in(desk)
def listing(who: SignedIn) -> Page:
    permit(who, OVERSEE)
    catalogue, asked = catalogue_of(who), desk.query()
    now, zone = ports.clock(), catalogue.locations[0].zone
    today = now.astimezone(zone).date()
    begins, ends = _day(asked.get("from"), today - USUAL_PERIOD), _day(asked.get("to"), today)
    wanted = Wanted(
        begins=datetime.combine(begins, time(), zone),
        ends=datetime.combine(ends + A_DAY, time(), zone),
        department_id=asked.get("department", ""),
        kind=FeedbackKind(asked["kind"]) if asked.get("kind") in set(FeedbackKind) else None,
        state=FeedbackState(asked["state"]) if asked.get("state") in set(FeedbackState) else None,
        overdue="overdue" in asked,
    )
    listed = list_feedback(
        organisation_id=who.organisation_id,
        wanted=wanted,
        page=carried_number(asked.get("page", "")) or 1,
        member=member_of(who),
        ports=ports,
    )
    kept = {name: asked[name] for name in ("kind", "state", "department", "overdue") if asked.get(name)}
    period = {"from": begins.isoformat(), "to": ends.isoformat()}
    return feedback_page(who, catalogue, listed, asked=period | kept, now=now)


@desk.route(NEW)
@signed_in(desk)
def form(who: SignedIn) -> Page:
    permit(who, Permission.FOLLOWUP_CALL)
    return _form(who, {"form": random_id()}, done="done" in desk.query())


@desk.route(NEW, methods=["POST"])
@signed_in(desk)
def noted(who: SignedIn) -> SeeOther:
    permit(who, Permission.FOLLOWUP_CALL)
    typed, member = desk.form(), member_of(who)
    it = note_feedback(
        organisation_id=who.organisation_id,
        form_id=carried_id(typed.get("form", "")),
        told=_told(typed),
        member=member,
        ports=ports,
    )
    return SeeOther(url=f"{NEW}?done=noted" if why_not_read(member) else f"{FEEDBACK}/{it.id}?done=noted")


@desk.route(f"{FEEDBACK}/{{feedback_id}}")
@signed_in(desk)
def show(who: SignedIn, feedback_id: str) -> Page:
    permit(who, OVERSEE)
    return _page(who, FeedbackId(feedback_id))


@desk.route(f"{FEEDBACK}/{{feedback_id}}", methods=["POST"])
@signed_in(desk)
def act(who: SignedIn, feedback_id: str) -> SeeOther:
    permit(who, OVERSEE)
    typed = desk.form()
    if (deed := DEEDS.get(typed.get("deed", ""))) is None:
        raise NotFound(deed=typed.get("deed"))
    deed(who, FeedbackId(feedback_id), typed)
    return SeeOther(url=f"{FEEDBACK}/{feedback_id}?done={typed['deed']}")


def _answer(who: SignedIn, feedback_id: FeedbackId, typed: Mapping[str, str]) -> None:
    if typed.get("way") not in set(Way):
        raise BadInput([FieldError("way", "choose_one")])
    answer_feedback(
        organisation_id=who.organisation_id,
        feedback_id=feedback_id,
        form_id=carried_id(typed.get("form", "")),
        seen=carried_number(typed.get("seen", "")) or 0,
        way=Way(typed["way"]),
        text=typed.get("answer", ""),
        member=member_of(who),
        ports=ports,
    )


def _change(who: SignedIn, feedback_id: FeedbackId, typed: Mapping[str, str]) -> None:
    change_feedback(
        organisation_id=who.organisation_id,
        feedback_id=feedback_id,
        form_id=carried_id(typed.get("form", "")),
        told=_told(typed),
        because=typed.get("because", ""),
        member=member_of(who),
        ports=ports,
    )


def _join(who: SignedIn, feedback_id: FeedbackId, typed: Mapping[str, str]) -> None:
    join_feedback(
        organisation_id=who.organisation_id,
        feedback_id=feedback_id,
        action_id=ActionId(typed.get("action", "")),
        member=member_of(who),
        ports=ports,
    )


def _finish(who: SignedIn, feedback_id: FeedbackId, typed: Mapping[str, str]) -> None:
    finish_feedback(
        organisation_id=who.organisation_id,
        feedback_id=feedback_id,
        form_id=carried_id(typed.get("form", "")),
        text=typed.get("remark", ""),
        member=member_of(who),
        ports=ports,
    )


DEEDS = {"answer": _answer, "change": _change, "join": _join, "finish": _finish}
"""Each of its forms has an id of its own, so that of two forms of one page neither is taken for the other."""


def _told(typed: Mapping[str, str]) -> Told:
    return Told(
        kind=FeedbackKind(typed["kind"]) if typed.get("kind") in set(FeedbackKind) else None,
        department_id=DepartmentId(typed.get("department", "")),
        text=typed.get("text", ""),
        said_by=typed.get("said_by", ""),
        anonymous="anonymous" in typed,
    )


def _day(text: str | None, usual: date) -> date:
    """The day that an address asks for; the usual one where it asks for none, or for one that is out of reach."""
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return usual
    return found if abs((found - usual).days) < 366 * 20 else usual


def _form(
    who: SignedIn, typed: Mapping[str, str], *, done: bool = False, error: FrontdeskError | None = None
) -> Page:
    may_list = why_not_read(member_of(who)) is None
    return new_feedback_page(who, catalogue_of(who), typed=typed, may_list=may_list, done=done, error=error)


def _page(who: SignedIn, feedback_id: FeedbackId, attempt: Attempt | None = None) -> Page:
    shown = show_feedback(
        organisation_id=who.organisation_id, feedback_id=feedback_id, member=member_of(who), ports=ports
    )
    mentioned = {
        shown.it.heard_by,
        *(it.by for it in shown.it.notes),
        *(it.by for it in shown.thread if not it.theirs),
    }
    names = name_staff(
        organisation_id=who.organisation_id, staff_ids={StaffId(it) for it in mentioned if it}, ports=people
    )
    return feedback_item_page(
        who,
        catalogue_of(who),
        shown,
        names={str(it): name for it, name in names.items()},
        forms={deed: random_id() for deed in DEEDS},
        done="" if attempt else desk.query().get("done", ""),
        attempt=attempt,
    )


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be done is shown in its form, with what was typed; all else on a page of its own."""
    feedback_id = (desk.request.uri_params or {}).get("feedback_id")
    if feedback_id is None:
        return _form(who, desk.form(), error=error)
    return _page(who, FeedbackId(feedback_id), Attempt(typed=desk.form(), error=error))
