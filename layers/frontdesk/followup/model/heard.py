"""What a telephone system told of a call."""

from dataclasses import dataclass
from datetime import datetime

from frontdesk.followup.model import NoContact


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """`recording` is where it lies, empty for none. Over, a call was spoken in, or has a `reason`; or nobody knows.

    `speaking_since` is when somebody answered whom nobody has heard hang up. `seconds` is how long was spoken.
    """

    recording: str = ""
    seconds: int | None = None
    speaking_since: datetime | None = None
    was_spoken: bool = False
    reason: NoContact | None = None
