"""Calls between messaging's words and those of follow-up. Pure."""

from frontdesk.followup.model import Attempt, NoContact, State, Task
from frontdesk.followup.model.heard import Heard
from frontdesk.messaging.model.calls import Call, CallEnd, Noted
from frontdesk.messaging.rules.calls import outcome

REASONS = {
    CallEnd.NO_ANSWER: NoContact.NO_ANSWER,
    CallEnd.VOICEMAIL: NoContact.NO_ANSWER,
    CallEnd.BUSY: NoContact.BUSY,
    CallEnd.REJECTED: NoContact.NOT_NOW,
}
"""What else ends a call (it failed, was withdrawn, lapsed) says nothing of the patient: its caller tells."""


def heard_of(call: Call) -> Heard:
    """What a call tells a task."""
    end = outcome(call)
    return Heard(
        recording=call.recording.uri if call.recording else "",
        seconds=call.seconds,
        speaking_since=None if call.ended_at else call.answered_at,
        was_spoken=end is CallEnd.COMPLETED,
        reason=REASONS.get(end),
    )


def noted_of(task: Task, attempt: Attempt) -> Noted:
    """What its caller says of the call, in messaging's words."""
    if task.state is State.INTERRUPTED:
        return Noted.CALL_AGAIN
    if attempt.reason is None:
        return Noted.REACHED
    return Noted.WRONG_NUMBER if attempt.reason is NoContact.WRONG_NUMBER else Noted.NOT_REACHED
