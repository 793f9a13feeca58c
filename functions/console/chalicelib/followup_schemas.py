"""What the API says and hears of follow-up, as JSON Schema."""

from typing import Any

COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
PERCENT: dict[str, Any] = {"type": ["number", "null"], "description": "Null of nobody."}
RANGE: dict[str, Any] = {
    "type": ["object", "null"],
    "required": ["low", "high"],
    "properties": {"low": {"type": "number"}, "high": {"type": "number"}},
    "description": "The least and the most it can be, however what is hidden is divided.",
}
LINE: dict[str, Any] = {
    "type": "object",
    "required": ["due", "overdue", "open", "tries", "rates"],
    "properties": {
        "tries": {"type": "object", "additionalProperties": COUNT},
        "rates": {"type": "object", "additionalProperties": PERCENT},
    },
    "additionalProperties": COUNT,
}
LINES: dict[str, Any] = {"type": "object", "additionalProperties": LINE}
OF_FOLLOWUP: dict[str, dict[str, Any]] = {
    "FollowUpBook": {
        "type": "object",
        "required": ["version", "policy", "schemes"],
        "additionalProperties": False,
        "properties": {
            "version": {
                "type": "integer",
                "minimum": 0,
                "description": "The version that was changed; 0 for none.",
            },
            "policy": {
                "type": "object",
                "description": "See /console/api/followup-book.schema.json; what is left out is as usual.",
            },
            "schemes": {"type": "array", "maxItems": 100, "items": {"type": "object"}},
        },
    },
    "FollowUpStatistics": {
        "type": "object",
        "required": [
            "month",
            "department",
            "as_of",
            "all",
            "departments",
            "populations",
            "persons",
            "content",
        ],
        "additionalProperties": False,
        "properties": {
            "month": {"type": "string"},
            "department": {"type": "string", "description": "`*` for all."},
            "as_of": {"type": "string", "format": "date"},
            "all": LINE,
            "departments": LINES,
            "populations": LINES,
            "persons": LINES,
            "content": {
                "type": ["object", "null"],
                "additionalProperties": {
                    "type": "object",
                    "required": ["answers", "mean", "top_two"],
                    "properties": {
                        "answers": {"type": ["integer", "null"]},
                        "mean": RANGE,
                        "top_two": RANGE,
                    },
                },
                "description": "By department; null while the month is not over.",
            },
        },
    },
}
