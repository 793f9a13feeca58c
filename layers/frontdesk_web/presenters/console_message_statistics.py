"""The numbers of a month's messages for staff: what got out, what did not and why, and what became of appointments."""

from collections.abc import Mapping, Sequence
from datetime import date

from frontdesk.access.model import SignedIn
from frontdesk.booking.model.timetable import Timetable
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.language import Language, Words
from frontdesk.kernel.small_numbers import Count
from frontdesk.messaging.model import Kind, Purpose, Reason
from frontdesk.messaging.model.tallies import MessageStatistics, Sequel, SequelCount, SortCount, StatusCount
from frontdesk_web.dates import month_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_menu import STATISTICS
from frontdesk_web.presenters.console_statistics import place
from frontdesk_web.presenters.console_tables import (
    MONTHS_KEPT,
    Bar,
    Number,
    Row,
    after,
    bars,
    before,
    months_ago,
    sheet,
)
from frontdesk_web.presenters.console_times import kind_of, kinds
from frontdesk_web.render import Page
from frontdesk_web.sheets import Sheet

OF_MESSAGES = f"{STATISTICS}/messages"


def message_statistics_page(
    who: SignedIn, catalogue: Catalogue, found: MessageStatistics, *, timetable: Timetable | None, today: date
) -> Page:
    """The month. A message counts in the month in which something became of it."""
    language, month = who.session.language, found.month
    _ = translations(language).gettext
    by_kind, followed = kind_rows(found, language), sequel_rows(found, timetable, catalogue, language)
    return console_page(
        "console/message_statistics.html",
        who,
        catalogue,
        here=None,
        back=_address(month),
        month=month_words(month, locale=locale_of(language)),
        of=f"{month:%Y-%m}",
        before=_address(before(month)) if months_ago(month, today) < MONTHS_KEPT else None,
        after=_address(after(month)) if months_ago(month, today) > 0 else None,
        figures=_numbers(found.all, language),
        kinds=by_kind,
        kind_bars=_kind_bars(by_kind, found.kinds),
        templates=template_rows(found, language),
        reasons=reason_rows(found, language),
        reason_bars=bars([(it, [("bad", it.numbers[0].count)]) for it in reason_rows(found, language)]),
        followed=followed,
        followed_bars=_followed_bars(followed, found, language),
        followed_legend=(("good", _("Confirmed")), ("amber", _("Cancelled")), ("bad", _("Did not come"))),
        legend=_legend(language),
    )


def kind_rows(found: MessageStatistics, language: Language) -> list[Row]:
    """By what messages were for, and by which kind of contact they went."""
    return [
        Row(
            name=Words(purpose_in_words(it.purpose, language), language),
            place=Words(kind_in_words(it.kind, language), language),
            numbers=tuple(_numbers(it.counts, language)),
        )
        for it in found.kinds
    ]


def template_rows(found: MessageStatistics, language: Language) -> list[Row]:
    """By template; a clinic's own go by their id."""
    return [
        Row(
            name=Words(it.template, language),
            place=Words(purpose_in_words(it.purpose, language), language),
            numbers=tuple(_numbers(it.counts, language)),
        )
        for it in found.templates
    ]


def reason_rows(found: MessageStatistics, language: Language) -> list[Row]:
    _ = translations(language).gettext
    return [
        Row(
            name=Words(reason_in_words(it, language), language),
            place=None,
            numbers=(Number(label=_("Messages"), count=count),),
        )
        for it, count in found.reasons.items()
    ]


def sequel_rows(
    found: MessageStatistics, timetable: Timetable | None, catalogue: Catalogue, language: Language
) -> list[Row]:
    """By type and location: what became of appointments of which somebody was, or was not, reminded."""
    known = kinds(timetable, catalogue.organisation, language) if timetable else []
    words = _sequels(language)
    return [
        Row(
            name=kind_of(known, it.time_type, language).name,
            place=place(it.location, catalogue, language),
            numbers=tuple(
                Number(label=words[sequel, told], count=it.sequels[sequel][told])
                for sequel in Sequel
                for told in (True, False)
            ),
        )
        for it in found.sequels
    ]


def sheet_of(table: str, rows: Sequence[Row], language: Language) -> Sheet:
    """The table as a file has it, under the name it has on its page."""
    _ = translations(language).gettext
    name, first = {
        "times": (_("Appointments"), _("Type")),
        "conversations": (_("Conversations"), _("Concern")),
        "messages": (_("By purpose and way"), _("Purpose")),
        "templates": (_("By template"), _("Template")),
        "reasons": (_("Why messages failed or were not sent"), _("Reason")),
        "appointments": (_("What became of appointments"), _("Type")),
    }[table]
    return sheet(name, first, rows, language)


