"""What may be done with a push. Pure."""

from datetime import datetime, timedelta

from frontdesk.outreach.model import Push, PushState

GOOD_FOR = timedelta(days=1)
"""How long a group that was gathered is still the group: its people are kept for three days, to send to them all."""
FORGOTTEN_AFTER = timedelta(hours=1)


def may_be_confirmed(push: Push, now: datetime) -> bool:
    """Whether it can be sent: its people are gathered, and not since yesterday."""
    return push.state is PushState.READY and now - push.asked_at < GOOD_FOR


def may_be_stopped(push: Push) -> bool:
    """Whether there is anything to stop. One that is sent still has messages that wait for the morning."""
    return push.state not in {PushState.STOPPED, PushState.TOO_MANY}


def is_forgotten(push: Push, now: datetime) -> bool:
    """Whether its next step was due an hour ago: a fact was lost."""
    since = push.confirmed_at or push.asked_at
    return push.state in {PushState.GATHERING, PushState.SENDING} and now - since > FORGOTTEN_AFTER
