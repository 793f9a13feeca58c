"""Corrective actions in the console: lists, one with its history, and the form to raise one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from http import HTTPStatus
from urllib.parse import urlencode

from frontdesk.access.model import SignedIn
from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.model.actions import CorrectiveAction, Said, Severity
from frontdesk.followup.model.lists import ActionPile
from frontdesk.followup.model.people import Member
from frontdesk.followup.rules.actions import Deed, due_at, is_withdrawn, oversees
from frontdesk.followup.usecases.find_asked import Asked
from frontdesk.followup.usecases.list_actions import Listed
from frontdesk.followup.usecases.show_action import Shown
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.ids import DepartmentId
from frontdesk.kernel.language import Language, Words
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_action_forms import (
    action_labels,
    calls_asked,
    faults_of,
    waits_for,
    with_who_is_told,
)
from frontdesk_web.presenters.console_action_words import (
    action_tag,
    deed_in_words,
    escalation_in_words,
    hint_of,
    label_of,
    line_in_words,
    pile_in_words,
    severity_in_words,
    severity_tag,
)
from frontdesk_web.presenters.console_menu import ACTIONS, FOLLOWUP
from frontdesk_web.presenters.console_words import Tag, refusal_in_words
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

OF_DEPARTMENT = (ActionPile.OURS, ActionPile.CLOSED)
"""The lists of who neither raises nor judges."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An action in a list."""

    title: str
    department: Words
    due_at: datetime | None
    overdue: bool
    state: Tag
    severity: Tag | None
    url: str
    zone: tzinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of its history, in words."""

    what: Tag
    who: str
    at: datetime
    text: str
    calls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something that can be done with it: its form has a text of its own."""

    deed: str
    words: str
    label: str
    hint: str
    asks: bool
    primary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A form that was not taken: what was typed, and why."""

    typed: Mapping[str, str]
    error: FrontdeskError


def actions_page(  # noqa: PLR0913
    who: SignedIn, catalogue: Catalogue, listed: Listed, *, pile: ActionPile, member: Member, now: datetime
) -> Page:
    """One of the lists, and how many there are in the others; a department has its own alone."""
    language, judges = who.session.language, oversees(member)
    return console_page(
        "console/actions.html",
        who,
        catalogue,
        here=None,
        back=f"{ACTIONS}?{urlencode({'pile': pile.value})}",
        tabs=[
            {
                "label": pile_in_words(it, member, language),
                "count": listed.counts.get(it),
                "url": f"{ACTIONS}?{urlencode({'pile': it.value})}",
                "current": it is pile,
            }
            for it in (ActionPile if judges else OF_DEPARTMENT)
        ],
        lines=[_line(it, catalogue, language, now=now) for it in listed.actions],
        new_url=f"{ACTIONS}/new" if judges else None,
        next_url=f"{ACTIONS}?{urlencode({'pile': pile.value, 'page': listed.page + 1})}"
        if listed.page < listed.pages
        else None,
    )


def action_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    shown: Shown,
    *,
    names: Mapping[str, str],
    joined: Sequence[Mapping[str, object]] = (),
    asked: Asked | None = None,
    done: str = "",
    attempt: Attempt | None = None,
) -> Page:
    """What is wrong, how it stands, what was said to it, and a form for each thing that can be done now."""
    language, action = who.session.language, shown.action
    error, typed = (attempt.error, attempt.typed) if attempt else (None, {})
    errors = faults_of(error, typed)
    return console_page(
        "console/action.html",
        who,
        catalogue,
        here=None,
        back=f"{ACTIONS}/{action.id}",
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None or errors else refusal_in_words(error, language),
        problems=problems_of(errors, action_labels(typed, language), language),
        errors=by_field(errors),
        typed=typed,
        action=action,
        shown=shown,
        zone=zone_of(action.department_id, catalogue),
        department=department_of(action.department_id, catalogue, language),
        state=action_tag(action.state, language),
        severity=severity_tag(action.severity, language),
        raised_by=names.get(action.raised_by, action.raised_by),
        escalation=escalation_in_words(action.escalations, language),
        entries=[_entry(it, names, language, withdrawn=is_withdrawn(action)) for it in action.said],
        waits_for=waits_for(shown, names, language),
        asked=calls_asked(asked, language) if asked else (),
        buttons=[_button(it, language) for it in shown.deeds],
        joined=joined,
        calls=[f"{FOLLOWUP}/tasks/{it.id}" for it in shown.calls],
        done=translations(language).gettext("Recorded.") if done else "",
        url=f"{ACTIONS}/{action.id}",
        list_url=ACTIONS,
    )


def new_action_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    *,
    told: Mapping[DepartmentId, Sequence[str]],
    typed: Mapping[str, str],
    anonymous: bool = False,
    joins: int = 0,
    error: FrontdeskError | None = None,
) -> Page:
    """The form to raise one. What came anonymously is not repeated in it, and a hint says why."""
    language = who.session.language
    return console_page(
        "console/action_new.html",
        who,
        catalogue,
        here=None,
        back=f"{ACTIONS}/new",
        status=HTTPStatus.OK if error is None else status_of(error),
        failed=error is not None,
        problem=None if error is None else refusal_in_words(error, language),
        errors=errors_of(error),
        typed=typed,
        anonymous=anonymous,
        joins=joins,
        departments=with_who_is_told(departments_of(catalogue, language), told, language),
        severities=[(it.value, severity_in_words(it, language)) for it in Severity],
        url=f"{ACTIONS}/new",
        list_url=ACTIONS,
    )


def departments_of(catalogue: Catalogue, language: Language) -> list[tuple[str, str]]:
    """The clinic's departments, for a choice."""
    return [(it.id, said(it.name, catalogue.organisation, language).text) for it in catalogue.departments]


