"""What a request form must say before it is sent. Pure; the numbers of telephones are read by a function handed in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.kernel.language import Language
from frontdesk.patients.rules.persons import Person, has_date, read_person, written_date
from frontdesk.window.model import FieldType, Form, FormField

BETWEEN = {
    Language.GERMAN: ", ",
    Language.SWEDISH: ", ",
    Language.CHINESE: "、",
    Language.ENGLISH: ", ",
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled(Person):
    """A form that may be sent, of whom. `answers` are (label, answer) of the fields that were filled in."""

    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    errors: list[FieldError]

    def refuse(self, pointer: str, code: str) -> None:
        self.errors.append(FieldError(pointer, code))


def read_form(
    form: Form,
    typed: Mapping[str, str],
    *,
    today: date,
    language: Language,
    normal_phone: Callable[[str], str | None],
) -> Filled:
    """The form as it may be sent; BadInput with every error, each at its field, in the order of the page.

    A field `x` is typed as `f-x`; a date as `f-x_day`, `f-x_month`, `f-x_year`; of several choices each as
    `f-x.<value>`.
    """
    person, errors = read_person(typed, today=today, normal_phone=normal_phone)
    it = _Read(errors=errors)
    answers = tuple(_answers(it, form, typed, language))
    if typed.get("consent") != form.consent_version:
        it.refuse("consent", "consent_missing")
    if it.errors or person is None:
        raise BadInput(it.errors)
    return Filled(**asdict(person), answers=answers)


def _answers(
    it: _Read, form: Form, typed: Mapping[str, str], language: Language
) -> Iterator[tuple[str, str]]:
    for field in form.fields:
        said, code = _said(field, typed, language)
        if code is None and field.required and not said:
            code = "required"
        if code is not None:
            it.refuse(f"f-{field.id}", code)
        elif said:
            yield field.label.text, said


def _said(field: FormField, typed: Mapping[str, str], language: Language) -> tuple[str, str | None]:
    """What a field says in the words of the form, and what is wrong with it."""
    name = f"f-{field.id}"
    if field.type is FieldType.DATE:
        return _said_date(typed, name, language)
    labels = {option.value: option.label.text for option in field.options}
    if field.type is FieldType.CHOICES:
        chosen = [label for value, label in labels.items() if f"{name}.{value}" in typed]
        return BETWEEN[language].join(chosen), None
    said = typed.get(name, "").strip()
    if len(said) > field.most:
        return said, "too_long"
    if field.type is FieldType.CHOICE and said:
        return labels.get(said, ""), None if said in labels else "not_an_option"
    return said, None


def _said_date(typed: Mapping[str, str], name: str, language: Language) -> tuple[str, str | None]:
    if not has_date(typed, name):
        return "", None
    day = written_date(typed, name)
    return ("", "invalid_date") if day is None else (in_words(day, language), None)


def in_words(day: date, language: Language) -> str:
    """A date as it is written in the language; the answers of a request are kept as words."""
    match language:
        case Language.GERMAN:
            return f"{day.day}.{day.month}.{day.year}"
        case Language.CHINESE:
            return f"{day.year}年{day.month}月{day.day}日"
        case Language.SWEDISH:
            return day.isoformat()
        case Language.ENGLISH:
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
