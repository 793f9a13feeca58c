"""The centre or a leader raises what a department must put right."""

from frontdesk.followup.events import ActionRaised
from frontdesk.followup.model.actions import ActionId, ActionState, CorrectiveAction, Severity
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import ActionPorts
from frontdesk.followup.rules.actions import TEXT_AT_MOST, why_not_raise, why_not_text
from frontdesk.followup.rules.telling import of_action
from frontdesk.followup.usecases._change import staff
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import DepartmentId, OrganisationId

TITLE_AT_MOST = 120


def raise_action(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    action_id: ActionId,
    department_id: DepartmentId,
    title: str,
    text: str,
    severity: Severity,
    member: Member,
    ports: ActionPorts,
) -> CorrectiveAction:
    """The action, whose plan is due in as many days as the policy says; raised again under its id, the same."""
    if refusal := why_not_raise(member):
        raise refusal
    if department_id not in ports.departments(organisation_id):
        raise NotFound(department_id=department_id)
    if no := why_not_text(title) or why_not_text(text):
        raise no
    now, policy = ports.clock(), ports.policy(organisation_id)
    within = policy.serious_plan_within if severity is Severity.SERIOUS else policy.plan_within
    action = CorrectiveAction(
        id=action_id,
        organisation_id=organisation_id,
        department_id=department_id,
        title=title.strip()[:TITLE_AT_MOST],
        text=text.strip()[:TEXT_AT_MOST],
        severity=severity,
        state=ActionState.OPEN,
        raised_by=member.id,
        raised_at=now,
        plan_due_at=now + within,
    )
    ports.actions.add(action, of_action(ActionRaised, action, {}, at=now, by=staff(member.id)))
    return ports.actions.get(organisation_id, action_id)
