"""Somebody wrote to the clinic: it is kept in the thread of their contact point, and the house hears of it."""

from hashlib import sha256

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ContactKey
from frontdesk.kernel.language import Language
from frontdesk.messaging.events import ReplyHeard
from frontdesk.messaging.model.threads import Line, LineId, Opting, Side, Thread
from frontdesk.messaging.model.traffic import Reply
from frontdesk.messaging.ports.threads import ThreadPorts
from frontdesk.messaging.rules.opting import opting
from frontdesk.messaging.usecases.answer_reply import answer_reply

ID_LENGTH = 32
TEXT_AT_MOST = 10_000
"""Characters that are kept of an e-mail: a record holds 400 KB, and six bytes may be one of them."""
ANSWERS = {Opting.STOP: "reply_stopped", Opting.START: "reply_started"}


def hear_reply(reply: Reply, *, ports: ThreadPorts) -> Line:
    """The reply as it is kept; the same one again changes nothing.

    Whoever says that they want no more messages gets no more from here on, and one that says so. That is no
    cancellation: their times stay as they are.
    """
    said = ports.threads.first_said(_line(reply, ports))
    people = ports.people(reply.organisation_id, said.contact_key)
    said_in = people[0].language if people else ports.language(reply.organisation_id)
    ports.threads.open(
        Thread(
            organisation_id=reply.organisation_id,
            contact_key=said.contact_key,
            kind=reply.kind,
            to=reply.from_,
            language=said_in,
            subject_ids=tuple(it.id for it in people),
            last_at=said.at,
            waits=True,
        )
    )
    if said.opting is not Opting.NOTHING and not _is_known(said, ports):
        ports.opt(reply.organisation_id, reply.kind, reply.from_, said.opting is Opting.START)
    kept = ports.threads.add(said, _heard(said))
    if kept.opting is not Opting.NOTHING:
        _say_so(kept, said_in, ports)
    return kept


def _say_so(reply: Line, language: Language, ports: ThreadPorts) -> None:
    answer_reply(reply, template=ANSWERS[reply.opting], parameters={}, language=language, ports=ports)
    ports.threads.settle_answered(reply)


def _line(reply: Reply, ports: ThreadPorts) -> Line:
    contact_key = ports.key_of(reply.organisation_id, reply.kind, reply.from_)
    return Line(
        id=_id(reply),
        organisation_id=reply.organisation_id,
        contact_key=contact_key,
        side=Side.IN,
        at=reply.at,
        by=_by(contact_key),
        kind=reply.kind,
        text=reply.text[:TEXT_AT_MOST],
        answers=reply.answers,
        opting=opting(reply.text),
    )


def _id(reply: Reply) -> LineId:
    """Drawn from the provider's own, which may have anything in it, an address too."""
    return LineId(sha256(f"{reply.channel}\n{reply.id}".encode()).hexdigest()[:ID_LENGTH])


def _by(contact_key: ContactKey) -> Actor:
    """Who has the telephone in their hand: nobody has proved more."""
    return Actor(ActorKind.PATIENT, contact_key)


def _is_known(said: Line, ports: ThreadPorts) -> bool:
    """Whether it was done before: a late repetition must not undo what was said after it."""
    try:
        ports.threads.get(said.organisation_id, said.contact_key, said.id)
    except NotFound:
        return False
    return True


def _heard(said: Line) -> ReplyHeard:
    return ReplyHeard(
        organisation_id=said.organisation_id,
        occurred_at=said.at,
        actor=said.by,
        reply_id=said.id,
        contact_key=said.contact_key,
        kind=said.kind.value,
        opting=said.opting.value,
    )
