"""An invitation as plain JSON: what its record stores. Its names are those of an appointment's."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from frontdesk.booking.model.invitations import Invitation, InvitationStatus, Want
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import (
    AppointmentId,
    InvitationId,
    LocationId,
    OrganisationId,
    ResourceId,
    SubjectId,
    TimeTypeId,
)
from frontdesk.kernel.language import Language

Plain = dict[str, Any]


def write_invitation(it: Invitation) -> Plain:
    """All of it but its ids, which are the record's key, and its version. What is empty is left out."""
    plain = {
        "subject": it.subject_id,
        "at": it.want.location_id,
        "type": it.want.time_type_id,
        "who": it.want.performer_id,
        "from": it.want.first_day.isoformat(),
        "until": it.want.last_day.isoformat(),
        "by": str(it.by),
        "made": it.made_at.astimezone(UTC).isoformat(),
        "language": it.language.value,
        "purpose": it.purpose,
        "earlier": it.appointment_id,
        "status": it.status.value,
    }
    return {name: value for name, value in plain.items() if value}


def read_invitation(
    organisation_id: OrganisationId, invitation_id: InvitationId, said: Mapping[str, Any], *, version: int
) -> Invitation:
    return Invitation(
        id=invitation_id,
        organisation_id=organisation_id,
        subject_id=SubjectId(said["subject"]),
        want=Want(
            location_id=LocationId(said["at"]),
            time_type_id=TimeTypeId(said["type"]),
            performer_id=ResourceId(said["who"]) if "who" in said else None,
            first_day=date.fromisoformat(said["from"]),
            last_day=date.fromisoformat(said["until"]),
        ),
        by=Actor.parse(said["by"]),
        made_at=datetime.fromisoformat(said["made"]).astimezone(UTC),
        language=Language(said["language"]),
        purpose=said.get("purpose", ""),
        appointment_id=AppointmentId(said["earlier"]) if "earlier" in said else None,
        status=InvitationStatus(said["status"]),
        version=version,
    )
