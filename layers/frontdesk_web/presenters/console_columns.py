"""A column of the calendar: what somebody has on a day, and what is still free."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from frontdesk.booking.model import Appointment, AppointmentStatus, ChangeKind, Slot
from frontdesk.booking.model.desk import Diary, FreeTime
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.rules.limits import Moment, why_not_move
from frontdesk.catalogue.model import Location
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.ids import ResourceId
from frontdesk.kernel.language import Language
from frontdesk_web.dates import date_words, time_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.console_grid import Box, boxes, places, wall_rows
from frontdesk_web.presenters.console_menu import CALENDAR
from frontdesk_web.presenters.console_times import Kind, kind_of, performer_named
from frontdesk_web.presenters.console_words import Tag

LONG = 5
"""Rows from which a block has room for a second line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What all columns of a page are made from."""

    timetable: Timetable
    location: Location
    kinds: Sequence[Kind]
    diary: Diary
    language: Language
    now: datetime

    def at(self, instant: datetime) -> str:
        """The wall time at the location."""
        return time_words(instant, self.location.zone, locale=locale_of(self.language))

    def can_be_moved(self, it: Appointment) -> bool:
        """Whether staff may move it now; the page of an appointment asks the same rule."""
        time_type = next((one for one in self.timetable.time_types if one.id == it.slot.time_type_id), None)
        moment = Moment(self.now, self.location.zone, self.timetable.holidays_at(self.location.id))
        return time_type is not None and why_not_move(it, time_type, moment, by=ActorKind.STAFF) is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A free time to be booked. `time` is how forms say it, `row` where it begins."""

    at: str
    url: str
    staff_only: bool
    time: str
    day: date
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Free times of one kind."""

    kind: Kind
    starts: tuple[Start, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something in a column. `state`: booked, cancelled, missed, blocked, free or several; `place` its grid classes.

    `groups` are the free times of a box; `members` those who come, or do not, to one and the same time.
    `keep_url`: where a free stretch is kept free; `move_url`: where an appointment is moved, empty where it cannot be.
    """

    rows: range
    state: str
    begins: str
    ends: str
    name: str | None = None
    kind: Kind | None = None
    url: str = ""
    move_url: str = ""
    keep_url: str = ""
    is_web: bool = False
    tags: tuple[Tag, ...] = ()
    groups: tuple[Group, ...] = ()
    members: tuple["Item", ...] = ()
    seats: str = ""
    place: str = ""

    @property
    def is_long(self) -> bool:
        return len(self.rows) >= LONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Somebody's day. `note` says why nothing can be booked."""

    id: str
    heading: str
    sub: str
    day: date
    is_today: bool
    note: str | None
    items: tuple[Item, ...] = field(default=())

    def placed(self, begins: int) -> "Column":
        """The same with each item at its place, in a grid that shows the rows from `begins` on."""
        where = places([it.rows for it in self.items], begins)
        items = tuple(replace(it, place=place) for it, place in zip(self.items, where, strict=True))
        return replace(self, items=items)


def column(
    shown: Shown,
    performer_id: ResourceId,
    day: date,
    free: Sequence[FreeTime],
    *,
    by_person: bool = False,
) -> Column:
    """What the performer has on the day; the heading is the person or the day, whichever differs in the page."""
    theirs = [
        it for it in shown.diary.appointments if (it.slot.performer_id, it.slot.on) == (performer_id, day)
    ]
    times = [it for it in free if (it.slot.performer_id, it.slot.on) == (performer_id, day)]
    items = _together(theirs, shown)
    items += [_free(it, shown) for it in boxes(times, shown.location.zone)]
    items.sort(key=lambda it: (it.rows.start, it.state == "cancelled", it.state == "free"))
    locale = locale_of(shown.language)
    return Column(
        id=performer_id if by_person else day.isoformat(),
        heading=performer_named(shown.timetable, performer_id)
        if by_person
        else date_words(day, form="EEEE", locale=locale),
        sub="" if by_person else date_words(day, form="medium", locale=locale),
        day=day,
        is_today=day == shown.now.astimezone(shown.location.zone).date(),
        note=_why_away(shown, performer_id, day),
        items=tuple(items),
    )


def booking_url(slot: Slot) -> str:
    """Where staff book the time."""
    query = {"location": slot.location_id, "type": slot.time_type_id, "time": written_time(slot)}
    return f"{CALENDAR}/book?{urlencode(query)}"


def written_time(slot: Slot) -> str:
    """A time of a performer as forms and addresses write it."""
    return f"{slot.performer_id}@{slot.starts_at:%Y-%m-%dT%H:%MZ}"


def appointment_url(it: Appointment) -> str:
    """Where staff see it."""
    return f"{CALENDAR}/appointments/{it.id}"


def block_url(it: Appointment) -> str:
    """Where staff see a stretch that is kept free, and give it back."""
    return f"{CALENDAR}/blocks/{it.id}"


