"""The tick of a minute: whatever is due is sent, part by part, and nothing that fails holds up the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from frontdesk.messaging.model import Due, MessageStatus, Outcome, Reason
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.rules.sharing import Part, in_turn
from frontdesk.messaging.usecases._pace import Pace
from frontdesk.messaging.usecases.deliver_message import changed, delivered

BROKEN = Outcome(status=MessageStatus.UNDELIVERABLE, reason=Reason.BROKEN)
MOST_FAULTS = 5
"""Attempts after which a message that a fault of ours stops is given up as broken."""

OnFault = Callable[[Due, Exception], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drained:
    """How many were tried, how many were left where they are for their provider's sake, and whether time sufficed."""

    tried: int
    held: int
    done: bool


def drain_outbox(
    parts: Sequence[Part], *, until: datetime, on_fault: OnFault, ports: MessagingPorts
) -> Drained:
    """Send what is due in the parts, the oldest first, as long as it is not `until`.

    Each message is tried once: what is put back is due later. One that a fault of ours stops is told to `on_fault`
    and left to its claim, so that it comes again when that has run out. What is beyond a provider's rate, and what is
    for one that just said it is busy, is not touched: it is the oldest of the next minute.
    """
    now = ports.clock()
    pace, tried, held = Pace(ports.pace, parts, now), 0, 0
    for part in in_turn(parts, now):
        for one in ports.outbox.due(part.shard, before=now):
            if ports.clock() >= until:
                return Drained(tried=tried, held=held, done=False)
            if not part.has(one.organisation_id, one.message_id):
                continue
            if pace.holds(one):
                held += 1
                continue
            tried += 1
            _deliver(one, pace, on_fault, ports)
    return Drained(tried=tried, held=held, done=True)


def _deliver(one: Due, pace: Pace, on_fault: OnFault, ports: MessagingPorts) -> None:
    """This loop is an edge: a message that nobody can send must not keep the others waiting."""
    begun = ports.clock()
    try:
        outcome = delivered(organisation_id=one.organisation_id, message_id=one.message_id, ports=ports)
    except Exception as error:  # noqa: BLE001
        on_fault(one, error)
        ports.outbox.set_aside(
            one,
            BROKEN,
            after=MOST_FAULTS,
            fact=lambda message: changed(message, BROKEN, at=begun),
        )
        return
    if outcome is not None:
        pace.went(one, outcome, ports.clock() - begun)
