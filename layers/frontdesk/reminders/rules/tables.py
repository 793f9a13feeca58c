"""A table of services, read from CSV. Pure: nothing is stored, and every line that cannot be taken in says why."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.kernel.language import Language, understood
from frontdesk.kernel.tables import NoTable, hostile, lines_of
from frontdesk.patients.rules.persons import Person, read_person
from frontdesk.reminders.errors import NotATable, TooManyRows
from frontdesk.reminders.model.recalls import Care, Service
from frontdesk.reminders.model.uploads import BadRow, Reading, Row
from frontdesk.reminders.rules.keys import service_key

ROWS_AT_MOST = 10_000
ITEM_AT_MOST = 80
DIAGNOSES_AT_MOST = 10
OLDEST = timedelta(days=366 * 100)
NEEDED = ("name", "birth_date", "service", "date")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "nummer", "编号"),
    "name": ("name", "namn", "姓名"),
    "birth_date": ("birth_date", "geburtsdatum", "födelsedatum", "出生日期"),
    "phone": ("phone", "telefon", "电话"),
    "email": ("email", "e-mail", "e-post", "电子邮件"),
    "service": ("service", "leistung", "tjänst", "服务"),
    "kind": ("kind", "art", "typ", "类型"),
    "date": ("date", "datum", "日期"),
    "diagnoses": ("diagnoses", "diagnosen", "diagnoser", "诊断"),
    "location": ("location", "standort", "plats", "地点"),
    "language": ("language", "sprache", "språk", "语言"),
}
"""What columns are called: in English, German, Swedish and Chinese; in any order."""

MAY_BEGIN_SO = ("phone",)
"""Numbers of telephones begin with a plus."""

_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})"),
)


def read_table(
    text: str,
    *,
    locations: Sequence[LocationId],
    languages: Sequence[Language],
    today: date,
    normal_phone: Callable[[str], str | None],
) -> Reading:
    """The lines of a file; without a location they are of the first one, without a language in the first.

    NotATable when there is no header with the columns that are needed; TooManyRows for more than 10,000.
    """
    rows: dict[tuple[str, ...], Row] = {}
    bad: list[BadRow] = []
    twice = 0
    try:
        for count, (number, cells) in enumerate(lines_of(text, COLUMNS, NEEDED), start=1):
            if count > ROWS_AT_MOST:
                raise TooManyRows(most=ROWS_AT_MOST)
            read = _row(number, cells, locations, languages, today, normal_phone)
            if isinstance(read, BadRow):
                bad.append(read)
                continue
            key = (read.source_id, read.person.name.casefold(), read.person.birth_date.isoformat())
            twice += key in rows
            rows.setdefault(key, read)
    except NoTable as odd:
        raise NotATable from odd
    return Reading(rows=tuple(rows.values()), bad=tuple(bad), twice=twice)


def service_of(row: Row, organisation_id: OrganisationId, subject_id: SubjectId) -> Service:
    """The service that a line tells of."""
    return Service(
        id=service_key(row.source_id),
        organisation_id=organisation_id,
        subject_id=subject_id,
        location_id=row.location_id,
        care=row.care,
        item=row.item,
        given_on=row.given_on,
        language=row.language,
        diagnoses=row.diagnoses,
    )


def written_day(text: str) -> date | None:
    """A day as 2026-11-24 or 24.11.2026; None for none."""
    for pattern in _DATES:
        if found := pattern.fullmatch(text.strip()):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    return None


def _row(  # noqa: PLR0913, PLR0917
    number: int,
    cells: Mapping[str, str],
    locations: Sequence[LocationId],
    languages: Sequence[Language],
    today: date,
    normal_phone: Callable[[str], str | None],
) -> Row | BadRow:
    errors = hostile(cells, may_begin_so=MAY_BEGIN_SO)
    person, given_on, care, more = _said(cells, today, normal_phone)
    errors += more
    location = LocationId(cells.get("location", "") or locations[0])
    if location not in locations:
        errors.append(FieldError("location", "unknown_location"))
    codes = tuple(filter(None, re.split(r"[\s,/|]+", cells.get("diagnoses", ""))))
    if len(codes) > DIAGNOSES_AT_MOST:
        errors.append(FieldError("diagnoses", "too_long"))
    if errors or person is None or given_on is None or care is None:
        return BadRow(number=number, errors=tuple({it.pointer: it for it in reversed(errors)}.values()))
    item = " ".join(cells["service"].split())
    return Row(
        number=number,
        source_id=cells.get("id", "") or f"{item.casefold()}|{given_on}",
        person=person,
        location_id=location,
        care=care,
        item=item,
        given_on=given_on,
        language=understood(cells.get("language", "")) or languages[0],
        diagnoses=codes,
    )


def _said(
    cells: Mapping[str, str], today: date, normal_phone: Callable[[str], str | None]
) -> tuple[Person | None, date | None, Care | None, list[FieldError]]:
    born = written_day(cells.get("birth_date", ""))
    parts = {"birth_year": born.year, "birth_month": born.month, "birth_day": born.day} if born else {}
    typed = {**{name: cells.get(name, "") for name in ("name", "phone", "email")}, **_texts(parts)}
    if cells.get("birth_date") and not born:
        typed["birth_year"] = "?"
    person, errors = read_person(typed, today=today, normal_phone=normal_phone)
    given_on = written_day(cells.get("date", ""))
    if not cells.get("date"):
        errors.append(FieldError("date", "required"))
    elif given_on is None or given_on < today - OLDEST:
        errors.append(FieldError("date", "invalid_date"))
    elif given_on > today:
        errors.append(FieldError("date", "date_in_future"))
    if not cells.get("service"):
        errors.append(FieldError("service", "required"))
    elif len(cells["service"]) > ITEM_AT_MOST:
        errors.append(FieldError("service", "too_long"))
    kind = cells.get("kind", "").casefold() or Care.OTHER.value
    care = Care(kind) if kind in set(Care) else None
    if care is None:
        errors.append(FieldError("kind", "unknown_kind"))
    return person, given_on, care, errors


def _texts(parts: Mapping[str, int]) -> dict[str, str]:
    return {name: str(it) for name, it in parts.items()}
