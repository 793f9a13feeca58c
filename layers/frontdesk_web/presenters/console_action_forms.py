"""Forms of corrective actions: who must act, who is told, whom somebody asked again, what is wrong where."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from frontdesk.followup.errors import ReasonMissing
from frontdesk.followup.model.actions import ActionState, Severity
from frontdesk.followup.rules.actions import Deed, waits_for_department
from frontdesk.followup.usecases.find_asked import Asked
from frontdesk.followup.usecases.show_action import Shown
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.ids import DepartmentId
from frontdesk.kernel.language import Language, Words
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console_action_words import label_of


def faults_of(error: FrontdeskError | None, typed: Mapping[str, str]) -> Sequence[FieldError]:
    """What is wrong at which field; a deed without a word is a fault of its text."""
    if isinstance(error, ReasonMissing):
        return (FieldError(_text_of(typed), "required"),)
    return error.errors if isinstance(error, BadInput) else ()


def action_labels(typed: Mapping[str, str], language: Language) -> dict[str, Words | None]:
    """What the fields of the form that was sent are called."""
    _ = translations(language).gettext
    deed = typed.get("deed", "")
    label = label_of(Deed(deed), language) if deed in set(Deed) else ""
    return {"asked": Words(_("How many patients were asked again?"), language)} | {
        _text_of(typed): Words(label, language) if label else None
    }


def waits_for(shown: Shown, names: Mapping[str, str], language: Language) -> str:
    """Who must act now; empty when it is over."""
    _ = translations(language).gettext
    if waits_for_department(shown.action):
        whom = ", ".join(names.get(it, it) for it in shown.heads)
        return whom or _("nobody: the department has no lead, and there is no administrator")
    if shown.action.state is ActionState.CLOSED:
        return ""
    if shown.action.state is ActionState.VERIFIED and shown.action.severity is Severity.SERIOUS:
        return _("the leaders")
    return _("the follow-up centre or the leaders")


def calls_asked(asked: Asked, language: Language) -> list[tuple[str, str, datetime]]:
    """The calls that may be ticked: id, whose, when."""
    gone = translations(language).gettext("Not on record any more")
    named = {key: it.name for key, it in asked.subjects.items()}
    return [(it.id, named.get(it.subject_id, gone), at) for it, at in asked.calls]


def with_who_is_told(
    departments: Sequence[tuple[str, str]], told: Mapping[DepartmentId, Sequence[str]], language: Language
) -> list[tuple[str, str]]:
    """The departments of a choice, each with who is told."""
    _ = translations(language).gettext

    def words(department: str, name: str) -> str:
        whom = ", ".join(told.get(DepartmentId(department), ()))
        return _("%(department)s (told: %(names)s)") % {"department": name, "names": whom} if whom else name

    return [(department, words(department, name)) for department, name in departments]


def _text_of(typed: Mapping[str, str]) -> str:
    """The id of the text of the form that was sent."""
    return f"text-{typed.get('deed', '')}"
