"""What patients do on the page of their appointment, once they have proved that it is theirs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from frontdesk.booking.errors import NotOffered, Overlaps, Taken, TextTooLong, TooFarAhead, TooSoon
from frontdesk.booking.ports import BookingPorts
from frontdesk.booking.usecases._offers import offered_slot
from frontdesk.booking.usecases.cancel_appointment import cancel_appointment
from frontdesk.booking.usecases.move_appointment import move_appointment
from frontdesk.booking.usecases.prove_patient import prove_patient
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict, FrontdeskError, NotAllowed, Refusal
from frontdesk.patients.rules.persons import written_date
from frontdesk_web import seals
from frontdesk_web.free_times import look
from frontdesk_web.keyring import keyring
from frontdesk_web.presenters.booking_appointment import (
    COMMENT,
    Mine,
    appointment_page,
    cancel_page,
    move_page,
    moved_page,
    moving_choice,
    proof_page,
)
from frontdesk_web.presenters.booking_choice import day_of
from frontdesk_web.presenters.booking_times import wish_of, written_time
from frontdesk_web.render import Page, SeeOther

PURPOSE = "appointment"
LASTS_FOR = timedelta(hours=1)
GONE = (Taken, Overlaps, NotOffered, TooSoon, TooFarAhead)
"""The time that was chosen cannot be had, but another may."""

Deed = Callable[[Mine, Mapping[str, str], BookingPorts], Page | SeeOther]
"""What the form or the address told becomes of the appointment, or of the page about it."""


def prove(mine: Mine, typed: Mapping[str, str], ports: BookingPorts) -> Page | SeeOther:
    """The appointment for whoever knows the date of birth; else the question again."""
    it = mine.appointment
    try:
        prove_patient(
            organisation_id=it.organisation_id,
            appointment_id=it.id,
            birth_date=written_date(typed),
            ports=ports,
        )
    except Refusal as no:
        left: Any = no.details.get("tries_left")
        return proof_page(mine.counter, mine.ticket, typed=typed, code=no.code, tries_left=left)
    return SeeOther(url=with_proof(mine, ports.clock()).at())


def with_proof(mine: Mine, now: datetime) -> Mine:
    """The appointment for whoever has just proved that it is theirs: good for an hour, and for no other."""
    token = seals.seal(mine.whose, purpose=PURPOSE, until=now + LASTS_FOR, keyring=keyring())
    return replace(mine, token=token)


def is_proved(mine: Mine, now: datetime) -> bool:
    """Whether the token that was carried is a proof of this appointment, and still good."""
    try:
        opened = seals.unseal(mine.token, purpose=PURPOSE, keyring=keyring(), now=now)
    except NotAllowed:
        return False
    return not opened.expired and opened.said == mine.whose


def showing(mine: Mine, _told: Mapping[str, str], _ports: BookingPorts) -> Page:
    """The appointment."""
    return appointment_page(mine)


def cancelling(mine: Mine, told: Mapping[str, str], _ports: BookingPorts) -> Page | SeeOther:
    """The question whether to cancel; the appointment where it may not be."""
    return SeeOther(url=mine.at()) if mine.shown.not_cancelled else cancel_page(mine, typed=told)


def cancel(mine: Mine, told: Mapping[str, str], ports: BookingPorts) -> Page | SeeOther:
    """Cancelled; or why not, with the comment kept."""
    try:
        cancel_appointment(**_deed(mine, told), ports=ports)
    except TextTooLong as no:
        return cancel_page(mine, typed=told, no=no)
    except (Refusal, Conflict) as no:
        return appointment_page(mine, no)
    return SeeOther(url=mine.at())


def moving(
    mine: Mine, told: Mapping[str, str], ports: BookingPorts, no: FrontdeskError | None = None
) -> Page | SeeOther:
    """Other times; the appointment where it may not be moved. `no`: why the one chosen before cannot be had."""
    if mine.shown.not_moved:
        return SeeOther(url=mine.at())
    choice, day = moving_choice(mine, told), day_of(told.get("day") or told.get("shown"))
    found = look(mine.counter, choice, day, ports=ports) if choice.location_id else None
    typed = {COMMENT: told[COMMENT]} if told.get(COMMENT) else {}
    return move_page(mine, choice, found, typed=typed, no=no)


def chosen(
    mine: Mine, told: Mapping[str, str], ports: BookingPorts, no: FrontdeskError | None = None
) -> Page | SeeOther:
    """The chosen time beside the old one; other times where it cannot be had. `no`: what is wrong with the comment."""
    wish = wish_of(moving_choice(mine, told), told.get("slot", ""))
    if wish is None or mine.shown.not_moved:
        return moving(mine, told, ports)
    try:
        slot, _ = offered_slot(mine.counter.organisation_id, wish, by=ActorKind.PATIENT, ports=ports)
    except Refusal as gone:
        return moving(mine, told, ports, gone)
    chosen = {"location": slot.location_id, "slot": written_time(slot), "shown": str(slot.on)}
    return moved_page(mine, slot, chosen, typed=told, no=no)


def move(mine: Mine, told: Mapping[str, str], ports: BookingPorts) -> Page | SeeOther:
    """Moved; or other times, with the comment kept, where the chosen one is gone."""
    wish = wish_of(moving_choice(mine, told), told.get("slot", ""))
    if wish is None:
        return moving(mine, told, ports)
    try:
        move_appointment(**_deed(mine, told), wish=wish, ports=ports)
    except TextTooLong as no:
        return chosen(mine, told, ports, no)
    except GONE as no:
        return moving(mine, told, ports, no)
    except (Refusal, Conflict) as no:
        return appointment_page(mine, no)
    return SeeOther(url=mine.at())


def _deed(mine: Mine, told: Mapping[str, str]) -> dict[str, Any]:
    it = mine.appointment
    by = Actor(ActorKind.PATIENT, it.subject_id or "")
    whose = {"organisation_id": it.organisation_id, "appointment_id": it.id}
    return {**whose, "comment": told.get(COMMENT, ""), "by": by}
