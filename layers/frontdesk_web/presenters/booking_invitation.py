"""What somebody waits for or is invited to: how it stands, the times that can be taken, and the one that was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from frontdesk.booking.errors import InvitationUsed, ProofLocked, Taken
from frontdesk.booking.model import Appointment, Slot
from frontdesk.booking.model.invitations import Invitation
from frontdesk.booking.usecases.show_invitation import ShownInvitation
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Words
from frontdesk_web.dates import date_words
from frontdesk_web.i18n import locale_of, sentence, translations
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking import time_shown
from frontdesk_web.presenters.booking_choice import ANYBODY, Choice, Counter, named
from frontdesk_web.presenters.booking_times import Found, month_of, written_time
from frontdesk_web.presenters.clinic import TO, LanguageForm, clinic_page
from frontdesk_web.presenters.proof import Asked, second_proof_page
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

TAKE_FORM = "take"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An invitation on its page: `token` shows that who reads it is the patient."""

    shown: ShownInvitation
    counter: Counter
    ticket: str
    token: str

    @property
    def invitation(self) -> Invitation:
        return self.shown.invitation

    @property
    def whose(self) -> dict[str, str]:
        """What a proof is of."""
        return {"organisation": self.invitation.organisation_id, "invitation": self.invitation.id}

    @property
    def choice(self) -> Choice:
        """What times of it are of."""
        want = self.invitation.want
        return Choice(location_id=want.location_id, time_type_id=want.time_type_id, performer=ANYBODY)

    def at(self, **query: str) -> str:
        """Its page, in the reader's language where no other is asked for."""
        said = {"s": self.token, "lang": self.counter.language.value, **query}
        return addresses.invitation(self.counter.organisation_id, self.ticket, **said)

    def sent_to(self, part: str) -> str:
        """Where a form of it is sent; the token goes in the form."""
        return addresses.invitation(
            self.counter.organisation_id, self.ticket, part, lang=self.counter.language.value
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WantShown:
    """What it is for, in words. `earlier` is the time that shall become earlier, if one shall."""

    kind: Words
    performer: str
    place: Words
    days: str
    purpose: str
    earlier: str | None


def invitation_proof_page(
    counter: Counter,
    ticket: str,
    *,
    typed: Mapping[str, str] | None = None,
    code: str | None = None,
    tries_left: int | None = None,
) -> Page:
    """The question for the date of birth that opens an invitation."""
    here, language = counter.organisation_id, counter.language
    return second_proof_page(
        counter.catalogue,
        Asked(typed=typed or {}, code=code, tries_left=tries_left, locked=code == ProofLocked.code),
        language=language,
        now=counter.now,
        title=translations(language).gettext("Open your invitation"),
        action=addresses.invitation(here, ticket, "proof", lang=language.value),
        in_other_language=lambda other: addresses.invitation(here, ticket, lang=other.value),
    )


def invitation_page(
    invited: Invited, found: Found | None, *, opened: str | None, no: FrontdeskError | None = None
) -> Page:
    """How it stands and what can be taken. `opened`: where the appointment is that it became; `no`: what went wrong."""
    counter, language = invited.counter, invited.counter.language
    want, is_open = invited.invitation.want, invited.shown.not_open is None
    zone = counter.catalogue.location(want.location_id).zone
    month = None
    if found and not found.is_nothing:
        month = month_of(found, zone=zone, language=language, at=lambda day: invited.at(day=str(day)))
    return _page(
        "booking/invitation.html",
        invited,
        status=HTTPStatus.OK if no is None else status_of(no),
        failed=no is not None,
        problem=_problem(invited, no),
        in_other=lambda other: invited.at(
            lang=other.value, **({"day": str(found.day)} if month and found else {})
        ),
        is_open=is_open,
        why=_why(invited),
        opened=opened,
        month=month,
        action=invited.sent_to("chosen"),
        fields={"s": invited.token, **({"shown": str(found.day)} if found else {})},
        leave=invited.sent_to("withdraw"),
        book_url=addresses.booking(counter.organisation_id, lang=language.value),
    )


def take_page(invited: Invited, slot: Slot) -> Page:
    """The chosen time, beside the old one where it shall become earlier, and the button that takes it."""
    has, counter = invited.shown.appointment, invited.counter
    again = invited.sent_to("chosen")
    return _page(
        "booking/take.html",
        invited,
        status=HTTPStatus.OK,
        in_other=lambda other: invited.at(lang=other.value),
        language_form=LanguageForm(id=TAKE_FORM, action=again),
        it=time_shown(counter, slot),
        old=None if has is None else time_shown(counter, has.slot),
        form_id=TAKE_FORM,
        action=invited.sent_to("take"),
        fields={"s": invited.token, "slot": written_time(slot)},
        other_times=invited.at(day=str(slot.on)),
    )


def want_shown(counter: Counter, shown: ShownInvitation) -> WantShown:
    """What an invitation is for, as its patient reads it."""
    invitation, want, has = shown.invitation, shown.invitation.want, shown.appointment
    _, locale = translations(counter.language).gettext, locale_of(counter.language)
    first, last = (date_words(it, form="medium", locale=locale) for it in (want.first_day, want.last_day))
    who = next((it for it in shown.timetable.resources if it.id == want.performer_id), None)
    return WantShown(
        kind=counter.says(shown.time_type.name),
        performer=named(who) if who else _("Anybody who has time"),
        place=counter.says(counter.catalogue.location(want.location_id).name),
        days=f"{first} {TO} {last}",
        purpose=invitation.purpose,
        earlier=_when(counter, has) if has and shown.not_open is None else None,
    )


def _when(counter: Counter, has: Appointment) -> str:
    it = time_shown(counter, has.slot)
    return f"{it.day}, {it.time}"


def _why(invited: Invited) -> str | None:
    """Why nothing can be taken with it any more; of a used one, which appointment it became."""
    no, language = invited.shown.not_open, invited.counter.language
    if isinstance(no, InvitationUsed) and invited.shown.appointment:
        said = translations(language).gettext("With it you took the appointment %(reference)s.")
        return said % {"reference": invited.shown.appointment.reference}
    return sentence(no.code, language) if no else None


def _problem(invited: Invited, no: FrontdeskError | None) -> str | None:
    """Why what was tried could not be; who waits and was too slow waits on."""
    if no is None or (isinstance(no, InvitationUsed) and invited.shown.not_open):
        return None
    language = invited.counter.language
    if isinstance(no, Taken) and not invited.invitation.is_invited:
        return translations(language).gettext("Somebody was quicker. You stay on the waiting list.")
    return sentence(no.code, language)


def _page(template: str, invited: Invited, *, status: int, in_other: Any, **context: Any) -> Page:  # noqa: ANN401
    counter = invited.counter
    return clinic_page(
        template,
        counter.catalogue,
        language=counter.language,
        now=counter.now,
        status=status,
        location_id=invited.invitation.want.location_id,
        in_other_language=in_other,
        want=want_shown(counter, invited.shown),
        invitation=invited.invitation,
        back=invited.at(),
        **context,
    )
