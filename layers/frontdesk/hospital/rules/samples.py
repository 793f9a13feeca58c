"""A table of encounters to begin from, in the reader's language and with the clinic's own places. Pure."""

from collections.abc import Mapping
from datetime import date

from frontdesk.hospital.model import Disposition, EncounterClass
from frontdesk.hospital.rules.reading import CLASS_WORDS, DISPOSITION_WORDS
from frontdesk.hospital.rules.tables import COLUMNS, OF_A_LANGUAGE
from frontdesk.kernel.language import Language
from frontdesk.kernel.tables import NO, YES

PEOPLE: Mapping[Language, tuple[str, str]] = {
    Language.ENGLISH: ("Jonas Sample", "Mary Example"),
    Language.GERMAN: ("Jonas Beispiel", "Mara Muster"),
    Language.SWEDISH: ("Jonas Exempel", "Mara Provtext"),
    Language.CHINESE: ("张示例", "李示例"),
}
"""Nobody is called that."""
PHONES: Mapping[str, str] = {"DE": "+49 151 55500300", "SE": "+46 70 174 06 05", "CN": "+86 21 5550 0300"}
"""By region: numbers that are nobody's. Elsewhere the first has an e-mail address, as the second has."""


def sample(
    language: Language, day: date, *, location: str, department: str, region: str
) -> tuple[list[str], list[list[str]]]:
    """The heads of the columns and two lines, of people who do not exist, at a place of the clinic."""
    at = OF_A_LANGUAGE.index(language.value)
    one, other = PEOPLE[language]
    phone = PHONES.get(region, "")
    on = f"{day:%d.%m.%Y}" if language is Language.GERMAN else day.isoformat()
    inpatient, outpatient = (
        CLASS_WORDS[it][at] for it in (EncounterClass.INPATIENT, EncounterClass.OUTPATIENT)
    )
    first = {
        "visit_number": "V-1001",
        "class": inpatient,
        "name": one,
        "birth_date": "02.05.1979" if language is Language.GERMAN else "1979-05-02",
        "phone": phone,
        "email": "" if phone else "jonas@example.org",
        "location": location,
        "department": department,
        "admitted": f"{on} 08:30",
        "discharged": f"{on} 14:00",
        "disposition": DISPOSITION_WORDS[Disposition.HOME][at],
        "diagnoses": "I50.0 E11.9",
        "emergent": YES[at],
        "emergency_visits": "1",
        "summary": "",
    }
    second = {
        "visit_number": "V-1002",
        "class": outpatient,
        "name": other,
        "birth_date": "30.11.1968" if language is Language.GERMAN else "1968-11-30",
        "email": "mara@example.org",
        "location": location,
        "department": department,
        "admitted": f"{on} 09:15",
        "diagnoses": "J44.1",
        "emergent": NO[at],
        "emergency_visits": "0",
    }
    heads = [COLUMNS[it][at] for it in first]
    return heads, [[it.get(name, "") for name in first] for it in (first, second)]
