"""What a request form must say before it is sent. Pure; the numbers of telephones are read by a function handed in."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from frontdesk.kernel.errors import BadInput, FieldError
from frontdesk.window.model import FieldType, Form, FormField

NAME_AT_MOST, EMAIL_AT_MOST = 120, 254
OLDEST_YEARS = 125
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form that may be sent. `answers` are (label, answer) of the fields that were filled in."""

    name: str
    birth_date: date
    phone: str | None
    email: str | None
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    errors: list[FieldError]

    def refuse(self, pointer: str, code: str) -> None:
        self.errors.append(FieldError(pointer, code))


def read_form(
    form: Form, typed: Mapping[str, str], *, today: date, normal_phone: Callable[[str], str | None]
) -> Filled:
    """The form as it may be sent; BadInput with every error, each at its field, in the order of the page."""
    it = _Read(errors=[])
    name = _name(it, typed)
    birth_date = _birth_date(it, typed, today)
    phone, email = _contact(it, typed, normal_phone)
    answers = tuple(_answers(it, form, typed))
    if typed.get("consent") != form.consent_version:
        it.refuse("consent", "consent_missing")
    if it.errors or birth_date is None:
        raise BadInput(it.errors)
    return Filled(name=name, birth_date=birth_date, phone=phone, email=email, answers=answers)


def written_date(typed: Mapping[str, str]) -> date | None:
    """The date in three number fields, None when there is no such day."""
    try:
        return date(*(int(typed.get(f"birth_{part}", "")) for part in ("year", "month", "day")))
    except (ValueError, OverflowError):
        return None


def _name(it: _Read, typed: Mapping[str, str]) -> str:
    name = " ".join(typed.get("name", "").split())
    if not name:
        it.refuse("name", "required")
    elif len(name) > NAME_AT_MOST:
        it.refuse("name", "too_long")
    return name


def _birth_date(it: _Read, typed: Mapping[str, str], today: date) -> date | None:
    if not any(typed.get(f"birth_{part}", "").strip() for part in ("day", "month", "year")):
        it.refuse("birth_date", "required")
        return None
    born = written_date(typed)
    if born is None:
        it.refuse("birth_date", "invalid_date")
    elif born > today:
        it.refuse("birth_date", "date_in_future")
    elif today.year - born.year > OLDEST_YEARS:
        it.refuse("birth_date", "too_old")
    return born


def _contact(
    it: _Read, typed: Mapping[str, str], normal_phone: Callable[[str], str | None]
) -> tuple[str | None, str | None]:
    written, email = typed.get("phone", "").strip(), typed.get("email", "").strip()
    phone = normal_phone(written) if written else None
    if written and phone is None:
        it.refuse("phone", "invalid_phone")
    if email and (len(email) > EMAIL_AT_MOST or not _EMAIL.fullmatch(email)):
        it.refuse("email", "invalid_email")
    if not written and not email:
        it.refuse("phone", "contact_missing")
    return phone, email or None


def _answers(it: _Read, form: Form, typed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for field in form.fields:
        said = typed.get(f"f-{field.id}", "").strip()
        if code := _why_not(field, said):
            it.refuse(f"f-{field.id}", code)
        elif said:
            labels = {option.value: option.label.text for option in field.options}
            yield field.label.text, labels.get(said, said)


def _why_not(field: FormField, said: str) -> str | None:
    if not said:
        return "required" if field.required else None
    if len(said) > field.most:
        return "too_long"
    if field.type is FieldType.CHOICE and said not in {option.value for option in field.options}:
        return "not_an_option"
    return None
