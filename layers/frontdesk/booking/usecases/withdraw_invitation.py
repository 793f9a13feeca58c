"""Somebody waits no longer, or does not want to come; or staff take an invitation back."""

from dataclasses import replace

from frontdesk.booking.errors import InvitationUsed
from frontdesk.booking.model.invitations import Invitation, InvitationStatus
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases import _facts
from frontdesk.booking.usecases._write import ATTEMPTS
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import InvitationId, OrganisationId


def withdraw_invitation(
    *, organisation_id: OrganisationId, invitation_id: InvitationId, by: Actor, ports: BookingPorts
) -> Invitation:
    """The invitation, withdrawn. Said again, as it is. InvitationUsed when a time was taken with it before."""
    for _ in range(ATTEMPTS):
        invitation = ports.invitations.get(organisation_id, invitation_id)
        if invitation.status is InvitationStatus.WITHDRAWN:
            return invitation
        if invitation.status is InvitationStatus.USED:
            appointment = ports.appointments.get(organisation_id, invitation.becomes)
            raise InvitationUsed(reference=appointment.reference)
        after = replace(invitation, status=InvitationStatus.WITHDRAWN)
        try:
            return ports.invitations.write(
                invitation, after, _facts.withdrawn(after, by=by, at=ports.clock())
            )
        except Conflict:
            continue
    raise Conflict(invitation_id=invitation_id)
