"""What the API says and hears of questionnaires, as JSON Schema. A questionnaire has a schema of its own."""

from typing import Any

from chalicelib.desk_schemas import NAMED, OR_NONE, TEXT


def _object(required: list[str], **properties: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "type": "object",
        "required": required or list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


NUMBER = {"type": "integer", "minimum": 0, "description": "Of the latest revision; 0 before the first."}
VERSION = {
    "type": "integer",
    "minimum": 0,
    "description": "The version that was seen; an older one is refused.",
}
DOCUMENT = {
    "type": "object",
    "description": "The questionnaire, see /console/api/questionnaire.schema.json; a draft may lack things.",
}
FAULTS = _list(_object([], pointer=TEXT, code=TEXT))
LISTED = {"id": TEXT, "title": {"type": "object"}, "number": NUMBER, "revision": OR_NONE, "version": VERSION}
REVISION = {"number": NUMBER, "revision": TEXT, "by": TEXT, "at": {"type": "string", "format": "date-time"}}
OF_QUESTIONNAIRES: dict[str, dict[str, Any]] = {
    "Questionnaires": _object([], questionnaires=_list(_object([], **LISTED)), instruments=_list(TEXT)),
    "QuestionnaireDraft": _object([], **LISTED, document=DOCUMENT, faults=FAULTS),
    "NewQuestionnaire": {
        "oneOf": [
            _object(["id", "document"], id=NAMED, document=DOCUMENT),
            _object(["id", "instrument"], id=NAMED, instrument=TEXT),
        ]
    },
    "QuestionnaireChange": _object([], document=DOCUMENT, version=VERSION),
    "QuestionnaireVersion": _object([], version=VERSION),
    "QuestionnaireRevision": _object([], **REVISION, document=DOCUMENT),
    "QuestionnaireRevisions": _object([], revisions=_list(_object([], **REVISION))),
    "QuestionnaireAnswers": _object(
        [],
        answers={
            "type": "object",
            "description": "By column: a code, a list of codes, a text, or a number that was written as {n: text}.",
            "additionalProperties": {
                "anyOf": [
                    {"type": "integer", "minimum": -9, "maximum": 9999},
                    {"type": "string", "maxLength": 5000},
                    {
                        "type": "array",
                        "items": {"type": "integer", "minimum": 0, "maximum": 9999},
                        "maxItems": 40,
                    },
                    _object([], n={"type": "string", "pattern": "^[0-9]{1,10}([.][0-9]{1,4})?$"}),
                ]
            },
        },
    ),
    "QuestionnaireTrial": _object(
        [],
        row={
            "type": "object",
            "description": "Every column: -7 does not apply, -8 not asked, -9 not answered.",
        },
        scores={"type": "object", "additionalProperties": {"type": ["number", "null"]}},
        bands={"type": "object"},
        alerts=_list({"type": "object"}),
        faults=FAULTS,
    ),
}
