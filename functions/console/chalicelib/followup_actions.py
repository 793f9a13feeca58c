"""Corrective actions in the console: lists, one with its history, and raising one."""

from collections.abc import Mapping, Sequence

from chalicelib.followup_tasks import member_of
from chalicelib.reach import catalogue_of, permit
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.access.usecases.name_staff import name_staff
from frontdesk.access.wiring import access_ports
from frontdesk.followup.model import TaskId
from frontdesk.followup.model.actions import ActionId, FeedbackId, Severity
from frontdesk.followup.model.feedback import Feedback, Source
from frontdesk.followup.model.lists import ActionPile
from frontdesk.followup.rules.actions import Deed, why_not_raise
from frontdesk.followup.rules.sampling import COMPLAINT
from frontdesk.followup.usecases.answer_action import Step, answer_action
from frontdesk.followup.usecases.find_asked import Asked, find_asked
from frontdesk.followup.usecases.join_feedback import joined_in
from frontdesk.followup.usecases.list_actions import list_actions
from frontdesk.followup.usecases.raise_action import Problem
from frontdesk.followup.usecases.raise_from_feedback import raise_from_feedback
from frontdesk.followup.usecases.show_action import Shown, show_action
from frontdesk.followup.usecases.show_task import show_task
from frontdesk.followup.wiring.feedback import feedback_ports
from frontdesk.followup.wiring.tasks import action_ports, task_ports
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError, NotFound
from frontdesk.kernel.ids import DepartmentId, carried_id, is_random_id, random_id
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console_actions import Attempt, action_page, actions_page, new_action_page
from frontdesk_web.presenters.console_feedback import joined_of
from frontdesk_web.presenters.console_menu import ACTIONS
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

OVERSEE = Permission.FOLLOWUP_OVERSEE
NEW = f"{ACTIONS}/new"
TOO_MANY = 1000
"""More patients nobody asks."""

desk = Desk(__name__)
ports, calls, words, people = action_ports(), task_ports(), feedback_ports(), access_ports()


@desk.route(ACTIONS)
@signed_in(desk)
def lists(who: SignedIn) -> Page:
    _permit(who)
    asked, member = desk.query(), member_of(who)
    pile = ActionPile(asked["pile"]) if asked.get("pile") in set(ActionPile) else ActionPile.OURS
    listed = list_actions(
        organisation_id=who.organisation_id,
        pile=pile,
        page=carried_number(asked.get("page", "")) or 1,
        member=member,
        ports=ports,
    )
    return actions_page(who, catalogue_of(who), listed, pile=pile, member=member, now=ports.clock())


@desk.route(NEW)
@signed_in(desk)
def form(who: SignedIn) -> Page:
    permit(who, OVERSEE)
    return _form(who, {"id": random_id(), **_noticed_in(who, desk.query())})


@desk.route(NEW, methods=["POST"])
@signed_in(desk)
def raised(who: SignedIn) -> SeeOther:
    permit(who, OVERSEE)
    typed = desk.form()
    action = raise_from_feedback(
        organisation_id=who.organisation_id,
        action_id=ActionId(carried_id(typed.get("id", ""))),
        problem=Problem(
            department_id=DepartmentId(typed.get("department", "")),
            title=typed.get("title", ""),
            text=typed.get("text", ""),
            severity=Severity.SERIOUS if typed.get("severity") == Severity.SERIOUS else Severity.USUAL,
            tasks=tuple(TaskId(it) for it in (typed.get("task", ""),) if is_random_id(it)),
            feedback=_named(typed),
        ),
        member=member_of(who),
        actions=ports,
        ports=words,
    )
    return SeeOther(url=f"{ACTIONS}/{action.id}?done=raised")


@desk.route(f"{ACTIONS}/{{action_id}}")
@signed_in(desk)
def show(who: SignedIn, action_id: str) -> Page:
    _permit(who)
    return _page(who, ActionId(action_id))


@desk.route(f"{ACTIONS}/{{action_id}}", methods=["POST"])
@signed_in(desk)
def act(who: SignedIn, action_id: str) -> SeeOther:
    _permit(who)
    typed = desk.form()
    if typed.get("deed") not in set(Deed):
        raise NotFound(deed=typed.get("deed"))
    tasks = tuple(TaskId(it) for it in _ticked(typed, "calls"))
    step = Step(
        deed=Deed(typed["deed"]),
        text=typed.get("text", ""),
        seen=carried_number(typed.get("seen", "")) or 0,
        asked=_asked(typed.get("asked", "").strip(), len(tasks)),
        tasks=tasks,
    )
    answer_action(
        organisation_id=who.organisation_id,
        action_id=ActionId(action_id),
        step=step,
        member=member_of(who),
        ports=ports,
    )
    return SeeOther(url=f"{ACTIONS}/{action_id}?done={step.deed.value}")


