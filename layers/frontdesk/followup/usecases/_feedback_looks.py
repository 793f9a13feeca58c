"""How every look at what patients said is written down, before anything is shown."""

from frontdesk.audit.model import AuditEntry
from frontdesk.followup.model.feedback import Feedback
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.usecases._change import staff
from frontdesk.kernel.ids import OrganisationId


def record_feedback_look(
    organisation_id: OrganisationId,
    action: str,
    *,
    member: Member,
    it: Feedback | None = None,
    ports: FeedbackPorts,
) -> None:
    """One entry in the trail, about one of them or a list. Whatever the trail raises goes on: nothing is shown."""
    ports.record(
        AuditEntry.look(
            organisation_id,
            action,
            by=staff(member.id),
            at=ports.clock(),
            about=it.id if it else "feedback",
            subject_id=it.subject_id if it else None,
            department_id=it.department_id if it else None,
        )
    )
