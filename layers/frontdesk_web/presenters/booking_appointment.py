"""A patient's own appointment: the second proof, how it stands, and what it takes to move or cancel it."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from frontdesk.booking.errors import ProofLocked
from frontdesk.booking.model import Appointment, AppointmentStatus, Slot
from frontdesk.booking.usecases.show_appointment import Shown
from frontdesk.catalogue.model import Location
from frontdesk.kernel.errors import FieldError, FrontdeskError
from frontdesk.kernel.language import Words
from frontdesk_web.i18n import translations
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking import TIMES_FORM, time_shown
from frontdesk_web.presenters.booking_choice import ANYBODY, Choice, Counter, Offer
from frontdesk_web.presenters.booking_history import happened, state_in_words
from frontdesk_web.presenters.booking_times import Found, month_of
from frontdesk_web.presenters.clinic import LanguageForm, clinic_page
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.presenters.proof import Asked, second_proof_page
from frontdesk_web.presenters.window import AskedBefore
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

COMMENT = "text"
DEED_FORM = "deed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """An appointment on its page: `token` shows that who reads it is the patient."""

    shown: Shown
    counter: Counter
    ticket: str
    token: str

    @property
    def appointment(self) -> Appointment:
        return self.shown.appointment

    @property
    def whose(self) -> dict[str, str]:
        """What a proof is of."""
        return {"organisation": self.appointment.organisation_id, "appointment": self.appointment.id}

    def at(self, part: str = "", **query: str) -> str:
        """A page of it, in the reader's language where no other is asked for."""
        said = {"s": self.token, "lang": self.counter.language.value, **query}
        return addresses.appointment(self.counter.organisation_id, self.ticket, part, **said)

    def sent_to(self, part: str) -> str:
        """Where a form of it is sent; the token goes in the form."""
        return addresses.appointment(
            self.counter.organisation_id, self.ticket, part, lang=self.counter.language.value
        )


def proof_page(
    counter: Counter,
    ticket: str,
    *,
    typed: Mapping[str, str] | None = None,
    code: str | None = None,
    tries_left: int | None = None,
) -> Page:
    """The question for the date of birth that opens an appointment."""
    here, language = counter.organisation_id, counter.language
    return second_proof_page(
        counter.catalogue,
        Asked(typed=typed or {}, code=code, tries_left=tries_left, locked=code == ProofLocked.code),
        language=language,
        now=counter.now,
        title=translations(language).gettext("Open your appointment"),
        action=addresses.appointment(here, ticket, "proof", lang=language.value),
        in_other_language=lambda other: addresses.appointment(here, ticket, lang=other.value),
    )


def why_not(shown: Shown, no: FrontdeskError | None = None) -> tuple[str, ...]:
    """Why a button is missing, and why what was tried could not be, each once; of what is booked."""
    if shown.appointment.status is not AppointmentStatus.BOOKED:
        return ()
    return tuple({it.code: None for it in (shown.not_moved, shown.not_cancelled, no) if it is not None})


def appointment_page(mine: Mine, no: FrontdeskError | None = None) -> Page:
    """How it stands, what was said, and what can be done; `no` is why what was tried could not be."""
    language, appointment = mine.counter.language, mine.appointment
    zone = mine.counter.catalogue.location(appointment.slot.location_id).zone
    return _page(
        "booking/appointment.html",
        mine,
        status=HTTPStatus.OK if no is None else status_of(no),
        in_other=lambda other: mine.at(lang=other.value),
        appointment=appointment,
        state=state_in_words(appointment, language),
        history=tuple(happened(it, zone=zone, language=language) for it in appointment.changes),
        reasons=why_not(mine.shown, no),
        move_url=None if mine.shown.not_moved else mine.at("move"),
        cancel_url=None if mine.shown.not_cancelled else mine.at("cancel"),
        earlier_url=None if mine.shown.not_moved else mine.sent_to("earlier"),
        token=mine.token,
        file_url=mine.sent_to("calendar.ics") if appointment.status is AppointmentStatus.BOOKED else None,
        again_url=addresses.booking(mine.counter.organisation_id, lang=language.value),
    )


def cancel_page(
    mine: Mine, *, typed: Mapping[str, str] | None = None, no: FrontdeskError | None = None
) -> Page:
    """The clinic's terms, a comment, and the button that cancels. 1177: avboka."""
    return _deed_page(
        "booking/cancel.html",
        mine,
        "cancel/confirm",
        typed or {},
        no,
        fields={"s": mine.token},
        again=mine.sent_to("cancel"),
        terms=mine.counter.says(mine.shown.timetable.terms.cancelling),
    )


def moved_page(
    mine: Mine, slot: Slot, chosen: Mapping[str, str], *, typed: Mapping[str, str], no: FrontdeskError | None
) -> Page:
    """The time it is moved from and to, a comment, and the button that moves it; `chosen` says which time that is."""
    return _deed_page(
        "booking/moved.html",
        mine,
        "move/confirm",
        typed,
        no,
        fields={"s": mine.token, **chosen},
        again=mine.sent_to("move/chosen"),
        new=time_shown(mine.counter, slot),
        other_times=mine.sent_to("move"),
    )


