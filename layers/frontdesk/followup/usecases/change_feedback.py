"""What a patient said is corrected: its kind, its department, its words; or its source is to be hidden."""

from frontdesk.followup.errors import ReasonMissing
from frontdesk.followup.events import FeedbackChanged
from frontdesk.followup.model.actions import FeedbackId
from frontdesk.followup.model.feedback import Feedback, Happened, Note
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.rules.feedback import TEXT_AT_MOST, changed, why_not_change
from frontdesk.followup.usecases._change import staff
from frontdesk.followup.usecases._feedback_change import Turn, turn
from frontdesk.followup.usecases.note_feedback import Told, missing
from frontdesk.kernel.errors import BadInput
from frontdesk.kernel.ids import OrganisationId


def change_feedback(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    feedback_id: FeedbackId,
    form_id: str,
    told: Told,
    because: str,
    member: Member,
    ports: FeedbackPorts,
) -> Feedback:
    """It as corrected; what it was before stays in its history. What is anonymous stays so.

    ReasonMissing without a word why, BadInput at the field; OwnDepartment for who would learn so whose it is.
    """
    if not because.strip():
        raise ReasonMissing(feedback_id=feedback_id)
    errors = missing(told, ports.departments(organisation_id))
    if errors or told.kind is None:
        raise BadInput(errors)
    kind = told.kind

    def says(it: Feedback) -> Turn | None:
        if it.has(form_id):
            return None
        if refusal := why_not_change(member, it):
            raise refusal
        note = Note(
            id=form_id,
            what=Happened.CHANGED,
            by=member.id,
            at=ports.clock(),
            text=because.strip()[:TEXT_AT_MOST],
        )
        new = changed(
            it,
            note,
            kind=kind,
            department_id=told.department_id,
            text=told.text.strip()[:TEXT_AT_MOST],
            anonymous=it.anonymous or told.anonymous,
            policy=ports.policy(organisation_id),
        )
        return Turn(it=new, fact=FeedbackChanged)

    return turn(organisation_id, feedback_id, says, by=staff(member.id), ports=ports)
