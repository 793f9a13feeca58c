"""What patients said becomes a corrective action of the department that it is about."""

from frontdesk.followup.model.actions import ActionId, CorrectiveAction
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.feedback import FeedbackPorts
from frontdesk.followup.ports.tasks import ActionPorts
from frontdesk.followup.rules.feedback import why_not_join, why_not_read
from frontdesk.followup.usecases.join_feedback import settle_feedback
from frontdesk.followup.usecases.raise_action import Problem, raise_action
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import OrganisationId


def raise_from_feedback(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    action_id: ActionId,
    problem: Problem,
    member: Member,
    actions: ActionPorts,
    ports: FeedbackPorts,
) -> CorrectiveAction:
    """The action that joins all that `problem.feedback` names; the form sent again, the same.

    NotFound when one of them is not there, FeedbackJoinedElsewhere when another action has one. Who breaks off after
    the action is stored leaves the rest to whoever hears its fact.
    """
    if refusal := why_not_read(member):
        raise refusal
    wanted = tuple(dict.fromkeys(problem.feedback))
    there = ports.box.read(organisation_id, wanted) if wanted else ()
    if len(there) != len(wanted):
        raise NotFound(action_id=action_id)
    for it in there:
        if no := why_not_join(it, action_id):
            raise no
    action = raise_action(
        organisation_id=organisation_id, action_id=action_id, problem=problem, member=member, ports=actions
    )
    settle_feedback(organisation_id=organisation_id, action_id=action_id, ports=ports)
    return action
