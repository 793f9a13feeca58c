"""Staff look at what is due at a location, or at what goes out there and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from frontdesk.booking.model.desk import StaffMember
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.patients.model import Subject
from frontdesk.reminders.model.recalls import DueState, Leaf, Sieve
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.rules.dues import SOON_DAYS
from frontdesk.reminders.usecases._looks import PAGE, record_look

EVERYTHING = Sieve()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of reminders, whose they are as far as still known, and which day it is there."""

    leaf: Leaf
    subjects: Mapping[SubjectId, Subject]
    today: date


def list_reminders(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    location_id: LocationId,
    state: DueState | None = None,
    sieve: Sieve = EVERYTHING,
    after: str | None = None,
    staff: StaffMember,
    ports: RecallPorts,
) -> Listed:
    """What is due at the location, the longest due first. NotFound when it is none of theirs.

    The state is a stretch of days by the location's calendar. In the trail before any name is read.
    """
    staff.require_reach(location_id)
    today = ports.clock().astimezone(ports.zone(organisation_id, location_id)).date()
    first, last = _stretch(state, today)
    leaf = ports.reminders.list_due(
        organisation_id, location_id, first=first, last=last, sieve=sieve, after=after, most=PAGE
    )
    return _seen(organisation_id, location_id, leaf, today, staff=staff, ports=ports)


def list_send_queue(
    *,
    organisation_id: OrganisationId,
    location_id: LocationId,
    after: str | None = None,
    staff: StaffMember,
    ports: RecallPorts,
) -> Listed:
    """What goes out at the location, or is to be called for, what comes first in front."""
    staff.require_reach(location_id)
    today = ports.clock().astimezone(ports.zone(organisation_id, location_id)).date()
    leaf = ports.reminders.list_queue(organisation_id, location_id, after=after, most=PAGE)
    return _seen(organisation_id, location_id, leaf, today, staff=staff, ports=ports)


def _seen(  # noqa: PLR0913
    organisation_id: OrganisationId,
    location_id: LocationId,
    leaf: Leaf,
    today: date,
    *,
    staff: StaffMember,
    ports: RecallPorts,
) -> Listed:
    if leaf.reminders:
        record_look(organisation_id, "RemindersRead", staff=staff, about=location_id, ports=ports)
    whose = {it.subject_id for it in leaf.reminders}
    return Listed(leaf=leaf, subjects=ports.subjects(organisation_id, whose), today=today)


def _stretch(state: DueState | None, today: date) -> tuple[date | None, date | None]:
    soon_until = today + timedelta(days=SOON_DAYS)
    return {
        None: (None, None),
        DueState.OVERDUE: (None, today - timedelta(days=1)),
        DueState.SOON: (today, soon_until),
        DueState.AHEAD: (soon_until + timedelta(days=1), None),
    }[state]
