"""What people mean by their replies, and what came of them."""

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.booking.model import Appointment
from frontdesk.kernel.errors import Refusal
from frontdesk.kernel.ids import LocationId, MessageId, SubjectId
from frontdesk.kernel.language import Language


class Intent(StrEnum):
    CONFIRM = "confirm"
    CANCEL = "cancel"
    MOVE = "move"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reply was taken to mean, written down before anything is done: said again, it means the same.

    `meant` is by the members of the reminder it answers; none where it was not understood, or nothing is there to
    answer. `about`: the first of those that it may be about.
    """

    reminder_id: MessageId | None
    about: str = ""
    meant: tuple[tuple[str, Intent], ...] = ()


class Became(StrEnum):
    """What came of one appointment. `LOST`: it is not as the reminder knew it any more."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    MOVING = "moving"
    REFUSED = "refused"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`why`: the refusal, where the clinic's rules said no."""

    became: Became
    appointment: Appointment
    why: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What staff are told of a reply beside its text: whose it is and where, as far as that is known."""

    subject_id: SubjectId | None
    location_id: LocationId | None
    language: Language
