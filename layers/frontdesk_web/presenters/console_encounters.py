"""The lists of encounters: visits of a day, who is in, who left, and who is followed with emphasis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.hospital.model import Emphasis, Encounter, Population
from frontdesk.hospital.usecases.list_encounters import Listed
from frontdesk.kernel.ids import StaffId, SubjectId
from frontdesk.patients.model import Subject
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_encounter_words import (
    class_in_words,
    disposition_in_words,
    emphasis_tag,
    population_in_words,
    state_tag,
)
from frontdesk_web.presenters.console_menu import ENCOUNTERS
from frontdesk_web.presenters.console_reminders import Tab, places_of
from frontdesk_web.presenters.console_words import Tag
from frontdesk_web.render import Page

NEW, UPLOAD, EMPHASIS = f"{ENCOUNTERS}/new", f"{ENCOUNTERS}/upload", f"{ENCOUNTERS}/emphasis"
VISITS = f"{ENCOUNTERS}/visits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An encounter in a list. `subject` is None once nothing is on record of them."""

    encounter: Encounter
    subject: Subject | None
    kind: str
    state: Tag
    went: str
    emphasis: Tag | None
    url: str


def encounters_page(  # noqa: PLR0913
    who: SignedIn,
    catalogue: Catalogue,
    listed: Listed,
    *,
    location: Location,
    locations: Sequence[Location],
    day: date,
    population: Population,
) -> Page:
    """A list of a day at a location; the others are counted."""
    language = who.session.language
    asked = {"location": location.id, "day": day.isoformat()}
    here, after = asked | {"list": population.value}, listed.leaf.after
    return console_page(
        "console/encounters.html",
        who,
        catalogue,
        here=None,
        back=f"{ENCOUNTERS}?{urlencode(here)}",
        tabs=tabs(who, ENCOUNTERS),
        lists=[
            (
                population_in_words(it, language),
                listed.counts[it],
                f"{ENCOUNTERS}?{urlencode(asked | {'list': it.value})}",
                it is population,
            )
            for it in Population
        ],
        heading=population_in_words(population, language),
        lines=[_line(it, listed, who) for it in listed.leaf.encounters],
        day=day,
        zone=location.zone,
        is_now=population is Population.INPATIENT,
        choices=[places_of(location, locations, catalogue, language)],
        action=ENCOUNTERS,
        population=population.value,
        new_url=NEW if may_edit(who) else None,
        next_url=after and f"{ENCOUNTERS}?{urlencode(here | {'after': after})}",
    )


def emphasised_page(
    who: SignedIn,
    catalogue: Catalogue,
    found: Sequence[Emphasis],
    subjects: Mapping[SubjectId, Subject],
    names: Mapping[StaffId, str],
) -> Page:
    """Who is followed with emphasis."""
    language = who.session.language
    return console_page(
        "console/encounter_emphasis.html",
        who,
        catalogue,
        here=None,
        back=EMPHASIS,
        tabs=tabs(who, EMPHASIS),
        lines=[
            (it, subjects.get(it.subject_id), emphasis_tag(it.level, language), names.get(it.owner, it.owner))
            for it in found
        ],
    )


def tabs(who: SignedIn, here: str) -> tuple[Tab, ...]:
    """The pages of encounters, and which one is open."""
    _ = translations(who.session.language).gettext
    named = [(_("Lists"), ENCOUNTERS), (_("With emphasis"), EMPHASIS)]
    if may_edit(who):
        named += [(_("Enter by hand"), NEW), (_("Import a table"), UPLOAD)]
    return tuple(Tab(label=label, url=url, current=url == here) for label, url in named)


def may_edit(who: SignedIn) -> bool:
    """Whether they may do more than look."""
    return why_not(who.staff, Permission.ENCOUNTERS_EDIT) is None


def _line(it: Encounter, listed: Listed, who: SignedIn) -> Line:
    language = who.session.language
    emphasis = listed.emphasised.get(it.subject_id)
    return Line(
        encounter=it,
        subject=listed.subjects.get(it.subject_id),
        kind=class_in_words(it.kind, language),
        state=state_tag(it.state, language),
        went=disposition_in_words(it.disposition, language) if it.disposition else "",
        emphasis=emphasis_tag(emphasis.level, language) if emphasis else None,
        url=f"{VISITS}/{it.id}",
    )
