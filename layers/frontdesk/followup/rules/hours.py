"""When patients are called: inside the call hours of the policy, by the clock on the wall, never on holidays."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from frontdesk.followup.model.plans import Policy

DAYS_AT_MOST = 400
"""A policy whose holidays leave no day for so long does not hold a call back any longer."""


def next_call(after: datetime, policy: Policy, zone: tzinfo) -> datetime:
    """The first instant from `after` on at which the policy lets somebody be called."""
    local = after.astimezone(zone)
    for days in range(DAYS_AT_MOST):
        day = local.date() + timedelta(days=days)
        if day in policy.holidays:
            continue
        for begins, ends in sorted(policy.call_hours):
            if (found := max(after, at_wall(day, begins, zone))) < at_wall(day, ends, zone):
                return found
    return after


def outside_hours(now: datetime, policy: Policy, zone: tzinfo) -> datetime | None:
    """When the policy lets patients be called again; None where it does now. It is said, and stops nobody."""
    begins = next_call(now, policy, zone)
    return begins if begins > now else None


def at_wall(day: date, clock: time, zone: tzinfo) -> datetime:
    """That time of that day on the wall there."""
    return datetime.combine(day, clock, zone).astimezone(UTC)
