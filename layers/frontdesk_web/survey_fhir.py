"""Responses as FHIR R4 QuestionnaireResponses: nobody's, of no day, and what was not answered is not there."""

from typing import Any

from frontdesk.surveys.model.questionnaires import HIDDEN, MISSING, ItemType, Questionnaire
from frontdesk.surveys.rules.holding import by_column, choices
from frontdesk.surveys.rules.rows import LISTED, SAID, Rows, Value

FHIR = "application/fhir+json"
Json = dict[str, Any]


def as_bundle(q: Questionnaire, rows: Rows) -> Json:
    """A collection of them; the order is that of the rows."""
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": _response(q, dict(zip(rows.heads, row, strict=True)))} for row in rows.rows],
    }


def _response(q: Questionnaire, row: dict[str, Value]) -> Json:
    items: list[Json] = []
    for column, item in by_column(q).items():
        if item.type in SAID:
            continue  # that something was said is no answer in FHIR
        if item.type in LISTED:
            chosen = [(row[f"{column}.{code}"], code) for code in choices(item)]
            answers = [
                _coding(code) for place, code in sorted(chosen) if isinstance(place, int) and place > 0
            ]
        else:
            answers = _answers(item.type, row[column])
        if answers:
            items.append({"linkId": column, "answer": answers})
    said = {"item": items} if items else {}
    canonical = f"urn:frontdesk:questionnaire:{q.id}|{q.number}"
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": canonical,
        "status": "completed",
        **said,
    }


def _answers(kind: ItemType, value: Value) -> list[Json]:
    if value in (HIDDEN, MISSING) or not isinstance(value, int | float):
        return []
    if kind is ItemType.NUMBER:
        return [{"valueDecimal": value}]
    if kind is ItemType.CONSENT:
        return [{"valueBoolean": bool(value)}]
    if kind in (ItemType.NPS, ItemType.STARS) and value >= 0:
        return [{"valueInteger": int(value)}]
    return [_coding(int(value))]


def _coding(code: int) -> Json:
    return {"valueCoding": {"code": str(code)}}
