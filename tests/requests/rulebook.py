"""The rules of docs/areas/requests.md once more, as short as they can be: what the product is held against.

Nothing here asks the product anything. A request is what was said, a status and three instants.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import ceil

DAY = timedelta(days=1)
ANSWER_WITHIN, GIVEN_UP_AFTER, REPLY_WITHIN = 2 * DAY, 7 * DAY, 14 * DAY
PATIENT, HOUSE = "patient", "house"
LEADS_TO = {"question": "asked", "answer": "answered", "decline": "declined"}
ENDS = {"answered", "declined", "withdrawn", "expired"}
UNHEARD = {"acknowledged", "escalated"}
"""What the house says to itself overtakes nobody; that it gave up does."""
WRITES, SAME = "writes", "same"


@dataclass(frozen=True)
class Act:
    """What somebody does: `by` staff of that number, the patient or the house. `seen`: entries that the page showed."""

    kind: str
    by: str
    text: str = ""
    entry: str = ""
    seen: int = 100


@dataclass
class Rulebook:
    """A request by the rules. `desk`: staff whose department it lies in. `told`: each message once."""

    now: datetime
    desk: set
    welcome: int
    status: str = "received"
    said: list = field(default_factory=lambda: [Act("submitted", PATIENT)])
    told: set = field(default_factory=set)
    reply_by: datetime | None = None
    escalated_at: datetime | None = None
    closed_at: datetime | None = None
    settled_at: datetime | None = None

    def __post_init__(self):
        self.submitted_at = self.now
        self._anew()

    def verdict(self, act):
        """That it is written, that nothing changes, or the codes of all reasons why not: one of them is given."""
        if act.kind in LEADS_TO and act.by not in self.desk:
            return {"not_found"}
        if self._nothing_to_do(act):
            return SAME
        return set(self._reasons(act)) or WRITES

    def write(self, act):
        self.said.append(replace(act, text=act.text.strip()))
        match act.kind:
            case "question" | "answer" | "decline":
                self.status = LEADS_TO[act.kind]
                self.reply_by = self.now + REPLY_WITHIN if act.kind == "question" else self.reply_by
            case "reply":
                self.status, self.reply_by, self.escalated_at = "waiting", None, None
                self._anew()
            case "withdrawn" | "expired":
                self.status = act.kind
            case "acknowledged":
                self.status = "waiting"
            case "escalated":
                self.status, self.escalated_at = "waiting", self.now
        if self.status in ENDS:
            self.closed_at = self.now

    @property
    def is_closed(self):
        return self.status in ENDS

    @property
    def rounds(self):
        return sum(it.kind == "question" for it in self.said)

    @property
    def until(self):
        """When the house must act."""
        if self.is_closed:
            return self.closed_at
        if self.status == "asked":
            return self.reply_by
        return self.gives_up_at if self.escalated_at else self.due_at

    @property
    def phase(self):
        if self.settled_at:
            return "done"
        return "closed" if self.is_closed else self.status

    @property
    def seconds(self):
        return max(ceil((self.until - self.now).total_seconds()), 1)

    def passes(self):
        """What the deadline that has passed makes of it: the leads are told once, then it is given up."""
        first = self.status in {"received", "waiting"} and self.escalated_at is None
        return Act("escalated" if first else "expired", HOUSE)

    def _anew(self):
        self.due_at, self.gives_up_at = self.now + ANSWER_WITHIN, self.now + GIVEN_UP_AFTER

    def _nothing_to_do(self, act):
        match act.kind:
            case "acknowledged":
                return self.status != "received"
            case "escalated" | "expired":
                return self.is_closed or self.now < self.until
            case "withdrawn":
                return self.status == "withdrawn"
        return act.entry in {it.entry for it in self.said}

    def _reasons(self, act):
        if self.is_closed:
            yield "requests.closed"
        match act.kind:
            case "question" | "answer" | "decline":
                yield from self._reasons_of_text(act.text)
                unseen = [it for it in self.said[max(act.seen, 1) :] if it.kind not in UNHEARD]
                if any(it.by != act.by for it in unseen):
                    yield "conflict"
                if self.now >= (self.reply_by if self.status == "asked" else self.gives_up_at):
                    yield "requests.closed"
            case "reply":
                yield from self._reasons_of_text(act.text)
                if self.status == "asked" and self.now >= self.reply_by:
                    yield "requests.closed"
                elif self.status != "asked" and not self.is_closed:
                    yield "requests.not_asked"
            case "attachment":
                most = self.welcome if act.by == PATIENT and not self.rounds else 5
                theirs = [it for it in self.said if it.kind == "attachment"]
                if sum((it.by == PATIENT) == (act.by == PATIENT) for it in theirs) >= most:
                    yield "requests.too_many_files"

    def _reasons_of_text(self, text):
        if not text.strip():
            yield "requests.text_missing"
        if len(text) > min(2000, 20_000 - sum(len(it.text) for it in self.said)):
            yield "requests.text_too_long"