def _permit(who: SignedIn) -> None:
    """Whoever calls or lays down the policy: which actions are theirs to see, the rules say."""
    if why_not(who.staff, Permission.FOLLOWUP_EDIT) is not None:
        permit(who, Permission.FOLLOWUP_CALL)


def _asked(typed: str, ticked: int) -> int:
    """How many patients were asked again: as typed, or as many as calls are ticked, and never fewer."""
    number = carried_number(typed) if typed else ticked
    if number is None or number > TOO_MANY:
        raise BadInput([FieldError("asked", "invalid_number")])
    return max(number, ticked)


def _ticked(typed: Mapping[str, str], name: str) -> list[str]:
    """The ids whose boxes are ticked."""
    ids = [it.partition(".")[2] for it in typed if it.startswith(f"{name}.")]
    return [it for it in ids if is_random_id(it)]


def _noticed_in(who: SignedIn, asked: Mapping[str, str]) -> dict[str, str]:
    """What the form begins with, opened from what patients said or from a call: the department, and their words."""
    if said := words.box.read(who.organisation_id, _named(asked)):
        texts = [it.text for it in said if not it.anonymous]
        return {
            "feedback": ",".join(it.id for it in said),
            "department": said[0].department_id,
            "text": "\n".join(texts),
        }
    if "task" not in asked:
        return {}
    shown = show_task(
        organisation_id=who.organisation_id, task_id=TaskId(asked["task"]), member=member_of(who), ports=calls
    )
    record = shown.task.record
    complaint = str(record.answers.get(COMPLAINT, "")) if record else ""
    remarks = [it.remark for it in shown.task.reviews if it.remark]
    return {
        "task": shown.task.id,
        "department": shown.task.department_id,
        "text": "\n".join([complaint, *remarks]).strip(),
    }


def _form(who: SignedIn, typed: Mapping[str, str], error: FrontdeskError | None = None) -> Page:
    if refusal := why_not_raise(member_of(who)):
        raise refusal
    said = words.box.read(who.organisation_id, _named(typed))
    return new_action_page(
        who,
        catalogue_of(who),
        told=_told(who),
        typed=typed,
        anonymous=any(it.anonymous for it in said),
        joins=len(said),
        error=error,
    )


def _named(said: Mapping[str, str]) -> tuple[FeedbackId, ...]:
    """What patients said, by id: as one field with commas has it, or a box ticked for each."""
    ids = [it for it in said.get("feedback", "").split(",") if is_random_id(it)]
    return tuple(FeedbackId(it) for it in (*ids, *_ticked(said, "feedback")))


def _told(who: SignedIn) -> Mapping[DepartmentId, list[str]]:
    """Who is told when one is raised, by department."""
    heads = ports.heads(who.organisation_id)
    ids = {it.id: heads(it.id) for it in catalogue_of(who).departments}
    names = name_staff(
        organisation_id=who.organisation_id,
        staff_ids={one for it in ids.values() for one in it},
        ports=people,
    )
    return {department: [names.get(it, it) for it in whom] for department, whom in ids.items()}


def _asked_again(who: SignedIn, shown: Shown, said: Sequence[Feedback]) -> Asked | None:
    """The calls among which somebody says in which they asked; None for who confirms no effect."""
    if Deed.VERIFY not in shown.deeds:
        return None
    spoken = [TaskId(it.source_id) for it in said if it.source is Source.RECORD and it.source_id]
    return find_asked(
        shown.action, noticed_in=(*shown.action.tasks, *spoken), member=member_of(who), ports=calls
    )


def _page(who: SignedIn, action_id: ActionId, attempt: Attempt | None = None) -> Page:
    shown = show_action(
        organisation_id=who.organisation_id, action_id=action_id, member=member_of(who), ports=ports
    )
    mentioned = {shown.action.raised_by, *(it.by for it in shown.action.said), *shown.heads}
    names = name_staff(organisation_id=who.organisation_id, staff_ids=mentioned, ports=people)
    catalogue, language = catalogue_of(who), who.session.language
    joined = joined_in(shown.action, member=member_of(who), ports=words)
    return action_page(
        who,
        catalogue,
        shown,
        joined=[joined_of(it, language, hidden=hidden) for it, hidden in joined],
        asked=_asked_again(who, shown, [it for it, _ in joined]),
        names={str(it): name for it, name in names.items()},
        done="" if attempt else desk.query().get("done", ""),
        attempt=attempt,
    )


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be done is shown in its form, with what was typed; all else on a page of its own."""
    action_id = (desk.request.uri_params or {}).get("action_id")
    if action_id is None:
        return _form(who, desk.form(), error)
    return _page(who, ActionId(action_id), Attempt(typed=desk.form(), error=error))
