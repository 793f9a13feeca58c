"""Who waits for a time at a location, who is invited to take one, and the form that invites somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.booking.errors import PurposeMissing, TextTooLong, WrongDays
from frontdesk.booking.model.invitations import Invitation
from frontdesk.booking.model.timetable import Resource, Timetable
from frontdesk.booking.usecases.list_waiting import Waiting
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.language import Language, Words, understood
from frontdesk.patients.model import Subject
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_calendar import Option
from frontdesk_web.presenters.console_menu import INVITE, WAITING
from frontdesk_web.presenters.console_times import (
    Kind,
    kind_of,
    kinds,
    performer_in_words,
    performer_named,
)
from frontdesk_web.presenters.console_words import Tag, refusal_in_words
from frontdesk_web.presenters.forms import by_field, date_parts, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

PROPOSED_FOR = timedelta(days=60)
FIELDS = {
    PurposeMissing.code: "reason",
    TextTooLong.code: "reason",
    WrongDays.code: "last_day",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the list. `subject` is None once nothing is on record of them."""

    invitation: Invitation
    subject: Subject | None
    kind: Kind
    performer: str | None
    tag: Tag
    over: bool


def waiting_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    timetable: Timetable,
    found: Waiting,
    *,
    location: Location,
    locations: Sequence[Location],
    today: date,
    done: str | None = None,
    error: FrontdeskError | None = None,
) -> Page:
    """All that is open at a location; `done` is what was done last, `error` why something could not be."""
    language, organisation = who.session.language, catalogue.organisation
    named = kinds(timetable, organisation, language)
    may = why_not(who.staff, Permission.APPOINTMENTS_CHANGE) is None
    return console_page(
        "console/waiting.html",
        who,
        catalogue,
        here=None,
        back=f"{WAITING}?{urlencode({'location': location.id})}",
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None else refusal_in_words(error, language),
        done=_notice(done, language),
        place=said(location.name, organisation, language),
        locations=[
            Option(value=it.id, label=said(it.name, organisation, language), chosen=it.id == location.id)
            for it in locations
        ],
        zone=location.zone,
        lines=[_line(it, found, timetable, named, language, today) for it in found.invitations],
        may_change=may,
        withdraw=WAITING,
        invite_url=f"{INVITE}?{urlencode({'location': location.id})}" if may else None,
    )


def invite_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    timetable: Timetable,
    *,
    location: Location,
    performers: Sequence[Resource],
    invitation_id: str,
    today: date,
    typed: Mapping[str, str],
    error: FrontdeskError | None = None,
) -> Page:
    """Whom the clinic invites to what, in which days, and what for."""
    language, organisation = who.session.language, catalogue.organisation
    errors = _errors(error, typed)
    return console_page(
        "console/invite.html",
        who,
        catalogue,
        here=None,
        back=f"{INVITE}?{urlencode({'location': location.id})}",
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else refusal_in_words(error, language),
        problems=problems_of(errors, _labels(language), language),
        errors=by_field(errors),
        typed={
            "first_day": today.isoformat(),
            "last_day": (today + PROPOSED_FOR).isoformat(),
            **typed,
        },
        place=said(location.name, organisation, language),
        location_id=location.id,
        types=[
            Option(value=it.id, label=it.name, chosen=it.id == typed.get("type"))
            for it in kinds(timetable, organisation, language)
            if timetable.schedules_for(location.id, it.id)
        ],
        performers=[
            Option(
                value=it.id,
                label=Words(performer_in_words(it), language),
                chosen=it.id == typed.get("performer"),
            )
            for it in performers
        ],
        action=INVITE,
        waiting_url=f"{WAITING}?{urlencode({'location': location.id})}",
        invitation_id=invitation_id,
        date_parts=date_parts(language),
        languages=organisation.languages,
        speaks=understood(typed.get("language", "")) or organisation.languages[0],
    )


def _line(  # noqa: PLR0913, PLR0917
    it: Invitation,
    found: Waiting,
    timetable: Timetable,
    named: Sequence[Kind],
    language: Language,
    today: date,
) -> Line:
    _ = translations(language).gettext
    if it.is_invited:
        tag = Tag(text=_("invited"), icon="mail")
    elif it.appointment_id:
        tag = Tag(text=_("waits for an earlier time"), icon="calendar-clock")
    else:
        tag = Tag(text=_("waits"), icon="hourglass")
    return Line(
        invitation=it,
        subject=found.subjects.get(it.subject_id),
        kind=kind_of(named, it.want.time_type_id, language),
        performer=performer_named(timetable, it.want.performer_id) if it.want.performer_id else None,
        tag=tag,
        over=it.want.last_day < today,
    )


def _labels(language: Language) -> dict[str, Words | None]:
    _ = translations(language).gettext
    labels = {
        "name": _("First and last name"),
        "birth_date": _("Date of birth"),
        "phone": _("Phone"),
        "email": _("E-mail address"),
        "last_day": _("Last day"),
        "reason": _("What for"),
    }
    return {name: Words(label, language) for name, label in labels.items()}


def _errors(error: FrontdeskError | None, typed: Mapping[str, str]) -> tuple[FieldError, ...]:
    """What belongs to a field of the form; that it does not say what for is said along with all else."""
    if isinstance(error, BadInput):
        silent = () if typed.get("reason", "").strip() else (FieldError("reason", PurposeMissing.code),)
        return (*error.errors, *silent)
    return (FieldError(FIELDS[error.code], error.code),) if error and error.code in FIELDS else ()


def _notice(done: str | None, language: Language) -> str | None:
    """What to say after something was done; None for anything else an address may claim."""
    _ = translations(language).gettext
    return {
        "invited": _("They are invited, and get a message with the link."),
        "withdrawn": _("It was taken off the list."),
    }.get(done or "")
