"""An encounter as somebody wrote it, in a table, in a form or over the API: the same checks for all. Pure.

Clock times are those of the location. ICD-10: WHO, and the modifications of Germany, Sweden and China.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from frontdesk.access.rules import is_employee_number
from frontdesk.hospital.model import (
    Clinic,
    Diagnosis,
    Disposition,
    Encounter,
    EncounterClass,
    EncounterState,
    Place,
)
from frontdesk.hospital.rules.keys import encounter_key
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.ids import DepartmentId, LocationId, StaffId, SubjectId
from frontdesk.kernel.tables import plain, yes_or_no
from frontdesk.patients.rules.persons import Person, read_person

SUMMARY_AT_MOST = 2000
LINE_AT_MOST = 80
CODES_AT_MOST = 20
MOST_EMERGENCIES = 99
OLDEST_YEARS = 10

CLASS_WORDS: Mapping[EncounterClass, tuple[str, ...]] = {
    EncounterClass.OUTPATIENT: ("outpatient", "ambulant", "öppenvård", "门诊", "amb", "o"),
    EncounterClass.INPATIENT: ("inpatient", "stationär", "slutenvård", "住院", "imp", "i"),
    EncounterClass.EMERGENCY: ("emergency", "notfall", "akut", "急诊", "emer", "e"),
}
"""In English, German, Swedish and Chinese, and as FHIR and HL7 (table 0004) have it."""
DISPOSITION_WORDS: Mapping[Disposition, tuple[str, ...]] = {
    Disposition.HOME: ("home", "nach hause", "hem", "回家", "01", "1"),
    Disposition.TRANSFERRED: ("transferred", "verlegt", "överflyttad", "转院", "02", "2", "03", "3"),
    Disposition.AGAINST_ADVICE: (
        "against medical advice",
        "gegen ärztlichen rat",
        "mot läkares råd",
        "自动出院",
        "against_advice",
        "07",
        "7",
    ),
    Disposition.DIED: ("died", "verstorben", "avliden", "死亡", "20"),
    Disposition.OTHER: ("other", "sonstiges", "annat", "其他"),
}
"""In English, German, Swedish and Chinese, and as HL7 (table 0112) has it."""
CLASSES: Mapping[str, EncounterClass] = {word: it for it, words in CLASS_WORDS.items() for word in words}
DISPOSITIONS: Mapping[str, Disposition] = {
    word: it for it, words in DISPOSITION_WORDS.items() for word in words
}

_VISIT = re.compile(r"[\w][\w./-]{0,63}")
_ICD = re.compile(r"[A-Z][0-9][0-9A-Z](\.?[0-9A-Z]{1,6})?[*+!†-]?")
_WHEN = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ]+(?P<H>\d{1,2}):(?P<M>\d{2})(?::\d{2})?)?"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?:,? +(?P<H>\d{1,2}):(?P<M>\d{2}))?"),
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?: *(?P<H>\d{1,2}):(?P<M>\d{2}))?"),
)
NOON = 12
"""Of a day without a time: whichever zone reads it, it is that day."""

Typed = Mapping[str, str]


def read_encounter(typed: Typed, *, clinic: Clinic) -> tuple[Encounter | None, list[FieldError]]:
    """What was written, of nobody yet, and what is wrong with it, at its field; None with any error.

    `told` is when it was so, now where it is not said. An empty field was not told.
    """
    errors: list[FieldError] = []
    location_id, place, department_id = _where(typed, clinic, errors)
    number = typed.get("visit_number", "").strip()
    if not _VISIT.fullmatch(number):
        errors.append(FieldError("visit_number", "invalid_visit_number" if number else "required"))
    said = typed.get("class", "").strip().casefold()
    kind = CLASSES.get(said)
    if kind is None:
        errors.append(FieldError("class", "unknown_word" if said else "required"))
    began_at, ended_at, settled_at, told_at = _times(typed, place, clinic.now, errors)
    disposition = _disposition(typed, ended_at, errors)
    clinical = _clinical(typed, errors)
    if errors or kind is None or began_at is None or location_id is None or department_id is None:
        return None, errors
    cancelled = yes_or_no(typed, "cancelled", errors)
    state = EncounterState.ENDED if ended_at else EncounterState.UNDER_WAY
    return (
        Encounter(
            id=encounter_key(clinic.organisation_id, number),
            organisation_id=clinic.organisation_id,
            visit_number=number,
            subject_id=SubjectId(""),
            kind=kind,
            state=EncounterState.CANCELLED if cancelled else state,
            location_id=location_id,
            department_id=department_id,
            began_at=began_at,
            ended_at=ended_at,
            settled_at=settled_at,
            disposition=disposition,
            told_at=told_at,
            **clinical,  # type: ignore[arg-type]  # by name
        ),
        [],
    )


def read_patient(
    typed: Typed, *, today: date, normal_phone: Callable[[str], str | None]
) -> tuple[Person | None, list[FieldError]]:
    """Whose it is, with the birth date in one field as a table has it."""
    born = written_time(typed.get("birth_date", ""), UTC_ZONE)
    parts = (
        {"birth_year": str(born.year), "birth_month": str(born.month), "birth_day": str(born.day)}
        if born
        else {}
    )
    said = {**{name: typed.get(name, "") for name in ("name", "phone", "email")}, **parts}
    if typed.get("birth_date") and not born:
        said["birth_year"] = "?"
    return read_person(said, today=today, normal_phone=normal_phone)


def written_time(text: str, zone: ZoneInfo) -> datetime | None:
    """A day, or a day with a time of the location, or an instant with its offset; None for none. A day is at noon."""
    written = text.strip()
    for pattern in _WHEN:
        if found := pattern.fullmatch(written):
            hour, minute = (found["H"], found["M"]) if found["H"] else (NOON, 0)
            try:
                day = (int(found["y"]), int(found["m"]), int(found["d"]))
                return datetime(*day, int(hour), int(minute), tzinfo=zone).astimezone(UTC)
            except (ValueError, OverflowError):
                return None
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else None


UTC_ZONE = ZoneInfo("UTC")


def _where(
    typed: Typed, clinic: Clinic, errors: list[FieldError]
) -> tuple[LocationId | None, Place | None, DepartmentId | None]:
    """By their short names, or as the clinic's pages call them."""
    written = typed.get("location", "").strip()
    location_id = clinic.called.get(plain(written), LocationId(written or next(iter(clinic.places))))
    place = clinic.places.get(location_id)
    if place is None:
        errors.append(FieldError("location", "unknown_location"))
        return None, None, None
    written = typed.get("department", "").strip()
    department_id = place.called.get(plain(written), DepartmentId(written or place.desk))
    if department_id not in place.departments | {place.desk}:
        errors.append(FieldError("department", "unknown_department"))
        return location_id, place, None
    return location_id, place, department_id


