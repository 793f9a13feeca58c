"""Somebody heard at a call that the patient has died: nobody calls there again."""

from frontdesk.followup.model import Cancelled, NoContact
from frontdesk.followup.model.plans import PlanState
from frontdesk.followup.ports import PlanningPorts
from frontdesk.followup.rules.telling import HOUSE
from frontdesk.followup.usecases._planning import end
from frontdesk.kernel.ids import OrganisationId, SubjectId


def end_for_the_dead(*, organisation_id: OrganisationId, subject_id: SubjectId, ports: PlanningPorts) -> int:
    """How many plans have ended; nought where nobody said that they died. Their open tasks go with the plans."""
    tries = (it for task in ports.tasks.of_subject(organisation_id, subject_id) for it in task.attempts)
    if all(it.reason is not NoContact.DIED for it in tries):
        return 0
    open_ones = [
        it
        for it in ports.plans.of_subject(organisation_id, subject_id)
        if it.state in {PlanState.PROPOSED, PlanState.ACTIVE}
    ]
    for plan in open_ones:
        end(plan, Cancelled.DIED, by=HOUSE, ports=ports)
    return len(open_ones)