def keep_url(location: Location, resource_id: str, day: date, hours: Sequence[datetime] = ()) -> str:
    """Where staff keep a stretch of the day free; `hours`, its first and last instant, are filled in."""
    query = {"location": location.id, "resource": resource_id, "day": day.isoformat()}
    walls = [f"{it.astimezone(location.zone):%H:%M}" for it in hours]
    return f"{CALENDAR}/block?{urlencode(query | dict(zip(('from', 'until'), walls, strict=False)))}"


def state_tags(it: Appointment, language: Language) -> tuple[Tag, ...]:
    """What became of an appointment, in words; nothing where it stands as it was booked."""
    _ = translations(language).gettext
    found = []
    if any(change.kind is ChangeKind.MOVED for change in it.changes):
        found.append(Tag(text=_("moved"), icon="corner-up-right", kind="amber"))
    if it.status is AppointmentStatus.BOOKED and it.is_confirmed:
        found.append(Tag(text=_("confirmed"), icon="circle-check", kind="green"))
    if it.status is AppointmentStatus.CANCELLED:
        found.append(Tag(text=_("cancelled"), icon="x", kind="red"))
    if it.status is AppointmentStatus.NO_SHOW:
        found.append(Tag(text=_("did not come"), icon="ban", kind="red"))
    return tuple(found)


def _together(appointments: Sequence[Appointment], shown: Shown) -> list[Item]:
    """One item each; one for all who have a seat in the same group, and for all who cancelled the same time."""
    found: dict[object, list[Appointment]] = {}
    for it in appointments:
        gone = it.status is AppointmentStatus.CANCELLED
        alike = (it.slot.starts_at, it.slot.ends_at, it.slot.time_type_id, gone and it.slot.seats == 1)
        found.setdefault(alike if gone or it.slot.seats > 1 else it.id, []).append(it)
    return [_group(them, shown) if len(them) > 1 else _booked(them[0], shown) for them in found.values()]


def _group(them: Sequence[Appointment], shown: Shown) -> Item:
    members = tuple(_booked(it, shown) for it in them)
    first, seats = members[0], them[0].slot.seats
    taken = sum(it.state != "cancelled" for it in members)
    words = translations(shown.language).gettext("%(taken)s of %(seats)s seats")
    return Item(
        rows=first.rows,
        state="several" if taken else "cancelled",
        begins=first.begins,
        ends=first.ends,
        kind=first.kind,
        members=members,
        seats=words % {"taken": taken, "seats": seats} if seats > 1 else "",
    )


def _booked(it: Appointment, shown: Shown) -> Item:
    slot = it.slot
    span: dict[str, Any] = {
        "rows": wall_rows(slot, shown.location.zone),
        "begins": shown.at(slot.starts_at),
        "ends": shown.at(slot.ends_at),
    }
    if it.subject_id is None:
        return Item(**span, state="blocked", name=it.reason or None, url=block_url(it))
    subject = shown.diary.subjects.get(it.subject_id)
    states = {AppointmentStatus.CANCELLED: "cancelled", AppointmentStatus.NO_SHOW: "missed"}
    return Item(
        **span,
        state=states.get(it.status, "booked"),
        name=subject.name if subject else None,
        kind=kind_of(shown.kinds, slot.time_type_id, shown.language),
        url=appointment_url(it),
        move_url=f"{appointment_url(it)}/move" if shown.can_be_moved(it) else "",
        is_web=it.booked_by is ActorKind.PATIENT,
        tags=state_tags(it, shown.language),
    )


def _free(box: Box, shown: Shown) -> Item:
    groups: dict[Kind, list[Start]] = {}
    for it in box.times:
        kind = kind_of(shown.kinds, it.slot.time_type_id, shown.language)
        groups.setdefault(kind, []).append(_start(it, shown))
    slots = [it.slot for it in box.times]
    first, ends_at = slots[0], max(it.ends_at for it in slots)
    return Item(
        rows=box.rows,
        state="free",
        begins=shown.at(first.starts_at),
        ends=shown.at(ends_at),
        keep_url=keep_url(shown.location, first.performer_id, first.on, (first.starts_at, ends_at)),
        groups=tuple(Group(kind=kind, starts=tuple(it)) for kind, it in groups.items()),
    )


def _start(it: FreeTime, shown: Shown) -> Start:
    return Start(
        at=shown.at(it.slot.starts_at),
        url=booking_url(it.slot),
        staff_only=not it.for_patients,
        time=written_time(it.slot),
        day=it.slot.on,
        row=wall_rows(it.slot, shown.location.zone).start,
    )


def _why_away(shown: Shown, performer_id: ResourceId, day: date) -> str | None:
    _ = translations(shown.language).gettext
    if day in shown.timetable.holidays_at(shown.location.id):
        return _("Holiday")
    return _("Absent") if shown.timetable.is_absent(performer_id, day) else None
