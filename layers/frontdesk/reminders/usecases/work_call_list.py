"""Staff look at whom they are to call, and write down what came of a call."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from frontdesk.booking.model.desk import StaffMember
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.patients.model import Subject
from frontdesk.reminders.errors import CallOver, NoTimeToCallAgain
from frontdesk.reminders.model.recalls import Call, CallLeaf, CallNote, CallOutcome
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.usecases._looks import PAGE, record_look

GOES_ON = (CallOutcome.NOT_REACHED, CallOutcome.CALL_AGAIN)
"""Outcomes after which somebody is to be called again."""
NOTES_AT_MOST = 20
CALLS_FROM = time(9)
A_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """Whom to call, the longest waiting first, and which day it is there."""

    leaf: CallLeaf
    subjects: Mapping[SubjectId, Subject]
    today: date


def list_calls(
    *,
    organisation_id: OrganisationId,
    location_id: LocationId,
    after: str | None = None,
    staff: StaffMember,
    ports: RecallPorts,
) -> CallList:
    """The open calls of a location; NotFound when it is none of theirs. In the trail before any name is read."""
    staff.require_reach(location_id)
    today = ports.clock().astimezone(ports.zone(organisation_id, location_id)).date()
    leaf = ports.calls.open_at(organisation_id, location_id, after=after, most=PAGE)
    if leaf.calls:
        record_look(organisation_id, "CallListRead", staff=staff, about=location_id, ports=ports)
    whose = {it.subject_id for it in leaf.calls}
    return CallList(leaf=leaf, subjects=ports.subjects(organisation_id, whose), today=today)


def record_call(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    subject_id: SubjectId,
    key: str,
    outcome: CallOutcome,
    again_on: date | None = None,
    staff: StaffMember,
    ports: RecallPorts,
) -> Call:
    """The call with what came of it. Not reached: tomorrow again, where no other day is said; the rest ends it.

    CallOver when it has ended, NoTimeToCallAgain for a day that has passed, Conflict when somebody was quicker.
    """
    call = ports.calls.get(organisation_id, subject_id, key)
    staff.require_reach(call.location_id)
    if not call.open:
        raise CallOver(call=key)
    now, zone = ports.clock(), ports.zone(organisation_id, call.location_id)
    today = now.astimezone(zone).date()
    ask_at = call.ask_at
    if outcome in GOES_ON:
        on = again_on or (today + timedelta(days=1) if outcome is CallOutcome.NOT_REACHED else None)
        if on is None or not today < on <= today + A_YEAR:
            raise NoTimeToCallAgain(call=key)
        ask_at = datetime.combine(on, CALLS_FROM, tzinfo=zone).astimezone(UTC)
    note = CallNote(at=now, by=staff.id, outcome=outcome)
    record_look(
        organisation_id,
        "CallRecorded",
        staff=staff,
        about=call.reminder_id,
        subject_id=subject_id,
        ports=ports,
    )
    return ports.calls.write(
        replace(
            call,
            notes=(*call.notes, note)[-NOTES_AT_MOST:],
            open=outcome in GOES_ON,
            ask_at=ask_at,
        )
    )
