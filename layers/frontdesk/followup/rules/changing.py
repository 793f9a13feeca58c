"""What a person may change of a plan, and that they say why. Pure."""

from collections.abc import Sequence

from frontdesk.followup.errors import StepIsTask
from frontdesk.followup.model.plans import Plan, SchemeStep, comes_by_message
from frontdesk.kernel.errors import FieldError, Refusal

REASON_AT_MOST, STEPS_AT_MOST, DAYS_AT_MOST, WINDOW_AT_MOST = 500, 24, 730, 30


def reason_of(written: str, *, is_needed: bool) -> tuple[str, list[FieldError]]:
    """The reason as it is kept, and what is wrong with it: whoever overrides the table says why."""
    words = " ".join(written.split())
    if is_needed and not words:
        return words, [FieldError("because", "required")]
    return words, [FieldError("because", "too_long")] if len(words) > REASON_AT_MOST else []


def faults_of_steps(steps: Sequence[SchemeStep]) -> list[FieldError]:
    """What is wrong with the steps of a plan, each at its field."""
    if not steps:
        return [FieldError("steps", "required")]
    if len(steps) > STEPS_AT_MOST:
        return [FieldError("steps", "too_many_steps")]
    asked = [
        FieldError(f"steps.{place}.form", "required") for place, it in enumerate(steps) if asks_nothing(it)
    ]
    return asked + [
        FieldError(f"steps.{place}.{name}", "not_between")
        for place, it in enumerate(steps)
        for name, number, most in (
            ("after", it.after, DAYS_AT_MOST),
            ("before_window", it.before_window, min(it.after, WINDOW_AT_MOST)),
            ("after_window", it.after_window, WINDOW_AT_MOST),
        )
        if not 0 <= number <= most
    ]


def asks_nothing(it: SchemeStep) -> bool:
    """Whether it comes by message without a questionnaire: the short form is for who speaks, nobody is sent it."""
    return comes_by_message(it.channels) and not it.form


def why_not_change(plan: Plan, steps: Sequence[SchemeStep]) -> Refusal | None:
    """Steps that are tasks stay as they are: those are changed, moved and cancelled as tasks."""
    if tuple(steps[: plan.made]) != plan.steps[: plan.made]:
        return StepIsTask(plan_id=plan.id)
    return None