def moving_choice(mine: Mine, told: Mapping[str, str]) -> Choice:
    """Where it is moved to: asked only where the kind of time may go to several places. 1177: annan mottagning."""
    ids = [it.id for it in _places(mine)]
    wanted = told.get("location")
    location_id = ids[0] if len(ids) == 1 else next((it for it in ids if it == wanted), None)
    time_type_id = mine.appointment.slot.time_type_id
    return Choice(location_id=location_id, time_type_id=time_type_id, performer=ANYBODY)


def move_page(
    mine: Mine,
    choice: Choice,
    found: Found | None,
    *,
    typed: Mapping[str, str],
    no: FrontdeskError | None = None,
) -> Page:
    """The clinic's terms, then where to, then the free times. Without `found` the place is asked for."""
    counter, language = mine.counter, mine.counter.language
    _ = translations(language).gettext
    where = {"location": choice.location_id} if choice.location_id else {}
    again = mine.sent_to("move") if typed else ""

    def at(**more: str) -> str:
        return mine.at("move", **where, **more)

    month = None
    if found and not found.is_nothing and choice.location_id:
        zone = counter.catalogue.location(choice.location_id).zone
        month = month_of(found, zone=zone, language=language, at=lambda day: at(day=str(day)))
    return _page(
        "booking/move.html",
        mine,
        status=HTTPStatus.OK if no is None else status_of(no),
        in_other=lambda other: at(lang=other.value, **({"day": str(found.day)} if found else {})),
        language_form=LanguageForm(id=TIMES_FORM, action=again) if again else None,
        terms=counter.says(mine.shown.timetable.terms.moving),
        offers=[_offer(mine, it) for it in _places(mine)] if found is None else [],
        turns=_turns(mine, choice) if found else (),
        question=_("Where would you like to come?") if found is None else _("Which time suits you?"),
        month=month,
        until=found and found.last,
        failed=no is not None,
        error=no and no.code,
        action=mine.sent_to("move/chosen"),
        fields={"s": mine.token, **where, **({"shown": str(found.day)} if found else {}), **typed},
        keeping=again,
    )


def _deed_page(  # noqa: PLR0913  # a form is shown with what was typed and what was wrong with it
    template: str,
    mine: Mine,
    part: str,
    typed: Mapping[str, str],
    no: FrontdeskError | None,
    *,
    fields: Mapping[str, str],
    again: str,
    **context: Any,  # noqa: ANN401  # what the template needs
) -> Page:
    """A page whose button does something. Another language keeps the comment: `again` shows the page anew."""
    language = mine.counter.language
    errors = [] if no is None else [FieldError(COMMENT, no.code)]
    label = Words(translations(language).gettext("Comment"), language)
    return _page(
        template,
        mine,
        status=HTTPStatus.OK if no is None else status_of(no),
        in_other=lambda other: mine.at(lang=other.value),
        language_form=LanguageForm(id=DEED_FORM, action=again),
        form_id=DEED_FORM,
        action=mine.sent_to(part),
        fields=fields,
        typed=typed,
        failed=bool(errors),
        errors=by_field(errors),
        problems=problems_of(errors, {COMMENT: label}, language),
        **context,
    )


def _page(template: str, mine: Mine, *, status: int, in_other: Any, **context: Any) -> Page:  # noqa: ANN401
    counter, slot = mine.counter, mine.appointment.slot
    return clinic_page(
        template,
        counter.catalogue,
        language=counter.language,
        now=counter.now,
        status=status,
        location_id=slot.location_id,
        in_other_language=in_other,
        it=time_shown(counter, slot),
        zone=counter.catalogue.location(slot.location_id).zone,
        back=mine.at(),
        **context,
    )


def _places(mine: Mine) -> list[Location]:
    slot, timetable = mine.appointment.slot, mine.shown.timetable
    allowed = {slot.location_id, *mine.shown.time_type.moves_to}
    open_to_it = [
        it
        for it in mine.counter.catalogue.locations
        if it.id in allowed and timetable.schedules_for(it.id, slot.time_type_id)
    ]
    return open_to_it or [mine.counter.catalogue.location(slot.location_id)]


def _turns(mine: Mine, choice: Choice) -> tuple[AskedBefore, ...]:
    """Where it is moved to, if that was a question."""
    if choice.location_id is None or len(_places(mine)) == 1:
        return ()
    question = translations(mine.counter.language).gettext("Where would you like to come?")
    place = mine.counter.says(mine.counter.catalogue.location(choice.location_id).name)
    asked = Words(question, mine.counter.language)
    return (AskedBefore(question=asked, answer=place, change=mine.at("move")),)


def _offer(mine: Mine, it: Location) -> Offer:
    address = Words(", ".join(it.address), mine.counter.language)
    url = mine.at("move", location=it.id)
    return Offer(label=mine.counter.says(it.name), hint=address, icon="map-pin", url=url)
