"""The nouns of calling somebody up: the call, what a telephone system says of it, and what staff note."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from frontdesk.kernel.ids import OrganisationId, StaffId
from frontdesk.messaging.model import Purpose, Recipient

CallId = NewType("CallId", str)
"""The natural key of an attempt: asking for it twice is one call."""


class Way(StrEnum):
    """Who dials: the telephone system of the clinic's own house, Amazon Connect, or a person."""

    BRIDGE = "bridge"
    CONNECT = "connect"
    HAND = "hand"


class CallState(StrEnum):
    """requested -> taken by a telephone system -> ringing -> answered -> ended."""

    REQUESTED = "requested"
    TAKEN = "taken"
    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"


class CallEnd(StrEnum):
    """How a call ended; `OTHER` where nobody says how.

    Two are the house's own word: it was withdrawn before anybody took it, or nobody said a word about it in time.
    """

    NONE = ""
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    OTHER = "other"
    FAILED = "failed"
    REJECTED = "rejected"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    VOICEMAIL = "voicemail"
    COMPLETED = "completed"


class CallEventType(StrEnum):
    REQUESTED = "requested"
    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"
    RECORDING = "recording"


class Noted(StrEnum):
    """What the person who called says came of it."""

    NONE = ""
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    CALL_AGAIN = "call_again"
    WRONG_NUMBER = "wrong_number"


@dataclass(frozen=True, slots=True, order=True)
class Recording:
    """Where a recording lies, in the telephone system's own store, and what its bytes must add up to."""

    uri: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEvent:
    """Something happened to a call, in the words of no provider. `id` is unique for all that a sender says.

    `seconds` is how long was spoken. Only `ENDED` has an `end`, only `RECORDING` has a recording.
    """

    id: str
    call_id: CallId
    type: CallEventType
    at: datetime
    provider_call_id: str = ""
    seconds: int | None = None
    end: CallEnd = CallEnd.NONE
    recording: Recording | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Somebody of the clinic calls a person up. The number is nowhere in it: it is looked up when it is dialled.

    `caller` asked for it and speaks; `recipient` owns the number. `cause` and `about` say what it is about ("requests",
    an id of one). Each state has the first instant at which it was heard of, whatever was heard before: how a call
    stands is what is true of it, not what came last. `leased_until` keeps a call for the telephone system that took it
    as long as nothing is heard. `heard` are the events that are in it. `version` counts its changes.
    """

    id: CallId
    organisation_id: OrganisationId
    caller: StaffId
    recipient: Recipient
    asked_at: datetime
    way: Way
    purpose: Purpose = Purpose.SERVICE
    cause: str = ""
    about: str = ""
    taken_at: datetime | None = None
    taken_by: str = ""
    leased_until: datetime | None = None
    ringing_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    end: CallEnd = CallEnd.NONE
    seconds: int | None = None
    recording: Recording | None = None
    provider_call_id: str = ""
    noted: Noted = Noted.NONE
    noted_at: datetime | None = None
    heard: frozenset[str] = frozenset()
    version: int = 0

    @property
    def state(self) -> CallState:
        """The furthest that is known of it: `answered` heard after `ended` leaves it ended, and answered it was."""
        reached = {
            CallState.ENDED: self.ended_at,
            CallState.ANSWERED: self.answered_at,
            CallState.RINGING: self.ringing_at,
            CallState.TAKEN: self.taken_at,
        }
        return next((state for state, at in reached.items() if at), CallState.REQUESTED)

    @property
    def waits(self) -> bool:
        """Whether a telephone system is still to dial it: nothing was heard, and nobody gave it up."""
        heard = self.ringing_at or self.answered_at or self.ended_at or self.heard
        return self.way is Way.BRIDGE and not heard and self.noted is Noted.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDial:
    """A call as a telephone system takes it, with the one thing that is stored nowhere."""

    call: Call
    number: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telephony:
    """How a clinic calls: the secrets of its bridge, the newest first, or its contact centre; neither is by hand.

    `connect` has instance_id, contact_flow_id and source_phone_number or queue_id.
    """

    secrets: tuple[str, ...] = field(default=(), repr=False)
    connect: Mapping[str, str] = field(default_factory=dict)

    @property
    def way(self) -> Way:
        if self.connect:
            return Way.CONNECT
        return Way.BRIDGE if self.secrets else Way.HAND
