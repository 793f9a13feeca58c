"""The lists of patient reminders: what is due, what goes out, whom to call, and all of one patient."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.kernel.ids import SubjectId
from frontdesk.kernel.language import Language, Words
from frontdesk.patients.model import Subject
from frontdesk.reminders.model.recalls import Care, DueState, Reminder, Sieve
from frontdesk.reminders.model.rulebook import Rulebook
from frontdesk.reminders.usecases.list_reminders import Listed
from frontdesk.reminders.usecases.stop_reminder import why_not_stop
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_calendar import Option
from frontdesk_web.presenters.console_menu import REMINDERS
from frontdesk_web.presenters.console_reminder_words import (
    care_in_words,
    due_tag,
    sending_tag,
    state_in_words,
    step_in_words,
)
from frontdesk_web.presenters.console_words import Tag
from frontdesk_web.render import Page

QUEUE, CALLS, RULES = f"{REMINDERS}/queue", f"{REMINDERS}/calls", f"{REMINDERS}/rules"
PATIENTS, NEW, UPLOAD = f"{REMINDERS}/patients", f"{REMINDERS}/new", f"{REMINDERS}/upload"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of the pages of reminders."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A reminder in a list. `subject` is None once nothing is on record of them; `why`: its rule, or by hand."""

    reminder: Reminder
    subject: Subject | None
    care: str
    due: Tag
    sending: Tag
    steps: tuple[str, ...]
    why: str
    url: str
    may_stop: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the address of the list asks for."""

    location: Location
    state: DueState | None
    sieve: Sieve

    @property
    def query(self) -> dict[str, str]:
        """As the address says it."""
        sieve = self.sieve
        asked = {
            "location": self.location.id,
            "state": self.state,
            "care": sieve.care,
            "to": sieve.internal is not None and ("calls" if sieve.internal else "messages"),
            "by": sieve.by_rule is not None and ("rule" if sieve.by_rule else "hand"),
        }
        return {name: str(value) for name, value in asked.items() if value}


def reminders_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    listed: Listed,
    book: Rulebook,
    *,
    filters: Filters,
    locations: Sequence[Location],
) -> Page:
    """All that is due at a location."""
    language = who.session.language
    after = listed.leaf.after
    return console_page(
        "console/reminders.html",
        who,
        catalogue,
        here=None,
        back=f"{REMINDERS}?{urlencode(filters.query)}",
        tabs=tabs(who, REMINDERS),
        today=listed.today,
        lines=lines_of(listed.leaf.reminders, listed.subjects, book, listed.today, filters.location, who),
        new_url=NEW if may_change(who) else None,
        next_url=after and f"{REMINDERS}?{urlencode(filters.query | {'after': after})}",
        choices=_choices(filters, locations, catalogue, language),
        find_url=PATIENTS,
    )


def queue_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    listed: Listed,
    book: Rulebook,
    *,
    location: Location,
    locations: Sequence[Location],
) -> Page:
    """What goes out at a location, when and why."""
    after, asked = listed.leaf.after, {"location": location.id}
    return console_page(
        "console/reminder_queue.html",
        who,
        catalogue,
        here=None,
        back=f"{QUEUE}?{urlencode(asked)}",
        tabs=tabs(who, QUEUE),
        today=listed.today,
        lines=lines_of(listed.leaf.reminders, listed.subjects, book, listed.today, location, who),
        next_url=after and f"{QUEUE}?{urlencode(asked | {'after': after})}",
        choices=[places_of(location, locations, catalogue, who.session.language)],
        action=QUEUE,
    )


def tabs(who: SignedIn, here: str) -> tuple[Tab, ...]:
    """The pages of reminders, and which one is open."""
    _ = translations(who.session.language).gettext
    named = (
        (_("Due reminders"), REMINDERS),
        (_("Send queue"), QUEUE),
        (_("Call list"), CALLS),
        (_("Find a patient"), PATIENTS),
        (_("Rules"), RULES),
        (_("Import services"), UPLOAD),
    )
    return tuple(Tab(label=label, url=url, current=url == here) for label, url in named)


def may_change(who: SignedIn) -> bool:
    """Whether they may do more than look."""
    return why_not(who.staff, Permission.REMINDERS_CHANGE) is None


def lines_of(  # noqa: PLR0913, PLR0917
    reminders: Sequence[Reminder],
    subjects: Mapping[SubjectId, Subject],
    book: Rulebook,
    today: date,
    location: Location,
    who: SignedIn,
) -> list[Line]:
    """Reminders as lines of a list."""
    language = who.session.language
    _ = translations(language).gettext
    found = []
    for it in reminders:
        rule = book.rule(it.rule_id)
        found.append(
            Line(
                reminder=it,
                subject=subjects.get(it.subject_id),
                care=care_in_words(it.care, language),
                due=due_tag(it.due_on, today, language),
                sending=sending_tag(it, location.zone, language),
                steps=tuple(step_in_words(step, language) for step in it.steps),
                why=rule.name if rule else _("by hand") if not it.rule_id else _("rule that is gone"),
                url=f"{PATIENTS}/{it.subject_id}",
                may_stop=why_not_stop(it) is None and may_change(who),
            )
        )
    return found


def places_of(
    chosen: Location, locations: Sequence[Location], catalogue: Catalogue, language: Language
) -> tuple[str, str, list[Option]]:
    """The choice of a location."""
    _ = translations(language).gettext
    options = [
        Option(value=it.id, label=said(it.name, catalogue.organisation, language), chosen=it.id == chosen.id)
        for it in locations
    ]
    return "location", _("Location"), options


def _choices(
    filters: Filters, locations: Sequence[Location], catalogue: Catalogue, language: Language
) -> list[tuple[str, str, list[Option]]]:
    _ = translations(language).gettext
    asked = filters.query
    named: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("state", _("Due state"), [(it.value, state_in_words(it, language)) for it in DueState]),
        ("care", _("What kind"), [(it.value, care_in_words(it, language)) for it in Care]),
        ("to", _("For whom"), [("messages", _("The patient")), ("calls", _("The team (call list)"))]),
        ("by", _("Made by"), [("rule", _("A rule")), ("hand", _("By hand"))]),
    ]
    return [
        places_of(filters.location, locations, catalogue, language),
        *(
            (
                name,
                label,
                [
                    Option(value="", label=Words(_("all"), language), chosen=name not in asked),
                    *(
                        Option(value=value, label=Words(words, language), chosen=asked.get(name) == value)
                        for value, words in options
                    ),
                ],
            )
            for name, label, options in named
        ),
    ]
