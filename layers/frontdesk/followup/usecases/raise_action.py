"""The centre or a leader raises what a department must put right."""

from collections.abc import Collection
from dataclasses import dataclass

from frontdesk.followup.events import ActionRaised
from frontdesk.followup.model import TaskId
from frontdesk.followup.model.actions import ActionId, ActionState, CorrectiveAction, FeedbackId, Severity
from frontdesk.followup.model.people import Member
from frontdesk.followup.ports.tasks import ActionPorts
from frontdesk.followup.rules.actions import TEXT_AT_MOST, why_not_raise
from frontdesk.followup.rules.telling import of_action
from frontdesk.followup.usecases._change import staff
from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.ids import DepartmentId, OrganisationId

TITLE_AT_MOST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong, where, and what it was noticed by: calls, and what patients said."""

    department_id: DepartmentId
    title: str
    text: str
    severity: Severity
    tasks: tuple[TaskId, ...] = ()
    feedback: tuple[FeedbackId, ...] = ()


def raise_action(
    *,
    organisation_id: OrganisationId,
    action_id: ActionId,
    problem: Problem,
    member: Member,
    ports: ActionPorts,
) -> CorrectiveAction:
    """The action, whose plan is due in as many days as the policy says; raised again under its id, the same.

    BadInput at the field; NotFound for who may not, or for a call or a word of a patient that there is not. What it
    joins is marked when the fact is heard, and by whoever raises it at once.
    """
    if refusal := why_not_raise(member):
        raise refusal
    if errors := _missing(problem, ports.departments(organisation_id)):
        raise BadInput(errors)
    now, policy = ports.clock(), ports.policy(organisation_id)
    serious = problem.severity is Severity.SERIOUS
    action = CorrectiveAction(
        id=action_id,
        organisation_id=organisation_id,
        department_id=problem.department_id,
        title=problem.title.strip()[:TITLE_AT_MOST],
        text=problem.text.strip()[:TEXT_AT_MOST],
        severity=problem.severity,
        state=ActionState.OPEN,
        raised_by=member.id,
        raised_at=now,
        plan_due_at=now + (policy.serious_plan_within if serious else policy.plan_within),
        tasks=tuple(it.id for it in ports.calls(organisation_id, problem.tasks)) if problem.tasks else (),
        feedback=problem.feedback,
    )
    ports.actions.add(action, of_action(ActionRaised, action, {}, at=now, by=staff(member.id)))
    return ports.actions.get(organisation_id, action_id)


def _missing(problem: Problem, departments: Collection[DepartmentId]) -> list[FieldError]:
    said = {
        "department": problem.department_id if problem.department_id in departments else "",
        "title": problem.title.strip(),
        "text": problem.text.strip(),
    }
    return [FieldError(name, "required") for name, it in said.items() if not it]
