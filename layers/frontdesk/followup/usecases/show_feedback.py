"""One thing that a patient said: its history, what was said with them, and what can be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.followup.model.actions import CorrectiveAction, FeedbackId
from frontdesk.followup.model.feedback import Feedback, Spoken
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.rules.feedback import (
    as_seen,
    has_written_again,
    is_overdue,
    open_until,
    why_not_answer,
    why_not_change,
    why_not_finish,
    why_not_note_more,
    why_not_read,
    why_not_send,
)
from frontdesk.followup.usecases._feedback_looks import record_feedback_look
from frontdesk.kernel.errors import Refusal
from frontdesk.kernel.ids import OrganisationId
from frontdesk.patients.model import Subject

OFFERED_AT_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`it` as they see it; `thread` is empty and `may_send` False where they must not learn whose it is.

    `again`: they wrote since something was done last. `offered`: open actions of its department that it can be joined
    in, as long as it can.
    """

    it: Feedback
    subject: Subject | None
    thread: Sequence[Spoken]
    overdue: bool
    again: bool
    may_answer: bool
    may_send: bool
    may_change: bool
    why_not_finish: Refusal | None
    offered: Sequence[CorrectiveAction]


def show_feedback(
    *, organisation_id: OrganisationId, feedback_id: FeedbackId, member: Member, ports: FeedbackPorts
) -> Shown:
    """NotFound when it is not theirs to see. The look is in the trail before anything of the patient is read."""
    if refusal := why_not_read(member):
        raise refusal
    whole = ports.box.get(organisation_id, feedback_id)
    it = as_seen(member, whole)
    record_feedback_look(organisation_id, "FeedbackRead", member=member, it=it, ports=ports)
    whose = it.subject_id
    is_open = why_not_note_more(whole) is None
    joinable = is_open and (whole.action_id is None or whole.action_closed)
    wrote = ports.contacts.waiting(organisation_id).get(whose) if whose else None
    may_answer = why_not_answer(whole, wrote) is None
    offered = ports.actions.listed(organisation_id, is_open=True, most=OFFERED_AT_MOST) if joinable else ()
    return Shown(
        it=it,
        subject=ports.subjects(organisation_id, {whose}).get(whose) if whose else None,
        thread=ports.contacts.thread(it, member.id),
        overdue=is_overdue(open_until(it), now=ports.clock()),
        again=has_written_again(it, wrote),
        may_answer=may_answer,
        may_send=may_answer and why_not_send(member, whole, reachable=ports.contacts.reachable(it)) is None,
        may_change=why_not_change(member, whole) is None,
        why_not_finish=why_not_finish(whole),
        offered=[one for one in offered if one.department_id == it.department_id],
    )
