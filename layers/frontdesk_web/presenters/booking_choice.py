"""Booking a time: what can be chosen, and the questions that come before the times. Nothing personal is asked here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.booking.model.timetable import Resource, Timetable, TimeType
from frontdesk.booking.rules.limits import why_not_offered
from frontdesk.catalogue.model import Catalogue, Location
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.ids import LocationId, OrganisationId, ResourceId, TimeTypeId
from frontdesk.kernel.language import Language, Text, Words
from frontdesk_web.i18n import translations
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.clinic import clinic_page, said
from frontdesk_web.presenters.window import AskedBefore
from frontdesk_web.render import Page

ANYBODY = "any"
STEPS = 4
"""Choosing what, choosing when, saying who, checking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """The clinic as a patient stands before it: what it says of itself and of its times, in their language, now."""

    catalogue: Catalogue
    timetable: Timetable
    language: Language
    now: datetime

    @property
    def organisation_id(self) -> OrganisationId:
        return self.catalogue.organisation.id

    def says(self, text: Text) -> Words:
        """What the clinic wrote, in the reader's language where it can."""
        return said(text, self.catalogue.organisation, self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was chosen so far; each needs the one before it. `performer` is ANYBODY or an id."""

    location_id: LocationId | None = None
    time_type_id: TimeTypeId | None = None
    performer: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing left to ask before the times."""
        return self.performer is not None

    @property
    def performer_id(self) -> ResourceId | None:
        return None if self.performer in (None, ANYBODY) else ResourceId(self.performer or "")

    @property
    def query(self) -> dict[str, str]:
        """As an address, and a form, carries it."""
        chosen = {"location": self.location_id, "type": self.time_type_id, "performer": self.performer}
        return {name: value for name, value in chosen.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One thing to choose, and where choosing it leads."""

    label: Words
    hint: Words | None
    icon: str | None
    url: str


def choice_of(counter: Counter, told: Mapping[str, str]) -> Choice:
    """As much of what an address or a form says as the timetable offers; what leaves no choice is chosen."""
    timetable = counter.timetable
    locations = [it.id for it in places(counter)]
    location_id = _one_of(locations, told.get("location"))
    if location_id is None:
        return Choice()
    types = {it.id for it in kinds(timetable, location_id)}
    wanted = TimeTypeId(told.get("type", ""))
    if wanted not in types:
        return Choice(location_id=location_id)
    return Choice(
        location_id=location_id,
        time_type_id=wanted,
        performer=_performer(timetable, location_id, wanted, told.get("performer")),
    )


def choose_page(counter: Counter, choice: Choice) -> Page:
    """The clinic's terms, and the first question that is not answered yet."""
    here = counter.organisation_id
    question, offers = _question(counter, choice)
    return clinic_page(
        "booking/choose.html",
        counter.catalogue,
        language=counter.language,
        now=counter.now,
        location_id=choice.location_id,
        in_other_language=lambda other: addresses.booking(here, **choice.query, lang=other.value),
        terms=counter.says(counter.timetable.terms.booking),
        turns=turns_of(counter, choice),
        question=question,
        offers=offers,
        step=1,
        of=STEPS,
        start_over=addresses.booking(here, lang=counter.language.value),
        mine_url=mine_url(counter),
    )


def mine_url(counter: Counter) -> str | None:
    """Where patients see what they have booked; None where the clinic does not show it."""
    if not counter.timetable.shown:
        return None
    return addresses.booking(counter.organisation_id, "mine", lang=counter.language.value)


def turns_of(counter: Counter, choice: Choice) -> tuple[AskedBefore, ...]:
    """What was chosen; whatever left no choice is not spoken of."""
    _ = translations(counter.language).gettext
    turns = []
    if choice.location_id and len(places(counter)) > 1:
        name = counter.says(counter.catalogue.location(choice.location_id).name)
        turns.append(_turn(counter, _("Where would you like to come?"), name, Choice()))
    if choice.location_id and choice.time_type_id:
        kind = counter.says(counter.timetable.time_type(choice.time_type_id).name)
        before = Choice(location_id=choice.location_id)
        turns.append(_turn(counter, _("What kind of appointment do you need?"), kind, before))
        if (
            choice.performer
            and len(performers(counter.timetable, choice.location_id, choice.time_type_id)) > 1
        ):
            before = Choice(location_id=choice.location_id, time_type_id=choice.time_type_id)
            turns.append(
                _turn(counter, _("Whom would you like to see?"), _whom(counter, choice.performer), before)
            )
    return tuple(turns)


def places(counter: Counter) -> list[Location]:
    """The locations at which patients may book something."""
    if not counter.timetable.offered:
        return []
    return [it for it in counter.catalogue.locations if kinds(counter.timetable, it.id)]


def kinds(timetable: Timetable, location_id: LocationId) -> list[TimeType]:
    """The kinds of time that patients may book at a location."""
    return [
        it
        for it in timetable.time_types
        if why_not_offered(timetable, it, by=ActorKind.PATIENT) is None
        and timetable.schedules_for(location_id, it.id)
    ]


def performers(timetable: Timetable, location_id: LocationId, time_type_id: TimeTypeId) -> list[Resource]:
    """Who has times of the kind at a location, as the clinic lists them."""
    who = {it.performer_id for it in timetable.schedules_for(location_id, time_type_id)}
    return [it for it in timetable.resources if it.id in who]


def named(resource: Resource) -> str:
    """`Dr. med. Anna Weber`."""
    return f"{resource.title} {resource.name}".strip()


def day_of(written: str | None) -> date | None:
    """The day that an address carries, None for anything else."""
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None


def _question(counter: Counter, choice: Choice) -> tuple[str, list[Offer]]:
    _ = translations(counter.language).gettext
    if choice.location_id is None:
        return _("Where would you like to come?"), [
            _offer(counter, it.name, Choice(location_id=it.id), "map-pin", ", ".join(it.address))
            for it in places(counter)
        ]
    if choice.time_type_id is None:
        return _("What kind of appointment do you need?"), [
            _offer(
                counter, it.name, Choice(location_id=choice.location_id, time_type_id=it.id), None, it.text
            )
            for it in kinds(counter.timetable, choice.location_id)
        ]
    who = performers(counter.timetable, choice.location_id, choice.time_type_id)
    return _("Whom would you like to see?"), [
        Offer(
            label=_whom(counter, performer),
            hint=None,
            icon="users" if performer == ANYBODY else "user",
            url=_leads_to(
                counter,
                Choice(location_id=choice.location_id, time_type_id=choice.time_type_id, performer=performer),
            ),
        )
        for performer in (ANYBODY, *(it.id for it in who))
    ]


def _offer(counter: Counter, name: Text, choice: Choice, icon: str | None, about: Text | str | None) -> Offer:
    hint = Words(about, counter.language) if isinstance(about, str) else about and counter.says(about)
    whole = choice_of(counter, choice.query)
    return Offer(label=counter.says(name), hint=hint or None, icon=icon, url=_leads_to(counter, whole))


def _leads_to(counter: Counter, choice: Choice) -> str:
    part = "times" if choice.is_whole else ""
    return addresses.booking(counter.organisation_id, part, **choice.query, lang=counter.language.value)


def _turn(counter: Counter, question: str, answer: Words, before: Choice) -> AskedBefore:
    change = addresses.booking(counter.organisation_id, **before.query, lang=counter.language.value)
    return AskedBefore(question=Words(question, counter.language), answer=answer, change=change)


def _whom(counter: Counter, performer: str) -> Words:
    if performer == ANYBODY:
        return Words(translations(counter.language).gettext("Anybody who has time"), counter.language)
    return Words(named(counter.timetable.resource(ResourceId(performer))), counter.language)


def _performer(
    timetable: Timetable, location_id: LocationId, time_type_id: TimeTypeId, wanted: str | None
) -> str | None:
    ids = [it.id for it in performers(timetable, location_id, time_type_id)]
    if wanted == ANYBODY or len(ids) == 1:
        return ANYBODY
    return wanted if wanted in ids else None


def _one_of(ids: Sequence[LocationId], wanted: str | None) -> LocationId | None:
    if len(ids) == 1:
        return ids[0]
    return LocationId(wanted) if wanted is not None and wanted in ids else None
