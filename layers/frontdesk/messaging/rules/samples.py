"""What a template is shown with before anybody is sent it: as long as the real thing, and nobody's. Pure."""

from collections.abc import Mapping

from frontdesk.kernel.language import Language

_TIMES: Mapping[Language, str] = {
    Language.GERMAN: "24.11.2026 09:30",
    Language.SWEDISH: "24 nov. 2026 09:30",
    Language.CHINESE: "2026年11月24日 09:30",
    Language.ENGLISH: "24 Nov 2026 09:30",
}
_DUE: Mapping[Language, str] = {
    Language.GERMAN: "15.12.2026",
    Language.SWEDISH: "15 dec. 2026",
    Language.CHINESE: "2026年12月15日",
    Language.ENGLISH: "15 Dec 2026",
}
_WHAT: Mapping[Language, str] = {
    Language.GERMAN: "Grippe-Impfung",
    Language.SWEDISH: "Influensavaccin",
    Language.CHINESE: "流感疫苗",
    Language.ENGLISH: "Flu vaccination",
}
_WHY: Mapping[Language, str] = {
    Language.GERMAN: "Dieser Termin lässt sich hier nicht mehr absagen.",
    Language.SWEDISH: "Den här tiden går inte längre att avboka här.",
    Language.CHINESE: "此预约已无法在此取消。",
    Language.ENGLISH: "This appointment can no longer be cancelled here.",
}
TICKET = "0" * 54
"""As long as the last part of a patient's link."""


def sample_of(language: Language, *, clinic: str, link: str) -> Mapping[str, str]:
    """Values for every placeholder there is; `link` is where a clinic's links begin."""
    return {
        "clinic": clinic,
        "reference": "8F3A-C2D1",
        "link": link + TICKET,
        "times": _TIMES[language],
        "due": _DUE[language],
        "code": "048213",
        "note": "",
        "what": _WHAT[language],
        "text": _WHAT[language],
        "outcomes": _TIMES[language],
        "phone": "+49 30 901820",
        "why": _WHY[language],
    }
