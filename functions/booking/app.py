"""Booking over HTTP: free times, holding, booking, and a patient's own appointments; and what the bus calls."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from frontdesk.booking.errors import Overlaps, Taken
from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.booking.model.timetable import Timetable
from frontdesk.booking.usecases._offers import timetable_of
from frontdesk.booking.usecases.book_time import confirm_booking
from frontdesk.booking.usecases.show_appointment import show_appointment
from frontdesk.catalogue.model import Catalogue
from frontdesk.catalogue.usecases.read_catalogue import read_catalogue
from frontdesk.catalogue.wiring import catalogue_ports
from frontdesk.kernel.errors import BadInput, Conflict, FrontdeskError, NotFound, Refusal
from frontdesk.kernel.ids import AppointmentId, OrganisationId, carried_id
from frontdesk.kernel.language import Language, preferred, understood
from frontdesk.messaging.usecases.tell_code import tell_code
from frontdesk.messaging.wiring import messaging_ports
from frontdesk.messaging.wiring.threads import thread_ports
from frontdesk.patients.wiring import patients_ports
from frontdesk_web import appointment_deeds as deeds
from frontdesk_web import my_login, my_reminders, my_times, seals
from frontdesk_web.booking_links import linked_booking
from frontdesk_web.booking_listener import tell
from frontdesk_web.fhir.door import public_desk
from frontdesk_web.free_times import keep, look
from frontdesk_web.http import App, Response
from frontdesk_web.http import Request as HttpRequest
from frontdesk_web.invitation_doors import Front, open_doors
from frontdesk_web.keyring import keyring
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking import booked_page, details_page, review_page, times_page
from frontdesk_web.presenters.booking_appointment import Mine, proof_page
from frontdesk_web.presenters.booking_calendar import HEADERS, calendar_file
from frontdesk_web.presenters.booking_choice import Counter, choice_of, choose_page, day_of
from frontdesk_web.presenters.booking_form import read_booking, typed_in
from frontdesk_web.presenters.booking_times import chosen_before, wish_of
from frontdesk_web.presenters.content import not_found_page
from frontdesk_web.reminder_doors import open_reminders
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.tasks import heard

WAITING = (AppointmentStatus.HELD, AppointmentStatus.LAPSED)
app = App("frontdesk-booking")
ports = linked_booking()
patients = patients_ports(partial(tell_code, ports=messaging_ports()), ports.record)
shelf, threads = catalogue_ports(), thread_ports()
app.register_blueprint(public_desk(lambda: ports, shelf))


@app.route("/booking/{organisation_id}")
def choose(organisation_id: str) -> Page | SeeOther:
    counter = _counter(organisation_id)
    choice = choice_of(counter, app.query())
    return _times(counter, app.query()) if choice.is_whole else choose_page(counter, choice)


@app.route("/booking/{organisation_id}/times")
@app.route("/booking/{organisation_id}/times", methods=["POST"])
def times(organisation_id: str) -> Page | SeeOther:
    """Sent as a form with what was typed before the first time turned out to be taken."""
    return _times(_counter(organisation_id), _told())


@app.route("/booking/{organisation_id}/hold", methods=["POST"])
def hold(organisation_id: str) -> Page | SeeOther:
    counter, told = _counter(organisation_id), app.form()
    wish = wish_of(choice_of(counter, told), told.get("slot", ""))
    if wish is None:
        return _times(counter, told)
    try:
        held = keep(counter, wish, told.get("hold", ""), ports=ports)
    except (Refusal, Conflict) as no:
        return _times(counter, told, no=no)
    ticket = _ticket(held, of="hold")
    if typed := typed_in(told):
        return details_page(counter, held, ticket=ticket, typed=typed)
    return SeeOther(url=addresses.held(held.organisation_id, ticket, lang=counter.language.value))


@app.route("/booking/{organisation_id}/held/{hold_ticket}")
def details(organisation_id: str, hold_ticket: str) -> Page | SeeOther:
    held, counter = _admitted(organisation_id, hold_ticket, of="hold")
    return _booked(held, counter) or details_page(counter, held, ticket=hold_ticket, typed={})


@app.route("/booking/{organisation_id}/held/{hold_ticket}/form", methods=["POST"])
def change(organisation_id: str, hold_ticket: str) -> Page | SeeOther:
    """The form again, or in another language, with what was typed."""
    held, counter = _admitted(organisation_id, hold_ticket, of="hold")
    typed = typed_in(app.form())
    return _booked(held, counter) or details_page(counter, held, ticket=hold_ticket, typed=typed)


@app.route("/booking/{organisation_id}/held/{hold_ticket}/review", methods=["POST"])
def review(organisation_id: str, hold_ticket: str) -> Page | SeeOther:
    held, counter = _admitted(organisation_id, hold_ticket, of="hold")
    typed = typed_in(app.form())
    try:
        read_booking(counter, held.slot, typed)
    except (BadInput, Refusal) as no:
        return details_page(counter, held, ticket=hold_ticket, typed=typed, no=no)
    return _booked(held, counter) or review_page(counter, held, ticket=hold_ticket, typed=typed)


@app.route("/booking/{organisation_id}/held/{hold_ticket}/confirm", methods=["POST"])
def confirm(organisation_id: str, hold_ticket: str) -> Page | SeeOther:
    held, counter = _admitted(organisation_id, hold_ticket, of="hold")
    typed, here = typed_in(app.form()), held.organisation_id
    try:
        booking = read_booking(counter, held.slot, typed)
        filing = my_login.filing(counter, app, ports, patients)
        it = confirm_booking(organisation_id=here, appointment_id=held.id, booking=booking, ports=filing)
    except (Taken, Overlaps) as no:
        return _times(counter, {**chosen_before(held), **typed}, no=no)
    except (BadInput, Refusal, Conflict) as no:
        return details_page(counter, held, ticket=hold_ticket, typed=typed, no=no)
    return _to_confirmation(it, counter)


@app.route("/booking/{organisation_id}/appointments/{appointment_ticket}/booked")
def booked(organisation_id: str, appointment_ticket: str) -> Page | SeeOther:
    it, counter = _admitted(organisation_id, appointment_ticket)
    if it.status is not AppointmentStatus.BOOKED:
        url = addresses.appointment(it.organisation_id, appointment_ticket, lang=counter.language.value)
        return SeeOther(url=url)
    return booked_page(counter, it, ticket=appointment_ticket)


@app.route("/booking/{organisation_id}/appointments/{appointment_ticket}/calendar.ics")
def file(organisation_id: str, appointment_ticket: str) -> Response:
    it, counter = _admitted(organisation_id, appointment_ticket)
    return Response(body=calendar_file(counter, it), headers=dict(HEADERS))


@app.route("/booking/{organisation_id}/appointments/{appointment_ticket}")
def show(organisation_id: str, appointment_ticket: str) -> Page | SeeOther:
    return _opened(organisation_id, appointment_ticket, deeds.showing)


@app.route("/booking/{organisation_id}/appointments/{appointment_ticket}/proof", methods=["POST"])
def prove(organisation_id: str, appointment_ticket: str) -> Page | SeeOther:
    return deeds.prove(_mine(organisation_id, appointment_ticket), app.form(), ports)


@app.route("/booking/{organisation_id}/appointments/{appointment_ticket}/cancel")
@app.route("/booking/{organisation_id}/appointments/{appointment_ticket}/cancel", methods=["POST"])
def ask_to_cancel(organisation_id: str, appointment_ticket: str) -> Page | SeeOther:
    """Sent as a form, in another language with the comment that was written."""
    return _opened(organisation_id, appointment_ticket, deeds.cancelling)


@app.route("/booking/{organisation_id}/appointments/{appointment_ticket}/cancel/confirm", methods=["POST"])
def cancel(organisation_id: str, appointment_ticket: str) -> Page | SeeOther:
    return _opened(organisation_id, appointment_ticket, deeds.cancel)


@app.route("/booking/{organisation_id}/appointments/{appointment_ticket}/move")
@app.route("/booking/{organisation_id}/appointments/{appointment_ticket}/move", methods=["POST"])
def ask_to_move(organisation_id: str, appointment_ticket: str) -> Page | SeeOther:
    """Sent as a form with the comment that was written before the first time turned out to be taken."""
    return _opened(organisation_id, appointment_ticket, deeds.moving)


@app.route("/booking/{organisation_id}/appointments/{appointment_ticket}/move/chosen", methods=["POST"])
def choose_to_move(organisation_id: str, appointment_ticket: str) -> Page | SeeOther:
    return _opened(organisation_id, appointment_ticket, deeds.chosen)


@app.route("/booking/{organisation_id}/appointments/{appointment_ticket}/move/confirm", methods=["POST"])
def move(organisation_id: str, appointment_ticket: str) -> Page | SeeOther:
    return _opened(organisation_id, appointment_ticket, deeds.move)


@app.route("/booking/{organisation_id}/mine")
def show_times(organisation_id: str) -> Page:
    return my_times.show(_counter(organisation_id), app, ports, threads)


@app.route("/booking/{organisation_id}/mine/code", methods=["POST"])
def send_code(organisation_id: str) -> Page | SeeOther:
    return my_times.send(_counter(organisation_id), app, patients)


@app.route("/booking/{organisation_id}/mine/proof", methods=["POST"])
def check_code(organisation_id: str) -> Page | SeeOther:
    return my_times.prove(_counter(organisation_id), app, patients)


@app.route("/booking/{organisation_id}/mine/login", methods=["POST"])
def start_login(organisation_id: str) -> SeeOther:
    return my_login.start(_counter(organisation_id), app, patients)


@app.route("/booking/{organisation_id}/mine/login/return")
def end_login(organisation_id: str) -> SeeOther:
    return my_login.back(_counter(organisation_id), app, patients)


@app.route("/booking/{organisation_id}/mine/logout", methods=["POST"])
def log_out(organisation_id: str) -> SeeOther:
    return my_login.leave(_counter(organisation_id), app)


@app.lambda_function(name="listener")
def listener(event: Mapping[str, Any], _context: object) -> None:
    """Facts of booking: patients are told."""
    tell(heard(event), ports)


def _refused(_error: FrontdeskError, request: HttpRequest) -> Page:
    return not_found_page(preferred(request.headers.get("accept-language", ""), among=tuple(Language)))


app.on_error = _refused


def _counter(organisation_id: str) -> Counter:
    catalogue = read_catalogue(organisation_id=OrganisationId(organisation_id), ports=shelf)
    return _before(catalogue, timetable_of(catalogue.organisation.id, ports=ports))


def _before(catalogue: Catalogue, timetable: Timetable, language: Language | None = None) -> Counter:
    """The counter in the language that is asked for, else in `language`, else in the browser's."""
    there, wanted = catalogue.organisation.languages, understood(_told().get("lang", ""))
    if wanted not in there:
        wanted = language or preferred(app.header("accept-language"), among=there)
    return Counter(catalogue=catalogue, timetable=timetable, language=wanted, now=ports.clock())


