"""Staff ask which letters are still to be printed."""

from collections.abc import Callable, Sequence
from datetime import UTC, timedelta

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model.traffic import Letter
from frontdesk.messaging.ports import MessagingPorts
from frontdesk.messaging.rules import LETTERS_KEPT


def list_letters(
    *,
    organisation_id: OrganisationId,
    by: Actor,
    record: Callable[[AuditEntry], None],
    ports: MessagingPorts,
) -> Sequence[Letter]:
    """Those of the days that letters are kept for, the oldest first. That they were seen is in the trail before."""
    now = ports.clock()
    today = now.astimezone(UTC).date()
    days = [today - timedelta(days=ago) for ago in range(LETTERS_KEPT.days, -1, -1)]
    waiting = [
        it for day in days for it in ports.letters.of_day(organisation_id, day) if it.printed_at is None
    ]
    record(AuditEntry.look(organisation_id, "LettersRead", by=by, at=now, about=f"{len(waiting)} letters"))
    return waiting
