"""The booked times that no schedule has any more, day by day, and what staff can do about each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from frontdesk.access.model import SignedIn
from frontdesk.booking.model import Appointment
from frontdesk.booking.rules.limits import COMMENT_AT_MOST
from frontdesk.booking.usecases.list_outside import A_PAGE, Outside
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.ids import AppointmentId
from frontdesk.kernel.language import Language, Words
from frontdesk_web.dates import time_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_columns import appointment_url
from frontdesk_web.presenters.console_fields import Option
from frontdesk_web.presenters.console_menu import OUTSIDE
from frontdesk_web.presenters.console_times import kind_of, kinds, performer_named
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

CHOSEN, SUBSTITUTE = "chosen", "with"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A booked time. `problem` is why it was not changed; `substitutes` are free then."""

    id: str
    at: str
    day: date
    name: str
    kind: Words
    performer: str
    place: Words
    url: str
    substitutes: tuple[Option, ...]
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of those that were chosen: how many are done, and which are not, and why."""

    typed: Mapping[str, str]
    done: int = 0
    refused: Mapping[AppointmentId, FrontdeskError] | None = None
    error: FrontdeskError | None = None


def outside_page(
    who: SignedIn, catalogue: Catalogue, found: Outside, *, page: int, outcome: Outcome | None = None
) -> Page:
    """A page of the list; after something was done, with what was, and what was not and why."""
    language = who.session.language
    _, ngettext = translations(language).gettext, translations(language).ngettext
    refused = (outcome.refused if outcome else None) or {}
    error, done = (outcome.error, outcome.done) if outcome else (None, 0)
    return console_page(
        "console/outside.html",
        who,
        catalogue,
        here=None,
        back=_address(page),
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=bool(error or refused),
        days=_days([_line(it, found, catalogue, refused, language) for it in found.appointments]),
        count=found.count,
        page=page,
        before=_address(page - 1) if page > 1 else None,
        after=_address(page + 1) if page * A_PAGE < found.count else None,
        typed=outcome.typed if outcome and (error or refused) else {},
        problem=refusal_in_words(error, language) if error else None,
        comment_error=error is not None and not _is_about_choice(error),
        done=ngettext("%(num)s appointment was changed.", "%(num)s appointments were changed.", done)
        % {"num": done}
        if done
        else None,
        undone=_undone(refused, found, catalogue, language),
        most=COMMENT_AT_MOST,
    )


def _is_about_choice(error: FrontdeskError) -> bool:
    return isinstance(error, BadInput) and any(it.pointer == CHOSEN for it in error.errors)


def _address(page: int) -> str:
    return OUTSIDE if page == 1 else f"{OUTSIDE}?page={page}"


def _days(lines: Sequence[Line]) -> list[tuple[date, list[Line]]]:
    found: dict[date, list[Line]] = {}
    for it in lines:
        found.setdefault(it.day, []).append(it)
    return list(found.items())


def _line(
    it: Appointment,
    found: Outside,
    catalogue: Catalogue,
    refused: Mapping[AppointmentId, FrontdeskError],
    language: Language,
) -> Line:
    organisation, location = catalogue.organisation, catalogue.location(it.slot.location_id)
    subject = found.subjects.get(it.subject_id) if it.subject_id else None
    no = refused.get(it.id)
    return Line(
        id=it.id,
        at=time_words(it.slot.starts_at, location.zone, locale=locale_of(language)),
        day=it.slot.on,
        name=subject.name if subject else translations(language).gettext("Not on record any more"),
        kind=kind_of(kinds(found.timetable, organisation, language), it.slot.time_type_id, language).name,
        performer=performer_named(found.timetable, it.slot.performer_id),
        place=said(location.name, organisation, language),
        url=appointment_url(it),
        substitutes=tuple(
            Option(value=one, label=Words(performer_named(found.timetable, one), language))
            for one in found.substitutes.get(it.id, ())
        ),
        problem=refusal_in_words(no, language) if no else "",
    )


def _undone(
    refused: Mapping[AppointmentId, FrontdeskError], found: Outside, catalogue: Catalogue, language: Language
) -> list[tuple[str, str, str]]:
    """What was not changed, and why: where it is on the page, or on its own when it is not there any more."""
    here = {it.id: _line(it, found, catalogue, refused, language) for it in found.appointments}
    _ = translations(language).gettext
    return [
        (
            f"#{CHOSEN}.{it}" if it in here else "",
            f"{here[it].at}, {here[it].name}" if it in here else _("Appointment"),
            refusal_in_words(no, language),
        )
        for it, no in refused.items()
    ]
