"""Booking over HTTP: free times, holding, booking, and a patient's own appointments; and what the bus calls."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from frontdesk.booking.errors import Overlaps, Taken
from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.booking.usecases._offers import Wish, timetable_of
from frontdesk.booking.usecases.book_time import Booking, confirm_booking
from frontdesk.booking.usecases.find_times import Search, find_first_day, find_times
from frontdesk.booking.usecases.hold_time import hold_time
from frontdesk.booking.usecases.tell_patient import tell_patient
from frontdesk.booking.wiring import booking_ports
from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.errors import BadInput, Conflict, FrontdeskError, NotFound, Refusal
from frontdesk.kernel.ids import AppointmentId, OrganisationId, carried_id, random_id
from frontdesk.kernel.language import Language, preferred, understood
from frontdesk.window.rules.form import read_form
from frontdesk_web import seals
from frontdesk_web.http import App
from frontdesk_web.http import Request as HttpRequest
from frontdesk_web.keyring import keyring
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking import booked_page, details_page, review_page, times_page
from frontdesk_web.presenters.booking_choice import Choice, Counter, choice_of, choose_page, day_of
from frontdesk_web.presenters.booking_form import at_field, booking_of, form_of, typed_in, why_not
from frontdesk_web.presenters.booking_times import Found, first_of, last_of, read_time
from frontdesk_web.presenters.content import not_found_page
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.tasks import heard

A_DAY = timedelta(days=1)
WAITING = (AppointmentStatus.HELD, AppointmentStatus.LAPSED)

app = App("frontdesk-booking")
ports = booking_ports(
    lambda organisation, appointment: seals.ticket(
        organisation, appointment, of="appointment", keyring=keyring()
    )
)
shelf = catalogue_ports()


@app.route("/booking/{organisation_id}")
def choose(organisation_id: str) -> Page | SeeOther:
    counter = _counter(organisation_id)
    choice = choice_of(counter, app.query())
    if choice.is_whole:
        lang = counter.language.value
        return SeeOther(url=addresses.booking(counter.organisation_id, "times", **choice.query, lang=lang))
    return choose_page(counter, choice)


@app.route("/booking/{organisation_id}/times")
def times(organisation_id: str) -> Page | SeeOther:
    return _times(_counter(organisation_id), app.query())


@app.route("/booking/{organisation_id}/times", methods=["POST"])
def other_times(organisation_id: str) -> Page | SeeOther:
    """Another day, with what was typed before the first time turned out to be taken."""
    return _times(_counter(organisation_id), app.form())


@app.route("/booking/{organisation_id}/hold", methods=["POST"])
def hold(organisation_id: str) -> Page | SeeOther:
    counter, told = _counter(organisation_id), app.form()
    wish = _wish(choice_of(counter, told), told)
    if wish is None:
        return _times(counter, told)
    try:
        held = hold_time(
            organisation_id=counter.organisation_id,
            appointment_id=AppointmentId(carried_id(told.get("hold", ""))),
            wish=wish,
            language=counter.language,
            ports=ports,
        )
    except (Refusal, Conflict) as no:
        return _times(counter, {**told, "hold": random_id()}, no=no)
    ticket = seals.ticket(held.organisation_id, held.id, of="hold", keyring=keyring())
    if typed := typed_in(told):
        return details_page(counter, held, ticket=ticket, typed=typed)
    return SeeOther(url=addresses.held(held.organisation_id, ticket, lang=counter.language.value))


@app.route("/booking/{organisation_id}/held/{ticket}")
def details(organisation_id: str, ticket: str) -> Page | SeeOther:
    held, counter = _admitted(organisation_id, ticket, of="hold")
    return _booked(held, counter) or details_page(counter, held, ticket=ticket, typed={})


@app.route("/booking/{organisation_id}/held/{ticket}/form", methods=["POST"])
def change(organisation_id: str, ticket: str) -> Page | SeeOther:
    """The form again, or in another language, with what was typed."""
    held, counter = _admitted(organisation_id, ticket, of="hold")
    typed = typed_in(app.form())
    return _booked(held, counter) or details_page(counter, held, ticket=ticket, typed=typed)


@app.route("/booking/{organisation_id}/held/{ticket}/review", methods=["POST"])
def review(organisation_id: str, ticket: str) -> Page | SeeOther:
    held, counter = _admitted(organisation_id, ticket, of="hold")
    typed = typed_in(app.form())
    if isinstance(booking := _read(held, counter, ticket, typed), Page):
        return booking
    return _booked(held, counter) or review_page(counter, held, ticket=ticket, typed=typed)


@app.route("/booking/{organisation_id}/held/{ticket}/confirm", methods=["POST"])
def confirm(organisation_id: str, ticket: str) -> Page | SeeOther:
    held, counter = _admitted(organisation_id, ticket, of="hold")
    typed = typed_in(app.form())
    if isinstance(booking := _read(held, counter, ticket, typed), Page):
        return booking
    here = held.organisation_id
    try:
        booked = confirm_booking(organisation_id=here, appointment_id=held.id, booking=booking, ports=ports)
    except (Taken, Overlaps) as no:
        return _times(counter, {**_as_chosen(held), **typed}, no=no)
    except (Refusal, Conflict) as no:
        return _details_refused(held, counter, ticket, typed, no)
    return _to_confirmation(booked, counter)


@app.route("/booking/{organisation_id}/appointments/{ticket}/booked")
def confirmed(organisation_id: str, ticket: str) -> Page | SeeOther:
    booked, counter = _admitted(organisation_id, ticket)
    return booked_page(counter, booked, ticket=ticket)


@app.lambda_function(name="listener")
def listener(event: Mapping[str, Any], _context: object) -> None:
    """Facts of booking: the patient is told."""
    fact = heard(event)
    tell_patient(
        organisation_id=fact.organisation_id,
        appointment_id=AppointmentId(fact.data["appointment_id"]),
        fact=fact.name,
        event_id=fact.event_id,
        ports=ports,
    )


def _refused(_error: FrontdeskError, request: HttpRequest) -> Page:
    return not_found_page(preferred(request.headers.get("accept-language", ""), among=tuple(Language)))


app.on_error = _refused


def _counter(organisation_id: str) -> Counter:
    return _before(read_catalogue(organisation_id=OrganisationId(organisation_id), ports=shelf))


def _before(catalogue: Catalogue, language: Language | None = None) -> Counter:
    """The counter in the language that is asked for, else in `language`, else in the browser's."""
    here = catalogue.organisation
    wanted = understood(app.form().get("lang") or app.query().get("lang", ""))
    return Counter(
        catalogue=catalogue,
        timetable=timetable_of(here.id, ports=ports),
        language=wanted
        if wanted in here.languages
        else language or preferred(app.header("accept-language"), among=here.languages),
        now=ports.clock(),
    )


