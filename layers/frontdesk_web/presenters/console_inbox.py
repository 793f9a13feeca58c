"""The inbox: what lies on a receptionist's desk, most urgent first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue, Department
from frontdesk.kernel.ids import DepartmentId, SubjectId
from frontdesk.kernel.language import Language, Words
from frontdesk.patients.model import Subject
from frontdesk.requests.model import Due, InboxPage, InboxRow, View
from frontdesk.requests.rules import due
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_menu import INBOX, inbox_address, view_in_words
from frontdesk_web.presenters.console_words import Tag, state_tag
from frontdesk_web.presenters.requests import type_in_words
from frontdesk_web.render import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row as it is read; `name` is None for a subject who is not on record any more."""

    url: str
    name: str | None
    birth_date: date | None
    type: str
    department: Words
    location: Words
    received_at: datetime
    zone: ZoneInfo
    tag: Tag
    escalated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number above the list; `more` when the list goes on and the number may be higher."""

    label: str
    number: int
    more: bool
    kind: str


def inbox_page(  # noqa: PLR0913  # a list, and what chose its rows
    who: SignedIn,
    catalogue: Catalogue,
    inbox: InboxPage,
    subjects: Mapping[SubjectId, Subject],
    *,
    view: View,
    departments: Sequence[Department],
    chosen: DepartmentId | None,
    continued: bool,
    now: datetime,
) -> Page:
    """One page of a pile. `departments` are those to choose from, `chosen` the one looked at, None for all."""
    language = who.session.language
    query = {"view": view.value} | ({"department": chosen} if chosen else {})
    return console_page(
        "console/inbox.html",
        who,
        catalogue,
        here=view,
        back=f"{INBOX}?{urlencode(query)}",
        heading=view_in_words(view, language),
        view=view.value,
        lines=[_line(row, catalogue, subjects, language, view=view, now=now) for row in inbox.rows],
        figures=_figures(inbox, catalogue, language, now=now) if view is View.OPEN and not continued else (),
        departments=[(it.id, said(it.name, catalogue.organisation, language)) for it in departments],
        chosen=chosen,
        again=f"{INBOX}?{urlencode(query)}",
        all_departments=inbox_address(view),
        next_url=f"{INBOX}?{urlencode(query | {'after': inbox.after})}" if inbox.after else None,
        continued=continued,
        today=now.astimezone(catalogue.locations[0].zone).date(),
    )


def _line(  # noqa: PLR0913
    row: InboxRow,
    catalogue: Catalogue,
    subjects: Mapping[SubjectId, Subject],
    language: Language,
    *,
    view: View,
    now: datetime,
) -> Line:
    location, subject = catalogue.location(row.location_id), subjects.get(row.subject_id)
    department = catalogue.department(row.department_id)
    return Line(
        url=f"/console/requests/{row.id}",
        name=subject.name if subject else None,
        birth_date=subject.birth_date if subject else None,
        type=type_in_words(row.type, language),
        department=said(department.name, catalogue.organisation, language),
        location=said(location.name, catalogue.organisation, language),
        received_at=row.submitted_at,
        zone=location.zone,
        tag=state_tag(row, view, language, now=now, zone=location.zone),
        escalated=row.escalated and view is View.OPEN,
    )


def _figures(
    inbox: InboxPage, catalogue: Catalogue, language: Language, *, now: datetime
) -> tuple[Figure, ...]:
    """How many are how urgent. The pile is sorted by deadline: only the last kind on the page can go on."""
    _ = translations(language).gettext
    states = [due(row, now=now, zone=catalogue.location(row.location_id).zone) for row in inbox.rows]
    words = {
        Due.OVERDUE: (_("Overdue"), "bad"),
        Due.SOON: (_("Due today"), ""),
        Due.AHEAD: (_("Due later"), ""),
    }
    urgency = list(words)
    last = urgency.index(states[-1]) if states and inbox.after else len(urgency)
    return tuple(
        Figure(
            label=label,
            number=states.count(state),
            more=place == last,
            kind=kind if state in states else "",
        )
        for place, (state, (label, kind)) in enumerate(words.items())
        if place <= last
    )
