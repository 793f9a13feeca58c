"""Staff book a time for somebody: the form, and the list of all that can be booked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from frontdesk.access.model import SignedIn
from frontdesk.booking.errors import (
    NotOffered,
    Overlaps,
    PurposeMissing,
    ReasonMissing,
    Taken,
    TextTooLong,
    TooSoon,
)
from frontdesk.booking.model import Wish
from frontdesk.booking.model.desk import FreeTime
from frontdesk.booking.model.timetable import Reason, Timetable
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.ids import ResourceId, TimeTypeId
from frontdesk.kernel.language import Language, Words, understood
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_calendar import Choice, Option, Shape
from frontdesk_web.presenters.console_menu import CALENDAR, FREE_TIMES, INVITE
from frontdesk_web.presenters.console_offers import Offer, days_of, offer
from frontdesk_web.presenters.console_times import (
    Kind,
    kind_of,
    kinds,
    performer_in_words,
    performer_named,
    performers_at,
)
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.presenters.forms import by_field, date_parts, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

FOR_DAYS = 14
AT_THE_REASON = (ReasonMissing, PurposeMissing, TextTooLong)
CHOOSE_ANOTHER = (Taken, Overlaps, NotOffered, TooSoon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What of the free times is looked at: two weeks from a day, of a type and a performer, None for all."""

    location: Location
    first_day: date
    time_type_id: TimeTypeId | None
    performer_id: ResourceId | None

    @property
    def last_day(self) -> date:
        return last_of(self.first_day)

    def url(self, first_day: date) -> str:
        """The same from another day on."""
        query = {
            "location": self.location.id,
            "type": self.time_type_id,
            "performer": self.performer_id,
            "from": first_day.isoformat(),
        }
        return f"{FREE_TIMES}?{urlencode({name: value for name, value in query.items() if value})}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The free times of one kind with one performer."""

    kind: Kind
    name: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeDay:
    """A day of the list."""

    day: date
    rows: tuple[Row, ...]


def book_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    timetable: Timetable,
    wish: Wish,
    *,
    appointment_id: str,
    free: Sequence[FreeTime],
    typed: Mapping[str, str],
    error: FrontdeskError | None = None,
) -> Page:
    """The form for the wished time, with what was `typed`; the `free` times of the type when it is gone."""
    language, organisation = who.session.language, catalogue.organisation
    location, time_type = catalogue.location(wish.location_id), timetable.time_type(wish.time_type_id)
    errors = _errors(error)
    choose = isinstance(error, CHOOSE_ANOTHER)
    _ = translations(language).gettext
    labels = {
        "name": _("First and last name"),
        "birth_date": _("Date of birth"),
        "phone": _("Phone"),
        "email": _("E-mail address"),
        "reason": _("Reason for the visit"),
    }
    day = wish.starts_at.astimezone(location.zone).date()
    return console_page(
        "console/book.html",
        who,
        catalogue,
        here=None,
        back=_back(wish),
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else refusal_in_words(error, language),
        problems=problems_of(
            errors, {name: Words(label, language) for name, label in labels.items()}, language
        ),
        errors=by_field(errors),
        typed=typed,
        choose=choose,
        days=days_of(free, timetable, location, language) if choose else [],
        time=typed.get("time", ""),
        starts_at=wish.starts_at,
        zone=location.zone,
        performer=performer_named(timetable, wish.performer_id),
        kind=kind_of(kinds(timetable, organisation, language), wish.time_type_id, language),
        location=said(location.name, organisation, language),
        location_id=location.id,
        day_url=Choice(location=location, day=day, shape=Shape.DAY, performer_id=None).url,
        appointment_id=appointment_id,
        date_parts=date_parts(language),
        languages=organisation.languages,
        speaks=understood(typed.get("language", "")) or organisation.languages[0],
        needs_reason=time_type.reason is Reason.REQUIRED,
        invite_url=f"{INVITE}?{urlencode({'location': location.id, 'type': wish.time_type_id})}",
    )


def free_times_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    timetable: Timetable,
    *,
    filters: Filters,
    locations: Sequence[Location],
    free: Sequence[FreeTime],
    today: date,
) -> Page:
    """All free times of two weeks."""
    language, organisation = who.session.language, catalogue.organisation
    named = kinds(timetable, organisation, language)
    before = max(today, filters.first_day - timedelta(days=FOR_DAYS))
    ngettext = translations(language).ngettext
    return console_page(
        "console/free_times.html",
        who,
        catalogue,
        here=None,
        back=filters.url(filters.first_day),
        first_day=filters.first_day,
        last_day=filters.last_day,
        place=said(filters.location.name, organisation, language),
        counted=ngettext("%(num)s free time", "%(num)s free times", len(free)) % {"num": len(free)},
        locations=[
            Option(value=it.id, label=said(it.name, organisation, language), chosen=it == filters.location)
            for it in locations
        ],
        types=[Option(value=it.id, label=it.name, chosen=it.id == filters.time_type_id) for it in named],
        performers=[
            Option(
                value=it.id,
                label=Words(performer_in_words(it), language),
                chosen=it.id == filters.performer_id,
            )
            for it in performers_at(timetable, filters.location.id)
        ],
        before=filters.url(before) if before < filters.first_day else None,
        after=filters.url(filters.last_day + timedelta(days=1)),
        days=_days(free, timetable, filters.location, named, language),
    )


def _days(
    free: Sequence[FreeTime],
    timetable: Timetable,
    location: Location,
    named: Sequence[Kind],
    language: Language,
) -> list[FreeDay]:
    found: dict[date, dict[tuple[Kind, str], list[Offer]]] = {}
    for it in free:
        row = (
            kind_of(named, it.slot.time_type_id, language),
            performer_named(timetable, it.slot.performer_id),
        )
        found.setdefault(it.slot.on, {}).setdefault(row, []).append(offer(it, location, language))
    return [
        FreeDay(
            day=day,
            rows=tuple(
                Row(kind=kind, name=name, offers=tuple(offers)) for (kind, name), offers in rows.items()
            ),
        )
        for day, rows in found.items()
    ]


def _errors(error: FrontdeskError | None) -> tuple[FieldError, ...]:
    """What belongs to a field of the form."""
    if isinstance(error, BadInput):
        return error.errors
    return (FieldError("reason", error.code),) if isinstance(error, AT_THE_REASON) else ()


def _back(wish: Wish) -> str:
    time = f"{wish.performer_id}@{wish.starts_at:%Y-%m-%dT%H:%MZ}"
    return f"{CALENDAR}/book?{urlencode({'location': wish.location_id, 'type': wish.time_type_id, 'time': time})}"


def last_of(first_day: date) -> date:
    """The last of the two weeks that are looked at together."""
    return first_day + timedelta(days=FOR_DAYS - 1)
