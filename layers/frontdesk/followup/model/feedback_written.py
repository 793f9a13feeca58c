"""What a patient said of the house as plain JSON: how its record writes it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from frontdesk.followup.model.actions import ActionId, FeedbackId
from frontdesk.followup.model.feedback import Feedback, FeedbackKind, Happened, Note, Source, Way
from frontdesk.kernel.ids import DepartmentId, OrganisationId, SubjectId

Json = dict[str, Any]


def write_feedback(it: Feedback) -> Json:
    return {
        "kind": it.kind.value,
        "department": it.department_id,
        "source": it.source.value,
        "source_id": it.source_id,
        "subject": it.subject_id,
        "said_by": it.said_by,
        "heard_by": it.heard_by,
        "anonymous": it.anonymous,
        "text": it.text,
        "heard_at": _said(it.heard_at),
        "answer_due_at": _said(it.answer_due_at),
        "notes": [_write_note(one) for one in it.notes],
        "action": it.action_id,
        "action_closed": it.action_closed,
        "answered_at": _said(it.answered_at),
        "done_at": _said(it.done_at),
    }


def read_feedback(
    organisation_id: OrganisationId, feedback_id: FeedbackId, said: Mapping[str, Any], *, version: int
) -> Feedback:
    return Feedback(
        id=feedback_id,
        organisation_id=organisation_id,
        kind=FeedbackKind(said["kind"]),
        department_id=DepartmentId(said["department"]),
        source=Source(said["source"]),
        source_id=said["source_id"],
        subject_id=SubjectId(said["subject"]) if said["subject"] else None,
        said_by=said["said_by"],
        heard_by=said["heard_by"],
        anonymous=said["anonymous"],
        text=said["text"],
        heard_at=_known(said["heard_at"]),
        answer_due_at=_read(said["answer_due_at"]),
        notes=tuple(_read_note(one) for one in said["notes"]),
        action_id=ActionId(said["action"]) if said["action"] else None,
        action_closed=said["action_closed"],
        answered_at=_read(said["answered_at"]),
        done_at=_read(said["done_at"]),
        version=version,
    )


def _write_note(it: Note) -> Json:
    return {
        "id": it.id,
        "what": it.what.value,
        "by": it.by,
        "at": _said(it.at),
        "text": it.text,
        "way": it.way.value if it.way else None,
        "before": dict(it.before),
    }


def _read_note(said: Mapping[str, Any]) -> Note:
    return Note(
        id=said["id"],
        what=Happened(said["what"]),
        by=said["by"],
        at=_known(said["at"]),
        text=said["text"],
        way=Way(said["way"]) if said["way"] else None,
        before=said["before"],
    )


def _said(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None


def _read(text: str | None) -> datetime | None:
    return _known(text) if text else None


def _known(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
