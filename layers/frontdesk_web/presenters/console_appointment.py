"""An appointment as staff see it: who comes and why, what happened to it, and what can be done with it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.booking.model import Appointment, Change, ChangeKind
from frontdesk.booking.model.desk import FreeTime
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.rules.limits import COMMENT_AT_MOST, why_not_see
from frontdesk.booking.usecases.read_appointment import Opened
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import StaffId, random_id
from frontdesk.kernel.language import Language
from frontdesk_web.dates import datetime_words
from frontdesk_web.i18n import OWN_NAME, locale_of, translations
from frontdesk_web.presenters.clinic import dialled, said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_calendar import Choice, Shape
from frontdesk_web.presenters.console_calls import CallButton
from frontdesk_web.presenters.console_columns import appointment_url, state_tags, written_time
from frontdesk_web.presenters.console_offers import days_of
from frontdesk_web.presenters.console_times import kind_of, kinds, performer_named
from frontdesk_web.presenters.console_words import Tag, actor_in_words, refusal_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What was sent and did not get through, and why."""

    typed: Mapping[str, str]
    error: FrontdeskError


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """Something that was done with the appointment. `text` is what the patient or staff said about it."""

    what: Tag
    who: str
    at: datetime
    label: str
    text: str
    theirs: bool


def appointment_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    timetable: Timetable,
    opened: Opened,
    names: Mapping[StaffId, str],
    *,
    done: str | None = None,
    attempt: Attempt | None = None,
) -> Page:
    """The appointment. `names` of staff who changed it; `done` is what was done last."""
    language = who.session.language
    may = why_not(who.staff, Permission.APPOINTMENTS_CHANGE) is None
    return console_page(
        "console/appointment.html",
        who,
        catalogue,
        here=None,
        back=appointment_url(opened.appointment),
        status=HTTPStatus.OK if attempt is None else status_of(attempt.error),
        done=_notice(done, opened, timetable, language),
        problem=None if attempt is None else refusal_in_words(attempt.error, language),
        failed=attempt is not None,
        typed={} if attempt is None else attempt.typed,
        may_move=may and opened.not_moved is None,
        may_cancel=may and opened.not_cancelled is None,
        may_miss=may and opened.not_missed is None,
        history=_history(opened, catalogue, names, language),
        most=COMMENT_AT_MOST,
        **_facts(opened, catalogue, timetable, language),
    )


def move_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    timetable: Timetable,
    opened: Opened,
    free: Sequence[FreeTime],
    *,
    locations: Sequence[Location],
    chosen: Location,
    from_day: date,
    time: str = "",
    attempt: Attempt | None = None,
) -> Page:
    """Where the appointment can be moved to: the free times of its type at the `chosen` of the `locations`.

    `time` is the one that was chosen in the calendar, as forms say it: as long as it is free, only it is shown.
    """
    language, organisation = who.session.language, catalogue.organisation
    there = appointment_url(opened.appointment)
    wished = [it for it in free if written_time(it.slot) == time] if attempt is None else []
    return console_page(
        "console/move.html",
        who,
        catalogue,
        here=None,
        back=f"{there}/move",
        status=HTTPStatus.OK if attempt is None else status_of(attempt.error),
        problem=None if attempt is None else refusal_in_words(attempt.error, language),
        failed=attempt is not None,
        typed={} if attempt is None else attempt.typed,
        time=time,
        is_chosen=bool(wished),
        is_gone=bool(time) and not wished and attempt is None,
        days=days_of(wished or free, timetable, chosen, language),
        locations=[(it.id, said(it.name, organisation, language)) for it in locations],
        chosen=chosen.id,
        from_day=from_day,
        most=COMMENT_AT_MOST,
        **_facts(opened, catalogue, timetable, language),
    )


