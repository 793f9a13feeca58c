"""Waiting for a time that somebody gives back: the form, and how it is read."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from http import HTTPStatus

from frontdesk.booking.model.invitations import Want
from frontdesk.booking.model.timetable import TimeType
from frontdesk.booking.usecases.wait_for_time import Wait
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.language import Language, Words
from frontdesk.patients.rules.persons import written_date
from frontdesk.window.model import FieldType, Form, FormField
from frontdesk.window.rules.form import read_form
from frontdesk_web.i18n import translations
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking import labels_of
from frontdesk_web.presenters.booking_choice import Choice, Counter, turns_of
from frontdesk_web.presenters.booking_form import booking_of, errors_of, form_of, normal_number
from frontdesk_web.presenters.booking_form import typed_in as typed_of_person
from frontdesk_web.presenters.clinic import LanguageForm, clinic_page
from frontdesk_web.presenters.forms import by_field, date_parts, problems_of
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

WAIT_FORM = "wait"
FIRST, LAST = "first", "last"
DATES = tuple(f"f-{it}" for it in (FIRST, LAST))
PARTS = ("day", "month", "year")


def wait_page(
    counter: Counter,
    choice: Choice,
    typed: Mapping[str, str],
    *,
    form_id: str,
    no: FrontdeskError | None = None,
) -> Page:
    """On which days they can come, and who waits; `no` is what to correct."""
    here, language = counter.organisation_id, counter.language
    errors = [] if no is None else errors_of(no)
    form = wait_form_of(_time_type(counter, choice), language)
    again = addresses.booking(here, "wait", lang=language.value)
    return clinic_page(
        "booking/wait.html",
        counter.catalogue,
        language=language,
        now=counter.now,
        status=HTTPStatus.OK if no is None else status_of(no),
        location_id=choice.location_id,
        in_other_language=lambda other: addresses.booking(here, "wait", **choice.query, lang=other.value),
        language_form=LanguageForm(id=WAIT_FORM, action=again),
        turns=turns_of(counter, choice),
        form_id=WAIT_FORM,
        action=addresses.booking(here, "wait/confirm", lang=language.value),
        carried={"form": form_id, **choice.query},
        intro=form.intro,
        fields=tuple(replace(field, id=f"f-{field.id}") for field in form.fields),
        consent=form.consent,
        consent_version=form.consent_version,
        date_parts=date_parts(language),
        typed=typed or _proposed(counter, choice),
        failed=bool(errors),
        errors=by_field(errors),
        problems=problems_of(errors, labels_of(form, language), language, dates=DATES),
        times=addresses.booking(here, "times", **choice.query, lang=language.value),
    )


def wait_form_of(time_type: TimeType, language: Language) -> Form:
    """What booking asks for, after the days."""
    _ = translations(language).gettext
    form = form_of(time_type, language)
    labels = {FIRST: _("I can come from this day"), LAST: _("Until this day")}
    days = tuple(
        FormField(id=it, type=FieldType.DATE, label=Words(label, language), hint=None, required=True, most=0)
        for it, label in labels.items()
    )
    return replace(form, intro=Words(_("Who is waiting?"), language), fields=(*days, *form.fields))


def typed_in(told: Mapping[str, str]) -> dict[str, str]:
    """What was typed into the form, of all that came with it."""
    days = [f"{field}_{part}" for field in DATES for part in PARTS]
    return typed_of_person(told) | {name: told[name] for name in days if told.get(name)}


def read_wait(counter: Counter, choice: Choice, typed: Mapping[str, str]) -> Wait:
    """What the form asks for; BadInput with every error. What the clinic's rules say is asked by who stores it."""
    filled = read_form(
        wait_form_of(_time_type(counter, choice), counter.language),
        typed,
        today=_today(counter, choice),
        language=counter.language,
        normal_phone=lambda written: normal_number(written, counter.catalogue.organisation.phone_region),
    )
    first, last = (written_date(typed, it) for it in DATES)
    assert first is not None, "both days are required"
    assert last is not None, "both days are required"
    assert choice.location_id is not None, "a time is at a place"
    want = Want(
        location_id=choice.location_id,
        time_type_id=_time_type(counter, choice).id,
        performer_id=choice.performer_id,
        first_day=first,
        last_day=last,
    )
    return Wait(want=want, booking=booking_of(counter, filled, typed))


def _proposed(counter: Counter, choice: Choice) -> dict[str, str]:
    """From today on, as far ahead as the type is booked."""
    today = _today(counter, choice)
    until = today + timedelta(days=_time_type(counter, choice).horizon_days)
    return _written(DATES[0], today) | _written(DATES[1], until)


def _written(field: str, day: date) -> dict[str, str]:
    return {f"{field}_{part}": str(getattr(day, part)) for part in PARTS}


def _time_type(counter: Counter, choice: Choice) -> TimeType:
    assert choice.time_type_id is not None, "a time is of a kind"
    return counter.timetable.time_type(choice.time_type_id)


def _today(counter: Counter, choice: Choice) -> date:
    assert choice.location_id is not None, "a time is at a place"
    return counter.now.astimezone(counter.catalogue.location(choice.location_id).zone).date()
