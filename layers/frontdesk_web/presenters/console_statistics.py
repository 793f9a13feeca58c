"""The numbers of a month for staff: what became of the clinic's times, and how conversations of the window ended."""

from collections.abc import Mapping, Sequence
from datetime import date

from frontdesk.access.model import SignedIn
from frontdesk.booking.model.timetable import Timetable
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.language import Language, Text, Words
from frontdesk.window.model.bookings import BookingStatistics, Hand, TimeCount
from frontdesk.window.model.visits import ConcernCount, Ending, WindowStatistics
from frontdesk_web.dates import month_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_menu import STATISTICS
from frontdesk_web.presenters.console_tables import MONTHS_KEPT, Number, Row, after, before, months_ago
from frontdesk_web.presenters.console_times import kind_of, kinds
from frontdesk_web.render import Page


def statistics_page(  # noqa: PLR0913  # the numbers, and all that has names in them
    who: SignedIn,
    catalogue: Catalogue,
    *,
    booked: BookingStatistics,
    window: WindowStatistics,
    timetable: Timetable | None,
    concerns: Mapping[str, Text],
    today: date,
) -> Page:
    """The month; `concerns` are the names of what is live now. What a clinic has given up since goes by its id."""
    language = who.session.language
    month = booked.month
    return console_page(
        "console/statistics.html",
        who,
        catalogue,
        here=None,
        back=_address(month),
        month=month_words(month, locale=locale_of(language)),
        before=_address(before(month)) if months_ago(month, today) < MONTHS_KEPT else None,
        after=_address(after(month)) if months_ago(month, today) > 0 else None,
        figures=_figures(booked, window, language),
        times=time_rows(booked, timetable, catalogue, language),
        conversations=concern_rows(window, concerns, catalogue, language),
        of=f"{month:%Y-%m}",
    )


def _figures(booked: BookingStatistics, window: WindowStatistics, language: Language) -> list[Number]:
    """Side by side, and not joined: nobody follows a conversation to the appointment it became."""
    _ = translations(language).gettext
    return [
        Number(label=_("Conversations that led to free times"), count=window.endings[Ending.BOOK]),
        Number(label=_("Booked by patients"), count=booked.booked[Hand.PATIENTS]),
        Number(label=_("Booked by staff"), count=booked.booked[Hand.STAFF]),
    ]


def time_rows(
    booked: BookingStatistics, timetable: Timetable | None, catalogue: Catalogue, language: Language
) -> list[Row]:
    """In the order in which the clinic names its locations and types."""
    known = kinds(timetable, catalogue.organisation, language) if timetable else []
    places, types = [it.id for it in catalogue.locations], [it.id for it in known]
    found = sorted(
        booked.times,
        key=lambda it: (_rank(it.location, places), _rank(it.time_type, types)),
    )
    return [
        Row(
            name=kind_of(known, it.time_type, language).name,
            place=place(it.location, catalogue, language),
            numbers=_deeds(it, language),
        )
        for it in found
    ]


def concern_rows(
    window: WindowStatistics, concerns: Mapping[str, Text], catalogue: Catalogue, language: Language
) -> list[Row]:
    """By concern and location, how conversations ended."""
    return [_concern(it, concerns, catalogue, language) for it in window.concerns]


def _deeds(it: TimeCount, language: Language) -> tuple[Number, ...]:
    _ = translations(language).gettext
    return (
        Number(label=_("Booked by patients"), count=it.booked[Hand.PATIENTS]),
        Number(label=_("Booked by staff"), count=it.booked[Hand.STAFF]),
        Number(label=_("Moved by patients"), count=it.moved[Hand.PATIENTS]),
        Number(label=_("Moved by staff"), count=it.moved[Hand.STAFF]),
        Number(label=_("Cancelled by patients"), count=it.cancelled[Hand.PATIENTS]),
        Number(label=_("Cancelled by staff"), count=it.cancelled[Hand.STAFF]),
        Number(label=_("Did not come"), count=it.missed),
        Number(label=_("Freed"), count=it.freed),
    )


def _concern(it: ConcernCount, concerns: Mapping[str, Text], catalogue: Catalogue, language: Language) -> Row:
    _, text = translations(language).gettext, concerns.get(it.concern)
    return Row(
        name=said(text, catalogue.organisation, language) if text else Words(it.concern, language),
        place=place(it.location, catalogue, language) if it.location else None,
        numbers=(
            Number(label=_("Conversations"), count=it.visits),
            Number(label=_("Told something"), count=it.endings[Ending.MESSAGE]),
            Number(label=_("Led to another site"), count=it.endings[Ending.EXTERNAL]),
            Number(label=_("Led to free times"), count=it.endings[Ending.BOOK]),
            Number(label=_("Offered files"), count=it.endings[Ending.FILE]),
            Number(label=_("Led to a survey"), count=it.endings[Ending.SURVEY]),
            Number(label=_("Sent a request"), count=it.endings[Ending.SENT]),
            Number(label=_("Left before the end"), count=it.endings[Ending.LEFT]),
        ),
    )


def place(location: str, catalogue: Catalogue, language: Language) -> Words:
    found = next((it for it in catalogue.locations if it.id == location), None)
    return said(found.name, catalogue.organisation, language) if found else Words(location, language)


def _rank(name: str, names: Sequence[str]) -> tuple[int, str]:
    return (names.index(name), "") if name in names else (len(names), name)


def _address(month: date) -> str:
    return f"{STATISTICS}?month={month:%Y-%m}"
