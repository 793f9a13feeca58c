"""Staff invite somebody to take a time themselves, in days that the clinic names. 1177: öppen kallelse."""

from frontdesk.booking.model.desk import StaffMember
from frontdesk.booking.model.invitations import Invitation, Want
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.rules.invitations import why_not_days, why_not_laid_out, why_not_purpose
from frontdesk.booking.usecases._offers import moment_at, timetable_of
from frontdesk.booking.usecases.book_on_behalf import Visitor, registered
from frontdesk.booking.usecases.wait_for_time import made_once
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import InvitationId, OrganisationId


def invite_patient(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    invitation_id: InvitationId,
    want: Want,
    visitor: Visitor,
    staff: StaffMember,
    ports: BookingPorts,
) -> Invitation:
    """The invitation of a subject who is registered first. The same id again is the same one.

    Raises a Refusal for days or a purpose that do not do, NotFound when the location is none of theirs.
    """
    staff.require_reach(want.location_id)
    timetable = timetable_of(organisation_id, ports=ports)
    moment = moment_at(organisation_id, want.location_id, timetable, ports=ports)
    today = moment.now.astimezone(moment.zone).date()
    refusal = (
        why_not_laid_out(want, timetable)
        or why_not_days(want, today=today)
        or why_not_purpose(visitor.reason)
    )
    if refusal:
        raise refusal
    subject = registered(organisation_id, visitor, ports=ports)
    invitation = Invitation(
        id=invitation_id,
        organisation_id=organisation_id,
        subject_id=subject.id,
        want=want,
        by=Actor(ActorKind.STAFF, staff.id),
        made_at=moment.now,
        language=visitor.language,
        purpose=visitor.reason.strip(),
    )
    return made_once(invitation, ports=ports)
