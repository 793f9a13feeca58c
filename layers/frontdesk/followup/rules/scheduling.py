"""When the steps of a plan are due. Local dates at the location and nothing else: no clock change moves them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from frontdesk.followup.model.plans import Plan, SchemeStep

HORIZON = timedelta(days=14)
"""So far ahead steps become tasks: far enough for a holiday of whoever does them, near enough that plans can change."""
NIGHT_HOUR = 1
DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When a step may be done, and when it is due; all three are days on which it may be done."""

    opens_on: date
    due_on: date
    closes_on: date


def in_order(steps: Sequence[SchemeStep]) -> tuple[SchemeStep, ...]:
    """The steps of a plan by their day; a step's place in it names its task."""
    return tuple(sorted(steps, key=lambda it: (it.after - it.before_window, it.after)))


def window_of(
    step: SchemeStep, anchored_on: date, holidays: Collection[date] = (), *, vip: int = 0
) -> Window:
    """The window of a step. Due on a holiday it moves to the next working day inside the window, and never out of it.

    Patients who are followed with emphasis are due so many days sooner, inside the window too.
    """
    middle = anchored_on + timedelta(days=step.after)
    opens_on = middle - timedelta(days=step.before_window)
    closes_on = middle + timedelta(days=step.after_window)
    wanted = max(opens_on, middle - timedelta(days=vip))
    due_on = next(_instead(wanted, opens_on, closes_on, holidays), wanted) if wanted in holidays else wanted
    return Window(opens_on=opens_on, due_on=due_on, closes_on=closes_on)


def windows_of(plan: Plan, holidays: Collection[date] = ()) -> list[Window]:
    """Those of a plan's steps, in their order."""
    return [window_of(it, plan.anchored_on, holidays, vip=plan.vip) for it in plan.steps]


def in_horizon(windows: Sequence[Window], today: date) -> int:
    """How many of the steps, from the first one on, are tasks by now."""
    return sum(it.opens_on <= today + HORIZON for it in windows)


def next_on(plan: Plan, windows: Sequence[Window]) -> date:
    """When the night looks at an active plan again: its next step comes into the horizon, or the last one is over."""
    if plan.made < len(windows):
        return windows[plan.made].opens_on - HORIZON
    return max((it.closes_on for it in windows), default=plan.anchored_on) + DAY


def night_of(now: datetime, zone: tzinfo) -> date | None:
    """The local day whose night begins in this hour at a location; None in all other hours.

    Where the clock is put back over one o'clock the night comes twice, and does everything once.
    """
    there = now.astimezone(zone)
    return there.date() if there.hour == NIGHT_HOUR else None


def _instead(wanted: date, opens_on: date, closes_on: date, holidays: Collection[date]) -> Iterator[date]:
    """Days in its place, the best first: working days behind it, then before it, then any that is no holiday."""
    behind = [wanted + DAY * it for it in range(1, (closes_on - wanted).days + 1)]
    before = [wanted - DAY * it for it in range(1, (wanted - opens_on).days + 1)]
    free = [it for it in (*behind, *before) if it not in holidays]
    yield from (it for it in free if it.weekday() < SATURDAY)
    yield from free
