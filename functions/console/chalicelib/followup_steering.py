"""Follow-up calls are changed, given to others and stopped, one or many at once; and what was done with one."""

from collections.abc import Collection, Mapping
from urllib.parse import urlencode

from chalicelib.followup_people import asked_to, member_as, people, whom_to_give
from chalicelib.reach import catalogue_of, permit
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.usecases.name_staff import name_staff
from frontdesk.followup.model import TaskId
from frontdesk.followup.rules.rights import OVERSEE
from frontdesk.followup.usecases.cancel_task import cancel_task
from frontdesk.followup.usecases.edit_task import edit_task
from frontdesk.followup.usecases.reassign_many import Chosen, choose_tasks, reassign_many
from frontdesk.followup.usecases.reassign_task import reassign_task
from frontdesk.followup.usecases.show_history import show_history
from frontdesk.followup.wiring.tasks import task_ports
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import FrontdeskError, NotFound
from frontdesk.kernel.ids import StaffId
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console_menu import FOLLOWUP
from frontdesk_web.presenters.console_review_form import mentioned_in
from frontdesk_web.presenters.console_task_list import GIVE, give_page
from frontdesk_web.presenters.console_task_steering import read_channels, read_days, steering_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

STEER = f"{FOLLOWUP}/tasks/{{task_id}}/steer"

desk = Desk(__name__)
ports = task_ports()


@desk.route(STEER)
@signed_in(desk)
def show(who: SignedIn, task_id: str) -> Page:
    permit(who, Permission.FOLLOWUP_CALL)
    return _page(who, TaskId(task_id), done=desk.query().get("done", ""))


@desk.route(STEER, methods=["POST"])
@signed_in(desk)
def steer(who: SignedIn, task_id: str) -> SeeOther:
    permit(who, Permission.FOLLOWUP_CALL)
    typed = desk.form()
    deeds = {"edit": _edit, "give": _give, "cancel": _cancel}
    if (deed := deeds.get(typed.get("deed", ""))) is None:
        raise NotFound(deed=typed.get("deed"))
    deed(who, TaskId(task_id), typed)
    return SeeOther(url=f"{FOLLOWUP}/tasks/{task_id}/steer?done={typed['deed']}")


@desk.route(GIVE)
@signed_in(desk)
def choose(who: SignedIn) -> Page:
    permit(who, Permission.FOLLOWUP_CALL)
    return _many(who, _chosen(who, desk.queries().get("task", [])))


@desk.route(GIVE, methods=["POST"])
@signed_in(desk)
def give(who: SignedIn) -> SeeOther | Page:
    permit(who, Permission.FOLLOWUP_CALL)
    typed, chosen = desk.form(), _chosen(who, desk.forms().get("task", []))
    role, to = asked_to(who, typed.get("to", ""))
    left = reassign_many(
        organisation_id=who.organisation_id,
        tasks=chosen.tasks,
        role=role,
        to=to,
        why=typed.get("why", ""),
        member=member_as(who.staff),
        ports=ports,
    )
    if left:
        again = Chosen(tasks=[it for it in chosen.tasks if it.id in left], subjects=chosen.subjects)
        return _many(who, again, typed=typed, left=left)
    return SeeOther(url=f"{FOLLOWUP}?{urlencode({'given': len(chosen.tasks)})}")


def _edit(who: SignedIn, task_id: TaskId, typed: Mapping[str, str]) -> None:
    opens_on, due_on, closes_on = read_days(typed)
    edit_task(
        organisation_id=who.organisation_id,
        task_id=task_id,
        due_on=due_on,
        window=(opens_on, closes_on),
        channels=read_channels(typed),
        why=typed.get("why_edit", ""),
        member=member_as(who.staff),
        ports=ports,
    )


def _give(who: SignedIn, task_id: TaskId, typed: Mapping[str, str]) -> None:
    role, to = asked_to(who, typed.get("to", ""))
    reassign_task(
        organisation_id=who.organisation_id,
        task_id=task_id,
        role=role,
        to=to,
        why=typed.get("why_give", ""),
        member=member_as(who.staff),
        ports=ports,
    )


def _cancel(who: SignedIn, task_id: TaskId, typed: Mapping[str, str]) -> None:
    cancel_task(
        organisation_id=who.organisation_id,
        task_id=task_id,
        why=typed.get("why_cancel", ""),
        member=member_as(who.staff),
        ports=ports,
    )


def _page(who: SignedIn, task_id: TaskId, *, done: str = "", error: FrontdeskError | None = None) -> Page:
    member = member_as(who.staff)
    history = show_history(organisation_id=who.organisation_id, task_id=task_id, member=member, ports=ports)
    acted = {it.actor.id for it in history.entries or () if it.actor.kind is ActorKind.STAFF}
    staff = {*mentioned_in(history.task), *(StaffId(it) for it in acted)}
    return steering_page(
        who,
        catalogue_of(who),
        history,
        member=member,
        whom=whom_to_give(who, [history.task]) if member.rights & OVERSEE else [],
        names=name_staff(organisation_id=who.organisation_id, staff_ids=staff, ports=people),
        typed=desk.form() if error else {},
        done=done,
        error=error,
    )


def _chosen(who: SignedIn, ids: Collection[str]) -> Chosen:
    """NotFound for who gives nothing to anybody."""
    member = member_as(who.staff)
    if not member.rights & OVERSEE:
        raise NotFound(give=GIVE)
    return choose_tasks(
        organisation_id=who.organisation_id,
        task_ids=[TaskId(it) for it in ids],
        member=member,
        ports=ports,
    )


def _many(
    who: SignedIn,
    chosen: Chosen,
    *,
    typed: Mapping[str, str] | None = None,
    left: Mapping[TaskId, FrontdeskError] | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    return give_page(
        who,
        catalogue_of(who),
        chosen,
        whom_to_give(who, chosen.tasks),
        typed=typed or {},
        left=left or {},
        error=error,
    )


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be done is shown in its form, with what was typed; all else on a page of its own."""
    if task_id := (desk.request.uri_params or {}).get("task_id"):
        return _page(who, TaskId(task_id), error=error)
    return _many(who, _chosen(who, desk.forms().get("task", [])), typed=desk.form(), error=error)
