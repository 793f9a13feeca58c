"""What messaging tells the rest of the clinic. Schemas: events/messaging/."""

from dataclasses import dataclass
from typing import ClassVar

from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import ContactKey, MessageId
from frontdesk.messaging.model.threads import LineId


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEvent(Event):
    source: ClassVar[str] = "frontdesk.messaging"

    message_id: MessageId
    template: str


class MessageQueued(MessageEvent):
    """A message is to be sent at once."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageStateChanged(MessageEvent):
    """It was taken by a provider, delivered, or given up: `status`, and why (`reason`), by which `kind` if any."""

    purpose: str
    kind: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStateChanged(Event):
    """A call was asked for, taken, rang, was answered, ended, or somebody noted what came of it. Never a number.

    `cause` and `about` say what it is about, `staff_id` who asked for it, `end` and `noted` what became of it.
    """

    source: ClassVar[str] = "frontdesk.messaging"

    call_id: str
    purpose: str
    cause: str
    about: str
    staff_id: str
    subject_id: str
    state: str
    end: str
    noted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyHeard(Event):
    """Somebody wrote to the clinic from a contact point; what, stands in its thread under `reply_id`.

    `opting`: whether it says that messages are unwanted (`stop`) or wanted again (`start`), which is done then.
    """

    source: ClassVar[str] = "frontdesk.messaging"

    reply_id: LineId
    contact_key: ContactKey
    kind: str
    opting: str
