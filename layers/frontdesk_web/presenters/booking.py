"""Booking a time: the times, the form for the one that is kept, the summary, and the confirmation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from frontdesk.booking.model import Appointment, Slot
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk.patients.rules.persons import written_date
from frontdesk.window.model import FieldType, Form
from frontdesk_web.dates import clock_words, date_words
from frontdesk_web.i18n import locale_of, translations
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking_choice import STEPS, Choice, Counter, mine_url, named, turns_of
from frontdesk_web.presenters.booking_form import errors_of, form_of
from frontdesk_web.presenters.booking_times import Found, month_of
from frontdesk_web.presenters.clinic import TO, LanguageForm, clinic_page
from frontdesk_web.presenters.forms import BIRTH_DATE, by_field, date_parts, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

TIMES_FORM, DETAILS_FORM, REVIEW_FORM = "times", "details", "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeShown:
    """A time with all that belongs to it, in words. `information` is the clinic's text for whoever comes.

    `performer` is empty when the clinic has taken them out of its timetable since.
    """

    day: str
    time: str
    lasts: int
    kind: Words
    performer: str
    place: Words
    address: tuple[str, ...]
    information: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the summary."""

    label: Words
    said: str


def time_shown(counter: Counter, slot: Slot) -> TimeShown:
    """A time as its patient reads it."""
    locale = locale_of(counter.language)
    location = counter.catalogue.location(slot.location_id)
    time_type = counter.timetable.time_type(slot.time_type_id)
    begins, ends = (clock_words(it, location.zone, locale=locale) for it in (slot.starts_at, slot.ends_at))
    return TimeShown(
        day=date_words(slot.on, locale=locale),
        time=f"{begins}{TO}{ends}",
        lasts=int((slot.ends_at - slot.starts_at).total_seconds() // 60),
        kind=counter.says(time_type.name),
        performer=next((named(it) for it in counter.timetable.resources if it.id == slot.performer_id), ""),
        place=counter.says(location.name),
        address=location.address,
        information=counter.says(time_type.information) if time_type.information else None,
    )


def times_page(  # noqa: PLR0913  # a page is shown with what happened before it
    counter: Counter,
    choice: Choice,
    found: Found,
    *,
    hold_id: str,
    typed: Mapping[str, str],
    no: FrontdeskError | None = None,
) -> Page:
    """The free times. With something `typed` other days are asked for by sending it along, so that it stays.

    `no` is why the time that was chosen before cannot be had.
    """
    here, language = counter.organisation_id, counter.language
    zone = _zone(counter, choice)
    lang = language.value

    def at(**more: str) -> str:
        return addresses.booking(here, "times", **choice.query, hold=hold_id, **more)

    again = addresses.booking(here, "times", lang=lang) if typed else ""
    fields = {"hold": hold_id, "shown": str(found.day), **choice.query, **typed}
    return clinic_page(
        "booking/times.html",
        counter.catalogue,
        language=language,
        now=counter.now,
        status=_status(no),
        location_id=choice.location_id,
        in_other_language=lambda other: at(day=str(found.day), lang=other.value),
        language_form=LanguageForm(id=TIMES_FORM, action=again) if again else None,
        question=translations(language).gettext("Which time suits you?"),
        turns=turns_of(counter, choice),
        code=no and no.code,
        failed=no is not None,
        month=None
        if found.is_nothing
        else month_of(found, zone=zone, language=language, at=lambda day: at(day=str(day), lang=lang)),
        until=found.last,
        wait_url=addresses.booking(here, "wait", **choice.query, lang=lang),
        action=addresses.booking(here, "hold", lang=lang),
        fields=fields,
        keeping=again,
        step=2,
        of=STEPS,
        start_over=addresses.booking(here, lang=lang),
    )


def details_page(  # a form is shown with what was typed and what was wrong with it
    counter: Counter,
    held: Appointment,
    *,
    ticket: str,
    typed: Mapping[str, str],
    no: FrontdeskError | None = None,
) -> Page:
    """Who comes, and what else the kind of time asks for; `no` is what to correct."""
    errors = [] if no is None else errors_of(no)
    here, language = counter.organisation_id, counter.language
    form = form_of(counter.timetable.time_type(held.slot.time_type_id), language)
    again = addresses.held(here, ticket, "form", lang=language.value)
    return _of_held(
        "booking/details.html",
        counter,
        held,
        ticket=ticket,
        status=_status(no),
        step=3,
        language_form=LanguageForm(id=DETAILS_FORM, action=again),
        form_id=DETAILS_FORM,
        action=addresses.held(here, ticket, "review", lang=language.value),
        intro=form.intro,
        fields=tuple(replace(field, id=f"f-{field.id}") for field in form.fields),
        consent=form.consent,
        consent_version=form.consent_version,
        date_parts=date_parts(language),
        typed=typed,
        failed=bool(errors),
        errors=by_field(errors),
        problems=problems_of(errors, labels_of(form, language), language),
        until=held.hold_until if held.hold_until and held.hold_until > counter.now else None,
    )


def review_page(counter: Counter, held: Appointment, *, ticket: str, typed: Mapping[str, str]) -> Page:
    """Everything once more before it is booked. 1177: sammanfattning, med informationstext vid "Övrigt"."""
    here, lang = counter.organisation_id, counter.language.value
    return _of_held(
        "booking/review.html",
        counter,
        held,
        ticket=ticket,
        status=200,
        step=4,
        language_form=LanguageForm(id=REVIEW_FORM, action=addresses.held(here, ticket, "review", lang=lang)),
        form_id=REVIEW_FORM,
        action=addresses.held(here, ticket, "confirm", lang=lang),
        change=addresses.held(here, ticket, "form", lang=lang),
        lines=_lines(form_of(counter.timetable.time_type(held.slot.time_type_id), counter.language), typed),
        reminded="reminded" in typed,
        typed=typed,
    )


def booked_page(counter: Counter, booked: Appointment, *, ticket: str) -> Page:
    """The confirmation. Nothing personal is on it: it is read without the second proof."""
    here, lang = counter.organisation_id, counter.language.value
    return clinic_page(
        "booking/booked.html",
        counter.catalogue,
        language=counter.language,
        now=counter.now,
        location_id=booked.slot.location_id,
        in_other_language=lambda other: f"?lang={other.value}",
        it=time_shown(counter, booked.slot),
        reference=booked.reference,
        reminded=booked.reminded,
        file_url=addresses.appointment(here, ticket, "calendar.ics", lang=lang),
        open_url=addresses.appointment(here, ticket, lang=lang) if counter.timetable.shown else None,
        mine_url=mine_url(counter),
    )


def _of_held(  # noqa: PLR0913  # what every page about a kept time shows
    template: str,
    counter: Counter,
    held: Appointment,
    *,
    ticket: str,
    status: int,
    step: int,
    language_form: LanguageForm,
    **context: Any,  # noqa: ANN401  # what the template needs
) -> Page:
    here, slot = counter.organisation_id, held.slot
    chosen = {"location": slot.location_id, "type": slot.time_type_id, "day": str(slot.on), "hold": held.id}
    return clinic_page(
        template,
        counter.catalogue,
        language=counter.language,
        now=counter.now,
        status=status,
        location_id=slot.location_id,
        in_other_language=lambda other: addresses.held(here, ticket, lang=other.value),
        language_form=language_form,
        it=time_shown(counter, slot),
        zone=_zone(counter, Choice(location_id=slot.location_id)),
        other_times=addresses.booking(here, "times", **chosen, performer="any", lang=counter.language.value),
        step=step,
        of=STEPS,
        **context,
    )


def _status(no: FrontdeskError | None) -> int:
    return HTTPStatus.OK if no is None else status_of(no)


def _zone(counter: Counter, choice: Choice) -> ZoneInfo:
    assert choice.location_id is not None, "a time is at a place"
    return counter.catalogue.location(choice.location_id).zone


def _person(language: Language) -> dict[str, Words]:
    _ = translations(language).gettext
    labels = {
        "name": _("First and last name"),
        BIRTH_DATE: _("Date of birth"),
        "phone": _("Mobile phone number"),
        "email": _("E-mail address"),
    }
    return {name: Words(label, language) for name, label in labels.items()}


def labels_of(form: Form, language: Language) -> dict[str, Words | None]:
    """The form's fields in their order; the sentences about consent need no label."""
    asked: dict[str, Words | None] = {f"f-{field.id}": field.label for field in form.fields}
    return {**_person(language), **asked, "consent": None}


def _lines(form: Form, typed: Mapping[str, str]) -> tuple[Line, ...]:
    """What was typed, as the summary says it."""
    language = form.intro.language
    born = written_date(typed)
    said = {name: typed.get(name, "") for name in ("name", "phone", "email")}
    said[BIRTH_DATE] = date_words(born, form="long", locale=locale_of(language)) if born else ""
    lines = [Line(label=label, said=said[name]) for name, label in _person(language).items()]
    for field in form.fields:
        answer = typed.get(f"f-{field.id}", "")
        if field.type is FieldType.CHOICE:
            answer = next((it.label.text for it in field.options if it.value == answer), "")
        lines.append(Line(label=field.label, said=answer))
    return tuple(it for it in lines if it.said.strip())
