"""What reminders need of the web: their links, and times in the words of a language."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from frontdesk.kernel.ids import MessageId, OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.reminders.ports import KeptPlans, RemindersPorts
from frontdesk.reminders.wiring import fresh_plans, reminders_ports
from frontdesk_web import seals
from frontdesk_web.booking_links import linked_booking
from frontdesk_web.dates import clock_words, date_words
from frontdesk_web.i18n import locale_of
from frontdesk_web.keyring import keyring

REMINDER = "reminder"
"""The kind of record that the ticket in a reminder's link is for."""


def linked_reminders(*, fresh: bool = False) -> RemindersPorts:
    """Reminders' ports with links that open here; `fresh` for those who change the plans."""
    plans: dict[str, KeptPlans] = {"plans": fresh_plans()} if fresh else {}
    return reminders_ports(linked_booking(), when_words, reminder_ticket, **plans)


def when_words(at: datetime, zone: ZoneInfo, language: Language) -> str:
    """Day and time of an instant, as a message tells it."""
    locale = locale_of(language)
    return f"{date_words(at, zone, 'medium', locale=locale)} {clock_words(at, zone, locale=locale)}"


def day_words(day: date, language: Language) -> str:
    """A day, as a message tells it."""
    return date_words(day, form="long", locale=locale_of(language))


def reminder_ticket(organisation_id: OrganisationId, message_id: MessageId) -> str:
    """The last part of a reminder's address."""
    return seals.ticket(organisation_id, message_id, of=REMINDER, keyring=keyring())
