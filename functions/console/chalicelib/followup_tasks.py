"""Follow-up for those who do it: today's list, the call screen, and looking again."""

from collections.abc import Mapping
from urllib.parse import urlencode

from chalicelib.followup_people import member_as, people
from chalicelib.reach import catalogue_of, permit
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.usecases.name_staff import name_staff
from frontdesk.followup.model import NoContact, TaskId
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import Channel, Population
from frontdesk.followup.model.replies import ReplyShelf
from frontdesk.followup.rules.asking import read_answers
from frontdesk.followup.rules.replies import inserted, used
from frontdesk.followup.usecases.change_reply import read_replies
from frontdesk.followup.usecases.correct_number import correct_number
from frontdesk.followup.usecases.dial_patient import dial_patient
from frontdesk.followup.usecases.interrupt_task import interrupt_task
from frontdesk.followup.usecases.list_tasks import Sieve, list_tasks
from frontdesk.followup.usecases.next_task import next_task
from frontdesk.followup.usecases.open_task import open_task
from frontdesk.followup.usecases.record_no_contact import record_no_contact
from frontdesk.followup.usecases.review_task import review_task
from frontdesk.followup.usecases.show_task import Shown, show_task
from frontdesk.followup.usecases.submit_record import submit_record
from frontdesk.followup.wiring.replies import reply_ports
from frontdesk.followup.wiring.tasks import task_ports
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError, NotFound
from frontdesk.kernel.ids import carried_id
from frontdesk.messaging.model.calls import Call, CallId
from frontdesk.messaging.usecases.show_call import call_now
from frontdesk.messaging.wiring.calls import calls_ports
from frontdesk_web.http import Desk, carried_number
from frontdesk_web.presenters.console_menu import FOLLOWUP
from frontdesk_web.presenters.console_review_form import mentioned_in, read_review
from frontdesk_web.presenters.console_task_list import REVIEWS, piles_of, tasks_page
from frontdesk_web.presenters.console_tasks import Beside, task_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

CALLED = frozenset({Pile.OWN, Pile.DEPARTMENT, Pile.CENTRE})

desk = Desk(__name__)
ports, replies, calls = task_ports(), reply_ports(), calls_ports()


@desk.route(FOLLOWUP)
@signed_in(desk)
def today(who: SignedIn) -> Page:
    permit(who, Permission.FOLLOWUP_CALL)
    catalogue, asked, member = catalogue_of(who), desk.query(), member_of(who)
    piles = piles_of(member, catalogue)
    day = ports.clock().astimezone(catalogue.locations[0].zone).date()
    named = {f"{pile.value}.{of}": (pile, of) for pile, of in piles}
    pile, of = named.get(asked.get("pile", ""), piles[0])
    listed = list_tasks(
        organisation_id=who.organisation_id,
        pile=pile,
        of=of,
        sieve=Sieve(
            today=day,
            population=next((it for it in Population if it.value == asked.get("population")), None),
            overdue="overdue" in asked and pile not in REVIEWS,
            emphasis="emphasis" in asked,
        ),
        page=carried_number(asked.get("page", "")) or 1,
        member=member,
        ports=ports,
    )
    return tasks_page(
        who, catalogue, listed, member=member, pile=(pile, of), piles=piles, asked=asked, today=day
    )


@desk.route(f"{FOLLOWUP}/next", methods=["POST"])
@signed_in(desk)
def following(who: SignedIn) -> SeeOther:
    permit(who, Permission.FOLLOWUP_CALL)
    member, asked = member_of(who), desk.form().get("pile", "")
    theirs = piles_of(member, catalogue_of(who))
    chosen = [it for it in theirs if f"{it[0].value}.{it[1]}" == asked and it[0] in REVIEWS]
    calls = [it for it in theirs if it[0] in CALLED]
    found = next_task(organisation_id=who.organisation_id, piles=chosen or calls, member=member, ports=ports)
    if found is None:
        return SeeOther(url=f"{FOLLOWUP}?{urlencode({'done': 'none', 'pile': asked})}")
    return SeeOther(url=f"{FOLLOWUP}/tasks/{found}")


