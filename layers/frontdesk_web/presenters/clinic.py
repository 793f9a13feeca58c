"""What surrounds every page of a clinic: who they are, whether they are open, where to call."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from frontdesk.catalogue.model import Catalogue, Location, Organisation, Span
from frontdesk.catalogue.model import Page as ContentPage
from frontdesk.catalogue.rules import open_until
from frontdesk.kernel.ids import LocationId
from frontdesk.kernel.language import Language, Text, Words, in_language
from frontdesk_web.i18n import locale_of
from frontdesk_web.presenters import addresses
from frontdesk_web.render import Page, page

TO = "\N{EN DASH}"

LanguageAddress = Callable[[Language], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Days that are alike, and when they are open."""

    days: str
    times: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A location; `tel` is its phone number as a link dials it, `open_until` None while it is closed."""

    name: Words
    address: tuple[str, ...]
    phone: str
    tel: str
    hours: tuple[Hours, ...]
    open_until: time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """The clinic's sentence about emergencies around the number to call."""

    before: str
    phone: str
    tel: str
    after: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLink:
    language: Language
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageForm:
    """The form on the page whose text goes along into the other language, and where it is sent for that."""

    id: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """`place` is the location the page is about, if that is known; `several`: the clinic has more."""

    name: str
    initials: str
    home: str
    places: tuple[Place, ...]
    place: Place | None
    several: bool
    emergency: Emergency
    languages: tuple[LanguageLink, ...]
    pages: dict[str, str]


def clinic_page(  # noqa: PLR0913  # what surrounds every page
    template: str,
    catalogue: Catalogue,
    *,
    language: Language,
    now: datetime,
    in_other_language: LanguageAddress,
    location_id: LocationId | None = None,
    status: int = 200,
    frames: Sequence[str] = (),
    form_targets: Sequence[str] = (),
    language_form: LanguageForm | None = None,
    **context: object,
) -> Page:
    """The template with the clinic around it; `in_other_language` says where the same page is in another.

    With a `language_form` another language is asked for by sending that form, so that what was typed stays.
    """
    organisation = catalogue.organisation
    here = [it for it in catalogue.locations if it.id == location_id] or list(catalogue.locations)
    places = tuple(_place(location, organisation, language=language, now=now) for location in here)
    clinic = Clinic(
        name=organisation.name,
        initials=initials(organisation.name),
        home=addresses.window(organisation.id, lang=language.value),
        places=places,
        place=places[0] if len(places) == 1 else None,
        several=len(catalogue.locations) > 1,
        emergency=_emergency(organisation, language),
        languages=tuple(
            LanguageLink(language=it, url=in_other_language(it)) for it in organisation.languages
        ),
        pages={it.value: addresses.content(organisation.id, it, lang=language.value) for it in ContentPage},
    )
    return page(
        template,
        language=language,
        brand_colour=organisation.brand_colour,
        status=status,
        frames=frames,
        form_targets=form_targets,
        clinic=clinic,
        language_form=language_form,
        **context,
    )


def said(text: Text, organisation: Organisation, language: Language) -> Words:
    """What the clinic wrote, in the reader's language or in the first of its own that has it."""
    return in_language(text, language, fallbacks=organisation.languages)


def initials(name: str) -> str:
    """Two letters of a name: `PL` of "Praxis am Lindenhof"."""
    capitals = [word[0] for word in name.split() if word[0].isupper()]
    return "".join((capitals[0], capitals[-1]) if len(capitals) > 1 else name[:2]).upper()


def dialled(phone: str) -> str:
    """A phone number as a `tel:` link writes it."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


def hours_in_words(location: Location, language: Language) -> tuple[Hours, ...]:
    """One line for all days with the same hours; days without any are left out."""
    alike: dict[tuple[Span, ...], list[int]] = {}
    for day, spans in sorted(location.hours.items()):
        if spans:
            alike.setdefault(spans, []).append(day)
    return tuple(
        Hours(days=_days_in_words(days, language), times=tuple(_span_in_words(span) for span in spans))
        for spans, days in alike.items()
    )


def _days_in_words(days: list[int], language: Language) -> str:
    """Weekdays in rising order: three or more in a row are a range."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = locale_of(language).days["stand-alone"]["abbreviated"]
    shortest_range = 3
    parts = [
        f"{names[run[0]]}{TO}{names[run[-1]]}"
        if len(run) >= shortest_range
        else ", ".join(names[it] for it in run)
        for run in runs
    ]
    return ", ".join(parts)


def _span_in_words(span: Span) -> str:
    return f"{span.opens:%H:%M}{TO}{span.closes:%H:%M}"


def _place(location: Location, organisation: Organisation, *, language: Language, now: datetime) -> Place:
    return Place(
        name=said(location.name, organisation, language),
        address=location.address,
        phone=location.phone,
        tel=dialled(location.phone),
        hours=hours_in_words(location, language),
        open_until=open_until(location, now),
    )


def _emergency(organisation: Organisation, language: Language) -> Emergency:
    words = said(organisation.emergency, organisation, language)
    phone = organisation.emergency_phone
    before, found, after = words.text.partition(phone)
    return Emergency(
        before=before if found else f"{before} ",
        phone=phone,
        tel=dialled(phone),
        after=after,
        language=words.language,
    )
