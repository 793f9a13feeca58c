"""So much is due that one sender does not get done in its minute: others are called to help."""

from collections.abc import Sequence
from datetime import datetime

from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.rules import SHARDS
from frontdesk.messaging.rules.sharing import COUNTED, Part, shared_out


def share_out(*, until: datetime, ports: MessagingPorts) -> Sequence[Part]:
    """What whoever asks has to work off itself; the rest others were asked to, who stop at `until`.

    Whoever helps asks nobody. Where nobody is heard to come, whoever asks does that part too; should two do it, each
    message is claimed by one of them.
    """
    now = ports.clock()
    waiting = {it: ports.outbox.waiting(it, before=now, most=COUNTED) for it in range(SHARDS)}
    there = {shard: count for shard, count in waiting.items() if count}
    mine, *theirs = shared_out(there, most=ports.senders.most) or [[]]
    alone = [it for parts in theirs if not ports.senders.call(parts, until=until) for it in parts]
    return [*mine, *alone]