def department_of(department_id: DepartmentId, catalogue: Catalogue, language: Language) -> Words:
    """What a department is called; its id once there is none of that id."""
    found = next((it.name for it in catalogue.departments if it.id == department_id), None)
    return said(found, catalogue.organisation, language) if found else Words(department_id, language)


def zone_of(department_id: DepartmentId, catalogue: Catalogue) -> tzinfo:
    """The clock of a department."""
    place = next((it.location_id for it in catalogue.departments if it.id == department_id), None)
    return next((it.zone for it in catalogue.locations if it.id == place), catalogue.locations[0].zone)


def errors_of(error: FrontdeskError | None) -> Mapping[str, str]:
    """What is wrong, by field."""
    return by_field(error.errors) if isinstance(error, BadInput) else {}


def _line(it: CorrectiveAction, catalogue: Catalogue, language: Language, *, now: datetime) -> Line:
    due = due_at(it)
    return Line(
        title=it.title,
        department=department_of(it.department_id, catalogue, language),
        due_at=due,
        overdue=due is not None and due < now,
        state=action_tag(it.state, language),
        severity=severity_tag(it.severity, language),
        url=f"{ACTIONS}/{it.id}",
        zone=zone_of(it.department_id, catalogue),
    )


def _entry(it: Said, names: Mapping[str, str], language: Language, *, withdrawn: bool) -> Entry:
    return Entry(
        what=line_in_words(it, language, withdrawn=withdrawn),
        who=names.get(it.by, it.by),
        at=it.at,
        text=it.text,
        calls=tuple(f"{FOLLOWUP}/tasks/{one}" for one in it.tasks),
    )


def _button(deed: Deed, language: Language) -> Button:
    return Button(
        deed=deed.value,
        words=deed_in_words(deed, language),
        label=label_of(deed, language),
        hint=hint_of(deed, language),
        asks=deed is Deed.VERIFY,
        primary=deed not in {Deed.RETURN, Deed.REOPEN, Deed.START, Deed.WITHDRAW},
    )
