"""The hours in which no reminder goes out: wall time where it arrives, over midnight and over both clock changes. Pure.

A message is put off until they end, never dropped. Who plans a message for a time within them sends it before.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from frontdesk.messaging.model import Kind, Purpose
from frontdesk.messaging.model.settings import Quiet

HELD_BACK = frozenset({Purpose.APPOINTMENT, Purpose.RECALL, Purpose.SURVEY})
"""An answer to what somebody does, a code above all, is waited for; staff are told whenever it is."""


def is_held_back(purpose: Purpose, kind: Kind) -> bool:
    """Whether quiet hours hold for it; a letter wakes nobody."""
    return purpose in HELD_BACK and kind is not Kind.POST


def quiet_until(quiet: Quiet, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours end that it is in now, there; None where it is in none.

    An end that the clocks skip comes as much later as they skip, one that they repeat is the later of the two.
    """
    there = now.astimezone(zone)
    at, begins, ends = there.time().replace(fold=0), quiet.begins, quiet.ends
    over_midnight = begins > ends
    within = (at >= begins or at < ends) if over_midnight else begins <= at < ends
    if not within:
        return None
    on = there.date() + timedelta(days=1) if over_midnight and at >= begins else there.date()
    end = datetime.combine(on, ends, zone)
    return max(end.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
