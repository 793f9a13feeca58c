"""A request as plain JSON: what its record stores. Instants are ISO 8601 in UTC."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any

from frontdesk.documents.model import Document
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import ContactKey, EntryId
from frontdesk.kernel.language import Language
from frontdesk.requests.model import Answer, Entry, EntryKind, Request, RequestStatus, RequestType

INSTANTS = ("submitted_at", "due_at", "gives_up_at", "reply_by", "escalated_at", "closed_at", "settled_at")


def write_request(request: Request) -> dict[str, Any]:
    """All of the request but its version, which the record keeps."""
    plain = {f.name: getattr(request, f.name) for f in fields(request) if f.name != "version"}
    plain |= {name: _instant(plain[name]) for name in INSTANTS}
    plain["answers"] = [asdict(answer) for answer in request.answers]
    plain["thread"] = [_write_entry(it) for it in request.thread]
    return plain | {
        "type": request.type.value,
        "status": request.status.value,
        "language": request.language.value,
    }


def read_request(plain: Mapping[str, Any], *, version: int) -> Request:
    """The request that `write_request` wrote."""
    said = dict(plain)
    said |= {name: _aware(said[name]) for name in INSTANTS}
    said["answers"] = tuple(Answer(**answer) for answer in said["answers"])
    said["thread"] = tuple(
        Entry(
            id=EntryId(it["id"]),
            at=datetime.fromisoformat(it["at"]).astimezone(UTC),
            by=Actor.parse(it["by"]),
            kind=EntryKind(it["kind"]),
            text=it["text"],
            document=Document(**it["document"]) if "document" in it else None,
        )
        for it in said["thread"]
    )
    said["contact_key"] = ContactKey(said["contact_key"]) if said.get("contact_key") else None
    said["type"], said["status"] = RequestType(said["type"]), RequestStatus(said["status"])
    said["language"] = Language(said["language"])
    return Request(**said, version=version)


def _write_entry(it: Entry) -> dict[str, Any]:
    said = {"id": it.id, "at": it.at.isoformat(), "by": str(it.by), "kind": it.kind.value, "text": it.text}
    return said if it.document is None else said | {"document": asdict(it.document)}


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _aware(said: str | None) -> datetime | None:
    return None if said is None else datetime.fromisoformat(said).astimezone(UTC)
