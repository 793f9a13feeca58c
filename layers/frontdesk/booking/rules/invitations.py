"""Who may wait, who may be invited, and which times they may take. Pure."""

from datetime import date, timedelta

from frontdesk.booking.errors import (
    InvitationOver,
    InvitationUsed,
    NotOffered,
    PurposeMissing,
    TextTooLong,
    TooFarAhead,
    WrongDays,
)
from frontdesk.booking.model import Appointment, Slot
from frontdesk.booking.model.invitations import Invitation, InvitationStatus, Want
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.rules.limits import (
    REASON_AT_MOST,
    Moment,
    Person,
    why_not_move,
    why_not_offered,
    why_not_then,
    why_not_they,
)
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import Refusal

DAYS_AT_MOST = 366
PATIENT = ActorKind.PATIENT


def why_not_days(want: Want, *, today: date) -> Refusal | None:
    """The reason these are no days to wait for, or None: they end today or later, in a year at most."""
    there = max(want.first_day, today) <= want.last_day <= today + timedelta(days=DAYS_AT_MOST)
    return None if there else WrongDays()


def why_not_laid_out(want: Want, timetable: Timetable) -> Refusal | None:
    """The reason nobody can wait for such a time, or None: somebody's week at the place has the type."""
    there = timetable.schedules_for(want.location_id, want.time_type_id, want.performer_id)
    return None if there else NotOffered()


def why_not_purpose(purpose: str) -> Refusal | None:
    """The reason what an invitation is said to be for does not do, or None: 1 to 500 characters. RIV-TA purpose."""
    if not purpose.strip():
        return PurposeMissing()
    return TextTooLong() if len(purpose) > REASON_AT_MOST else None


def why_not_open(invitation: Invitation, *, today: date) -> Refusal | None:
    """The reason nothing can be taken with it any more, or None."""
    if invitation.status is InvitationStatus.USED:
        return InvitationUsed()
    gone = invitation.status is InvitationStatus.WITHDRAWN or invitation.want.last_day < today
    return InvitationOver() if gone else None


def why_not_take(  # noqa: PLR0913, PLR0917  # all that belongs to the question
    invitation: Invitation,
    slot: Slot,
    timetable: Timetable,
    moment: Moment,
    person: Person | None,
    has: Appointment | None,
) -> Refusal | None:
    """The reason the time cannot be taken with it now, or None, as far as the rules and not the sheets know.

    `person` is None where the type asks for no age, `has` where no appointment shall become earlier. Whoever is invited
    may take what only staff book, whatever their age, in the days the clinic named; but no sooner than anybody.
    """
    time_type = timetable.time_type(slot.time_type_id)
    refusal = why_not_open(invitation, today=moment.now.astimezone(moment.zone).date())
    if refusal or not invitation.want.has(slot.wish, slot.on):
        return refusal or NotOffered()
    too_near = why_not_then(time_type, slot.starts_at, moment, by=PATIENT)
    if invitation.is_invited:
        return None if isinstance(too_near, TooFarAhead) else too_near
    if has is None:
        refusal = why_not_offered(timetable, time_type, by=PATIENT)
    elif slot.starts_at >= has.slot.starts_at:
        refusal = NotOffered()
    else:
        refusal = why_not_move(has, time_type, moment, by=PATIENT)
    return refusal or too_near or (why_not_they(time_type, person, on=slot.on) if person else None)
