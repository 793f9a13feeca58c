"""Threads in memory, and a house that hears replies."""

from dataclasses import dataclass, field, replace

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ContactKey
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Address, Kind
from frontdesk.messaging.model.threads import Line, LineId, Side, Thread
from frontdesk.messaging.model.traffic import Reply
from frontdesk.messaging.ports.threads import ThreadPorts
from frontdesk.messaging.usecases.hear_reply import hear_reply

from .builders import NOON, NORTH, FakeOutbox

CONTACT = ContactKey("c" * 64)
NUMBER = "+46701740605"


def a_line(**changes):
    return Line(
        **{
            "id": LineId("1" * 32),
            "organisation_id": NORTH,
            "contact_key": CONTACT,
            "side": Side.IN,
            "at": NOON,
            "by": Actor(ActorKind.PATIENT, CONTACT),
            "kind": Kind.SMS,
            "text": "Vill ni ringa?",
            **changes,
        }
    )


def a_thread(**changes):
    return Thread(
        **{
            "organisation_id": NORTH,
            "contact_key": CONTACT,
            "kind": Kind.SMS,
            "to": NUMBER,
            "language": Language.SWEDISH,
            "subject_ids": (),
            "last_at": NOON,
            "waits": True,
            **changes,
        }
    )


def a_reply(text="Vill ni ringa?", **changes):
    said = {
        "organisation_id": NORTH,
        "id": "SM1",
        "channel": "twilio",
        "kind": Kind.SMS,
        "from_": NUMBER,
        "at": NOON,
    }
    return Reply(**{**said, "text": text, **changes})


class FakeThreads:
    """test_threads_contract.py holds it to DynamoDB's promises."""

    def __init__(self):
        self.first, self.said, self.heads, self.facts, self.since = {}, {}, {}, [], {}

    def first_said(self, line):
        at = self.first.setdefault((line.organisation_id, line.contact_key, line.id), line.at)
        return replace(line, at=at)

    def add(self, line, *facts):
        key = line.organisation_id, line.contact_key, line.id
        if key not in self.said:
            self.said[key] = line
            self.facts.extend(facts)
        return self.said[key]

    def get(self, organisation_id, contact_key, line_id):
        if (organisation_id, contact_key, line_id) not in self.said:
            raise NotFound(line_id=line_id)
        return self.said[organisation_id, contact_key, line_id]

    def decide(self, line, decided):
        key = line.organisation_id, line.contact_key, line.id
        if self.said[key].decided is None:
            self.said[key] = replace(self.said[key], decided=decided)
        return self.said[key].decided

    def head(self, organisation_id, contact_key):
        return self.heads.get((organisation_id, contact_key))

    def open(self, thread):
        there = self.head(thread.organisation_id, thread.contact_key)
        if there is None or there.last_at < thread.last_at:
            self.heads[thread.organisation_id, thread.contact_key] = thread
            if thread.waits:
                self.since.setdefault((thread.organisation_id, thread.contact_key), thread.last_at)

    def settle(self, organisation_id, contact_key, *, seen, at):
        there = self.head(organisation_id, contact_key)
        if there is None or there.last_at > seen:
            return False
        self.heads[organisation_id, contact_key] = replace(there, waits=False, last_at=max(seen, at))
        self.since.pop((organisation_id, contact_key), None)
        return True

    def settle_answered(self, reply):
        there = self.head(reply.organisation_id, reply.contact_key)
        alone = self.since.get((reply.organisation_id, reply.contact_key)) == reply.at == there.last_at
        return alone and self.settle(reply.organisation_id, reply.contact_key, seen=reply.at, at=reply.at)

    def lines(self, organisation_id, contact_key, *, most):
        there = [it for key, it in self.said.items() if key[:2] == (organisation_id, contact_key)]
        ordered = sorted(there, key=lambda it: (it.at, it.side is Side.OUT))
        kept = [it for side in Side for it in [one for one in ordered if one.side is side][-most:]]
        return sorted(kept, key=lambda it: (it.at, it.side is Side.OUT))

    def conversations(self, organisation_id, *, waiting, most):
        there = [it for key, it in self.heads.items() if key[0] == organisation_id and it.waits is waiting]
        return sorted(there, key=lambda it: it.last_at, reverse=True)[:most]


@dataclass
class Switchboard:
    """A clinic that is written to. `opted` is what was said of messages, by address."""

    now: object = NOON
    threads: FakeThreads = field(default_factory=FakeThreads)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    people: list = field(default_factory=list)
    opted: list = field(default_factory=list)
    trail: list = field(default_factory=list)

    @property
    def ports(self):
        return ThreadPorts(
            threads=self.threads,
            outbox=self.outbox,
            queue=self.outbox.add,
            key_of=lambda organisation_id, kind, address: CONTACT,
            people=lambda organisation_id, contact_key: self.people,
            reached=lambda organisation_id, subject_id: (
                next(it for it in self.people if it.id == subject_id),
                {CONTACT: Address(Kind.SMS, NUMBER)},
            ),
            named=lambda organisation_id, ids: {it.id: it for it in self.people if it.id in ids},
            language=lambda organisation_id: Language.SWEDISH,
            opt=lambda organisation_id, kind, address, wanted: self.opted.append((address, wanted)),
            record=self.trail.append,
            clock=lambda: self.now,
        )

    def hears(self, text, **changes):
        return hear_reply(a_reply(text, **changes), ports=self.ports)

    def templates(self):
        return [it.template for it in self.outbox.stored.values()]

    @property
    def waits(self):
        return [it.contact_key for it in self.threads.conversations(NORTH, waiting=True, most=9)]
