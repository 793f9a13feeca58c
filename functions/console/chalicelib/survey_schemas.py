"""What the API says of surveys' results, as JSON Schema."""

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
SHOWN: dict[str, Any] = {
    "type": ["integer", "null"],
    "description": "Null for none, for fewer than `smallest`, and for what would tell such a number.",
}
NUMBER: dict[str, Any] = {"type": "number"}


def _object(**properties: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


RANGE: dict[str, Any] = _object(low=NUMBER, high=NUMBER) | {
    "type": ["object", "null"],
    "description": "The least and the most it can be, however what is hidden is divided.",
}
TURNOUT: dict[str, Any] = _object(sent=COUNT, answered=COUNT) | {
    "type": ["object", "null"],
    "description": "Invitations that were sent and answered; null where nobody was invited, or too few to be shown.",
}
OF_SURVEYS: dict[str, dict[str, Any]] = {
    "SurveyResults": _object(
        survey=TEXT,
        place=TEXT,
        smallest=COUNT,
        periods={
            "type": "array",
            "items": _object(begins=TEXT, ends=TEXT, responses=COUNT, turnout=TURNOUT),
        },
        questions={
            "type": "array",
            "items": _object(
                column=TEXT,
                responses=COUNT,
                hidden=COUNT,
                answers={
                    "type": "array",
                    "items": _object(code={"type": "integer"}, count=SHOWN, share=RANGE),
                },
                nps=RANGE,
                mean=RANGE,
                median={"type": ["number", "null"]},
                boxes=_object(top=RANGE, top_two=RANGE, middle=RANGE, bottom=RANGE)
                | {"type": ["object", "null"]},
            ),
        },
        averages={
            "type": "array",
            "items": _object(of=TEXT, begins=TEXT, mean=NUMBER, grain=NUMBER),
        },
    ),
}
