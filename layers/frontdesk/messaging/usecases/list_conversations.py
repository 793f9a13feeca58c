"""Staff look at who wrote to the clinic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.messaging.model.threads import Thread
from frontdesk.messaging.ports.threads import ThreadPorts
from frontdesk.patients.model import Subject

MOST = 50
NAMED_AT_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversations:
    """Those that wait for staff and those that do not, the newest first; `people` behind them as far as known."""

    waiting: Sequence[Thread]
    done: Sequence[Thread]
    people: Mapping[SubjectId, Subject]


def list_conversations(*, organisation_id: OrganisationId, by: Actor, ports: ThreadPorts) -> Conversations:
    """Five reads, however many there are; fifty of each at most. That it was seen is in the trail before."""
    waiting = ports.threads.conversations(organisation_id, waiting=True, most=MOST)
    done = ports.threads.conversations(organisation_id, waiting=False, most=MOST)
    ports.record(
        AuditEntry.look(
            organisation_id,
            "MessagesRead",
            by=by,
            at=ports.clock(),
            about=f"{len(waiting) + len(done)} conversations",
        )
    )
    ids = list(dict.fromkeys(one for it in (*waiting, *done) for one in it.subject_ids[:2]))
    return Conversations(
        waiting=waiting, done=done, people=ports.named(organisation_id, ids[:NAMED_AT_MOST]) if ids else {}
    )
