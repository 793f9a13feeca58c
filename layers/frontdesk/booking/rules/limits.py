"""Who may take, move and cancel a time, and until when. Pure: a page shows a button exactly when this has no reason."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from frontdesk.booking.errors import (
    NotOffered,
    NotYours,
    OnlyKnown,
    OnlyNew,
    Over,
    ReasonMissing,
    TextTooLong,
    TooFarAhead,
    TooLate,
    TooSoon,
    WrongAge,
    WrongCoverage,
)
from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.booking.model.timetable import (
    BookableBy,
    Coverage,
    Known,
    Limit,
    Reason,
    Timetable,
    TimeType,
    Unit,
)
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import Refusal

REASON_AT_MOST = 500
COMMENT_AT_MOST = 500
WEEKEND = (5, 6)


@dataclass(frozen=True, slots=True)
class Moment:
    """When a question is asked, and by which calendar: the zone and the holidays of the location."""

    now: datetime
    zone: ZoneInfo
    holidays: Collection[date] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """As much of who comes as the rules ask for; None where it was not asked."""

    birth_date: date
    is_known: bool | None = None
    coverage: Coverage | None = None


def why_not_offered(timetable: Timetable, time_type: TimeType, *, by: ActorKind) -> Refusal | None:
    """The reason somebody is not offered the type at all, or None."""
    staff_only = not timetable.offered or time_type.bookable_by is BookableBy.STAFF
    return NotOffered() if staff_only and by is not ActorKind.STAFF else None


def why_not_then(
    time_type: TimeType, starts_at: datetime, moment: Moment, *, by: ActorKind
) -> Refusal | None:
    """The reason a time that begins then cannot be taken now, or None. Staff may take any from now on."""
    if by is ActorKind.STAFF:
        return TooSoon() if starts_at < moment.now else None
    if starts_at < moment.now + timedelta(minutes=time_type.lead_minutes):
        return TooSoon()
    last = moment.now.astimezone(moment.zone).date() + timedelta(days=time_type.horizon_days)
    return TooFarAhead() if starts_at.astimezone(moment.zone).date() > last else None


def why_not_they(time_type: TimeType, person: Person, *, on: date) -> Refusal | None:
    """The reason the type is not for this person on the local day `on`, or None."""
    years = age(person.birth_date, on)
    too_young = time_type.youngest is not None and years < time_type.youngest
    too_old = time_type.oldest is not None and years > time_type.oldest
    if too_young or too_old:
        return WrongAge()
    if time_type.known is Known.NEW and person.is_known:
        return OnlyNew()
    if time_type.known is Known.KNOWN and person.is_known is False:
        return OnlyKnown()
    return WrongCoverage() if person.coverage and person.coverage not in time_type.coverages else None


def why_not_reason(time_type: TimeType, reason: str) -> Refusal | None:
    """The reason what they said of their visit does not do, or None: 1 to 500 characters where one is required."""
    if time_type.reason is Reason.REQUIRED and not reason.strip():
        return ReasonMissing()
    return TextTooLong() if len(reason) > REASON_AT_MOST else None


def why_not_confirm(appointment: Appointment, *, now: datetime) -> Refusal | None:
    """The reason a held time cannot become somebody's, or None.

    A hold that has ended is no reason: its cells are still its own, or somebody took them, which the write finds out.
    """
    waiting = appointment.status in (AppointmentStatus.HELD, AppointmentStatus.LAPSED)
    return None if waiting and now < appointment.slot.starts_at else Over()


def why_not_cancel(
    appointment: Appointment, time_type: TimeType, moment: Moment, *, by: ActorKind
) -> Refusal | None:
    """The reason the appointment cannot be cancelled, or None. Staff may until it begins."""
    refusal = _why_not_change(appointment, moment, by=by, theirs=time_type.staff_booked.cancelled)
    return refusal or _why_not_so_late(appointment, time_type.cancel_limit, moment, by=by)


def why_not_move(
    appointment: Appointment, time_type: TimeType, moment: Moment, *, by: ActorKind
) -> Refusal | None:
    """The reason the appointment cannot be moved, or None. Staff may until it begins."""
    refusal = _why_not_change(appointment, moment, by=by, theirs=time_type.staff_booked.moved)
    return refusal or _why_not_so_late(appointment, time_type.move_limit, moment, by=by)


def why_not_miss(appointment: Appointment, *, now: datetime) -> Refusal | None:
    """The reason staff cannot note that the patient did not come, or None once it has begun."""
    booked = appointment.status is AppointmentStatus.BOOKED
    return None if booked and now >= appointment.slot.starts_at else Over()


def why_not_promise(appointment: Appointment, *, now: datetime) -> Refusal | None:
    """The reason nobody can say that they come, or None: it is booked, and has not begun."""
    booked = appointment.status is AppointmentStatus.BOOKED
    return None if booked and now < appointment.slot.starts_at else Over()


def why_not_see(appointment: Appointment, time_type: TimeType) -> Refusal | None:
    """The reason the patient is not shown the appointment, or None. 1177: se tider som vården har bokat."""
    hidden = appointment.booked_by is ActorKind.STAFF and not time_type.staff_booked.seen
    return NotYours() if hidden else None


def why_not_comment(comment: str) -> Refusal | None:
    """The reason a comment does not do, or None: at most 500 characters."""
    return TextTooLong() if len(comment) > COMMENT_AT_MOST else None


def changeable_until(limit: Limit, starts_at: datetime, moment: Moment) -> datetime:
    """The instant from which a patient may no longer change it.

    Hours are elapsed ones. Working days are whole ones between (Jönköping: en hel vardag före): Saturdays, Sundays and
    the location's holidays are none.
    """
    if limit.unit is Unit.HOURS:
        return starts_at - timedelta(hours=limit.amount)
    day, left = starts_at.astimezone(moment.zone).date(), limit.amount
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() not in WEEKEND and day not in moment.holidays
    return datetime.combine(day, time.min, moment.zone)


def age(birth_date: date, on: date) -> int:
    """Years of age on a day; who was born on a leap day has a birthday on the first of March."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def _why_not_change(
    appointment: Appointment, moment: Moment, *, by: ActorKind, theirs: bool
) -> Refusal | None:
    if appointment.status is not AppointmentStatus.BOOKED or moment.now >= appointment.slot.starts_at:
        return Over()
    by_staff_for_them = appointment.booked_by is ActorKind.STAFF and by is not ActorKind.STAFF
    return NotYours() if by_staff_for_them and not theirs else None


def _why_not_so_late(
    appointment: Appointment, limit: Limit, moment: Moment, *, by: ActorKind
) -> Refusal | None:
    until = changeable_until(limit, appointment.slot.starts_at, moment)
    return TooLate() if by is not ActorKind.STAFF and moment.now >= until else None
