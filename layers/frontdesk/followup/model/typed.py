"""What was being written down at a call when it ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from frontdesk.surveys.model.questionnaires import Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stood in the fields of the call screen; `form`: those of the task's questionnaire, where it asks by one."""

    answers: Answers = field(default_factory=dict)
    form: Mapping[str, Sequence[str]] = field(default_factory=dict)
    summary: str = ""
    family_said: str = ""


NOTHING = Typed()
