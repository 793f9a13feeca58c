"""Whether somebody wants a message where it would go. Pure.

STOP is of a number, not of a kind of message: whoever writes it expects silence, and carriers keep it so for all that
comes from the clinic's number. One thing is told nevertheless: a code, because whoever asks for one holds the telephone
in their hand and waits. Without it they could neither see their own times nor take the STOP back. The same holds of an
address that a complaint came from. An address that messages come back from is told nothing, codes neither.
"""

from datetime import datetime

from frontdesk.messaging.model import Kind, Message, Purpose, Reason
from frontdesk.messaging.rules.passing import PASSING
from frontdesk.patients.model import Preferences

CHOSEN = (Purpose.APPOINTMENT, Purpose.RECALL)
"""What people may want, or not, by each kind of contact. What answers their own doing is told unless all is stopped."""
LAST_WORDS = frozenset({"reply_stopped"})
"""That all is stopped is said once, as carriers want it: whoever wrote STOP must know that it was heard."""
COMPLAINTS = frozenset({Reason.COMPLAINED.value})


def choice(kind: Kind, purpose: Purpose) -> str:
    """What it is called in somebody's preferences."""
    return f"{kind.value}.{purpose.value}"


def why_not_wanted(message: Message, kind: Kind, preferences: Preferences, *, now: datetime) -> Reason | None:
    """The reason the message does not go there, None where it may."""
    is_code, suppressed = message.template in PASSING, preferences.suppressed
    is_heard = is_code and suppressed is not None and suppressed.reason in COMPLAINTS
    if suppressed and not is_heard and (suppressed.until is None or now < suppressed.until):
        return Reason.SUPPRESSED
    if is_code or message.template in LAST_WORDS:
        return None
    if preferences.is_stopped or (
        message.purpose in CHOSEN and choice(kind, message.purpose) in preferences.unwanted
    ):
        return Reason.OPTED_OUT
    return None
