"""What requests tell the rest of the clinic. Schemas: events/requests/. Nothing of what was said is in them."""

from dataclasses import dataclass
from typing import ClassVar

from frontdesk.kernel.events import Event
from frontdesk.kernel.ids import DepartmentId, RequestId, SubjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestEvent(Event):
    """What every fact about a request says."""

    source: ClassVar[str] = "frontdesk.requests"

    request_id: RequestId
    subject_id: SubjectId
    department_id: DepartmentId


class RequestSubmitted(RequestEvent):
    """A patient sent a request."""

    __slots__ = ()


class RequestAcknowledged(RequestEvent):
    """The patient was told that the request has arrived."""

    __slots__ = ()


class RequestEscalated(RequestEvent):
    """Nobody answered in time; the leads were told."""

    __slots__ = ()


class QuestionAsked(RequestEvent):
    """Staff asked the patient something back."""

    __slots__ = ()


class QuestionReplied(RequestEvent):
    """The patient replied to staff's question."""

    __slots__ = ()


class RequestAnswered(RequestEvent):
    """Staff answered the request."""

    __slots__ = ()


class RequestDeclined(RequestEvent):
    """Staff declined the request."""

    __slots__ = ()


class DocumentAttached(RequestEvent):
    """The patient or staff added a file to the request."""

    __slots__ = ()


class RequestWithdrawn(RequestEvent):
    """The patient took the request back."""

    __slots__ = ()


class RequestExpired(RequestEvent):
    """The last deadline passed without an answer."""

    __slots__ = ()


class FeedbackSent(RequestEvent):
    """A patient sent praise, a complaint or a suggestion."""

    __slots__ = ()


class FeedbackReplied(RequestEvent):
    """Staff answered praise, a complaint or a suggestion."""

    __slots__ = ()
