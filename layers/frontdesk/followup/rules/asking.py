"""What is asked at a follow-up call where the step names no questionnaire: R-5.2a, as data."""

from collections.abc import Mapping

from frontdesk.followup.model.feedback import FeedbackKind

SCALE = ("1", "2", "3", "4", "5")
ASKED = ("effect", "condition", "recovery", "medication", "self_check", "mental_state")
TOPICS = ("surroundings", "treatment", "nursing", "manners")
"""What level 2 asks of a stay or visit besides."""
TEXT_AT_MOST = 2000


def read_answers(typed: Mapping[str, str]) -> dict[str, str | int]:
    """The answers that a form carries, by column; what is none of the choices is not an answer."""
    found: dict[str, str | int] = {it: int(typed[it]) for it in ASKED if typed.get(it) in SCALE}
    said = {kind.value: typed.get(kind.value, "").strip()[:TEXT_AT_MOST] for kind in FeedbackKind}
    return found | {kind: text for kind, text in said.items() if text}