def _admitted(organisation_id: str, ticket: str, of: str = "appointment") -> tuple[Appointment, Counter]:
    """What a ticket is for; NotFound for any but ours, and for an appointment while it is only held."""
    catalogue = read_catalogue(organisation_id=OrganisationId(organisation_id), ports=shelf)
    here = catalogue.organisation.id
    it = ports.appointments.get(here, AppointmentId(seals.admitted(here, ticket, of=of, keyring=keyring())))
    if of == "appointment" and it.status in WAITING:
        raise NotFound(appointment_id=it.id)
    return it, _before(catalogue, it.language)


def _times(counter: Counter, told: Mapping[str, str], *, no: FrontdeskError | None = None) -> Page | SeeOther:
    choice = choice_of(counter, told)
    if not choice.is_whole:
        lang = counter.language.value
        return SeeOther(url=addresses.booking(counter.organisation_id, **choice.query, lang=lang))
    return times_page(
        counter,
        choice,
        _look(counter, _search(counter, choice), day_of(told.get("day") or told.get("shown"))),
        hold_id=carried_id(told.get("hold", "")),
        typed=typed_in(told),
        code=None if no is None else no.code,
        status=200 if no is None else status_of(no).value,
    )


def _look(counter: Counter, search: Search, day: date | None) -> Found:
    """The month of a day, of the first day with a free time where none is asked for."""
    today = counter.now.astimezone(counter.catalogue.location(search.location_id).zone).date()
    horizon = today + timedelta(days=counter.timetable.time_type(search.time_type_id).horizon_days)
    day = min(max(day, today), horizon) if day else find_first_day(search, today, ports=ports)
    if day is None:
        return Found(day=today, first=today, last=horizon)
    free = find_times(search, first_of(day), last_of(day), ports=ports)
    later = None if free else find_first_day(search, day, ports=ports)
    return Found(day=day, first=today, last=horizon, free=free, later=later)


