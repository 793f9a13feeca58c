"""What patients do with an invitation of theirs, and how somebody begins to wait."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from frontdesk.booking.model import Appointment
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases.claim_time import claim_time, find_claimable
from frontdesk.booking.usecases.prove_patient import prove_invited
from frontdesk.booking.usecases.show_invitation import (
    ShownInvitation,
    find_first_invited_day,
    find_invited,
    show_invitation,
    shown_invitation,
)
from frontdesk.booking.usecases.wait_for_time import wait_for_earlier, wait_for_time
from frontdesk.booking.usecases.withdraw_invitation import withdraw_invitation
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput, Conflict, FrontdeskError, NotAllowed, Refusal
from frontdesk.kernel.ids import InvitationId, carried_id
from frontdesk.patients.rules.persons import written_date
from frontdesk_web import seals
from frontdesk_web.keyring import keyring
from frontdesk_web.presenters import addresses
from frontdesk_web.presenters.booking_appointment import Mine, appointment_page
from frontdesk_web.presenters.booking_choice import Counter, choice_of, day_of
from frontdesk_web.presenters.booking_invitation import (
    Invited,
    invitation_page,
    invitation_proof_page,
    take_page,
)
from frontdesk_web.presenters.booking_times import Found, first_of, last_of, wish_of
from frontdesk_web.presenters.booking_wait import read_wait, typed_in, wait_page
from frontdesk_web.render import Page, SeeOther

PURPOSE = "invitation"
LASTS_FOR = timedelta(hours=1)

Deed = Callable[[Invited, Mapping[str, str], BookingPorts], Page | SeeOther]


def ask_to_wait(counter: Counter, told: Mapping[str, str]) -> Page | SeeOther:
    """The form; sent as a form it is shown again, in another language, with what was typed."""
    choice = choice_of(counter, told)
    if not choice.is_whole:
        return _to_the_questions(counter, choice.query)
    return wait_page(counter, choice, typed_in(told), form_id=carried_id(told.get("form", "")))


def begin_to_wait(counter: Counter, told: Mapping[str, str], ports: BookingPorts) -> Page | SeeOther:
    """On the list; or the form with what is wrong. Who has just written who they are need not prove it."""
    choice = choice_of(counter, told)
    if not choice.is_whole:
        return _to_the_questions(counter, choice.query)
    typed, form_id = typed_in(told), InvitationId(carried_id(told.get("form", "")))
    try:
        wait = read_wait(counter, choice, typed)
        invitation = wait_for_time(
            organisation_id=counter.organisation_id, invitation_id=form_id, wait=wait, ports=ports
        )
    except (BadInput, Refusal) as no:
        return wait_page(counter, choice, typed, form_id=form_id, no=no)
    return SeeOther(url=opened_at(counter, shown_invitation(invitation, ports=ports)))


def begin_to_wait_for_earlier(mine: Mine, _told: Mapping[str, str], ports: BookingPorts) -> Page | SeeOther:
    """On the list with an appointment that they have; it stays theirs until they take an earlier one."""
    it = mine.appointment
    try:
        invitation = wait_for_earlier(organisation_id=it.organisation_id, appointment_id=it.id, ports=ports)
    except (Refusal, Conflict) as no:
        return appointment_page(mine, no)
    return SeeOther(url=opened_at(mine.counter, shown_invitation(invitation, ports=ports)))


def prove(invited: Invited, typed: Mapping[str, str], ports: BookingPorts) -> Page | SeeOther:
    """The invitation for whoever knows the date of birth; else the question again."""
    it = invited.invitation
    try:
        prove_invited(
            organisation_id=it.organisation_id,
            invitation_id=it.id,
            birth_date=written_date(typed),
            ports=ports,
        )
    except Refusal as no:
        left: Any = no.details.get("tries_left")
        return invitation_proof_page(
            invited.counter, invited.ticket, typed=typed, code=no.code, tries_left=left
        )
    return SeeOther(url=_with_proof(invited, ports.clock()).at())


def opened(invited: Invited, told: Mapping[str, str], ports: BookingPorts, deed: Deed) -> Page | SeeOther:
    """The deed of whoever has proved that they are the patient; the question for the proof for everybody else."""
    if not _is_proved(invited, ports.clock()):
        return invitation_proof_page(invited.counter, invited.ticket)
    return deed(invited, told, ports)


def show(
    invited: Invited, told: Mapping[str, str], ports: BookingPorts, no: FrontdeskError | None = None
) -> Page | SeeOther:
    """How it stands, and the times that can be taken now; `no`: why the one that was chosen cannot be."""
    found = None
    if invited.shown.not_open is None:
        found = _look(invited, day_of(told.get("day") or told.get("shown")), ports)
    return invitation_page(invited, found, opened=_appointment_of(invited), no=no)


def choose(invited: Invited, told: Mapping[str, str], ports: BookingPorts) -> Page | SeeOther:
    """The chosen time and the button that takes it; other times where it cannot be had."""
    wish = wish_of(invited.choice, told.get("slot", ""))
    if wish is None:
        return show(invited, told, ports)
    it = invited.invitation
    try:
        slot = find_claimable(organisation_id=it.organisation_id, invitation=it, wish=wish, ports=ports)
    except Refusal as no:
        return show(invited, told, ports, no)
    return take_page(invited, slot)


def take(invited: Invited, told: Mapping[str, str], ports: BookingPorts) -> Page | SeeOther:
    """Theirs; or why not, with how it stands now."""
    wish = wish_of(invited.choice, told.get("slot", ""))
    if wish is None:
        return show(invited, told, ports)
    it = invited.invitation
    try:
        taken = claim_time(organisation_id=it.organisation_id, invitation_id=it.id, wish=wish, ports=ports)
    except (Refusal, Conflict) as no:
        return show(_as_it_is(invited, ports), told, ports, no)
    return SeeOther(url=_booked(invited.counter, taken))


def withdraw(invited: Invited, told: Mapping[str, str], ports: BookingPorts) -> Page | SeeOther:
    """They wait no longer, or do not come."""
    it = invited.invitation
    try:
        withdraw_invitation(
            organisation_id=it.organisation_id,
            invitation_id=it.id,
            by=Actor(ActorKind.PATIENT, it.subject_id),
            ports=ports,
        )
    except (Refusal, Conflict) as no:
        return show(_as_it_is(invited, ports), told, ports, no)
    return SeeOther(url=invited.at())


def opened_at(counter: Counter, shown: ShownInvitation) -> str:
    """Where the page of an invitation is, with the proof for it and no other."""
    it = shown.invitation
    ticket = seals.ticket(it.organisation_id, it.id, of="invitation", keyring=keyring())
    invited = Invited(shown=shown, counter=counter, ticket=ticket, token="")
    return _with_proof(invited, counter.now).at()


def _with_proof(invited: Invited, now: datetime) -> Invited:
    token = seals.seal(invited.whose, purpose=PURPOSE, until=now + LASTS_FOR, keyring=keyring())
    return replace(invited, token=token)


def _is_proved(invited: Invited, now: datetime) -> bool:
    try:
        said = seals.unseal(invited.token, purpose=PURPOSE, keyring=keyring(), now=now)
    except NotAllowed:
        return False
    return not said.expired and said.said == invited.whose


def _as_it_is(invited: Invited, ports: BookingPorts) -> Invited:
    it = invited.invitation
    shown = show_invitation(organisation_id=it.organisation_id, invitation_id=it.id, ports=ports)
    return replace(invited, shown=shown)


def _look(invited: Invited, day: date | None, ports: BookingPorts) -> Found:
    """The month of a day; where none is asked for, that of the first day with a time."""
    want, shown = invited.invitation.want, invited.shown
    zone = invited.counter.catalogue.location(want.location_id).zone
    first = max(want.first_day, invited.counter.now.astimezone(zone).date())
    day = min(max(day, first), want.last_day) if day else find_first_invited_day(shown, first, ports=ports)
    if day is None:
        return Found(day=first, first=first, last=want.last_day)
    free = find_invited(shown, first_of(day), last_of(day), ports=ports)
    later = None if free else find_first_invited_day(shown, day, ports=ports)
    return Found(day=day, first=first, last=want.last_day, free=free, later=later)


def _appointment_of(invited: Invited) -> str | None:
    """Where the appointment is that it became; None where it is none, or the clinic shows nobody what is booked."""
    it = invited.shown.appointment
    if it is None or invited.shown.not_open is None or not invited.shown.timetable.shown:
        return None
    return addresses.appointment(it.organisation_id, _ticket_of(it), lang=invited.counter.language.value)


def _booked(counter: Counter, it: Appointment) -> str:
    return addresses.appointment(it.organisation_id, _ticket_of(it), "booked", lang=counter.language.value)


def _ticket_of(it: Appointment) -> str:
    return seals.ticket(it.organisation_id, it.id, of="appointment", keyring=keyring())


def _to_the_questions(counter: Counter, chosen: Mapping[str, str]) -> SeeOther:
    return SeeOther(url=addresses.booking(counter.organisation_id, **chosen, lang=counter.language.value))
