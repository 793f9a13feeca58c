"""The form of the call screen: one for all its buttons, so that none of them loses what was typed for another."""

from collections.abc import Collection, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from frontdesk.followup.errors import AnswersMissing, OutsideWindow, ReasonMissing
from frontdesk.followup.model import Attempt, Record, State, Task
from frontdesk.followup.model.feedback import FeedbackKind
from frontdesk.followup.rules.asking import ASKED, SCALE, TOPICS
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk.surveys.model.questionnaires import Questionnaire
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console_feedback_words import kind_tag
from frontdesk_web.presenters.console_followup_answers import answered_of
from frontdesk_web.presenters.console_menu import CALLS
from frontdesk_web.presenters.console_task_words import came_of
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.presenters.forms import Problem, problems_of
from frontdesk_web.problems import status_of

LEVEL1_DEEDS = frozenset({"record", "insert", "keep", "dial", "correct", "no_contact", "interrupt"})
OVER = frozenset({"record", "no_contact", "interrupt", "review"})
"""After these somebody goes on to the next one."""
CONTROLS = frozenset({"csrf", "deed", "call", "on", "seen", "level", "phone", "reason", "reply", "q_asked"})
"""Fields that say what to do, and nothing of what the patient said."""


def has_words(typed: Mapping[str, str]) -> bool:
    """Whether something stands in the form that nobody wants to type again."""
    return any(said.strip() for name, said in typed.items() if name not in CONTROLS)


def question_in_words(it: str, language: Language) -> str:
    """What is asked where the step names no questionnaire; each can be answered from very badly to very well."""
    _ = translations(language).gettext
    return {
        "effect": _("How well does the treatment help?"),
        "condition": _("How is the patient?"),
        "recovery": _("How does recovery go?"),
        "medication": _("How well does it go with the medicines?"),
        "self_check": _("How well does it go with checking oneself at home?"),
        "mental_state": _("How is the mood?"),
    }[it]


def grade_in_words(it: str, language: Language) -> str:
    """An answer, as it is chosen and as it is read later."""
    _ = translations(language).gettext
    words = (_("1, very badly"), _("2, badly"), _("3, so-so"), _("4, well"), _("5, very well"))
    return dict(zip(SCALE, words, strict=True))[it]


def topic_in_words(it: str, language: Language) -> str:
    """What level 2 asks besides."""
    _ = translations(language).gettext
    return {
        "surroundings": _("Surroundings"),
        "treatment": _("Medical treatment"),
        "nursing": _("Nursing care"),
        "manners": _("Manners of the staff"),
    }[it]


def rows_of(record: Record, q: Questionnaire | None, language: Language) -> list[tuple[str, str]]:
    """What is on record, or was noted, line by line."""
    _ = translations(language).gettext
    rows = []
    if record.revision and q is not None:
        rows = [(label.text, said) for label, said in answered_of(q, record, language).lines]
    else:
        known = record.answers
        rows = [
            (question_in_words(it, language), grade_in_words(str(known[it]), language))
            for it in ASKED
            if it in known
        ]
        rows += [(kind_tag(it, language).text, str(known[it])) for it in FeedbackKind if it in known]
    said = ((_("Summary of the call"), record.summary), (_("What the family says"), record.family_said))
    return rows + [(label, words) for label, words in said if words]


def tries_of(
    task: Task, q: Questionnaire | None, language: Language
) -> list[tuple[Attempt, str, list[tuple[str, str]]]]:
    """Its tries, what came of each, and what was noted at it; of the one that broke off it stands elsewhere."""
    return [
        (
            it,
            translations(language).gettext("The call broke off")
            if _broke_off(task, it)
            else came_of(it, language),
            rows_of(it.noted, q, language) if it.noted and not _broke_off(task, it) else [],
        )
        for it in task.attempts
    ]


def errors_of(error: FrontdeskError | None, language: Language) -> dict[str, Any]:
    """What went wrong: said at the top with the name of its field and at the field; and the call in the way."""
    at = _faults(error)
    labels = _labels(language)
    named = [it for it in at if it.pointer in labels]
    in_the_way = error.details.get("call_id") if error else None
    return {
        "status": HTTPStatus.OK if error is None else status_of(error),
        "failed": error is not None,
        "problem": None if error is None else refusal_in_words(error, language),
        "problems": _problems(named, labels, language),
        "errors": {it.pointer: it.code for it in reversed(at)},
        "in_the_way": f"{CALLS}/{in_the_way}" if in_the_way else None,
    }


def done_in_words(done: str, language: Language) -> str | None:
    """What was done last, in one line."""
    _ = translations(language).gettext
    return {
        "record": _("Recorded. The call is finished."),
        "no_contact": _("Recorded: nobody was spoken to."),
        "interrupt": _(
            "Recorded: the call broke off. The follow-up centre has it now, with what you wrote down."
        ),
        "review": _("Recorded."),
        "correct": _("The number is put right."),
    }.get(done)


def topics_of(named: Collection[str], language: Language) -> list[tuple[str, str]]:
    """The topics of a review as fields, or those that have an answer."""
    return [(it, topic_in_words(it, language)) for it in TOPICS if not named or it in named]


def _broke_off(task: Task, it: Attempt) -> bool:
    return task.state is State.INTERRUPTED and it is task.attempts[-1] and it.reason is None


def _faults(error: FrontdeskError | None) -> Sequence[FieldError]:
    if isinstance(error, BadInput):
        return error.errors
    places = {AnswersMissing: "summary", OutsideWindow: "again_on", ReasonMissing: "remark"}
    return [
        FieldError(place, error.code) for kind, place in places.items() if error and isinstance(error, kind)
    ]


def _labels(language: Language) -> dict[str, str]:
    """The fields in their order, as they are called."""
    _ = translations(language).gettext
    return {
        "phone": _("New phone number"),
        "reason": _("What came of it"),
        "summary": _("Summary of the call"),
        "agreement": _("Does the patient say what is on record?"),
        "satisfaction": _("How content is the patient? (1 to 5)"),
        "score": _("How well was it done? (0 to 100)"),
        "verdict": _("Does it hold?"),
        "remark": _("Remark"),
        "again_on": _("Given back: to be done again by"),
    }


def _problems(
    faults: Sequence[FieldError], labels: Mapping[str, str], language: Language
) -> tuple[Problem, ...]:
    return problems_of(faults, {it: Words(label, language) for it, label in labels.items()}, language)
