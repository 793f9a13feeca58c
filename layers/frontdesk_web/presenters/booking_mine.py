"""My times: where a code is sent, the code, and all times of the people behind the contact point it proved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from frontdesk.booking.model import AppointmentStatus
from frontdesk.booking.usecases.list_times import Time, Times, WaitedFor
from frontdesk.kernel.errors import BadInput, FieldError, FrontdeskError
from frontdesk.kernel.ids import ContactKey, FormId, random_id
from frontdesk.kernel.language import Language, Words
from frontdesk.patients.model import LoggedIn
from frontdesk_web.dates import clock_words, date_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking_appointment import why_not
from frontdesk_web.presenters.booking_choice import Counter
from frontdesk_web.presenters.booking_history import state_in_words
from frontdesk_web.presenters.booking_invitation import WantShown, want_shown
from frontdesk_web.presenters.booking_login import WHY, offered
from frontdesk_web.presenters.booking_reminders import REMINDERS
from frontdesk_web.presenters.clinic import TO, LanguageForm, clinic_page
from frontdesk_web.presenters.forms import by_field, problems_of
from frontdesk_web.presenters.requests import State
from frontdesk_web.presenters.told import Told
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

CONTACT, CODE, LOGIN = "contact", "code", "login"
CONTACT_FORM, CODE_FORM = "ask", "digits"
BY_CODE = "by-code"
"""Asks for the question where a code is sent, although somebody is logged in."""
SHOWN_AGAIN = "shown"
"""Asks for the page of a form once more, in another language, with what was typed; nothing is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacted:
    """Whom a code was sent to, by the contact's key, and for which form; `token` is both, sealed."""

    key: ContactKey
    form_id: FormId
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An appointment in the list; `reasons` are the codes of why it cannot be moved or cancelled."""

    day: str
    time: str
    kind: Words
    place: Words
    state: State
    reasons: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whose appointments these are; `name` is None where nobody else has any."""

    name: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose list it is: of a contact point that was proved (`token` says so), else of `who` is logged in.

    `linked`: of how many people behind the contact the log-in has been told with the code, None where nobody is.
    """

    token: str = ""
    who: LoggedIn | None = None
    linked: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """What somebody waits for or is invited to, in the list; `name` as of a Person."""

    name: str | None
    want: WantShown
    is_invited: bool
    url: str


Opened = Callable[[Time], str]
"""Where the page of an appointment is, for whoever proved that it is theirs."""
Invited = Callable[[WaitedFor], str]
"""The same of an invitation."""


def contact_page(
    counter: Counter,
    typed: Mapping[str, str],
    *,
    who: LoggedIn | None = None,
    no: FrontdeskError | None = None,
) -> Page:
    """The question where a code is sent to, beside the log-in where the clinic has one.

    `typed` may say what came before: `ended`, a proof was good until a while ago; `login`, why one came to nothing.
    """
    here, language, login = counter.organisation_id, counter.language, offered(counter)
    errors = _errors(no, CONTACT)
    label = Words(translations(language).gettext("Mobile phone number or e-mail address"), language)
    return clinic_page(
        "booking/contact.html",
        counter.catalogue,
        language=language,
        now=counter.now,
        status=_status(no),
        in_other_language=lambda other: addresses.booking(here, "mine", lang=other.value),
        form_targets=login.origins if login else (),
        language_form=_language_form(counter, CONTACT_FORM),
        form_id=CONTACT_FORM,
        login=login,
        who=who,
        why=WHY.get(typed.get(LOGIN, "")),
        label=label.text,
        action=addresses.booking(here, "mine/code", lang=language.value),
        form=typed.get("form") or random_id(),
        ended="ended" in typed,
        typed=typed,
        failed=bool(errors),
        errors=by_field(errors),
        problems=problems_of(errors, {CONTACT: label}, language),
    )


def code_page(  # noqa: PLR0913  # a form is shown with what was typed and what was wrong with it
    counter: Counter,
    contacted: Contacted,
    *,
    typed: Mapping[str, str] | None = None,
    next_form: str = "",
    is_another: bool = False,
    no: FrontdeskError | None = None,
) -> Page:
    """The question for the code that was sent; `next_form` is the id under which another is asked for."""
    here, language = counter.organisation_id, counter.language
    errors = _errors(no, CODE)
    label = Words(translations(language).gettext("Code of six digits"), language)
    return clinic_page(
        "booking/code.html",
        counter.catalogue,
        language=language,
        now=counter.now,
        status=_status(no),
        in_other_language=lambda other: addresses.booking(here, "mine", lang=other.value),
        language_form=_language_form(counter, CODE_FORM),
        form_id=CODE_FORM,
        label=label.text,
        action=addresses.booking(here, "mine/proof", lang=language.value),
        sending=addresses.booking(here, "mine/code", lang=language.value),
        other=addresses.booking(here, "mine", lang=language.value),
        token=contacted.token,
        next_form=next_form or random_id(),
        is_another=is_another,
        typed=typed or {},
        tries_left=no and no.details.get("tries_left"),
        failed=bool(errors),
        errors=by_field(errors),
        problems=problems_of(errors, {CODE: label}, language),
    )


def mine_page(  # noqa: PLR0913
    counter: Counter, times: Times, whose: Whose, said: Sequence[Told], *, opened: Opened, invited: Invited
) -> Page:
    """All that is ahead, and what was in the last year; with names where there are several people. 1177: mina tider.

    `said` is what was sent and written, the oldest first.
    """
    here, lang = counter.organisation_id, counter.language.value
    everything: tuple[Time | WaitedFor, ...] = (*times.ahead, *times.past, *times.waiting)
    several = len({_folded(it) for it in everything}) > 1
    proof = {"s": whose.token} if whose.token else {}
    return clinic_page(
        "booking/mine.html",
        counter.catalogue,
        language=counter.language,
        now=counter.now,
        in_other_language=lambda other: addresses.booking(here, "mine", **proof, lang=other.value),
        ahead=_people(counter, times.ahead, several=several, opened=opened),
        past=_people(counter, times.past, several=several, opened=opened),
        waiting=[
            Waited(
                name=it.subject.name if several else None,
                want=want_shown(counter, it.shown),
                is_invited=it.shown.invitation.is_invited,
                url=invited(it),
            )
            for it in times.waiting
        ],
        book_url=addresses.booking(here, lang=lang),
        other=addresses.booking(here, "mine", **{BY_CODE: "1"}, lang=lang),
        whose=whose,
        reminders=addresses.booking(here, REMINDERS, **proof, lang=lang) if proof else None,
        said=said[::-1],
        zone=counter.catalogue.locations[0].zone,
        login=offered(counter),
        of_login=addresses.booking(here, "mine", lang=lang),
    )


def _people(counter: Counter, times: Sequence[Time], *, several: bool, opened: Opened) -> tuple[Person, ...]:
    """In the order of the first time of each; whoever wrote their name otherwise once is one and the same here."""
    found: dict[str, list[Time]] = {}
    for it in times:
        found.setdefault(_folded(it), []).append(it)
    return tuple(
        Person(
            name=of_one[0].subject.name if several else None,
            entries=tuple(_entry(counter, it, opened(it)) for it in of_one),
        )
        for of_one in found.values()
    )


def _folded(it: Time | WaitedFor) -> str:
    return " ".join(it.subject.name.split()).casefold()


def _entry(counter: Counter, it: Time, url: str) -> Entry:
    slot, locale = it.shown.appointment.slot, locale_of(counter.language)
    location = counter.catalogue.location(slot.location_id)
    begins, ends = (clock_words(at, location.zone, locale=locale) for at in (slot.starts_at, slot.ends_at))
    is_over = slot.ends_at <= counter.now
    return Entry(
        day=date_words(slot.on, locale=locale),
        time=f"{begins}{TO}{ends}",
        kind=counter.says(it.shown.time_type.name),
        place=counter.says(location.name),
        state=_state(it, counter.language, is_over=is_over),
        reasons=() if is_over else why_not(it.shown),
        url=url,
    )


def _state(it: Time, language: Language, *, is_over: bool) -> State:
    appointment = it.shown.appointment
    if is_over and appointment.status is AppointmentStatus.BOOKED:
        over = translations(language).gettext("This appointment is over")
        return State(text=over, icon="check", kind="over")
    return state_in_words(appointment, language)


def _language_form(counter: Counter, form_id: str) -> LanguageForm:
    """What was typed goes along in the form: a number must not stand in an address."""
    action = addresses.booking(counter.organisation_id, "mine/code", **{SHOWN_AGAIN: "1"})
    return LanguageForm(id=form_id, action=action)


def _errors(no: FrontdeskError | None, field: str) -> list[FieldError]:
    if no is None:
        return []
    return list(no.errors) if isinstance(no, BadInput) else [FieldError(field, no.code)]


def _status(no: FrontdeskError | None) -> int:
    return HTTPStatus.OK if no is None else status_of(no)
