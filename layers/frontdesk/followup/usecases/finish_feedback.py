"""Nothing more is to be done with what a patient said."""

from frontdesk.followup.model.actions import FeedbackId
from frontdesk.followup.model.feedback import Feedback, Happened, Note
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.rules.feedback import TEXT_AT_MOST, noted, why_not_finish, why_not_read
from frontdesk.followup.usecases._change import staff
from frontdesk.followup.usecases._feedback_change import Turn, turn
from frontdesk.kernel.ids import OrganisationId


def finish_feedback(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    feedback_id: FeedbackId,
    form_id: str,
    text: str,
    member: Member,
    ports: FeedbackPorts,
) -> Feedback:
    """It, done with; the form sent again, as it is.

    AnswerMissing when somebody who complained waits for an answer, FeedbackJoinedElsewhere while an action has it.
    """

    def says(it: Feedback) -> Turn | None:
        if refusal := why_not_read(member):
            raise refusal
        if it.has(form_id):
            return None
        if no := why_not_finish(it):
            raise no
        note = Note(
            id=form_id, what=Happened.DONE, by=member.id, at=ports.clock(), text=text.strip()[:TEXT_AT_MOST]
        )
        return Turn(it=noted(it, note))

    return turn(organisation_id, feedback_id, says, by=staff(member.id), ports=ports)
