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

CHOSEN = (Purpose.APPOINTMENT, Purpose.RECALL, Purpose.SURVEY)
"""What people may want, or not, by each kind of contact. What answers their own doing is told unless all is stopped."""
INVITED_BY = (Kind.SMS, Kind.EMAIL)
"""By what somebody is invited to a survey: a link is not read aloud, and on paper it would be kept as it is."""
LAST_WORDS = frozenset({"reply_stopped"})
"""That all is stopped is said once, as carriers want it: whoever wrote STOP must know that it was heard."""
COMPLAINTS = frozenset({Reason.COMPLAINED.value})


def comes_by(kind: Kind, purpose: Purpose) -> bool:
    """Whether what is for that is ever told by that kind of contact."""
    return purpose is not Purpose.SURVEY or kind in INVITED_BY


def choice(kind: Kind, purpose: Purpose) -> str:
    """What it is called in somebody's preferences."""
    return f"{kind.value}.{purpose.value}"


def why_not_wanted(message: Message, kind: Kind, preferences: Preferences, *, now: datetime) -> Reason | None:
    """The reason the message does not go there, None where it may."""
    is_code, suppressed = message.template in PASSING, preferences.suppressed
    is_heard = is_code and suppressed is not None and suppressed.reason in COMPLAINTS
    if _is_suppressed(preferences, now) and not is_heard:
        return Reason.SUPPRESSED
    if is_code or message.template in LAST_WORDS:
        return None
    return Reason.OPTED_OUT if _is_unwanted(message.purpose, kind, preferences) else None


def is_wanted(purpose: Purpose, kind: Kind, preferences: Preferences, *, now: datetime) -> bool:
    """Whether a message for that would go there, as far as whoever is there has said."""
    return not _is_suppressed(preferences, now) and not _is_unwanted(purpose, kind, preferences)


def _is_suppressed(preferences: Preferences, now: datetime) -> bool:
    found = preferences.suppressed
    return found is not None and (found.until is None or now < found.until)


def _is_unwanted(purpose: Purpose, kind: Kind, preferences: Preferences) -> bool:
    return preferences.is_stopped or (purpose in CHOSEN and choice(kind, purpose) in preferences.unwanted)
