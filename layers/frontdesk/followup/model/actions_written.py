"""A corrective action as plain JSON: how its record writes it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from frontdesk.followup.model import TaskId
from frontdesk.followup.model.actions import (
    ActionId,
    ActionState,
    CorrectiveAction,
    FeedbackId,
    Said,
    Severity,
)
from frontdesk.kernel.ids import DepartmentId, OrganisationId, StaffId


def write_action(it: CorrectiveAction) -> dict[str, Any]:
    return {
        "department": it.department_id,
        "title": it.title,
        "text": it.text,
        "severity": it.severity.value,
        "state": it.state.value,
        "raised_by": it.raised_by,
        "raised_at": _said(it.raised_at),
        "plan_due_at": _said(it.plan_due_at),
        "effect_due_at": _said(it.effect_due_at) if it.effect_due_at else None,
        "escalations": it.escalations,
        "said": [_write_line(one) for one in it.said],
        "feedback": list(it.feedback),
        "tasks": list(it.tasks),
        "run": it.run,
    }


def read_action(
    organisation_id: OrganisationId, action_id: ActionId, said: Mapping[str, Any], *, version: int
) -> CorrectiveAction:
    effect = said["effect_due_at"]
    return CorrectiveAction(
        id=action_id,
        organisation_id=organisation_id,
        department_id=DepartmentId(said["department"]),
        title=said["title"],
        text=said["text"],
        severity=Severity(said["severity"]),
        state=ActionState(said["state"]),
        raised_by=StaffId(said["raised_by"]),
        raised_at=_read(said["raised_at"]),
        plan_due_at=_read(said["plan_due_at"]),
        effect_due_at=_read(effect) if effect else None,
        escalations=said["escalations"],
        said=tuple(_read_line(one) for one in said["said"]),
        feedback=tuple(FeedbackId(one) for one in said["feedback"]),
        tasks=tuple(TaskId(one) for one in said.get("tasks", ())),
        run=said["run"],
        version=version,
    )


def _write_line(it: Said) -> dict[str, Any]:
    line = {"state": it.state.value, "by": it.by, "at": _said(it.at), "text": it.text}
    return line | ({"asked": it.asked, "tasks": list(it.tasks)} if it.asked else {})


def _read_line(said: Mapping[str, Any]) -> Said:
    return Said(
        state=ActionState(said["state"]),
        by=StaffId(said["by"]),
        at=_read(said["at"]),
        text=said["text"],
        asked=said.get("asked", 0),
        tasks=tuple(TaskId(one) for one in said.get("tasks", ())),
    )


def _said(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _read(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
