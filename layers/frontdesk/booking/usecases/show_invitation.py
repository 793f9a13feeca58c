"""A patient looks at what they wait for, or are invited to; who is looking was proved before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from frontdesk.booking.model import Appointment, Slot
from frontdesk.booking.model.invitations import Invitation, InvitationStatus
from frontdesk.booking.model.timetable import Timetable, TimeType
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.invitations import why_not_open
from frontdesk.booking.usecases._invited import person_of, shall_become_earlier, why_not
from frontdesk.booking.usecases._offers import moment_at, timetable_of
from frontdesk.booking.usecases.find_times import AT_ONCE, Search, find_times
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import Refusal
from frontdesk.kernel.ids import InvitationId, OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownInvitation:
    """The invitation, and why nothing can be taken with it; None where something may.

    `appointment`: what it became, or what shall become earlier; None for neither.
    """

    invitation: Invitation
    time_type: TimeType
    timetable: Timetable
    appointment: Appointment | None
    not_open: Refusal | None


def show_invitation(
    *, organisation_id: OrganisationId, invitation_id: InvitationId, ports: BookingPorts
) -> ShownInvitation:
    """NotFound when this organisation has none of that id."""
    return shown_invitation(ports.invitations.get(organisation_id, invitation_id), ports=ports)


def shown_invitation(invitation: Invitation, *, ports: BookingPorts) -> ShownInvitation:
    """The invitation as its patient sees it; NotFound when the clinic has given up what it is for."""
    timetable = timetable_of(invitation.organisation_id, ports=ports)
    time_type = timetable.time_type(invitation.want.time_type_id)
    moment = moment_at(invitation.organisation_id, invitation.want.location_id, timetable, ports=ports)
    return ShownInvitation(
        invitation=invitation,
        time_type=time_type,
        timetable=timetable,
        appointment=ports.appointments.get(invitation.organisation_id, invitation.becomes)
        if invitation.status is InvitationStatus.USED
        else shall_become_earlier(invitation, ports=ports),
        not_open=why_not_open(invitation, today=moment.now.astimezone(moment.zone).date()),
    )


def find_invited(
    shown: ShownInvitation, first_day: date, last_day: date, *, ports: BookingPorts
) -> Sequence[Slot]:
    """The free times of these days, both included, that can be taken with the invitation now."""
    invitation, want = shown.invitation, shown.invitation.want
    first, last = max(first_day, want.first_day), min(last_day, want.last_day)
    if first > last or shown.not_open:
        return ()
    search = Search(
        organisation_id=invitation.organisation_id,
        location_id=want.location_id,
        time_type_id=want.time_type_id,
        performer_id=want.performer_id,
        by=ActorKind.STAFF if invitation.is_invited else ActorKind.PATIENT,
        moving=True,
    )
    found = find_times(search, first, last, ports=ports)
    if not found:
        return ()
    person = person_of(invitation, ports=ports)
    return [it for it in found if why_not(invitation, it, person, shown.appointment, ports=ports) is None]


def find_first_invited_day(shown: ShownInvitation, from_day: date, *, ports: BookingPorts) -> date | None:
    """The first day from `from_day` on with a time that can be taken with it, None when there is none."""
    first, last = max(from_day, shown.invitation.want.first_day), shown.invitation.want.last_day
    while first <= last:
        until = min(first + timedelta(days=AT_ONCE - 1), last)
        if found := find_invited(shown, first, until, ports=ports):
            return found[0].on
        first = until + timedelta(days=1)
    return None
