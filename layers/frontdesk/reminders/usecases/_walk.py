"""All that is booked from today on, looked through for what was forgotten. Idempotent, and mostly reading."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from frontdesk.booking.model import Appointment, AppointmentStatus
from frontdesk.kernel.ids import OrganisationId
from frontdesk.reminders.ports import RemindersPorts
from frontdesk.reminders.usecases._planning import remind, wanted

A_DAY = timedelta(days=1)
A_STRETCH = 7
"""Days that are read at once, of each location."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """How many appointments were seen, and how many reminders and messages were missing. `left`: days not reached."""

    seen: int = 0
    planned: int = 0
    told: int = 0
    left: int = 0


def stretches(
    organisation_id: OrganisationId, days: int, *, ports: RemindersPorts
) -> Iterator[tuple[date, list[Appointment]]]:
    """What was booked, a week at a time and of all locations, with the day it begins; the nearest first."""
    locations, _ = ports.places(organisation_id)
    today = ports.clock().date() - A_DAY  # what is today somewhere may have been yesterday in UTC
    for first in range(0, days + 2, A_STRETCH):
        begins, ends = today + first * A_DAY, today + min(first + A_STRETCH - 1, days + 1) * A_DAY
        yield begins, [it for at in locations for it in ports.of_days(organisation_id, at, begins, ends)]


def plan_missing(
    organisation_id: OrganisationId, them: Sequence[Appointment], *, ports: RemindersPorts
) -> int:
    """Make the reminders of these that nobody knows of; how many. Those that are known cost half a read each."""
    now, plans = ports.clock(), ports.plans.get(organisation_id)
    booked = [
        (it, it.subject_id)
        for it in them
        if it.status is AppointmentStatus.BOOKED and it.subject_id and it.slot.starts_at > now
    ]
    reached = ports.reach(organisation_id, {whose for _, whose in booked})
    due = [
        one
        for it, whose in booked
        if whose in reached
        for one in wanted(it, plans, reached[whose], ports=ports)
    ]
    known = ports.scheduled.members(organisation_id, {key for one in due for key in one.known_as})
    missing = [one for one in due if not any(one.member in known.get(key, ()) for key in one.known_as)]
    for one in missing:
        remind(one, ports=ports)
    return len(missing)


def is_late(at: datetime, ports: RemindersPorts) -> bool:
    return ports.clock() >= at
