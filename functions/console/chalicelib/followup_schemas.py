"""What the API says and hears of follow-up, as JSON Schema."""

from typing import Any

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
}
