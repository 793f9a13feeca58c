"""What the clinic allows, and when. Pure: same question, same answer."""

from datetime import datetime
from math import ceil
from zoneinfo import ZoneInfo

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Refusal
from frontdesk.messaging.rules import WRITTEN_AT_MOST
from frontdesk.requests.errors import Closed, NotAsked, TextMissing, TextTooLong, TooManyFiles
from frontdesk.requests.model import Due, InboxRow, Request, RequestStatus, View, Wait

TEXT_AT_MOST = 2000
THREAD_AT_MOST = 100
SAID_AT_MOST = 20_000
"""Characters of a whole thread: a stored one may take six bytes, and a record holds 400 KB, answers included."""
TRIES_A_DAY = 5
FILES_AT_MOST = 5

RECEIVED, WAITING, ASKED, CLOSED, DONE = "received", "waiting", "asked", "closed", "done"
"""The phases of the machine: what its first Choice tells apart."""


def why_not_answer(request: Request, *, now: datetime) -> Refusal | None:
    """The reason staff may not answer, ask back or decline, or None when they may. A given-up request is closed."""
    if request.view is View.CLOSED or len(request.thread) >= THREAD_AT_MOST:
        return Closed()
    deadline = request.reply_by if request.status is RequestStatus.ASKED else request.gives_up_at
    return Closed() if deadline is not None and now >= deadline else None


def why_not_reply(request: Request, *, now: datetime) -> Refusal | None:
    """The reason the patient may not reply, or None when a question of staff is open and in time."""
    if request.view is View.CLOSED:
        return Closed()
    if request.status is not RequestStatus.ASKED or request.reply_by is None:
        return NotAsked()
    return Closed() if now >= request.reply_by else None


def why_not_withdraw(request: Request) -> Refusal | None:
    """The reason the patient may not take the request back, or None while it is open."""
    return Closed() if request.view is View.CLOSED else None


def why_not_attach(request: Request, *, by: Actor) -> Refusal | None:
    """The reason a file may not be added, or None: the request is open, and either side adds five at most.

    A patient adds as many as the clinic's form invited; once staff have asked something back, as many as they. A
    message is answered where it came from, and no file goes there.
    """
    if request.view is View.CLOSED or request.is_message or len(request.thread) >= THREAD_AT_MOST:
        return Closed()
    theirs = [it for it in request.thread if it.document is not None and it.by.kind is by.kind]
    invited = by.kind is not ActorKind.PATIENT or request.questions
    return TooManyFiles() if len(theirs) >= (FILES_AT_MOST if invited else request.files_welcome) else None


def why_not_text(request: Request, text: str) -> Refusal | None:
    """The reason something cannot be said, or None: 1 to 2,000 characters, and 20,000 in all the thread."""
    if not text.strip():
        return TextMissing()
    said = sum(len(entry.text) for entry in request.thread)
    return TextTooLong() if len(text) > min(text_at_most(request), SAID_AT_MOST - said) else None


def text_at_most(request: Request) -> int:
    """Characters of what is said: what answers a message is sent as it is."""
    return WRITTEN_AT_MOST if request.is_message else TEXT_AT_MOST


def deadline(request: Request) -> datetime:
    """The instant until which the machine waits in the request's present state."""
    if request.closed_at is not None:
        return request.closed_at
    if request.status is RequestStatus.ASKED and request.reply_by is not None:
        return request.reply_by
    return request.gives_up_at if request.escalated_at else request.due_at


def acts_by(request: Request) -> datetime:
    """The instant by which the machine must have acted: at once on a new or a closed request, else at the deadline.

    The frequent round looks for requests that are behind it.
    """
    return request.submitted_at if request.status is RequestStatus.RECEIVED else deadline(request)


def phase(request: Request) -> str:
    """What the machine has to do next; a restarted one resumes here."""
    if request.settled_at is not None:
        return DONE
    if request.view is View.CLOSED:
        return CLOSED
    return request.status.value


def wait(request: Request, *, now: datetime) -> Wait:
    """The phase, and the whole seconds left until the deadline: at least one, for that is the least a machine waits."""
    left = ceil((deadline(request) - now).total_seconds())
    return Wait(phase=phase(request), seconds=max(left, 1))


def due(request: Request | InboxRow, *, now: datetime, zone: ZoneInfo) -> Due:
    """How urgent an open request is, by the calendar of its location."""
    if now >= request.due_at:
        return Due.OVERDUE
    today = now.astimezone(zone).date()
    return Due.SOON if request.due_at.astimezone(zone).date() <= today else Due.AHEAD