def _numbers(counts: StatusCount, language: Language) -> list[Number]:
    _ = translations(language).gettext
    return [
        Number(label=_("Taken by a provider"), count=counts.taken),
        Number(label=_("Delivered"), count=counts.delivered),
        Number(label=_("Failed"), count=counts.failed),
        Number(label=_("Not sent"), count=counts.unsent),
        Number(label=_("Withdrawn"), count=counts.withdrawn),
    ]


def _kind_bars(rows: Sequence[Row], found: Sequence[SortCount]) -> list[Bar]:
    return bars([(row, _tones(it.counts)) for row, it in zip(rows, found, strict=True)])


def _followed_bars(rows: Sequence[Row], found: MessageStatistics, language: Language) -> list[Bar]:
    """Two bars a row, to be compared by what they are made of: one with a reminder, one without."""
    _ = translations(language).gettext
    told = ((True, _("With a reminder")), (False, _("Without a reminder")))
    return bars(
        [
            (Row(name=row.name, place=Words(words, language), numbers=()), _sequel_tones(it, reminded))
            for row, it in zip(rows, found.sequels, strict=True)
            for reminded, words in told
        ]
    )


def _sequel_tones(it: SequelCount, reminded: bool) -> list[tuple[str, Count]]:  # noqa: FBT001  (a key of it)
    tones = {Sequel.CONFIRMED: "good", Sequel.CANCELLED: "amber", Sequel.MISSED: "bad"}
    return [(tone, it.sequels[sequel][reminded]) for sequel, tone in tones.items()]


def _tones(counts: StatusCount) -> list[tuple[str, Count]]:
    """What a provider took and said nothing of since is what is left of it; to the nearest five, as all of it."""
    silent = max(0, (counts.taken or 0) - (counts.delivered or 0) - (counts.failed or 0))
    return [("good", counts.delivered), ("plain", silent), ("bad", counts.failed), ("amber", counts.unsent)]


def _legend(language: Language) -> Sequence[tuple[str, str]]:
    _ = translations(language).gettext
    return (
        ("good", _("Delivered")),
        ("plain", _("Taken by a provider, nothing heard since")),
        ("bad", _("Failed")),
        ("amber", _("Not sent")),
    )


def _sequels(language: Language) -> Mapping[tuple[Sequel, bool], str]:
    _ = translations(language).gettext
    return {
        (Sequel.CONFIRMED, True): _("Confirmed after a reminder"),
        (Sequel.CONFIRMED, False): _("Confirmed without a reminder"),
        (Sequel.CANCELLED, True): _("Cancelled after a reminder"),
        (Sequel.CANCELLED, False): _("Cancelled without a reminder"),
        (Sequel.MISSED, True): _("Did not come after a reminder"),
        (Sequel.MISSED, False): _("Did not come without a reminder"),
    }


def purpose_in_words(purpose: Purpose, language: Language) -> str:
    _ = translations(language).gettext
    return {
        Purpose.SERVICE: _("Answers and receipts"),
        Purpose.APPOINTMENT: _("Reminders of appointments"),
        Purpose.RECALL: _("Reminders of what is due"),
        Purpose.SURVEY: _("Invitations to surveys"),
        Purpose.STAFF: _("To the team"),
    }[purpose]


def kind_in_words(kind: Kind | None, language: Language) -> str:
    _ = translations(language).gettext
    if kind is None:
        return _("No way tried")
    return {Kind.SMS: _("SMS"), Kind.EMAIL: _("E-mail"), Kind.VOICE: _("Telephone"), Kind.POST: _("Letter")}[
        kind
    ]


def reason_in_words(reason: Reason, language: Language) -> str:
    _ = translations(language).gettext
    return {
        Reason.NO_CONTACT: _("No number or address"),
        Reason.OPTED_OUT: _("Wants no such messages"),
        Reason.SUPPRESSED: _("Number or address is blocked"),
        Reason.CAPPED: _("As many messages as there may be"),
        Reason.BROKEN_TEMPLATE: _("The template could not be filled in"),
        Reason.NO_CHANNEL: _("No provider is set up"),
        Reason.REFUSED: _("The provider refused it"),
        Reason.BUSY: _("The provider was busy for too long"),
        Reason.AWAY: _("The provider failed"),
        Reason.OVER: _("Too late to be of use"),
        Reason.NO_ANSWER: _("No answer came from the provider"),
        Reason.BOUNCED: _("It came back"),
        Reason.COMPLAINED: _("Reported as unwanted"),
        Reason.BROKEN: _("A fault of the software"),
    }.get(reason, _("No reason given"))


def _address(month: date) -> str:
    return f"{OF_MESSAGES}?month={month:%Y-%m}"
