"""Which reminders somebody wants at their number or address."""

from collections.abc import Sequence
from dataclasses import dataclass

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind, Purpose
from frontdesk.messaging.rules.consent import CHOSEN, choice, comes_by
from frontdesk.patients.model import Preferences
from frontdesk_web.i18n import translations
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking_choice import Counter
from frontdesk_web.presenters.clinic import clinic_page
from frontdesk_web.render import Page

REMINDERS = "mine/reminders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    name: str
    label: str
    is_wanted: bool


def reminders_page(
    counter: Counter, kinds: Sequence[Kind], wanted: Preferences, *, token: str, is_saved: bool
) -> Page:
    """A box for each kind of reminder and each way that the contact point has."""
    here, language = counter.organisation_id, counter.language
    lang = language.value
    _ = translations(language).gettext
    headings = {
        Purpose.APPOINTMENT: _("Reminders of my appointments"),
        Purpose.RECALL: _("Reminders that an examination or a vaccination is due"),
        Purpose.SURVEY: _("Questions how satisfied I was"),
    }
    return clinic_page(
        "booking/reminders.html",
        counter.catalogue,
        language=language,
        now=counter.now,
        in_other_language=lambda other: addresses.booking(here, REMINDERS, s=token, lang=other.value),
        groups=[
            (
                headings[purpose],
                [_choice(kind, purpose, wanted, language) for kind in kinds if comes_by(kind, purpose)],
            )
            for purpose in CHOSEN
        ],
        is_stopped=wanted.is_stopped,
        is_saved=is_saved,
        token=token,
        action=addresses.booking(here, REMINDERS, lang=lang),
        mine=addresses.booking(here, "mine", s=token, lang=lang),
    )


def _choice(kind: Kind, purpose: Purpose, wanted: Preferences, language: Language) -> Choice:
    _ = translations(language).gettext
    name = choice(kind, purpose)
    return Choice(
        name=name,
        label={
            Kind.SMS: _("By text message"),
            Kind.EMAIL: _("By e-mail"),
            Kind.VOICE: _("By a call"),
        }[kind],
        is_wanted=not wanted.is_stopped and name not in wanted.unwanted,
    )
