"""The schemes of the demo's clinics, laid down before their patients are discharged, so that plans are proposed."""

from collections.abc import Mapping
from typing import Any

MOOD = "phq-9"
"""The questionnaire that patients with a depression are sent."""


def _text(de: str, sv: str, zh: str, en: str) -> Mapping[str, str]:
    return {"de": de, "sv": sv, "zh-Hans": zh, "en": en}


def _call(after: int, what: Mapping[str, str], *, later: int = 2) -> Mapping[str, Any]:
    return {
        "after": after,
        "before_window": min(after, 1),
        "after_window": later,
        "channels": ["phone"],
        "what": what,
    }


ALL = {
    "id": "all",
    "title": _text("Alle Entlassungen", "Alla utskrivningar", "全部出院患者", "All discharges"),
    "population": "discharged",
    "anchor": "discharged",
}
WEIGHT = _text(
    "Gewicht, Luftnot, Medikamente",
    "Vikt, andnöd, läkemedel",
    "体重、气促、用药",
    "Weight, breath, medication",
)
RECOVERY = _text("Befinden", "Hur det går", "康复情况", "Recovery")
HEART = {
    "id": "heart-failure",
    "title": _text("Herzschwäche", "Hjärtsvikt", "心力衰竭", "Heart failure"),
    "population": "discharged",
    "anchor": "discharged",
    "diagnoses": ["I50"],
    "steps": [_call(days, WEIGHT) for days in (1, 7, 14, 30)],
}
LUNGS = {
    "id": "copd",
    "title": _text("COPD", "KOL", "慢阻肺", "COPD"),
    "population": "discharged",
    "anchor": "discharged",
    "diagnoses": ["J44"],
    "steps": [
        _call(2, _text("Inhalation, Luftnot", "Inhalation, andnöd", "吸入用药与气促", "Inhaler, breath")),
        _call(14, RECOVERY),
    ],
}
SUGAR = {
    "id": "diabetes",
    "title": _text("Diabetes", "Diabetes", "糖尿病", "Diabetes"),
    "population": "discharged",
    "anchor": "discharged",
    "diagnoses": ["E11"],
    "steps": [
        _call(
            2,
            _text(
                "Blutzuckerwerte, Medikamente",
                "Blodsockervärden, läkemedel",
                "血糖监测与用药",
                "Blood sugar readings, medication",
            ),
        ),
        _call(14, RECOVERY),
    ],
}
SURGERY = {
    "id": "surgery",
    "title": _text("Nach Operationen", "Efter operationer", "手术后", "After operations"),
    "population": "discharged",
    "anchor": "discharged",
    "diagnoses": ["K35", "K80"],
    "steps": [
        _call(1, _text("Wunde und Schmerzen", "Sår och smärta", "切口与疼痛", "Wound and pain")),
        _call(10, _text("Fäden, Belastung", "Stygn, ansträngning", "拆线与活动", "Stitches, strain")),
    ],
}
STAYS = {
    "id": "stays",
    "title": _text("Während des Aufenthalts", "Under vårdtiden", "住院期间", "During the stay"),
    "population": "inpatient",
    "anchor": "admitted",
    "starts_alone": True,
    "steps": [
        _call(
            2,
            _text(
                "Wie es auf Station geht", "Hur det går på avdelningen", "在院感受", "How it goes on the ward"
            ),
        )
    ],
}
VISITS = {
    "id": "visits",
    "title": _text("Nach Besuchen", "Efter besök", "门诊之后", "After visits"),
    "population": "outpatient",
    "anchor": "visited",
    "starts_alone": True,
    "steps": [
        _call(
            1,
            _text(
                "Ob die Behandlung hilft",
                "Om behandlingen hjälper",
                "治疗是否有效",
                "Whether the treatment helps",
            ),
        )
    ],
}
DEPRESSION = {
    "id": "depression",
    "title": _text("Depression", "Depression", "抑郁", "Depression"),
    "population": "discharged",
    "anchor": "discharged",
    "diagnoses": ["F32", "F33"],
    "starts_alone": True,
    "steps": [
        {
            "after": days,
            "after_window": 7,
            "channels": ["sms", "email"],
            "form": MOOD,
            "what": _text("Wie geht es Ihnen?", "Hur mår du?", "您近来感觉如何？", "How are you?"),
        }
        for days in (1, 14)
    ],
}
SCHEMES = [ALL, HEART, LUNGS, SUGAR, SURGERY, DEPRESSION, STAYS, VISITS]
