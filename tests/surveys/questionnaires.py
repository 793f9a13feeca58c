"""Whole questionnaires for tests: one that has everything, and parts to make others of."""

from collections.abc import Mapping
from typing import Any

from frontdesk.kernel.ids import OrganisationId
from frontdesk.surveys.model.questionnaires import Questionnaire
from frontdesk.surveys.rules.reading import read_questionnaire

LINDENHOF = OrganisationId("lindenhof")
LANGUAGES = ("de", "sv", "zh-Hans", "en")


def said(german: str, swedish: str = "", chinese: str = "", english: str = "") -> dict[str, str]:
    """A text in four languages; the German one where the test does not care."""
    return dict(
        zip(LANGUAGES, (german, swedish or german, chinese or german, english or german), strict=True)
    )


def option(code: int, label: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "label": said(label), **more}


def item(name: str, kind: str, **more: Any) -> dict[str, Any]:
    """An item with what its type cannot do without."""
    made: dict[str, Any] = {"id": name, "type": kind, "text": said(f"Frage {name}?")}
    if kind in ("single", "multi", "scale", "matrix", "ranking"):
        made["options"] = [option(code, f"Antwort {code}") for code in range(1, 5)]
    if kind == "matrix":
        made["rows"] = [{"id": "doctors", "label": said("Ärzte")}, {"id": "nurses", "label": said("Pflege")}]
    return made | more


def when(of: str, compared: str = "answered", value: Any = None, **more: Any) -> dict[str, Any]:
    test = {"of": of, "compared": compared}
    return {"tests": [test if value is None else test | {"value": value}], **more}


def scale(name: str, *of: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "name": said(f"Skala {name}"),
        "of": list(of),
        "method": "mean",
        "at_least": 1,
        **more,
    }


def document(*pages: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "id": "stay",
        "title": said("Ihr Aufenthalt"),
        "languages": list(LANGUAGES),
        "pages": list(pages),
        **more,
    }


def questionnaire(*pages: list[dict[str, Any]], **more: Any) -> Questionnaire:
    return read(document(*pages, **more))


def read(written: Mapping[str, Any]) -> Questionnaire:
    return read_questionnaire(written, organisation_id=LINDENHOF, number=1)


def everything() -> dict[str, Any]:
    """Every type of item, branching over pages, scales with bands, alerts: nothing that the language has is missing."""
    return document(
        [
            item("welcome", "info"),
            item("agree", "consent", required=True),
            item("ward", "single", required=True, not_applicable=said("Keine Station")),
            item("pain", "scale", not_applicable=said("Trifft nicht zu")),
        ],
        [
            item("pain-where", "multi", least=1, most=2, when=when("pain", "at_least", 3)),
            item("pain-since", "date", when=when("pain-where", "has", 2)),
            item("recommend", "nps", low_end=said("auf keinen Fall"), high_end=said("auf jeden Fall")),
            item("food", "stars", most=5, not_applicable=said("Nicht gegessen")),
        ],
        [
            item("care", "matrix", not_applicable=said("Keinen Kontakt")),
            item("days", "number", least=0, most=365),
            item("name", "text", most=80),
            item("more", "long_text", when=when("recommend", "at_most", 6)),
            item("matters", "ranking", most=3),
        ],
        intro=said("Danke, dass Sie sich Zeit nehmen."),
        scales=[
            scale("experience", "care.doctors", "care.nurses", method="linear", at_least=1),
            scale(
                "burden",
                "pain",
                "food",
                method="sum",
                reversed_of=["food"],
                bands=[
                    {"starts_at": 0, "name": said("gering")},
                    {"starts_at": 7, "name": said("hoch"), "alert": True},
                ],
            ),
        ],
        alerts=[{"test": {"of": "pain", "compared": "is", "value": 4}, "reason": said("Starke Schmerzen")}],
        licence="Own work of the clinic",
    )
