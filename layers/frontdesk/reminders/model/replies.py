"""What people mean by their replies, and what came of them."""

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.kernel.ids import MessageId


class Intent(StrEnum):
    CONFIRM = "confirm"
    CANCEL = "cancel"
    MOVE = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reply was taken to mean, written down before anything is done: said again, it means the same.

    `meant` is by the members of the reminder it answers; none where it was not understood, or nothing is there to
    answer.
    """

    reminder_id: MessageId | None
    meant: tuple[tuple[str, Intent], ...] = ()
