"""Calls from the console: asked for from any page that shows a number, looked at, noted, withdrawn."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from typing import Any

from chalicelib.reach import catalogue_of, permit, reach_of
from chalicelib.refusing import shown_again
from frontdesk.access.model import Permission, Role, SignedIn
from frontdesk.access.rules import same_department, why_not
from frontdesk.access.usecases.name_staff import name_staff
from frontdesk.access.wiring import access_ports
from frontdesk.booking.usecases.read_appointment import own_appointment
from frontdesk.booking.wiring import booking_ports
from frontdesk.kernel.errors import FrontdeskError, NotFound
from frontdesk.kernel.ids import AppointmentId, RequestId, SubjectId, carried_id
from frontdesk.messaging.model import Purpose, Recipient, RecipientKind
from frontdesk.messaging.model.calls import Call, CallId, Way
from frontdesk.messaging.usecases.list_calls import list_calls
from frontdesk.messaging.usecases.note_call import note_call
from frontdesk.messaging.usecases.request_call import request_call
from frontdesk.messaging.usecases.show_call import call_now, show_call
from frontdesk.messaging.usecases.withdraw_call import withdraw_call
from frontdesk.messaging.wiring.calls import calls_ports
from frontdesk.patients.usecases.find_subjects import find_subjects
from frontdesk.patients.wiring import patients_ports
from frontdesk.requests.wiring import requests_ports
from frontdesk_web.http import Desk, Response
from frontdesk_web.presenters.console_calls import call_page, call_state_in_json, call_url, calls_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in

HEADERS: dict[str, Any] = {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}

desk = Desk(__name__)
ports, people, patients = calls_ports(), access_ports(), patients_ports()
times, inbox = booking_ports(), requests_ports()


@desk.route("/console/calls")
@signed_in(desk)
def today(who: SignedIn) -> Page:
    permit(who, Permission.APPOINTMENTS_READ)
    return _list(who)


@desk.route("/console/calls", methods=["POST"])
@signed_in(desk)
def ask(who: SignedIn) -> SeeOther:
    typed = desk.form()
    whose, purpose = _whose(who, typed)
    wanted = Call(
        id=CallId(carried_id(typed.get("call", ""))),
        organisation_id=who.organisation_id,
        caller=who.staff.id,
        recipient=Recipient(RecipientKind.SUBJECT, whose),
        asked_at=ports.clock(),
        way=Way.HAND,
        purpose=purpose,
        cause=typed["cause"],
        about=typed["about"],
    )
    return SeeOther(url=call_url(request_call(wanted, ports=ports)))


@desk.route("/console/calls/{call_id}")
@signed_in(desk)
def show(who: SignedIn, call_id: str) -> Page:
    _permit_own(who)
    return _page(who, call_id)


@desk.route("/console/calls/{call_id}/state")
@signed_in(desk)
def state(who: SignedIn, call_id: str) -> Response:
    """How it stands, every other second while somebody looks: nothing of whose it is, so nothing for the trail."""
    _permit_own(who)
    call = call_now(
        organisation_id=who.organisation_id,
        call_id=CallId(call_id),
        staff_id=who.staff.id,
        sees_all=_sees_all(who),
        ports=ports,
    )
    said = call_state_in_json(call, catalogue_of(who), who.session.language, now=ports.clock())
    return Response(body=json.dumps(said, ensure_ascii=False), status_code=200, headers=HEADERS)


@desk.route("/console/calls/{call_id}/note", methods=["POST"])
@signed_in(desk)
def note(who: SignedIn, call_id: str) -> SeeOther:
    _permit_own(who)
    call = note_call(
        organisation_id=who.organisation_id,
        call_id=CallId(call_id),
        noted=desk.form().get("noted", ""),
        staff_id=who.staff.id,
        ports=ports,
    )
    return SeeOther(url=call_url(call))


@desk.route("/console/calls/{call_id}/withdraw", methods=["POST"])
@signed_in(desk)
def withdraw(who: SignedIn, call_id: str) -> SeeOther:
    _permit_own(who)
    call = withdraw_call(
        organisation_id=who.organisation_id, call_id=CallId(call_id), staff_id=who.staff.id, ports=ports
    )
    return SeeOther(url=call_url(call))


def _permit_own(who: SignedIn) -> None:
    """Whoever may call somebody up sees the calls that they asked for; those of others, leads alone."""
    books = why_not(who.staff, Permission.APPOINTMENTS_READ) is None
    permit(who, Permission.APPOINTMENTS_READ if books else Permission.FOLLOWUP_CALL)


@shown_again(desk)
def _again(who: SignedIn, error: FrontdeskError) -> Page:
    """What could not be done is shown on the call, or on the list where there is none; all else on its own page."""
    call_id = (desk.request.uri_params or {}).get("call_id")
    return _page(who, call_id, error=error) if call_id else _list(who, error=error)


def _whose(who: SignedIn, typed: Mapping[str, str]) -> tuple[SubjectId, Purpose]:
    """Whom the page was about that the form is on, as far as it is theirs to see; NotFound for all else."""
    if (find := CAUSES.get(typed.get("cause", ""))) is None:
        raise NotFound(cause=typed.get("cause"))
    return find(who, typed.get("about", ""))


def _of_appointment(who: SignedIn, about: str) -> tuple[SubjectId, Purpose]:
    permit(who, Permission.APPOINTMENTS_READ)
    found = own_appointment(
        who.organisation_id, AppointmentId(about), staff=reach_of(who).member, ports=times
    )
    assert found.subject_id is not None, "only somebody's appointment is their own to see"
    return found.subject_id, Purpose.APPOINTMENT


def _of_request(who: SignedIn, about: str) -> tuple[SubjectId, Purpose]:
    permit(who, Permission.REQUESTS_READ)
    found = inbox.requests.get(who.organisation_id, RequestId(about))
    if not same_department(who.staff, found.department_id):
        raise NotFound(request_id=about)
    return found.subject_id, Purpose.SERVICE


CAUSES: Mapping[str, Callable[[SignedIn, str], tuple[SubjectId, Purpose]]] = {
    "appointments": _of_appointment,
    "requests": _of_request,
}
"""What a call can be about: by its kind, whom it goes to."""


def _page(who: SignedIn, call_id: str, *, error: FrontdeskError | None = None) -> Page:
    call, number = show_call(
        organisation_id=who.organisation_id,
        call_id=CallId(call_id),
        staff_id=who.staff.id,
        sees_all=_sees_all(who),
        ports=ports,
    )
    whose = SubjectId(call.recipient.id)
    found = find_subjects(organisation_id=who.organisation_id, subject_ids={whose}, ports=patients)
    return call_page(
        who,
        catalogue_of(who),
        call,
        subject=found.get(whose),
        number=number,
        now=ports.clock(),
        error=error,
    )


def _list(who: SignedIn, *, error: FrontdeskError | None = None) -> Page:
    catalogue, here = catalogue_of(who), who.organisation_id
    today = ports.clock().astimezone(catalogue.locations[0].zone)
    calls = list_calls(
        organisation_id=here,
        since=datetime.combine(today.date(), time.min, today.tzinfo).astimezone(UTC),
        staff_id=who.staff.id,
        sees_all=_sees_all(who),
        ports=ports,
    )
    whose = {SubjectId(it.recipient.id) for it in calls if it.recipient.kind is RecipientKind.SUBJECT}
    return calls_page(
        who,
        catalogue,
        calls,
        find_subjects(organisation_id=here, subject_ids=whose, ports=patients),
        name_staff(organisation_id=here, staff_ids={it.caller for it in calls}, ports=people),
        sees_all=_sees_all(who),
        error=error,
    )


def _sees_all(who: SignedIn) -> bool:
    return who.staff.role is Role.LEAD
