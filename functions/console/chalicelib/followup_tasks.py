"""A follow-up task for those who do it: the call screen, and looking again."""

from collections.abc import Mapping

from chalicelib.followup_people import member_as, people
from chalicelib.reach import catalogue_of, permit
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.usecases.name_staff import name_staff
from frontdesk.followup.model import NoContact, TaskId
from frontdesk.followup.model.people import Member
from frontdesk.followup.model.plans import Channel
from frontdesk.followup.model.replies import ReplyShelf
from frontdesk.followup.model.typed import Typed
from frontdesk.followup.rules.asking import read_answers
from frontdesk.followup.rules.replies import inserted, used
from frontdesk.followup.usecases.change_reply import read_replies
from frontdesk.followup.usecases.correct_number import correct_number
from frontdesk.followup.usecases.dial_patient import dial_patient
from frontdesk.followup.usecases.interrupt_task import interrupt_task
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
from frontdesk_web.presenters.console_call_form import has_words
from frontdesk_web.presenters.console_menu import FOLLOWUP
from frontdesk_web.presenters.console_review_form import mentioned_in, read_review
from frontdesk_web.presenters.console_tasks import Beside, task_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

GOES_ON = frozenset({"dial", "correct"})
"""After these the call goes on, and so does what is being typed."""

desk = Desk(__name__)
ports, replies, calls = task_ports(), reply_ports(), calls_ports()


@desk.route(f"{FOLLOWUP}/tasks/{{task_id}}")
@signed_in(desk)
def show(who: SignedIn, task_id: str) -> Page:
    permit(who, Permission.FOLLOWUP_CALL)
    return _page(who, TaskId(task_id), done=desk.query().get("done", ""))


@desk.route(f"{FOLLOWUP}/tasks/{{task_id}}", methods=["POST"])
@signed_in(desk)
def act(who: SignedIn, task_id: str) -> SeeOther | Page:
    permit(who, Permission.FOLLOWUP_CALL)
    typed, it = desk.form(), TaskId(task_id)
    said = typed.get("deed", "")
    if said == "insert":
        return _page(who, it, typed=_with_reply(who, typed))
    if said == "keep":
        return _page(who, it, typed=typed)
    deeds = {
        "open": _open,
        "dial": _dial,
        "correct": _correct,
        "record": _record,
        "no_contact": _no_contact,
        "interrupt": _interrupt,
        "review": _review,
    }
    if (deed := deeds.get(said)) is None:
        raise NotFound(deed=said)
    deed(who, it, typed)
    if said in GOES_ON and (has_words(typed) or "level" in typed):
        return _page(
            who, it, typed={name: words for name, words in typed.items() if name != "phone"}, done=said
        )
    return SeeOther(url=f"{FOLLOWUP}/tasks/{task_id}?done={said}")


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
        raise BadInput([FieldError("reason", "required")])
    record_no_contact(
        organisation_id=who.organisation_id,
        task_id=task_id,
        reason=NoContact(reason),
        seen=carried_number(typed.get("seen", "")) or 0,
        typed=_typed(typed),
        member=member_of(who),
        ports=ports,
    )


def _typed(typed: Mapping[str, str]) -> Typed:
    """What stood in the form when something else was done with it than to record it."""
    return Typed(
        answers=read_answers(typed),
        form=desk.forms(),
        summary=typed.get("summary", ""),
        family_said=typed.get("family_said", ""),
    )


def _interrupt(who: SignedIn, task_id: TaskId, typed: Mapping[str, str]) -> None:
    interrupt_task(
        organisation_id=who.organisation_id,
        task_id=task_id,
        why="aborted",
        typed=_typed(typed),
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
        topics=found.topics,
        call_id=carried_id(typed["on"]) if typed.get("on") else "",
        member=member_of(who),
        ports=ports,
    )


def _page(
    who: SignedIn,
    task_id: TaskId,
    *,
    typed: Mapping[str, str] | None = None,
    error: FrontdeskError | None = None,
    done: str = "",
) -> Page:
    member = member_of(who)
    typed = typed or (desk.form() if error else {})
    shown = show_task(organisation_id=who.organisation_id, task_id=task_id, member=member, ports=ports)
    beside = Beside(
        names=name_staff(
            organisation_id=who.organisation_id,
            staff_ids=mentioned_in(shown.task) | (mentioned_in(shown.before) if shown.before else set()),
            ports=people,
        ),
        call=_call_of(who, shown, typed),
        shelves=_shelves(who) if shown.in_hand else (),
    )
    return task_page(
        who,
        catalogue_of(who),
        shown,
        beside,
        member=member,
        typed=typed,
        form=desk.forms() if error or typed else None,
        error=error,
        now=ports.clock(),
        done="" if error else done,
    )


def _call_of(who: SignedIn, shown: Shown, typed: Mapping[str, str]) -> Call | None:
    """The call that they have on it; None where there is none, or it was never asked for.

    Of who looks again no lease tells it, but the form: the one that they asked for just now, or had on it before.
    """
    lease = shown.task.lease if shown.in_hand else None
    said = typed.get("call", "") if typed.get("deed") == "dial" else ""
    found = lease.call_id if lease else said or typed.get("on")
    if not found:
        return None
    try:
        call = call_now(
            organisation_id=who.organisation_id,
            call_id=CallId(carried_id(found)),
            staff_id=who.staff.id,
            sees_all=False,
            ports=calls,
        )
    except NotFound:
        return None
    return call if call.about == shown.task.id else None


def _shelves(who: SignedIn) -> tuple[ReplyShelf, ...]:
    return read_replies(organisation_id=who.organisation_id, member=member_of(who), ports=replies)


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page | None:
    """What could not be done is shown in its form, with what was typed; all else on a page of its own."""
    task_id = (desk.request.uri_params or {}).get("task_id")
    return _page(who, TaskId(task_id), error=error) if task_id else None