def _facts(opened: Opened, catalogue: Catalogue, timetable: Timetable, language: Language) -> dict[str, Any]:
    """The appointment itself, and its patient."""
    it, subject, organisation = opened.appointment, opened.subject, catalogue.organisation
    location = catalogue.location(it.slot.location_id)
    day = Choice(location=location, day=it.slot.on, shape=Shape.DAY, performer_id=None)
    return {
        "appointment": it,
        "subject": subject,
        "tel": dialled(subject.phone or ""),
        "call": CallButton(id=random_id(), cause="appointments", about=it.id),
        "reads": OWN_NAME[it.language],
        "kind": kind_of(kinds(timetable, organisation, language), it.slot.time_type_id, language),
        "performer": performer_named(timetable, it.slot.performer_id),
        "room": performer_named(timetable, it.slot.room_id) if it.slot.room_id else None,
        "location": said(location.name, organisation, language),
        "zone": location.zone,
        "tags": _tags(it, language),
        "url": appointment_url(it),
        "day_url": day.url,
    }


def _tags(it: Appointment, language: Language) -> tuple[Tag, ...]:
    """How it was booked, and what became of it."""
    _ = translations(language).gettext
    web = it.booked_by is ActorKind.PATIENT
    booked = (
        Tag(text=_("booked on the web"), icon="monitor")
        if web
        else Tag(text=_("booked by staff"), icon="users")
    )
    invited = (Tag(text=_("invitation"), icon="mail"),) if it.invited else ()
    return (booked, *invited, *state_tags(it, language))


def _history(
    opened: Opened, catalogue: Catalogue, names: Mapping[StaffId, str], language: Language
) -> list[Happened]:
    """All that happened, the first thing first; with the booking goes the reason that was given for the visit."""
    location = catalogue.location(opened.appointment.slot.location_id)
    known = {str(it): name for it, name in names.items()} | {str(opened.subject.id): opened.subject.name}
    return [_happened(it, opened.appointment, known, location, language) for it in opened.appointment.changes]


def _happened(
    change: Change, of: Appointment, known: Mapping[str, str], location: Location, language: Language
) -> Happened:
    _ = translations(language).gettext
    was = (
        datetime_words(change.was_at, location.zone, "medium", locale=locale_of(language))
        if change.was_at
        else ""
    )
    what, label = {
        ChangeKind.BOOKED: (Tag(text=_("Booked"), icon="calendar-plus"), _("Reason for the visit")),
        ChangeKind.MOVED: (
            Tag(text=_("Moved from %(time)s") % {"time": was}, icon="corner-up-right"),
            _("Comment on the move"),
        ),
        ChangeKind.SUBSTITUTED: (Tag(text=_("With somebody else"), icon="users"), _("Comment on the move")),
        ChangeKind.CANCELLED: (Tag(text=_("Cancelled"), icon="x"), _("Comment on the cancellation")),
        ChangeKind.NO_SHOW: (Tag(text=_("Did not come"), icon="ban"), ""),
        ChangeKind.CONFIRMED: (Tag(text=_("Confirmed"), icon="circle-check"), ""),
    }[change.kind]
    return Happened(
        what=what,
        who=actor_in_words(change.by, known, language),
        at=change.at,
        label=label,
        text=of.reason if change.kind is ChangeKind.BOOKED else change.comment,
        theirs=change.by.kind is ActorKind.PATIENT,
    )


def _notice(done: str | None, opened: Opened, timetable: Timetable, language: Language) -> str | None:
    """What to say after something was done; None for anything else an address may claim."""
    _ = translations(language).gettext
    deeds = {
        "booked": _("The time is booked."),
        "moved": _("The appointment was moved."),
        "cancelled": _("The appointment was cancelled, and its time is free again."),
    }
    if done == "missed":
        return _("It was noted that the patient did not come.")
    if done not in deeds:
        return None
    shown = timetable.shown and opened.time_type and not why_not_see(opened.appointment, opened.time_type)
    told = _("The patient gets a message.")
    return f"{deeds[done]} {told}" if shown else deeds[done]
