"""When something is due, how near that is, and when each step of reminding comes. Pure, by the calendar of a place."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from frontdesk.reminders.model.recalls import DueState, Interval, Step, Unit

SOON_DAYS = 30
MONTHS = 12
LATEST = date(2200, 1, 1)
"""Nothing is due after it: what is further away is a slip of the pen."""


def due_state(due_on: date, today: date) -> DueState:
    """By the due date alone, and never by what was sent. Source: Provet, Översikt påminnelser."""
    days = (due_on - today).days
    if days < 0:
        return DueState.OVERDUE
    return DueState.SOON if days <= SOON_DAYS else DueState.AHEAD


def after(day: date, interval: Interval, times: int = 1) -> date:
    """So many intervals after a day; where the month is shorter its last day.

    Counted from the day itself, not from one round to the next: 29 February comes back every leap year.
    """
    count = interval.count * times
    try:
        if interval.unit is Unit.DAYS:
            return min(LATEST, day + timedelta(days=count))
        months = day.month - 1 + count * (MONTHS if interval.unit is Unit.YEARS else 1)
        year, month = day.year + months // MONTHS, months % MONTHS + 1
        return min(LATEST, date(year, month, min(day.day, monthrange(year, month)[1])))
    except (OverflowError, ValueError):
        return LATEST


def next_round(anchor: date, interval: Interval, given_on: date) -> date:
    """The first day of the series that begins at `anchor` after the day on which it was given, not that round itself.

    What is given a little early is the round that was due: the next one is at least half an interval away.
    """
    times, half = 1, (after(anchor, interval) - anchor) // 2
    while after(anchor, interval, times) <= given_on + half and after(anchor, interval, times) < LATEST:
        times += 1
    return after(anchor, interval, times)


def ordered(steps: Sequence[Step]) -> tuple[Step, ...]:
    """As they come; of two at the same time one is enough."""
    return tuple(sorted(set(steps), key=lambda it: (-it.days_before, it.at, it.way.value)))


def instant(step: Step, due_on: date, zone: ZoneInfo) -> datetime:
    """When the step comes: a wall time, also across a change of the clocks.

    One that a clock change leaves out is the instant at which it would have been; of one that comes twice, the first.
    """
    day = due_on - timedelta(days=step.days_before)
    return datetime.combine(day, step.at, tzinfo=zone).astimezone(UTC)


def next_step(
    steps: Sequence[Step], due_on: date, zone: ZoneInfo, *, later_than: datetime
) -> tuple[int, datetime] | None:
    """The first step after an instant, by its index, and when it comes; None when none is left."""
    for index, step in enumerate(steps):
        at = instant(step, due_on, zone)
        if at > later_than:
            return index, at
    return None


def first_step(
    steps: Sequence[Step], due_on: date, zone: ZoneInfo, *, now: datetime
) -> tuple[int, datetime] | None:
    """The step that a new reminder begins with.

    Where all that come before the day have passed but the day has not, the last of them is made up for at its hour,
    today or tomorrow: whoever came late is reminded all the same. What was overdue from the start is for people to
    look at, and for the steps that come after the day.
    """
    ahead, today = next_step(steps, due_on, zone, later_than=now), now.astimezone(zone).date()
    passed = [
        it for it, step in enumerate(steps) if step.days_before >= 0 and instant(step, due_on, zone) <= now
    ]
    in_time = ahead is not None and steps[ahead[0]].days_before >= 0
    if in_time or not passed or due_on < today:
        return ahead
    last = passed[-1]
    at = datetime.combine(today, steps[last].at, tzinfo=zone).astimezone(UTC)
    if at <= now:
        at = datetime.combine(today + timedelta(days=1), steps[last].at, tzinfo=zone).astimezone(UTC)
    return last, at


def step_that_came(steps: Sequence[Step], due_on: date, zone: ZoneInfo, *, first: int, now: datetime) -> int:
    """Of the steps from `first` on that have come, the last: after an outage one message is enough."""
    came = [it for it in range(first, len(steps)) if instant(steps[it], due_on, zone) <= now]
    return max(came, default=first)
