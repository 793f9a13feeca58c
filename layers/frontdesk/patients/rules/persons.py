"""Who somebody is by what they wrote of themselves. Pure; numbers of telephones are read by a function handed in."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.patients.rules.contacts import is_email

NAME_AT_MOST = 120
OLDEST_YEARS = 125


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody as a form describes them. `phone` is E.164; at least one of phone and e-mail is given."""

    name: str
    birth_date: date
    phone: str | None
    email: str | None


def subject_key(organisation_id: OrganisationId, *, name: str, birth_date: date, contact: str) -> SubjectId:
    """The id of whoever books a time: the same person at the same clinic is the same subject, whoever typed it.

    Capitals and blanks of the name make no other person, another telephone or e-mail address does: then nobody who
    knows a name and a birthday becomes that patient. `contact` is the phone in E.164, the e-mail address without one.
    """
    said = [organisation_id, " ".join(name.split()).casefold(), birth_date.isoformat(), contact.lower()]
    return SubjectId(hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32])


def read_person(
    typed: Mapping[str, str], *, today: date, normal_phone: Callable[[str], str | None]
) -> tuple[Person | None, list[FieldError]]:
    """Name, date of birth and contact of a form, and what is wrong with them in the order of the page.

    The fields are `name`, `birth_day`, `birth_month`, `birth_year`, `phone` and `email`. None with any error.
    """
    errors: list[FieldError] = []
    name = _name(typed, errors)
    birth_date = _birth_date(typed, today, errors)
    phone, email = _contact(typed, normal_phone, errors)
    if errors or birth_date is None:
        return None, errors
    return Person(name=name, birth_date=birth_date, phone=phone, email=email), []


def written_date(typed: Mapping[str, str], field: str = "birth") -> date | None:
    """The date in the three number fields of a field, None when there is no such day."""
    try:
        return date(*(int(typed.get(f"{field}_{part}", "")) for part in ("year", "month", "day")))
    except (ValueError, OverflowError):
        return None


def has_date(typed: Mapping[str, str], field: str) -> bool:
    """Whether anything was written into the three fields of a date."""
    return any(typed.get(f"{field}_{part}", "").strip() for part in ("day", "month", "year"))


def _name(typed: Mapping[str, str], errors: list[FieldError]) -> str:
    name = " ".join(typed.get("name", "").split())
    if not name:
        errors.append(FieldError("name", "required"))
    elif len(name) > NAME_AT_MOST:
        errors.append(FieldError("name", "too_long"))
    return name


def _birth_date(typed: Mapping[str, str], today: date, errors: list[FieldError]) -> date | None:
    if not has_date(typed, "birth"):
        errors.append(FieldError("birth_date", "required"))
        return None
    born = written_date(typed)
    if born is None:
        errors.append(FieldError("birth_date", "invalid_date"))
    elif born > today:
        errors.append(FieldError("birth_date", "date_in_future"))
    elif today.year - born.year > OLDEST_YEARS:
        errors.append(FieldError("birth_date", "too_old"))
    return born


def _contact(
    typed: Mapping[str, str], normal_phone: Callable[[str], str | None], errors: list[FieldError]
) -> tuple[str | None, str | None]:
    written, email = typed.get("phone", "").strip(), typed.get("email", "").strip()
    phone = normal_phone(written) if written else None
    if written and phone is None:
        errors.append(FieldError("phone", "invalid_phone"))
    if email and not is_email(email):
        errors.append(FieldError("email", "invalid_email"))
    if not written and not email:
        errors.append(FieldError("phone", "contact_missing"))
    return phone, email or None
