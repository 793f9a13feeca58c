"""The page behind the link of a reminder: times and buttons, and nothing that a stranger who has it could use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.booking.rules.limits import why_not_promise
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Language
from frontdesk.reminders.rules import member
from frontdesk.reminders.usecases.show_reminder import Reminded
from frontdesk_web.dates import clock_words, date_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking_choice import Counter
from frontdesk_web.presenters.clinic import clinic_page
from frontdesk_web.presenters.requests import State
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A time of a reminder. `member`: what its button confirms, empty for none; `url`: where it is moved, cancelled."""

    day: str
    time: str
    state: State | None
    member: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What a link opens: at which counter, with which ticket, and the addresses of the appointments' own pages."""

    counter: Counter
    ticket: str
    reminded: Sequence[Reminded]
    pages: Sequence[str | None]

    def at(self, part: str = "", lang: str | None = None) -> str:
        language = lang or self.counter.language.value
        return addresses.reminder(self.counter.organisation_id, self.ticket, part, lang=language)


def reminder_page(it: Reminder, no: FrontdeskError | None = None) -> Page:
    """The times, by when they are; `no` is why what was confirmed last could not be."""
    counter = it.counter
    times = [_told(one, page, counter) for one, page in zip(it.reminded, it.pages, strict=True)]
    waiting = [one.member for one in times if one.member]
    return clinic_page(
        "booking/reminder.html",
        counter.catalogue,
        language=counter.language,
        now=counter.now,
        status=HTTPStatus.OK if no is None else status_of(no),
        location_id=it.reminded[0].appointment.slot.location_id,
        in_other_language=lambda other: it.at(lang=other.value),
        times=times,
        everything=" ".join(waiting) if len(waiting) > 1 else "",
        error=no and no.code,
        action=it.at("confirm"),
        forms=tuple({one.form: None for one in it.reminded if one.form and _stands(one, counter.now)}),
    )


def _told(one: Reminded, page: str | None, counter: Counter) -> Told:
    appointment, locale = one.appointment, locale_of(counter.language)
    slot, zone = appointment.slot, counter.catalogue.location(appointment.slot.location_id).zone
    to_confirm = one.asks and _stands(one, counter.now) and not appointment.is_confirmed
    return Told(
        day=date_words(slot.starts_at, zone, locale=locale),
        time=clock_words(slot.starts_at, zone, locale=locale),
        state=_state(appointment, counter.now, counter.language),
        member=member(appointment.id, slot.starts_at) if to_confirm else "",
        url=page if _stands(one, counter.now) else None,
    )


def _stands(one: Reminded, now: datetime) -> bool:
    return why_not_promise(one.appointment, now=now) is None


def _state(it: Appointment, now: datetime, language: Language) -> State | None:
    """What became of it, None where it is to come and nothing was said."""
    _ = translations(language).gettext
    if it.status is AppointmentStatus.CANCELLED:
        return State(text=_("This appointment is cancelled"), icon="circle-x", kind="bad")
    if it.status is not AppointmentStatus.BOOKED or it.slot.starts_at <= now:
        return State(text=_("This time has passed"), icon="history", kind="over")
    if it.is_confirmed:
        return State(text=_("You have confirmed your appointment"), icon="circle-check", kind="good")
    return None
