"""The calendar of a location: a day of everybody who works there, or a week of one of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from frontdesk.access.model import SignedIn
from frontdesk.booking.model import AppointmentStatus
from frontdesk.booking.model.desk import Diary, FreeTime
from frontdesk.booking.model.timetable import Resource, Timetable
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.kernel.ids import LocationId, ResourceId
from frontdesk.kernel.language import Language, Words
from frontdesk_web.dates import date_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_columns import Column, Shown, column, keep_url
from frontdesk_web.presenters.console_grid import hour_lines, row_at, whole_hours
from frontdesk_web.presenters.console_menu import CALENDAR
from frontdesk_web.presenters.console_times import Kind, kinds, performer_in_words, performers_at
from frontdesk_web.render import Page

A_DAY = timedelta(days=1)
WORKDAYS, DAYS_A_WEEK = 5, 7
TAKES_PLACE = (AppointmentStatus.BOOKED, AppointmentStatus.NO_SHOW)


class Shape(StrEnum):
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What of the calendar is looked at: the day or week of `day`; `performer_id` None for everybody's day."""

    location: Location
    day: date
    shape: Shape
    performer_id: ResourceId | None

    @property
    def days(self) -> tuple[date, ...]:
        """The day, or Monday to Sunday of its week."""
        if self.shape is Shape.DAY:
            return (self.day,)
        monday = self.day - timedelta(days=self.day.weekday())
        return tuple(monday + timedelta(days=it) for it in range(DAYS_A_WEEK))

    @property
    def url(self) -> str:
        performer = {"performer": self.performer_id} if self.performer_id else {}
        query = {"location": self.location.id, "day": self.day.isoformat(), "view": self.shape.value}
        return f"{CALENDAR}?{urlencode(query | performer)}"

    def later(self, steps: int) -> "Choice":
        """The same so many days or weeks later."""
        days = steps if self.shape is Shape.DAY else steps * DAYS_A_WEEK
        return replace(self, day=self.day + timedelta(days=days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to choose in the head of the page."""

    value: str
    label: Words
    chosen: bool


def calendar_page(  # noqa: PLR0913  # what is shown, and what chose it
    who: SignedIn,
    catalogue: Catalogue,
    timetable: Timetable,
    *,
    choice: Choice,
    locations: Sequence[Location],
    diary: Diary,
    free: Sequence[FreeTime],
    now: datetime,
) -> Page:
    """The days of the choice. `locations` are those to choose from."""
    language, organisation = who.session.language, catalogue.organisation
    named = kinds(timetable, organisation, language)
    shown = Shown(
        timetable=timetable,
        location=choice.location,
        kinds=named,
        diary=diary,
        language=language,
        now=now,
    )
    columns = _columns(choice, shown, free)
    rows = whole_hours(_spans(columns, shown, choice))
    return console_page(
        "console/calendar.html",
        who,
        catalogue,
        here=None,
        back=choice.url,
        choice=choice,
        heading=_heading(choice, language),
        days_label=_days_label(choice, language),
        place=said(choice.location.name, organisation, language),
        locations=[
            Option(
                value=it.id,
                label=said(it.name, organisation, language),
                chosen=it.id == choice.location.id,
            )
            for it in locations
        ],
        performers=_performers(timetable, choice, language),
        before=choice.later(-1).url,
        after=choice.later(1).url,
        keep=keep_url(choice.location, choice.performer_id or "", choice.day),
        today=replace(choice, day=now.astimezone(choice.location.zone).date()).url,
        columns=[it.placed(rows.start) for it in columns],
        hours=hour_lines(rows),
        legend=_legend(columns, named),
        booked=_booked(diary, language),
    )


def no_calendar_page(who: SignedIn, catalogue: Catalogue) -> Page:
    """For who has no location, or whose clinic has laid down no times."""
    return console_page("console/calendar_none.html", who, catalogue, here=None, back=CALENDAR)


def _columns(choice: Choice, shown: Shown, free: Sequence[FreeTime]) -> list[Column]:
    if choice.shape is Shape.WEEK:
        assert choice.performer_id is not None, "a week is somebody's"
        found = [column(shown, choice.performer_id, day, free) for day in choice.days]
        return [it for it in found if it.items or it.day.weekday() < WORKDAYS]
    [day] = choice.days
    works = [it.id for it in performers_at(shown.timetable, choice.location.id, day)]
    booked = [it.slot.performer_id for it in shown.diary.appointments]
    here = dict.fromkeys([*works, *booked])
    wanted = [it for it in here if choice.performer_id in (None, it)] or (
        [choice.performer_id] if choice.performer_id else []
    )
    return [column(shown, it, day, free, by_person=True) for it in wanted]


def _spans(columns: Sequence[Column], shown: Shown, choice: Choice) -> Iterator[range]:
    """All that the grid has room for: what stands in it, and the hours of the schedules."""
    yield from (it.rows for col in columns for it in col.items)
    weekdays = {col.day.weekday() for col in columns}
    for schedule in shown.timetable.schedules:
        if schedule.location_id == choice.location.id and choice.performer_id in (
            None,
            schedule.performer_id,
        ):
            yield from (
                range(row_at(it.opens), row_at(it.closes)) for it in schedule.week if it.weekday in weekdays
            )


def _performers(timetable: Timetable, choice: Choice, language: Language) -> list[Option]:
    return [
        Option(
            value=it.id, label=Words(performer_in_words(it), language), chosen=it.id == choice.performer_id
        )
        for it in performers_at(timetable, choice.location.id)
    ]


def _heading(choice: Choice, language: Language) -> str:
    _ = translations(language).gettext
    if choice.shape is Shape.DAY:
        return _("Calendar of the day")
    return _("Calendar of the week")


def _days_label(choice: Choice, language: Language) -> str:
    """`Dienstag, 24. November 2026`; of a week its number and its first and last day."""
    _, locale = translations(language).gettext, locale_of(language)
    first, last = choice.days[0], choice.days[-1]
    if choice.shape is Shape.DAY:
        return date_words(first, locale=locale)
    return _("Week %(number)s, %(first)s to %(last)s") % {
        "number": first.isocalendar().week,
        "first": date_words(first, form="medium", locale=locale),
        "last": date_words(last, form="medium", locale=locale),
    }


def _legend(columns: Sequence[Column], named: Sequence[Kind]) -> list[Kind]:
    """The kinds that are to be seen, in the timetable's order."""
    seen = {it.kind.id for col in columns for it in col.items if it.kind} | {
        group.kind.id for col in columns for it in col.items for group in it.groups
    }
    return [it for it in named if it.id in seen]


def _booked(diary: Diary, language: Language) -> str:
    ngettext = translations(language).ngettext
    count = sum(it.status in TAKES_PLACE for it in diary.appointments)
    return ngettext("%(num)s appointment", "%(num)s appointments", count) % {"num": count}


def first_performer(timetable: Timetable, location_id: LocationId) -> Resource | None:
    """Whose week is shown while nobody was chosen."""
    return next(iter(performers_at(timetable, location_id)), None)
