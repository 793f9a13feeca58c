"""Staff look at who waits for a time at a location, and who is invited to take one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.model.invitations import Invitation
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases._look import record_look, who_comes
from frontdesk.kernel.ids import InvitationId, LocationId, OrganisationId, SubjectId
from frontdesk.patients.model import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """All that is open at a location, who waits first, by type and the oldest first; and who they are."""

    invitations: Sequence[Invitation]
    subjects: Mapping[SubjectId, Subject]


def list_waiting(
    *, organisation_id: OrganisationId, location_id: LocationId, staff: StaffMember, ports: BookingPorts
) -> Waiting:
    """NotFound when the location is none of theirs. That it was seen is in the trail before any name is read."""
    staff.require_reach(location_id)
    found = sorted(ports.invitations.open_at(organisation_id, location_id), key=lambda it: it.is_invited)
    if found:
        record_look(organisation_id, "WaitingRead", staff=staff, about=location_id, ports=ports)
    subjects = who_comes(organisation_id, (it.subject_id for it in found), ports=ports)
    return Waiting(invitations=found, subjects=subjects)


def own_invitation(
    organisation_id: OrganisationId, invitation_id: InvitationId, *, staff: StaffMember, ports: BookingPorts
) -> Invitation:
    """An invitation at one of the locations of this member of staff, unseen; else NotFound."""
    invitation = ports.invitations.get(organisation_id, invitation_id)
    staff.require_reach(invitation.want.location_id)
    return invitation
