"""Whoever said something of the house is answered, and the answer is on record."""

from datetime import datetime

from frontdesk.followup.errors import ReasonMissing
from frontdesk.followup.events import FeedbackAnswered
from frontdesk.followup.model.actions import FeedbackId
from frontdesk.followup.model.feedback import Feedback, Happened, Note, Way
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.rules.feedback import (
    TEXT_AT_MOST,
    in_time,
    noted,
    why_not_answer,
    why_not_read,
    why_not_send,
)
from frontdesk.followup.usecases._change import staff
from frontdesk.followup.usecases._feedback_change import Turn, turn
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId


def answer_feedback(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    feedback_id: FeedbackId,
    form_id: str,
    seen: int,
    way: Way,
    text: str,
    member: Member,
    ports: FeedbackPorts,
) -> Feedback:
    """It with the answer; the form sent again, as it is. What is to be sent is sent before it is on record.

    `seen` is how many lines of the history the page showed: Conflict when somebody else wrote one since. A message
    that was sent by somebody who then broke off is sent no second time: both have the id of the form.
    ReasonMissing without a word, FeedbackOver when it is done with and they wrote no more, BadInput where nobody can be
    written to.
    """
    if refusal := why_not_read(member):
        raise refusal
    if not text.strip():
        raise ReasonMissing(feedback_id=feedback_id)
    note = Note(
        id=form_id,
        what=Happened.ANSWERED,
        by=member.id,
        at=ports.clock(),
        text=text.strip()[:TEXT_AT_MOST],
        way=way,
    )
    known = ports.box.get(organisation_id, feedback_id)
    if not known.has(form_id):
        if no := why_not_answer(known, _wrote_at(known, ports)):
            raise no
        if len(known.notes) > seen:
            raise Conflict(feedback_id=feedback_id)
        if way is Way.MESSAGE:
            if bad := why_not_send(member, known, reachable=ports.contacts.reachable(known)):
                raise bad
            ports.contacts.send(known, note)

    def says(it: Feedback) -> Turn | None:
        if it.has(form_id):
            return None
        return Turn(it=noted(it, note), fact=FeedbackAnswered, says={"in_time": in_time(it, note.at)})

    return turn(organisation_id, feedback_id, says, by=staff(member.id), ports=ports)


def _wrote_at(it: Feedback, ports: FeedbackPorts) -> datetime | None:
    """When the patient wrote last, where it matters: of what is done with."""
    if it.done_at is None or it.subject_id is None:
        return None
    return ports.contacts.waiting(it.organisation_id).get(it.subject_id)
