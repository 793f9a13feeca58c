"""What the API says and hears of conversations, as JSON Schema."""

from typing import Any

from frontdesk.messaging.rules import WRITTEN_AT_MOST

TEXT: dict[str, Any] = {"type": "string"}
OR_NONE: dict[str, Any] = {"type": ["string", "null"]}
SAID_AT = TEXT | {"format": "date-time"}
STATUS = OR_NONE | {"description": "Accepted is not delivered: only the provider's receipt says that."}
SEEN = TEXT | {
    "description": "`seen` of the conversation that was read; it waits on where somebody wrote since."
}


def _object(required: list[str], **properties: Any) -> dict[str, Any]:  # noqa: ANN401
    """An object of these properties and no others; all of them are there where none is named as required."""
    return {
        "type": "object",
        "required": required or list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}


OF_MESSAGES: dict[str, dict[str, Any]] = {
    "ConversationHead": _object(
        [],
        id=TEXT,
        kind=TEXT,
        to=TEXT,
        patients={"type": "array", "items": TEXT},
        last_at=SAID_AT,
        waits={"type": "boolean"},
    ),
    "Conversations": _object([], conversations=_list("ConversationHead")),
    "Place": _object([], id=TEXT, kind=TEXT, to=TEXT),
    "Line": _object(
        [], id=TEXT, side=TEXT, at=SAID_AT, by=TEXT, kind=TEXT, text=TEXT, status=STATUS, reason=OR_NONE
    ),
    "SentMessage": _object(
        [], id=TEXT, template=TEXT, at=SAID_AT, kind=OR_NONE, status=STATUS, reason=OR_NONE
    ),
    "Conversation": _object(
        [], seen=OR_NONE, places=_list("Place"), lines=_list("Line"), messages=_list("SentMessage")
    ),
    "NewText": _object(
        ["text"],
        id=TEXT | {"pattern": "^[0-9a-f]{32}$", "description": "Drawn by the client: said once under it."},
        text=TEXT | {"maxLength": WRITTEN_AT_MOST},
        to=TEXT | {"description": "The place, the first one without it."},
        seen=SEEN,
    ),
}
