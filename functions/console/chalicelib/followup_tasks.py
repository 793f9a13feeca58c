"""Follow-up for those who do it: today's list, the call screen, and looking again."""

from collections.abc import Mapping

from chalicelib.reach import catalogue_of, permit
from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.followup.model import Level, NoContact, TaskId, Verdict
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.model.plans import Channel
from frontdesk.followup.rules.asking import read_answers
from frontdesk.followup.usecases.dial_patient import dial_patient
from frontdesk.followup.usecases.interrupt_task import interrupt_task
from frontdesk.followup.usecases.list_tasks import Sieve, list_tasks
from frontdesk.followup.usecases.next_task import next_task
from frontdesk.followup.usecases.open_task import open_task
from frontdesk.followup.usecases.record_no_contact import record_no_contact
from frontdesk.followup.usecases.review_task import review_task
from frontdesk.followup.usecases.show_task import show_task
from frontdesk.followup.usecases.submit_record import submit_record
from frontdesk.followup.wiring.tasks import task_ports
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError, NotAllowed, NotFound
from frontdesk.kernel.ids import carried_id
from frontdesk.kernel.language import Language, preferred
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console import console_error_page, outside_error_page
from frontdesk_web.presenters.console_menu import FOLLOWUP
from frontdesk_web.presenters.console_tasks import piles_of, task_page, tasks_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in, visitor

desk = Desk(__name__)
ports = task_ports()


@desk.route(FOLLOWUP)
@signed_in(desk)
def today(who: SignedIn) -> Page:
    permit(who, Permission.FOLLOWUP_CALL)
    catalogue, asked, member = catalogue_of(who), desk.query(), member_of(who)
    piles = piles_of(member)
    named = {f"{pile.value}.{of}": (pile, of) for pile, of in piles}
    pile, of = named.get(asked.get("pile", ""), piles[0])
    listed = list_tasks(
        organisation_id=who.organisation_id,
        pile=pile,
        of=of,
        sieve=Sieve(
            today=ports.clock().astimezone(catalogue.locations[0].zone).date(),
            overdue="overdue" in asked,
            emphasis="emphasis" in asked,
        ),
        page=carried_number(asked.get("page", "")) or 1,
        member=member,
        ports=ports,
    )
    return tasks_page(who, catalogue, listed, pile=(pile, of), piles=piles, asked=asked)


@desk.route(f"{FOLLOWUP}/next", methods=["POST"])
@signed_in(desk)
def following(who: SignedIn) -> SeeOther:
    permit(who, Permission.FOLLOWUP_CALL)
    member = member_of(who)
    piles = tuple(it for it in piles_of(member) if it[0] in {Pile.OWN, Pile.DEPARTMENT, Pile.CENTRE})
    found = next_task(organisation_id=who.organisation_id, piles=piles, member=member, ports=ports)
    return SeeOther(url=f"{FOLLOWUP}/tasks/{found}" if found else f"{FOLLOWUP}?done=none")


@desk.route(f"{FOLLOWUP}/tasks/{{task_id}}")
@signed_in(desk)
def show(who: SignedIn, task_id: str) -> Page:
    permit(who, Permission.FOLLOWUP_CALL)
    return _page(who, TaskId(task_id))


@desk.route(f"{FOLLOWUP}/tasks/{{task_id}}", methods=["POST"])
@signed_in(desk)
def act(who: SignedIn, task_id: str) -> SeeOther:
    permit(who, Permission.FOLLOWUP_CALL)
    typed = desk.form()
    deeds = {
        "open": _open,
        "dial": _dial,
        "record": _record,
        "no_contact": _no_contact,
        "interrupt": _interrupt,
        "review": _review,
    }
    if (deed := deeds.get(typed.get("deed", ""))) is None:
        raise NotFound(deed=typed.get("deed"))
    deed(who, TaskId(task_id), typed)
    return SeeOther(url=f"{FOLLOWUP}/tasks/{task_id}?done={typed['deed']}")


