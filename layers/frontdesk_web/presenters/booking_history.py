"""What became of an appointment, as its patient reads it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from frontdesk.booking.model import Appointment, AppointmentStatus, Change, ChangeKind
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.language import Language
from frontdesk_web.dates import clock_words, date_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.requests import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """A line of the history."""

    what: str
    icon: str
    at: datetime
    comment: str
    mine: bool


def state_in_words(it: Appointment, language: Language) -> State:
    """How an appointment stands, as patients read it."""
    _ = translations(language).gettext
    if it.status is AppointmentStatus.CANCELLED:
        return State(text=_("This appointment is cancelled"), icon="circle-x", kind="bad")
    if it.status is AppointmentStatus.NO_SHOW:
        return State(text=_("You did not come to this appointment"), icon="ban", kind="over")
    if it.is_confirmed:
        return State(text=_("You have confirmed your appointment"), icon="circle-check", kind="good")
    if any(change.kind is ChangeKind.MOVED for change in it.changes):
        return State(text=_("Your appointment has been moved"), icon="calendar-clock", kind="good")
    return State(text=_("Your appointment is booked"), icon="circle-check", kind="good")


def happened(it: Change, *, zone: ZoneInfo, language: Language) -> Happened:
    """A change of an appointment, as patients read it."""
    _ = translations(language).gettext
    by_patient = it.by.kind is ActorKind.PATIENT
    what, icon = {
        ChangeKind.BOOKED: (
            _("You booked the appointment.") if by_patient else _("The clinic booked the appointment."),
            "calendar-plus",
        ),
        ChangeKind.MOVED: (
            _("You moved the appointment.") if by_patient else _("The clinic moved the appointment."),
            "calendar-clock",
        ),
        ChangeKind.SUBSTITUTED: (_("Somebody else at the clinic sees you, at the same time."), "users"),
        ChangeKind.CANCELLED: (
            _("You cancelled the appointment.") if by_patient else _("The clinic cancelled the appointment."),
            "circle-x",
        ),
        ChangeKind.NO_SHOW: (_("You did not come."), "ban"),
        ChangeKind.CONFIRMED: (
            _("You confirmed that you come.") if by_patient else _("The clinic noted that you come."),
            "circle-check",
        ),
    }[it.kind]
    if it.was_at:
        locale = locale_of(language)
        day = date_words(it.was_at, zone, "long", locale=locale)
        was = _("Before: %(day)s, %(time)s.") % {
            "day": day,
            "time": clock_words(it.was_at, zone, locale=locale),
        }
        what = f"{what} {was}"
    return Happened(what=what, icon=icon, at=it.at, comment=it.comment, mine=by_patient)
