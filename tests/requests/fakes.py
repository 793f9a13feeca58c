"""In-memory stand-ins for ports. test_requests_contract.py holds FakeRequests to DynamoDB's promises."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from frontdesk.catalogue.model import Deadlines
from frontdesk.documents.errors import FileMissing
from frontdesk.documents.model import Upload
from frontdesk.kernel.errors import Conflict, NotFound, Refusal
from frontdesk.kernel.events import written_down
from frontdesk.kernel.language import Language
from frontdesk.requests.model import InboxPage, InboxRow, View
from frontdesk.requests.ports import RequestsPorts
from frontdesk.requests.rules import acts_by

from .builders import LEAD, MONDAY_NINE, NORTH, a_subject

PAGE = 50


class FakeRequests:
    def __init__(self):
        self.stored = {}
        self.facts = []
        self.tries = Counter()
        self.tokens = {}
        self.others = []

    def meanwhile(self, act, *, times=1):
        """Somebody else does `act` between the next read of a request and its change."""
        self.others = [act] * times

    def get(self, organisation_id, request_id):
        if (organisation_id, request_id) not in self.stored:
            raise NotFound(request_id=request_id)
        return self.stored[organisation_id, request_id]

    def add(self, request, *facts):
        if (request.organisation_id, request.id) in self.stored:
            return False
        self._put(replace(request, version=1), facts)
        return True

    def save(self, request, *facts):
        if self.others:
            act, *later = self.others
            self.others = []
            act()
            self.others = later
        known = self.stored.get((request.organisation_id, request.id))
        if (known.version if known else None) != request.version:
            raise Conflict(request_id=request.id)
        return self._put(replace(request, version=(request.version or 0) + 1), facts)

    def inbox(self, organisation_id, department_id, view, *, after):
        pile = sorted(
            (
                (_place(it), _row(it))
                for it in self.stored.values()
                if (it.organisation_id, it.department_id, it.view) == (organisation_id, department_id, view)
            ),
            key=lambda placed: placed[0],
            reverse=view is View.CLOSED,
        )
        if after is not None:
            pile = [it for it in pile if (it[0] < after if view is View.CLOSED else it[0] > after)]
        return InboxPage(placed=tuple(pile[:PAGE]), after=pile[PAGE - 1][0] if len(pile) > PAGE else None)

    def running(self, organisation_id, *, before):
        return [
            it.id
            for it in sorted(self.stored.values(), key=acts_by)
            if it.organisation_id == organisation_id
            and it.settled_at is None
            and (before is None or acts_by(it) < before)
        ]

    def take_try(self, organisation_id, request_id, *, on, most, until):
        if self.tries[organisation_id, request_id, on] >= most:
            return None
        self.tries[organisation_id, request_id, on] += 1
        return most - self.tries[organisation_id, request_id, on]

    def park(self, organisation_id, request_id, token):
        self.tokens[organisation_id, request_id] = token

    def parked(self, organisation_id, request_id):
        return self.tokens.get((organisation_id, request_id))

    def _put(self, request, facts):
        self.stored[request.organisation_id, request.id] = request
        self.facts.extend(written_down(fact) for fact in facts)
        return request


class FakeMachine:
    """`started` are (id, attempt, wait); executions run until `end` is told, `waiting` are the open tokens."""

    def __init__(self):
        self.started = []
        self.ended = set()
        self.woken = []
        self.waiting = set()

    def start(self, request, wait):
        if self.is_running(request) is None:
            self.started.append((request.id, request.attempt, wait))

    def wake(self, token, wait):
        if token not in self.waiting:
            return False
        self.waiting.remove(token)
        self.woken.append((token, wait))
        return True

    def is_running(self, request):
        if (request.id, request.attempt) not in {it[:2] for it in self.started}:
            return None
        return (request.id, request.attempt) not in self.ended

    def end(self, request):
        self.ended.add((request.id, request.attempt))


@dataclass
class Desk:
    """A clinic whose clock the test sets. `told` holds each message once, as the outbox does."""

    now: datetime = MONDAY_NINE
    requests: FakeRequests = field(default_factory=FakeRequests)
    machine: FakeMachine = field(default_factory=FakeMachine)
    subjects: dict = field(default_factory=dict)
    told: dict = field(default_factory=dict)
    trail: list = field(default_factory=list)
    trail_is_broken: bool = False
    arrived: dict = field(default_factory=dict)
    deadlines: Deadlines = Deadlines()
    written_back: list = field(default_factory=list)

    @property
    def ports(self):
        return RequestsPorts(
            requests=self.requests,
            machine=self.machine,
            register=lambda subject: self.subjects.setdefault(subject.id, subject),
            subject=lambda organisation_id, subject_id: self.subjects[subject_id],
            subjects=lambda organisation_id, ids: {it: self.subjects[it] for it in ids},
            deadlines=lambda organisation_id: self.deadlines,
            leads=lambda organisation_id, department_id: [(LEAD, Language.CHINESE)],
            queue=lambda message: self.told.setdefault(message.id, message),
            record=self.record,
            write_back=lambda request, entry: self.written_back.append(
                (request.contact_key, entry.kind.value, entry.text)
            ),
            link=lambda organisation_id, request_id: f"https://x/{organisation_id}/{request_id}",
            console_link=lambda request_id: f"https://x/console/requests/{request_id}",
            announce=lambda request, document_id, back: Upload(
                url="https://files.example", fields={"to": back}
            ),
            inspect=self.inspect,
            discard=lambda request, document_id: self.arrived.pop(document_id, None),
            give=lambda request, document: f"https://files.example/{document.id}",
            organisations=lambda: [NORTH],
            clock=lambda: self.now,
        )

    def record(self, entry):
        if self.trail_is_broken:
            msg = "the trail cannot be written"
            raise OSError(msg)
        self.trail.append(entry)

    def inspect(self, request, document_id):
        found = self.arrived.get(document_id, FileMissing())
        if isinstance(found, Refusal):
            raise found
        return found

    def templates(self):
        return [message.template for message in self.told.values()]

    def fact_names(self):
        return [fact["name"] for fact in self.requests.facts]


def a_desk(*requests, **settings):
    """A desk with these requests on it, of Anna's."""
    desk = Desk(**settings)
    desk.subjects[a_subject().id] = a_subject()
    for request in requests:
        desk.requests.add(request)
    return desk


def _place(request):
    place = (
        request.due_at
        if request.view is View.OPEN
        else request.closed_at or request.reply_by or request.due_at
    )
    return f"{place.isoformat()}#{request.id}"


def _row(request):
    return InboxRow(
        id=request.id,
        type=request.type,
        status=request.status,
        subject_id=request.subject_id,
        location_id=request.location_id,
        department_id=request.department_id,
        submitted_at=request.submitted_at,
        due_at=request.due_at,
        escalated=request.escalated_at is not None,
    )
