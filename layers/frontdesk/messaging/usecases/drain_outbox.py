"""The tick of a minute: whatever is due is sent, shard by shard, and nothing that fails holds up the rest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from frontdesk.messaging.model import Due
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.usecases.deliver_message import deliver_message

PAGE = 100
MOST_FAULTS = 5
"""Attempts after which a message that a fault of ours stops is given up as broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drained:
    """How many were tried, and the shards that time did not suffice for."""

    tried: int
    left: tuple[int, ...]


def drain_outbox(
    shards: Iterable[int],
    *,
    until: datetime,
    on_fault: Callable[[Due, Exception], None],
    ports: MessagingPorts,
) -> Drained:
    """Send what is due in the shards, the oldest first, as long as it is not `until`.

    Each message is tried once: what is put back is due later. One that a fault of ours stops is told to `on_fault`
    and left to its claim, so that it comes again when that has run out.
    """
    tried, left = 0, []
    for shard in shards:
        if ports.clock() >= until:
            left.append(shard)
            continue
        count, done = _drained(shard, until, on_fault, ports)
        tried += count
        if not done:
            left.append(shard)
    return Drained(tried=tried, left=tuple(left))


def _drained(
    shard: int, until: datetime, on_fault: Callable[[Due, Exception], None], ports: MessagingPorts
) -> tuple[int, bool]:
    tried, seen = 0, set[Due]()
    while True:
        due = [it for it in ports.outbox.due(shard, before=ports.clock(), most=PAGE) if it not in seen]
        if not due:
            return tried, True
        for one in due:
            if ports.clock() >= until:
                return tried, False
            seen.add(one)
            tried += 1
            _deliver(one, on_fault, ports)


def _deliver(one: Due, on_fault: Callable[[Due, Exception], None], ports: MessagingPorts) -> None:
    """This loop is an edge: a message that nobody can send must not keep the others waiting."""
    try:
        deliver_message(organisation_id=one.organisation_id, message_id=one.message_id, ports=ports)
    except Exception as error:  # noqa: BLE001
        on_fault(one, error)
        ports.outbox.set_aside(one, after=MOST_FAULTS)
