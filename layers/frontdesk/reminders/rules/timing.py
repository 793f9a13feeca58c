"""When somebody is reminded. Pure.

All wall times are those of the location where the appointment is: it is there that people come, wherever they live.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from frontdesk.messaging.model.settings import Quiet
from frontdesk.reminders.model import Offset
from frontdesk.reminders.model.plans import Planned, Send

A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
AT_NIGHT = Quiet(time(20), time(8))
"""When nobody is told late what was forgotten, where a clinic has no quiet hours."""


def due_at(offset: Offset, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which somebody is reminded of what starts then.

    A wall time that a clock change leaves out is the instant at which it would have been; of one that comes twice, the
    first is meant.
    """
    if offset.at is None:
        return starts_at - timedelta(hours=offset.count)
    day = starts_at.astimezone(zone).date() - timedelta(days=offset.count)
    return datetime.combine(day, offset.at, tzinfo=zone).astimezone(starts_at.tzinfo)


def outside_quiet(at: datetime, starts_at: datetime, quiet: Quiet | None, zone: ZoneInfo) -> datetime:
    """The instant, or where it is a quiet one their end; a minute before they begin where the end comes too late."""
    if quiet is None or quiet.begins == quiet.ends:
        return at
    today = at.astimezone(zone).date()
    for day in (today - A_DAY, today):
        ends_on = day if quiet.begins < quiet.ends else day + A_DAY
        begins = datetime.combine(day, quiet.begins, tzinfo=zone).astimezone(at.tzinfo)
        ends = datetime.combine(ends_on, quiet.ends, tzinfo=zone).astimezone(at.tzinfo)
        if begins <= at < ends:
            return ends if ends < starts_at else begins - A_MINUTE
    return at


def schedule(
    sends: Iterable[Send], starts_at: datetime, zone: ZoneInfo, quiet: Quiet | None
) -> tuple[Planned, ...]:
    """When each goes out, the earliest first; two that would go out at once by the same kinds are one."""
    timed = [
        Planned(it, outside_quiet(due_at(it.offset, starts_at, zone), starts_at, quiet, zone)) for it in sends
    ]
    found: dict[object, Planned] = {}
    for it in sorted(timed, key=lambda one: (one.at, due_at(one.send.offset, starts_at, zone), one.send.key)):
        found.setdefault((it.at, it.send.kinds), it)
    return tuple(found.values())


def still_to_go(  # noqa: PLR0913
    planned: Sequence[Planned],
    starts_at: datetime,
    *,
    since: datetime,
    now: datetime,
    quiet: Quiet | None,
    zone: ZoneInfo,
) -> tuple[Planned, ...]:
    """Those that are to go out, of an appointment that was made or whose plan was changed at `since`.

    What had passed by then is left out: they have just been told. What has passed since and is not known to anybody
    was forgotten, and goes out as soon as it disturbs nobody, unless a later one says the same.
    """
    found = []
    for it in planned:
        if it.at <= since or is_overtaken(it, planned, now):
            continue
        at = it.at
        if at <= now:
            at = outside_quiet(now, starts_at, quiet or AT_NIGHT, zone)
        if now <= at < starts_at:
            found.append(Planned(it.send, at))
    return tuple(found)


def is_overtaken(it: Planned, planned: Iterable[Planned], now: datetime) -> bool:
    """Whether one by the same kinds that goes out later has come, too."""
    return any(it.at < other.at <= now and it.send.kinds == other.send.kinds for other in planned)