def _times(
    typed: Typed, place: Place | None, now: datetime, errors: list[FieldError]
) -> tuple[datetime | None, datetime | None, datetime | None, datetime]:
    zone = place.zone if place else UTC_ZONE
    found: dict[str, datetime | None] = {}
    for name in ("admitted", "discharged", "settled", "told"):
        written = typed.get(name, "").strip()
        at = found[name] = written_time(written, zone) if written else None
        if written and (at is None or at.year < now.year - OLDEST_YEARS):
            errors.append(FieldError(name, "invalid_date"))
        elif at and at.astimezone(zone).date() > now.astimezone(zone).date():
            errors.append(FieldError(name, "date_in_future"))
    if not typed.get("admitted", "").strip():
        errors.append(FieldError("admitted", "required"))
    began, ended = found["admitted"], found["discharged"]
    if began and ended and ended < began and ":" not in typed["discharged"]:
        # Left on the day of coming, at a time that nobody wrote.
        ended = began if began.astimezone(zone).date() == ended.astimezone(zone).date() else ended
    if began and ended and ended < began and not errors:
        errors.append(FieldError("discharged", "ends_before_begin"))
    return began, ended, found["settled"], min(found["told"] or now, now)


def _disposition(typed: Typed, ended_at: datetime | None, errors: list[FieldError]) -> Disposition | None:
    written = typed.get("disposition", "").strip().casefold()
    if not written:
        return None
    went = DISPOSITIONS.get(written)
    if went is None:
        errors.append(FieldError("disposition", "unknown_word"))
    elif ended_at is None and not typed.get("discharged", "").strip():
        errors.append(FieldError("discharged", "required"))
    return went


def _clinical(typed: Typed, errors: list[FieldError]) -> dict[str, object]:
    attending = typed.get("attending", "").strip().lower()
    if attending and not is_employee_number(attending):
        errors.append(FieldError("attending", "invalid_employee_number"))
    emergencies = typed.get("emergency_visits", "").strip()
    if emergencies and not (emergencies.isdecimal() and int(emergencies) <= MOST_EMERGENCIES):
        errors.append(FieldError("emergency_visits", "invalid_number"))
    return {
        "ward": _line(typed, "ward", LINE_AT_MOST, errors),
        "attending": StaffId(attending) if attending else None,
        "is_emergent": yes_or_no(typed, "emergent", errors),
        "diagnoses": tuple(Diagnosis(code=it) for it in _codes(typed, "diagnoses", _ICD, errors)),
        "procedures": tuple(_codes(typed, "procedures", None, errors)),
        "emergency_visits": int(emergencies) if emergencies.isdecimal() else None,
        "summary": _line(typed, "summary", SUMMARY_AT_MOST, errors),
    }


def _line(typed: Typed, name: str, most: int, errors: list[FieldError]) -> str:
    written = typed.get(name, "").strip()
    if len(written) > most:
        errors.append(FieldError(name, "too_long"))
    return written


def _codes(typed: Typed, name: str, pattern: re.Pattern[str] | None, errors: list[FieldError]) -> list[str]:
    codes = [it for it in re.split(r"[\s,;\uff0c\uff1b\u3001]+", typed.get(name, "").upper()) if it]
    if len(codes) > CODES_AT_MOST or any(len(it) > LINE_AT_MOST for it in codes):
        errors.append(FieldError(name, "too_long"))
    elif pattern and not all(pattern.fullmatch(it) for it in codes):
        errors.append(FieldError(name, "invalid_diagnosis"))
    return list(dict.fromkeys(codes))
