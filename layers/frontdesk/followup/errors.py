"""Why follow-up says no. Each code has one sentence per language in frontdesk_web/locales."""

from frontdesk.kernel.errors import Refusal


class PlanNotOpen(Refusal):
    """It was accepted, refused or ended meanwhile."""

    code = "followup.plan_not_open"


class NothingToFollow(Refusal):
    """The patient has died, or the encounter never was: nobody calls after it."""

    code = "followup.nothing_to_follow"


class StepIsTask(Refusal):
    """A step is a task already: it is changed there."""

    code = "followup.step_is_task"


class OwnCase(Refusal):
    """Somebody would review what they did or verified themselves."""

    code = "followup.own_case"


class OwnDepartment(Refusal):
    """Somebody would spot-check a case of their own department."""

    code = "followup.own_department"


class TaskTaken(Refusal):
    """Somebody else has it in hand, or it is theirs."""

    code = "followup.task_taken"


class NotTheirTask(Refusal):
    """Somebody is to be given a call that is none of theirs to make."""

    code = "followup.not_their_task"


class TaskNotReady(Refusal):
    """Its window has not opened, or the next try has not come."""

    code = "followup.task_not_ready"


class TaskOver(Refusal):
    """It has gone on without them: done, interrupted, cancelled or closed."""

    code = "followup.task_over"


class ReasonMissing(Refusal):
    """Who changes or stops a task says why."""

    code = "followup.reason_missing"


class OutsideWindow(Refusal):
    """A task is due inside its window."""

    code = "followup.outside_window"


class AnswersMissing(Refusal):
    """A record has an answer to each question that must be asked, or a summary."""

    code = "followup.answers_missing"


class FormOver(Refusal):
    """A form that was sent is not to be answered any more, or not yet: the clinic spoke with them, or it is late."""

    code = "followup.form_over"


class WrongProof(Refusal):
    """The date of birth is not that of whom the form was sent to."""

    code = "followup.wrong_proof"


class ProofLocked(Refusal):
    """Too many wrong dates of birth today."""

    code = "followup.proof_locked"


class ActionMovedOn(Refusal):
    """A corrective action does not wait for that now."""

    code = "followup.action_moved_on"


class FeedbackOver(Refusal):
    """What a patient said is done with, or its history is full."""

    code = "followup.feedback_over"


class FeedbackJoinedElsewhere(Refusal):
    """A corrective action that is not over joins it already."""

    code = "followup.feedback_joined"


class AnswerMissing(Refusal):
    """Who complained gets an answer before it is done with."""

    code = "followup.answer_missing"
