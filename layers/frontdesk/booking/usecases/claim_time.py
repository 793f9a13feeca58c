"""Somebody takes a time with their invitation: whoever is first has it, and no invitation is used twice. RIV-TA C12."""

from frontdesk.booking.errors import InvitationUsed, Overlaps, Taken
from frontdesk.booking.model import Appointment, AppointmentStatus, Change, ChangeKind, Slot, Wish
from frontdesk.booking.model.invitations import Invitation, InvitationStatus
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases import _facts
from frontdesk.booking.usecases._invited import person_of, shall_become_earlier, why_not
from frontdesk.booking.usecases._offers import offered_slot
from frontdesk.booking.usecases._write import ATTEMPTS, Said, write
from frontdesk.booking.usecases.move_appointment import moved_to
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import InvitationId, OrganisationId


def claim_time(
    *, organisation_id: OrganisationId, invitation_id: InvitationId, wish: Wish, ports: BookingPorts
) -> Appointment:
    """The appointment, booked or moved in the one write that uses the invitation up. Said again, as it is.

    Raises Taken, Overlaps, a Refusal with the reason: InvitationUsed with the `reference` of what it became.
    """
    for _ in range(ATTEMPTS):
        invitation = ports.invitations.get(organisation_id, invitation_id)
        if invitation.status is InvitationStatus.USED:
            return _claimed_before(invitation, wish, ports=ports)
        before = shall_become_earlier(invitation, ports=ports)
        after, facts = _claimed(invitation, before, wish, ports=ports)
        try:
            return write(before, after, *facts, uses=invitation, ports=ports)
        except (Taken, Overlaps):
            raise
        except Conflict:  # it was used, withdrawn or moved meanwhile: decided again on what is stored now
            continue
    raise Conflict(invitation_id=invitation_id)


def find_claimable(
    *, organisation_id: OrganisationId, invitation: Invitation, wish: Wish, ports: BookingPorts
) -> Slot:
    """The time before it is taken, as a page shows it; the Refusal that taking it would meet."""
    slot, _ = offered_slot(organisation_id, wish, by=ActorKind.STAFF, ports=ports)
    has, person = shall_become_earlier(invitation, ports=ports), person_of(invitation, ports=ports)
    if refusal := why_not(invitation, slot, person, has, ports=ports):
        raise refusal
    return slot


def _claimed(invitation: Invitation, before: Appointment | None, wish: Wish, *, ports: BookingPorts) -> Said:
    organisation_id, now = invitation.organisation_id, ports.clock()
    by = Actor(ActorKind.PATIENT, invitation.subject_id)
    # What is laid out; who may have it is another question here than at the counter, and asked next.
    slot, _ = offered_slot(organisation_id, wish, by=ActorKind.STAFF, ports=ports)
    if refusal := why_not(invitation, slot, person_of(invitation, ports=ports), before, ports=ports):
        raise refusal
    if before is not None:
        return moved_to(before, slot, comment="", by=by, now=now)
    after = Appointment(
        id=invitation.becomes,
        organisation_id=organisation_id,
        slot=slot,
        status=AppointmentStatus.BOOKED,
        language=invitation.language,
        subject_id=invitation.subject_id,
        reason=invitation.purpose,
        changes=(Change(at=now, by=by, kind=ChangeKind.BOOKED),),
    )
    return after, _facts.booked(after, by=by, at=now)


def _claimed_before(invitation: Invitation, wish: Wish, *, ports: BookingPorts) -> Appointment:
    appointment = ports.appointments.get(invitation.organisation_id, invitation.becomes)
    if appointment.status is AppointmentStatus.BOOKED and appointment.slot.wish == wish:
        return appointment
    raise InvitationUsed(reference=appointment.reference)