def _search(counter: Counter, choice: Choice) -> Search:
    assert choice.location_id is not None, "a whole choice"
    assert choice.time_type_id is not None, "a whole choice"
    return Search(
        organisation_id=counter.organisation_id,
        location_id=choice.location_id,
        time_type_id=choice.time_type_id,
        performer_id=choice.performer_id,
    )


def _wish(choice: Choice, told: Mapping[str, str]) -> Wish | None:
    """The time whose button was pressed."""
    chosen = read_time(told.get("slot", ""))
    if chosen is None or choice.location_id is None or choice.time_type_id is None:
        return None
    return Wish(
        location_id=choice.location_id,
        time_type_id=choice.time_type_id,
        performer_id=chosen[0],
        starts_at=chosen[1],
    )


def _read(held: Appointment, counter: Counter, ticket: str, typed: Mapping[str, str]) -> Booking | Page:
    """What the form asks for, or the form with what to correct."""
    time_type = counter.timetable.time_type(held.slot.time_type_id)
    zone = counter.catalogue.location(held.slot.location_id).zone
    try:
        filled = read_form(
            form_of(time_type, counter.language),
            typed,
            today=counter.now.astimezone(zone).date(),
            language=counter.language,
            normal_phone=lambda written: _normal_phone(written, counter),
        )
    except BadInput as bad:
        return details_page(counter, held, ticket=ticket, typed=typed, errors=bad.errors, status=400)
    booking = booking_of(counter, filled, typed)
    no = why_not(time_type, booking, on=held.slot.on)
    return booking if no is None else _details_refused(held, counter, ticket, typed, no)


def _normal_phone(written: str, counter: Counter) -> str | None:
    # Imported where a number is read: the library's data takes longer to load than a page to render.
    from frontdesk.patients.gateways.phone_numbers import normal_phone  # noqa: PLC0415

    return normal_phone(written, region=counter.catalogue.organisation.phone_region)


def _details_refused(
    held: Appointment, counter: Counter, ticket: str, typed: Mapping[str, str], no: FrontdeskError
) -> Page:
    status = status_of(no).value
    return details_page(counter, held, ticket=ticket, typed=typed, errors=[at_field(no)], status=status)


def _as_chosen(held: Appointment) -> dict[str, str]:
    slot = held.slot
    return {"location": slot.location_id, "type": slot.time_type_id, "performer": "any", "day": str(slot.on)}


def _booked(held: Appointment, counter: Counter) -> SeeOther | None:
    """The way on from a form whose time is booked already."""
    return None if held.status in WAITING else _to_confirmation(held, counter)


def _to_confirmation(booked: Appointment, counter: Counter) -> SeeOther:
    here, lang = booked.organisation_id, counter.language.value
    ticket = seals.ticket(here, booked.id, of="appointment", keyring=keyring())
    return SeeOther(url=addresses.appointment(here, ticket, "booked", lang=lang))
