"""A table of encounters, read from CSV. Pure: nothing is stored, and every line that cannot be taken in says why."""

from collections.abc import Callable, Mapping

from frontdesk.hospital.errors import NotEncounters, TooManyLines
from frontdesk.hospital.model import BadRow, Clinic, Reading, Row
from frontdesk.hospital.rules.reading import SUMMARY_AT_MOST, read_encounter, read_patient
from frontdesk.kernel.errors import FieldError
from frontdesk.kernel.language import named
from frontdesk.kernel.tables import NoTable, hostile, lines_of

ROWS_AT_MOST = 10_000
NEEDED = ("visit_number", "class", "name", "birth_date", "admitted")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "visit_number": ("visit number", "fallnummer", "besöksnummer", "就诊号"),
    "class": ("class", "fallart", "vårdform", "就诊类型"),
    "name": ("name", "name", "namn", "姓名"),
    "birth_date": ("birth date", "geburtsdatum", "födelsedatum", "出生日期"),
    "phone": ("phone", "telefon", "telefon", "电话"),
    "email": ("email", "e-mail", "e-post", "电子邮件"),
    "language": ("language", "sprache", "språk", "语言"),
    "location": ("location", "standort", "plats", "院区"),
    "department": ("department", "abteilung", "avdelning", "科室"),
    "ward": ("ward", "station", "vårdavdelning", "病区"),
    "attending": ("attending", "behandelnd", "ansvarig", "主管医生", "attending staff number"),
    "admitted": ("admitted", "aufnahme", "inskriven", "入院时间"),
    "discharged": ("discharged", "entlassung", "utskriven", "出院时间"),
    "settled": ("settled", "abgerechnet", "betald", "结算时间"),
    "disposition": ("disposition", "entlassungsgrund", "utskrivningssätt", "离院方式"),
    "diagnoses": ("diagnoses", "diagnosen", "diagnoser", "诊断"),
    "procedures": ("procedures", "prozeduren", "åtgärder", "手术操作"),
    "emergent": ("emergent", "notfallaufnahme", "akut inskrivning", "急诊入院"),
    "emergency_visits": (
        "emergency visits",
        "notaufnahmen",
        "akutbesök",
        "急诊次数",
        "emergency visits in 6 months",
    ),
    "summary": ("summary", "zusammenfassung", "sammanfattning", "病情摘要"),
    "cancelled": ("cancelled", "storniert", "makulerad", "已取消"),
    "told": ("told", "stand", "gäller från", "数据时间"),
}
"""What columns are called: in English, German, Swedish and Chinese, and what else they may be called; in any order."""
OF_A_LANGUAGE = ("en", "de", "sv", "zh-Hans")
LONGER = {"summary": SUMMARY_AT_MOST, "diagnoses": 400, "procedures": 400}


def read_table(text: str, *, clinic: Clinic, normal_phone: Callable[[str], str | None]) -> Reading:
    """The lines of a file. Of two lines of one visit the later counts, as what is told last does.

    NotEncounters when there is no header with the columns that are needed; TooManyLines for more than 10,000.
    """
    rows: dict[str, Row] = {}
    bad: list[BadRow] = []
    twice = 0
    try:
        for count, (number, cells) in enumerate(lines_of(text, COLUMNS, NEEDED), start=1):
            if count > ROWS_AT_MOST:
                raise TooManyLines(most=ROWS_AT_MOST)
            read = _row(number, cells, clinic, normal_phone)
            if isinstance(read, BadRow):
                bad.append(read)
                continue
            twice += read.encounter.id in rows
            rows[read.encounter.id] = read
    except NoTable as odd:
        raise NotEncounters from odd
    return Reading(rows=tuple(rows.values()), bad=tuple(bad), twice=twice)


def _row(
    number: int, cells: Mapping[str, str], clinic: Clinic, normal_phone: Callable[[str], str | None]
) -> Row | BadRow:
    errors = hostile(cells, may_begin_so=("phone",), longer=LONGER)
    person, more = read_patient(cells, today=clinic.now.date(), normal_phone=normal_phone)
    encounter, wrong = read_encounter(cells, clinic=clinic)
    errors = [*errors, *more, *wrong]
    language = named(cells["language"]) if cells.get("language") else clinic.languages[0]
    if language is None:
        errors.append(FieldError("language", "unknown_word"))
    if errors or person is None or encounter is None or language is None:
        first = {it.pointer: it for it in reversed(errors)}
        return BadRow(
            number=number,
            errors=tuple(sorted(first.values(), key=lambda it: [*COLUMNS].index(it.pointer))),
            cells=cells,
        )
    return Row(number=number, person=person, language=language, encounter=encounter)
