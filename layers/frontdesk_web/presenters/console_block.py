"""A stretch that staff keep free: the form for it, and its page, on which it is given back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.booking.errors import Over, Taken
from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.booking.model.desk import Diary
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.rules.limits import COMMENT_AT_MOST
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk_web.dates import date_words, time_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_calendar import Choice, Option, Shape
from frontdesk_web.presenters.console_columns import appointment_url, block_url, keep_url
from frontdesk_web.presenters.console_times import performer_in_words, performer_named, resources_at
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class InTheWay:
    """Something that has a part of the stretch; `name` is whose it is, or what a block says."""

    when: str
    name: str
    url: str


def block_form_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    timetable: Timetable,
    *,
    location: Location,
    day: date,
    block_id: str,
    typed: Mapping[str, str],
    in_the_way: Diary | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    """The form with what was `typed`. `in_the_way`: what stands there, as far as they may see it; None for nothing."""
    language, organisation = who.session.language, catalogue.organisation
    errors = error.errors if isinstance(error, BadInput) else ()
    return console_page(
        "console/block.html",
        who,
        catalogue,
        here=None,
        back=keep_url(location, typed.get("resource", ""), day),
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else _problem(error, language),
        problems=problems_of(errors, _labels(language), language),
        errors=by_field(errors),
        typed=typed,
        location=said(location.name, organisation, language),
        location_id=location.id,
        day_url=Choice(location=location, day=day, shape=Shape.DAY, performer_id=None).url,
        resources=[
            Option(
                value=it.id,
                label=Words(performer_in_words(it), language),
                chosen=it.id == typed.get("resource"),
            )
            for it in resources_at(timetable, location.id)
        ],
        is_taken=isinstance(error, Taken),
        in_the_way=_in_the_way(in_the_way, catalogue, language) if in_the_way else [],
        block_id=block_id,
        most=COMMENT_AT_MOST,
    )


def block_page(
    who: SignedIn, catalogue: Catalogue, timetable: Timetable, it: Appointment, *, done: str | None = None
) -> Page:
    """The stretch, kept free or given back; `done` is what was done last."""
    language, organisation = who.session.language, catalogue.organisation
    location = catalogue.location(it.slot.location_id)
    is_kept = it.status is AppointmentStatus.BLOCKED
    _ = translations(language).gettext
    notices = {
        ("blocked", True): _("The stretch is kept free: nobody can book in it."),
        ("given-back", False): _("The stretch can be booked again."),
    }
    return console_page(
        "console/blocked.html",
        who,
        catalogue,
        here=None,
        back=block_url(it),
        done=notices.get((done or "", is_kept)),
        is_kept=is_kept,
        may_give_back=is_kept and why_not(who.staff, Permission.APPOINTMENTS_CHANGE) is None,
        slot=it.slot,
        note=it.reason,
        performer=performer_named(timetable, it.slot.performer_id),
        location=said(location.name, organisation, language),
        zone=location.zone,
        url=block_url(it),
        day_url=Choice(location=location, day=it.slot.on, shape=Shape.DAY, performer_id=None).url,
    )


def _labels(language: Language) -> dict[str, Words]:
    """The fields of the form, in its order."""
    _ = translations(language).gettext
    labels = {
        "resource": _("Performer or room"),
        "day": _("Day"),
        "from": _("From"),
        "until": _("Until"),
        "note": _("Note"),
    }
    return {name: Words(label, language) for name, label in labels.items()}


def _problem(error: FrontdeskError, language: Language) -> str:
    """Why nothing was kept free; to whoever blocks, a taken time is not one that somebody has just booked."""
    _ = translations(language).gettext
    if isinstance(error, Taken):
        return _("Something is in this stretch already. Move or cancel it first, or choose other hours.")
    if isinstance(error, Over):
        return _("This form has kept other hours free already. Send it again to keep these free, too.")
    return refusal_in_words(error, language)


def _in_the_way(diary: Diary, catalogue: Catalogue, language: Language) -> Sequence[InTheWay]:
    _, locale = translations(language).gettext, locale_of(language)
    found = []
    for it in diary.appointments:
        zone, slot = catalogue.location(it.slot.location_id).zone, it.slot
        begins, ends = (time_words(at, zone, locale=locale) for at in (slot.starts_at, slot.ends_at))
        subject = diary.subjects.get(it.subject_id) if it.subject_id else None
        nobody = _("Not on record any more") if it.subject_id else it.reason or _("Blocked")
        found.append(
            InTheWay(
                when=f"{date_words(slot.on, form='medium', locale=locale)}, {begins}\N{EN DASH}{ends}",
                name=subject.name if subject else nobody,
                url=appointment_url(it) if it.subject_id else block_url(it),
            )
        )
    return found
