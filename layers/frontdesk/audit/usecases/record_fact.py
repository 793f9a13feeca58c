"""Every fact is a deed: the relay writes each into the trail before the bus hears of it."""

from datetime import datetime

from frontdesk.audit.model import AuditEntry
from frontdesk.audit.ports import AuditPorts
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.events import Fact
from frontdesk.kernel.ids import DepartmentId, EventId, OrganisationId, SubjectId

ABOUT = (
    "request_id",
    "appointment_id",
    "invitation_id",
    "message_id",
    "reply_id",
    "call_id",
    "release_id",
    "reminder_id",
    "service_id",
    "upload_id",
    "feedback_id",
    "task_id",
    "action_id",
    "push_id",
    "plan_id",
    "encounter_id",
)


def record_fact(fact: Fact, *, ports: AuditPorts) -> None:
    """Append a fact under its event id, so that a fact relayed twice is one entry."""
    metadata, data = fact["detail"]["metadata"], fact["detail"]["data"]
    subject_id, department_id = data.get("subject_id"), data.get("department_id")
    ports.trail.append(
        AuditEntry(
            id=EventId(fact["event_id"]),
            organisation_id=OrganisationId(str(metadata["organisation_id"])),
            at=datetime.fromisoformat(str(metadata["occurred_at"])),
            actor=Actor.parse(str(metadata["actor"])),
            action=fact["name"],
            subject_id=SubjectId(str(subject_id)) if subject_id else None,
            department_id=DepartmentId(str(department_id)) if department_id else None,
            about=next((str(data[key]) for key in ABOUT if key in data), ""),
        )
    )