def _admitted(organisation_id: str, ticket: str, of: str = "appointment") -> tuple[Appointment, Counter]:
    """What a ticket is for; NotFound for any but ours, and for an appointment while it is only held."""
    catalogue, appointment_id = _meant(organisation_id, ticket, of)
    it = ports.appointments.get(catalogue.organisation.id, appointment_id)
    if of == "appointment" and it.status in WAITING:
        raise NotFound(appointment_id=it.id)
    return it, _before(catalogue, timetable_of(it.organisation_id, ports=ports), it.language)


def _mine(organisation_id: str, ticket: str) -> Mine:
    """An appointment that its patient is shown, whoever asks: `token` says whether that is the patient."""
    catalogue, appointment_id = _meant(organisation_id, ticket, "appointment")
    shown = show_appointment(
        organisation_id=catalogue.organisation.id, appointment_id=appointment_id, ports=ports
    )
    if shown.appointment.status in WAITING:
        raise NotFound(appointment_id=appointment_id)
    counter = _before(catalogue, shown.timetable, shown.appointment.language)
    return Mine(shown=shown, counter=counter, ticket=ticket, token=_told().get("s", ""))


def _meant(organisation_id: str, ticket: str, of: str) -> tuple[Catalogue, AppointmentId]:
    catalogue = read_catalogue(organisation_id=OrganisationId(organisation_id), ports=shelf)
    admitted = seals.admitted(catalogue.organisation.id, ticket, of=of, keyring=keyring())
    return catalogue, AppointmentId(admitted)


