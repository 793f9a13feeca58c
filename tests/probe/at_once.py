"""Who may act on a request at the same time, and what must hold whoever is heard first."""

from collections import Counter
from functools import partial

from frontdesk.kernel.ids import DepartmentId, EntryId, OrganisationId, RequestId, StaffId
from frontdesk.requests.model import EntryKind, StaffMember
from frontdesk.requests.usecases.answer_request import answer_request
from frontdesk.requests.usecases.ask_patient import ask_patient
from frontdesk.requests.usecases.decline_request import decline_request
from frontdesk.requests.usecases.pass_deadline import pass_deadline
from frontdesk.requests.usecases.reply_to_question import reply_to_question
from frontdesk.requests.usecases.withdraw_request import withdraw_request
from tests.clinic import LINDENHOF
from tests.functions.loading import load_module

DESK = frozenset({DepartmentId("mitte-empfang")})
KATRIN, XIULAN = (StaffMember(id=StaffId(it), departments=DESK) for it in ("1001", "1003"))
SAYS = {
    "answers": EntryKind.ANSWER,
    "answers too": EntryKind.ANSWER,
    "declines": EntryKind.DECLINE,
    "asks back": EntryKind.QUESTION,
    "withdraws": EntryKind.WITHDRAWN,
    "replies": EntryKind.REPLY,
    "the deadline passes": None,
}
"""Everybody, and the entry that they leave in the thread when they are not refused; of the house it depends."""
ENDS = {EntryKind.ANSWER, EntryKind.DECLINE, EntryKind.WITHDRAWN, EntryKind.EXPIRED}
TOLD = {
    EntryKind.QUESTION: "-question-",
    EntryKind.ANSWER: "-answered",
    EntryKind.DECLINE: "-declined",
    EntryKind.WITHDRAWN: "-withdrawn",
    EntryKind.EXPIRED: "-expired",
}
"""How the name of the message contains what the patient is told of an entry."""


def request_of(world):
    ports = load_module("requests").ports
    return ports.requests.get(OrganisationId(LINDENHOF), RequestId(world.memo["ticket"][:32]))


def actors(world, names):
    """What each of them does, with the page before them that shows the thread as it is now."""
    ports, request = load_module("requests").ports, request_of(world)
    here = {"organisation_id": request.organisation_id, "request_id": request.id, "ports": ports}
    seen = {"text": "Ja.", "seen_entries": len(request.thread), **here}
    everybody = {
        "answers": partial(answer_request, staff=KATRIN, entry_id=EntryId("1" * 32), **seen),
        "answers too": partial(answer_request, staff=XIULAN, entry_id=EntryId("2" * 32), **seen),
        "declines": partial(decline_request, staff=XIULAN, entry_id=EntryId("3" * 32), **seen),
        "asks back": partial(ask_patient, staff=KATRIN, entry_id=EntryId("4" * 32), **seen),
        "withdraws": partial(withdraw_request, **here),
        "replies": partial(reply_to_question, text="400 mg", entry_id=EntryId("5" * 32), **here),
        "the deadline passes": partial(pass_deadline, **here),
    }
    return {name: everybody[name] for name in names}


def faults(world, told, before):
    """What does not hold after an order: sentences. `before` is the request as it was."""
    after = request_of(world)
    new = [it.kind for it in after.thread[len(before.thread) :]]
    said = Counter(it for it in new if it not in (EntryKind.ESCALATED, EntryKind.EXPIRED))
    won = Counter(SAYS[name] for name in told.won() if SAYS[name] is not None)
    found = [] if after.thread[: len(before.thread)] == before.thread else ["the thread was rewritten"]
    if said != won:
        found.append(f"who was not refused said {dict(won)}, the thread has {dict(said)}")
    ends = [at for at, kind in enumerate(new) if kind in ENDS]
    if len(ends) > 1 or any(at != len(new) - 1 for at in ends):
        found.append(f"it ended in the middle, or twice: {new}")
    return found


def untold(world):
    """What the patient was not told, or told although it did not happen: sentences.

    A question that was overtaken before the machine came to it needs no message any more; how it ended does.
    """
    thread = [it.kind for it in request_of(world).thread if it.kind in {EntryKind.REPLY, *TOLD}]
    happened = [TOLD[it] for it in thread if it in TOLD]
    heard = {word for word in TOLD.values() for it in world.phone.kept if word in it}
    twice = {it: count for it, count in Counter(world.phone.came).items() if count > 1}
    found = [f"{it} was told and did not happen" for it in sorted(heard - set(happened))]
    if thread and TOLD.get(thread[-1]) not in {None, *heard}:
        found.append(f"{thread[-1]} happened and was not told")
    return found + ([f"sent twice: {twice}"] if twice else [])
