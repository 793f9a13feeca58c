"""Why follow-up says no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import Refusal


class PlanNotOpen(Refusal):
    """It was accepted, refused or ended meanwhile."""

    code = "followup.plan_not_open"


class StepIsTask(Refusal):
    """A step is a task already: it is changed there."""

    code = "followup.step_is_task"


class OwnCase(Refusal):
    """Somebody would review what they did or verified themselves."""

    code = "followup.own_case"


class OwnDepartment(Refusal):
    """Somebody would spot-check a case of their own department."""

    code = "followup.own_department"