def _opened(organisation_id: str, ticket: str, page: deeds.Deed) -> Page | SeeOther:
    """The page for whoever has proved that they are the patient; the question for the proof for everybody else."""
    mine = _mine(organisation_id, ticket)
    if not deeds.is_proved(mine, ports.clock()):
        return proof_page(mine.counter, ticket)
    return page(mine, _told(), ports)


def _told() -> Mapping[str, str]:
    return {**app.query(), **app.form()}


def _times(counter: Counter, told: Mapping[str, str], *, no: FrontdeskError | None = None) -> Page | SeeOther:
    choice = choice_of(counter, told)
    if not choice.is_whole:
        lang = counter.language.value
        return SeeOther(url=addresses.booking(counter.organisation_id, **choice.query, lang=lang))
    found = look(counter, choice, day_of(told.get("day") or told.get("shown")), ports=ports)
    hold_id = carried_id(told.get("hold", ""))
    return times_page(counter, choice, found, hold_id=hold_id, typed=typed_in(told), no=no)


def _booked(held: Appointment, counter: Counter) -> SeeOther | None:
    """The way on from a form whose time is booked already."""
    return None if held.status in WAITING else _to_confirmation(held, counter)


def _to_confirmation(it: Appointment, counter: Counter) -> SeeOther:
    ticket, lang = _ticket(it), counter.language.value
    return SeeOther(url=addresses.appointment(it.organisation_id, ticket, "booked", lang=lang))


def _ticket(it: Appointment, of: str = "appointment") -> str:
    return seals.ticket(it.organisation_id, it.id, of=of, keyring=keyring())


my_reminders.open_doors(app, _counter, lambda: patients)
front = Front(ports=lambda: ports, told=_told, counter=_counter, meant=_meant, before=_before, opened=_opened)
open_doors(app, front)
open_reminders(app, front)
