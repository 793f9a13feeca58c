"""The steps of a plan or a scheme in a form: a row each, read back with every error at its field."""

from collections.abc import Mapping, Sequence

from frontdesk.followup.model.plans import OF_STEPS, Channel, Role, SchemeStep
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import Language, Text, Words
from frontdesk.surveys.model.drafts import Shelved
from frontdesk_web.http import carried_number
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console_followup_words import MESSAGE, channels_in_words, role_in_words

Typed = Mapping[str, str]
MORE, ROWS_AT_MOST = 2, 14
"""So many empty rows there are, and so many rows in all."""
WHAT_AT_MOST, FORM_AT_MOST, NUMBER_AT_MOST = 120, 80, 9999
NUMBERS = ("after", "before_window", "after_window")
USUAL = (
    (Channel.PHONE,),
    MESSAGE,
    (Channel.SMS, Channel.EMAIL),
    (Channel.SMS,),
    (Channel.EMAIL,),
    (Channel.VISIT,),
)
"""How steps are mostly done; whatever else a step has is offered beside these."""


def rows_of(steps: Sequence[SchemeStep], *, made: int = 0) -> range:
    """The rows of a form; those of steps that are tasks already are not among them."""
    return range(made, max(min(len(steps) + MORE, ROWS_AT_MOST), len(steps)))


def typed_steps(steps: Sequence[SchemeStep], language: Language) -> dict[str, str]:
    """What the form shows of steps as they are."""
    typed: dict[str, str] = {}
    for row, it in enumerate(steps):
        at = f"steps.{row}"
        typed |= {f"{at}.{name}": str(getattr(it, name)) for name in NUMBERS}
        typed |= {
            f"{at}.channels": " ".join(it.channels),
            f"{at}.role": it.role.value,
            f"{at}.form": it.form,
            f"{at}.what": words_of(it.what, language),
        }
    return typed


def read_steps(
    typed: Typed, rows: range, before: Sequence[SchemeStep], language: Language
) -> tuple[tuple[SchemeStep, ...], list[FieldError]]:
    """The steps that were typed: a row without a day is none. What nobody changed keeps its other languages."""
    found: list[SchemeStep] = []
    errors: list[FieldError] = []
    for row in rows:
        if not typed.get(f"steps.{row}.after", "").strip():
            continue
        step, wrong = _step(typed, row, before[row] if row < len(before) else None, language)
        found.append(step)
        errors += wrong
    return tuple(found), errors


def words_of(text: Text, language: Language) -> str:
    """A text in the language, or in the first that it has."""
    return text.get(language) or next(iter(text.values()), "")


def step_options(
    language: Language, forms: Sequence[Shelved], steps: Sequence[SchemeStep]
) -> dict[str, list[tuple[str, str]]]:
    """What the selects of a row offer; of questionnaires those that are published, for no other can be asked by.

    What one of the steps has is offered too, usual or not: a select that lacked it would change it unasked.
    """
    titles: dict[str, str] = {it.id: words_of(it.title, language) for it in forms}
    published = {str(it.id): titles[it.id] for it in forms if it.revision}
    named = {it.form: titles.get(it.form, it.form) for it in steps if it.form}
    ways = dict.fromkeys((*USUAL, *(it.channels for it in steps)))
    return {
        "form": list((published | named).items()),
        "channels": [(" ".join(it), channels_in_words(it, language)) for it in ways],
        "role": [(it.value, role_in_words(it, language)) for it in Role],
    }


def step_labels(rows: range, language: Language) -> dict[str, Words | None]:
    """What the fields of the rows are called in the summary of errors."""
    _ = translations(language).gettext
    called = {
        "after": _("Days after"),
        "before_window": _("Days sooner"),
        "after_window": _("Days later"),
        "channels": _("How"),
        "form": _("Questionnaire"),
        "what": _("What about"),
    }
    return {
        f"steps.{row}.{name}": Words(
            f"{_('Step %(number)s') % {'number': row + 1}}, {label}",
            language,
        )
        for row in rows
        for name, label in called.items()
    }


def _step(
    typed: Typed, row: int, before: SchemeStep | None, language: Language
) -> tuple[SchemeStep, list[FieldError]]:
    at, errors = f"steps.{row}", []
    was: Text = before.what if before else {}
    numbers = {}
    for name in NUMBERS:
        number = carried_number(typed.get(f"{at}.{name}", "").strip() or "0")
        if number is None or number > NUMBER_AT_MOST:
            errors.append(FieldError(f"{at}.{name}", "invalid_number"))
        numbers[name] = number or 0
    what = " ".join(typed.get(f"{at}.what", "").split())
    if not what or len(what) > WHAT_AT_MOST:
        errors.append(FieldError(f"{at}.what", "too_long" if what else "required"))
    channels = [it for it in typed.get(f"{at}.channels", "").split() if it in OF_STEPS]
    if not channels:
        errors.append(FieldError(f"{at}.channels", "choose_one"))
    role = typed.get(f"{at}.role", "")
    step = SchemeStep(
        after=numbers["after"],
        before_window=numbers["before_window"],
        after_window=numbers["after_window"],
        channels=tuple(Channel(it) for it in channels),
        form=typed.get(f"{at}.form", "").strip()[:FORM_AT_MOST],
        role=Role(role) if role in set(Role) else Role.DEPARTMENT,
        what=was if words_of(was, language) == what else {language: what},
        script=before.script if before else {},
    )
    return step, errors
