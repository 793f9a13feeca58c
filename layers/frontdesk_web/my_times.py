"""My times: a contact point is proved by a one-time code, and all times of the people behind it are shown.

Whoever is logged in sees their own without one, once a code has shown that they are theirs.

No number stands in an address. Both forms of a sent code carry a token of it, the page behind it one of the proof.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases.list_times import Time, list_times
from frontdesk.kernel.errors import BadInput, FieldError, NotAllowed, NotFound, Refusal
from frontdesk.kernel.ids import ContactKey, FormId, carried_id
from frontdesk.messaging.ports.threads import ThreadPorts
from frontdesk.messaging.usecases.read_conversation import list_told
from frontdesk.patients.ports import PatientsPorts
from frontdesk.patients.usecases.check_code import check_code
from frontdesk.patients.usecases.find_contact import find_contact
from frontdesk.patients.usecases.link_login import link_login
from frontdesk.patients.usecases.read_contact import read_contact
from frontdesk.patients.usecases.send_code import send_code
from frontdesk_web import seals
from frontdesk_web.appointment_deeds import with_proof
from frontdesk_web.http import App
from frontdesk_web.invitation_deeds import opened_at
from frontdesk_web.keyring import keyring
from frontdesk_web.my_login import visitor
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking_appointment import Mine
from frontdesk_web.presenters.booking_choice import Counter
from frontdesk_web.presenters.booking_mine import (
    BY_CODE,
    CODE,
    CONTACT,
    LOGIN,
    SHOWN_AGAIN,
    Contacted,
    Whose,
    code_page,
    contact_page,
    mine_page,
)
from frontdesk_web.presenters.told import all_told
from frontdesk_web.render import Page, SeeOther

CODE_SENT, PROVED = "code", "mine"
"""What the two tokens are for."""
LASTS_FOR = timedelta(hours=1)


def show(counter: Counter, app: App, ports: BookingPorts, threads: ThreadPorts) -> Page:
    """The times of everybody behind the contact that was proved, else of who is logged in, else the question."""
    _there(counter)
    asked, who = app.query(), visitor(counter, app)
    token = asked.get("s", "")
    opened = _unsealed(counter, token, PROVED)
    if opened and not opened.expired:
        whose = Whose(token=token, who=who, linked=opened.said.get("linked"))
        return _listed(counter, ContactKey(opened.said["contact"]), whose, ports, threads)
    if opened or who is None or not asked.keys().isdisjoint({BY_CODE, LOGIN}):
        before = {"ended": "1"} if opened else {LOGIN: asked.get(LOGIN, "")}
        return contact_page(counter, before, who=who)
    return _listed(counter, who.key, Whose(who=who), ports, threads)


def send(counter: Counter, app: App, ports: PatientsPorts) -> Page | SeeOther:
    """A code goes to what was written, known or not; or another one, where the form of the last one asks for it."""
    _there(counter)
    told, who = {**app.query(), **app.form()}, visitor(counter, app)
    if "s" in told:
        return _another(counter, told, ports)
    if SHOWN_AGAIN in told:
        return contact_page(counter, told, who=who)
    form_id = FormId(carried_id(told.get("form", "")))
    try:
        return code_page(counter, _sent(counter, told.get(CONTACT, ""), form_id, ports))
    except (BadInput, Refusal) as no:
        return contact_page(counter, {**told, "form": form_id}, who=who, no=no)


def prove(counter: Counter, app: App, ports: PatientsPorts) -> Page | SeeOther:
    """The times, where these are the digits; an empty field costs no try.

    What of them is of who is logged in opens with their log-in from now on.
    """
    _there(counter)
    told, who = app.form(), visitor(counter, app)
    contacted = _contacted(counter, told)
    if contacted is None:
        return _from_the_start(counter)
    if not told.get(CODE, "").strip():
        return code_page(counter, contacted, no=BadInput([FieldError(CODE, "required")]))
    try:
        check_code(
            organisation_id=counter.organisation_id,
            contact_key=contacted.key,
            typed=told[CODE],
            form_id=contacted.form_id,
            ports=ports,
        )
    except Refusal as no:
        return code_page(counter, contacted, typed=told, no=no)
    said: dict[str, Any] = {"organisation": counter.organisation_id, "contact": contacted.key}
    if who is not None:
        said["linked"] = link_login(
            organisation_id=counter.organisation_id, contact_key=contacted.key, who=who, ports=ports
        )
    token = seals.seal(said, purpose=PROVED, until=counter.now + LASTS_FOR, keyring=keyring())
    lang = counter.language.value
    return SeeOther(url=addresses.booking(counter.organisation_id, "mine", s=token, lang=lang))


def proof_of(counter: Counter, token: str) -> seals.Opened | None:
    """What was proved of a contact point of this clinic, as long as it was not made up."""
    _there(counter)
    return _unsealed(counter, token, PROVED)


def _listed(
    counter: Counter, contact_key: ContactKey, whose: Whose, ports: BookingPorts, threads: ThreadPorts
) -> Page:
    times = list_times(organisation_id=counter.organisation_id, contact_key=contact_key, ports=ports)
    conversation = list_told(
        organisation_id=counter.organisation_id,
        contact_key=contact_key,
        is_contact=bool(whose.token),
        ports=threads,
    )
    return mine_page(
        counter,
        times,
        whose,
        all_told(conversation, counter.catalogue.organisation.name, counter.language, {}),
        opened=lambda it: _opened(counter, it),
        invited=lambda it: opened_at(counter, it.shown),
    )


def _sent(counter: Counter, written: str, form_id: FormId, ports: PatientsPorts) -> Contacted:
    if not written.strip():
        raise BadInput([FieldError(CONTACT, "contact_missing")])
    region = counter.catalogue.organisation.phone_region
    contact = read_contact(written, region=region, field=CONTACT, ports=ports)
    sent = send_code(
        organisation_id=counter.organisation_id,
        contact=contact,
        form_id=form_id,
        language=counter.language,
        ports=ports,
    )
    return _sealed(counter, sent.contact_key, form_id)


def _another(counter: Counter, told: Mapping[str, str], ports: PatientsPorts) -> Page | SeeOther:
    """A new code in the place of the last one, or only the page in another language."""
    contacted = _contacted(counter, told)
    if contacted is None:
        return _from_the_start(counter)
    if SHOWN_AGAIN in told:
        return code_page(counter, contacted, typed=told)
    here, form_id = counter.organisation_id, FormId(carried_id(told.get("form", "")))
    try:
        contact = find_contact(organisation_id=here, contact_key=contacted.key, ports=ports)
        send_code(
            organisation_id=here, contact=contact, form_id=form_id, language=counter.language, ports=ports
        )
    except NotFound:
        return _from_the_start(counter)
    except Refusal as no:
        return code_page(counter, contacted, next_form=form_id, no=no)
    return code_page(counter, _sealed(counter, contacted.key, form_id), is_another=True)


def _there(counter: Counter) -> None:
    """Where a clinic shows nobody what is booked, these pages are not there."""
    if not counter.timetable.shown:
        raise NotFound


def _sealed(counter: Counter, key: ContactKey, form_id: FormId) -> Contacted:
    said = {"organisation": counter.organisation_id, "contact": key, "form": form_id}
    token = seals.seal(said, purpose=CODE_SENT, until=counter.now + LASTS_FOR, keyring=keyring())
    return Contacted(key=key, form_id=form_id, token=token)


def _contacted(counter: Counter, told: Mapping[str, str]) -> Contacted | None:
    token = told.get("s", "")
    opened = _unsealed(counter, token, CODE_SENT)
    if opened is None or opened.expired:
        return None
    return Contacted(key=opened.said["contact"], form_id=opened.said["form"], token=token)


def _unsealed(counter: Counter, token: str, purpose: str) -> seals.Opened | None:
    """What a token says, if it is of this clinic."""
    try:
        opened = seals.unseal(token, purpose=purpose, keyring=keyring(), now=counter.now)
    except NotAllowed:
        return None
    return opened if opened.said["organisation"] == counter.organisation_id else None


def _from_the_start(counter: Counter) -> SeeOther:
    return SeeOther(url=addresses.booking(counter.organisation_id, "mine", lang=counter.language.value))


def _opened(counter: Counter, it: Time) -> str:
    """Where the page of an appointment is, with the proof for it and no other."""
    here, appointment = counter.organisation_id, it.shown.appointment
    ticket = seals.ticket(here, appointment.id, of="appointment", keyring=keyring())
    mine = Mine(shown=it.shown, counter=counter, ticket=ticket, token="")
    return with_proof(mine, counter.now).at()