@desk.route(f"{FOLLOWUP}/tasks/{{task_id}}")
@signed_in(desk)
def show(who: SignedIn, task_id: str) -> Page:
    permit(who, Permission.FOLLOWUP_CALL)
    return _page(who, TaskId(task_id))


@desk.route(f"{FOLLOWUP}/tasks/{{task_id}}", methods=["POST"])
@signed_in(desk)
def act(who: SignedIn, task_id: str) -> SeeOther | Page:
    permit(who, Permission.FOLLOWUP_CALL)
    typed = desk.form()
    if typed.get("deed") == "insert":
        return _page(who, TaskId(task_id), typed=_with_reply(who, typed))
    deeds = {
        "open": _open,
        "dial": _dial,
        "correct": _correct,
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
    """Somebody's rights in follow-up."""
    return member_as(who.staff)


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


def _correct(who: SignedIn, task_id: TaskId, typed: Mapping[str, str]) -> None:
    correct_number(
        organisation_id=who.organisation_id,
        task_id=task_id,
        number=typed.get("phone", ""),
        member=member_of(who),
        ports=ports,
    )


def _with_reply(who: SignedIn, typed: Mapping[str, str]) -> Mapping[str, str]:
    """What was typed, with the chosen reply behind the summary; none chosen, it is as it was."""
    found = (shelf.named(typed.get("reply", "")) for shelf in _shelves(who))
    if (reply := next((it for it in found if it), None)) is None:
        return typed
    return {
        **typed,
        "summary": inserted(typed.get("summary", ""), reply),
        "replies": f"{typed.get('replies', '')} {reply.id}".strip(),
        "reply": "",
    }


def _record(who: SignedIn, task_id: TaskId, typed: Mapping[str, str]) -> None:
    submit_record(
        organisation_id=who.organisation_id,
        task_id=task_id,
        answers=read_answers(typed),
        form=desk.forms(),
        summary=typed.get("summary", ""),
        family_said=typed.get("family_said", ""),
        channel=Channel.PHONE,
        replies=used(typed.get("replies", "").split(), _shelves(who), typed.get("summary", "")),
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
    found = read_review(typed)
    review_task(
        organisation_id=who.organisation_id,
        task_id=task_id,
        level=found.level,
        verdict=found.verdict,
        score=found.score,
        satisfaction=found.satisfaction,
        remark=found.remark,
        agreement=found.agreement,
        said=found.said,
        again_on=found.again_on,
        member=member_of(who),
        ports=ports,
    )


def _page(
    who: SignedIn,
    task_id: TaskId,
    *,
    typed: Mapping[str, str] | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    member = member_of(who)
    shown = show_task(organisation_id=who.organisation_id, task_id=task_id, member=member, ports=ports)
    beside = Beside(
        names=name_staff(
            organisation_id=who.organisation_id, staff_ids=mentioned_in(shown.task), ports=people
        ),
        call=_call_of(who, shown),
        shelves=_shelves(who) if shown.in_hand else (),
    )
    return task_page(
        who,
        catalogue_of(who),
        shown,
        beside,
        member=member,
        typed=typed or (desk.form() if error else {}),
        form=desk.forms() if error or typed else None,
        error=error,
        now=ports.clock(),
    )


def _call_of(who: SignedIn, shown: Shown) -> Call | None:
    """The call that they have on it; None where there is none, or it was never asked for."""
    lease = shown.task.lease
    if not shown.in_hand or lease is None or lease.call_id is None:
        return None
    try:
        return call_now(
            organisation_id=who.organisation_id,
            call_id=CallId(lease.call_id),
            staff_id=who.staff.id,
            sees_all=False,
            ports=calls,
        )
    except NotFound:
        return None


def _shelves(who: SignedIn) -> tuple[ReplyShelf, ...]:
    return read_replies(organisation_id=who.organisation_id, member=member_of(who), ports=replies)


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page | None:
    """What could not be done is shown in its form, with what was typed; all else on a page of its own."""
    task_id = (desk.request.uri_params or {}).get("task_id")
    return _page(who, TaskId(task_id), error=error) if task_id else None