def member_of(who: SignedIn) -> Member:
    """Somebody's rights in follow-up: who looks again does not do level 1 of the departments."""
    named = (
        (Permission.FOLLOWUP_VERIFY, Right.VERIFY),
        (Permission.FOLLOWUP_LEAD, Right.LEAD),
        (Permission.FOLLOWUP_CALL, Right.CALL),
    )
    right = next((right for it, right in named if why_not(who.staff, it) is None), None)
    return Member(
        id=who.staff.id,
        departments=who.staff.departments,
        rights=frozenset() if right is None else frozenset({right}),
    )


def _open(who: SignedIn, task_id: TaskId, _typed: Mapping[str, str]) -> None:
    open_task(organisation_id=who.organisation_id, task_id=task_id, member=member_of(who), ports=ports)


def _dial(who: SignedIn, task_id: TaskId, typed: Mapping[str, str]) -> None:
    dial_patient(
        organisation_id=who.organisation_id,
        task_id=task_id,
        call_id=carried_id(typed.get("call", "")),
        member=member_of(who),
        ports=ports,
    )


def _record(who: SignedIn, task_id: TaskId, typed: Mapping[str, str]) -> None:
    submit_record(
        organisation_id=who.organisation_id,
        task_id=task_id,
        answers=read_answers(typed),
        form=desk.forms(),
        summary=typed.get("summary", ""),
        family_said=typed.get("family_said", ""),
        channel=Channel.PHONE,
        member=member_of(who),
        ports=ports,
    )


def _no_contact(who: SignedIn, task_id: TaskId, typed: Mapping[str, str]) -> None:
    reason = typed.get("reason", "")
    if reason not in set(NoContact):
        raise BadInput([FieldError("reason", "choose_one")])
    record_no_contact(
        organisation_id=who.organisation_id,
        task_id=task_id,
        reason=NoContact(reason),
        seen=carried_number(typed.get("seen", "")) or 0,
        member=member_of(who),
        ports=ports,
    )


def _interrupt(who: SignedIn, task_id: TaskId, _typed: Mapping[str, str]) -> None:
    interrupt_task(
        organisation_id=who.organisation_id,
        task_id=task_id,
        why="aborted",
        member=member_of(who),
        ports=ports,
    )


def _review(who: SignedIn, task_id: TaskId, typed: Mapping[str, str]) -> None:
    if typed.get("verdict") not in set(Verdict):
        raise BadInput([FieldError("verdict", "choose_one")])
    if typed.get("level") not in {Level.CENTRE, Level.LEADERS}:
        raise NotFound(level=typed.get("level"))
    score, content = carried_number(typed.get("score", "")), carried_number(typed.get("satisfaction", ""))
    review_task(
        organisation_id=who.organisation_id,
        task_id=task_id,
        level=Level(typed["level"]),
        verdict=Verdict(typed["verdict"]),
        score=score if score is not None and score <= 100 else None,  # noqa: PLR2004
        satisfaction=content if content is not None and 1 <= content <= 5 else None,  # noqa: PLR2004
        remark=typed.get("remark", ""),
        member=member_of(who),
        ports=ports,
    )


def _page(who: SignedIn, task_id: TaskId, *, error: FrontdeskError | None = None) -> Page:
    shown = show_task(
        organisation_id=who.organisation_id, task_id=task_id, member=member_of(who), ports=ports
    )
    return task_page(
        who,
        catalogue_of(who),
        shown,
        member=member_of(who),
        typed=desk.form() if error else {},
        form=desk.forms() if error else None,
        error=error,
        now=ports.clock(),
    )


def _refused(error: FrontdeskError, _request: object) -> Page:
    """What could not be done is shown in its form, with what was typed; all else on a page of its own."""
    who = visitor(desk)
    if who is None:
        return outside_error_page(error, preferred(desk.header("accept-language"), among=tuple(Language)))
    task_id = (desk.request.uri_params or {}).get("task_id")
    if isinstance(error, NotFound | NotAllowed) or desk.request.method != "POST" or not task_id:
        return console_error_page(error, who, catalogue_of(who))
    return _page(who, TaskId(task_id), error=error)


desk.on_error = _refused
