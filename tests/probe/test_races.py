"""The same thing twice at once, in every order: a form, a message, a release, a draft, a guess."""

from datetime import date
from functools import partial

import pytest

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.ids import MessageId, OrganisationId, RequestId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Message, Recipient, RecipientKind
from frontdesk.messaging.usecases.deliver_message import deliver_message
from frontdesk.messaging.usecases.queue_message import queue_message
from frontdesk.messaging.wiring import messaging_ports
from frontdesk.requests.errors import ProofLocked, WrongProof
from frontdesk.requests.usecases.prove_identity import prove_identity
from frontdesk.requests.usecases.start_machine import start_machine
from frontdesk.requests.usecases.submit_request import Submission
from frontdesk.window.usecases.change_draft import change_draft
from frontdesk.window.usecases.publish_release import publish_release
from frontdesk.window.usecases.start_draft import start_draft
from frontdesk.window.wiring import window_ports
from tests.clinic import LINDENHOF, a_plain_definition
from tests.functions.loading import load_module
from tests.width import seeded, wide

from .explorer import every_order, some_orders
from .scripts import opens_the_form, sends_the_form
from .street import Street, clinics

HERE = OrganisationId(LINDENHOF)
MURAT = Actor(ActorKind.STAFF, "1004")


@pytest.fixture(scope="module")
def world():
    with pytest.MonkeyPatch.context() as patch, clinics(patch) as it:
        yield it


@pytest.fixture(scope="module")
def sent(world):
    """A request was sent, and nothing has followed from it yet."""
    opens_the_form(Street(world))
    sends_the_form(Street(world))
    return world.snapshot()


def orders(world, begin, actors):
    """What every order of the actors led to, one after the other: the world is as the order left it."""
    return every_order(lambda: world.restore(begin), actors)


def request_id(world):
    return RequestId(world.memo["ticket"][:32])


def test_two_functions_with_the_same_message_send_it_once(world, sent):
    world.restore(sent)
    message = Message(
        id=MessageId(f"{request_id(world)}-received"),
        organisation_id=HERE,
        recipient=Recipient(RecipientKind.SUBJECT, SubjectId(request_id(world))),
        template="request_received",
        language=Language.GERMAN,
        queued_at=world.now,
        parameters={"reference": "2BED-5ABA", "link": "https://clinic.example"},
    )
    queue_message(message, ports=messaging_ports())
    deliver = partial(
        deliver_message, organisation_id=HERE, message_id=message.id, ports=load_module("messaging").ports
    )
    for it in orders(world, world.snapshot(), lambda: {"first": deliver, "second": deliver}):
        assert sorted(map(str, it.answers.values())) == ["None", "accepted"]
        assert len(world.phone.came) == 1


def test_a_form_sent_twice_at_once_is_one_request(world, sent):
    world.restore(sent)
    ports = load_module("window").ports
    stored = load_module("requests").ports.requests.get(HERE, request_id(world))
    submission = Submission(
        request_id=RequestId("e" * 32),
        type=stored.type,
        subject=load_module("requests").ports.subject(HERE, stored.subject_id),
        location_id=stored.location_id,
        department_id=stored.department_id,
        release_id=stored.release_id,
        answers=stored.answers,
    )
    send = partial(ports.submit, submission)
    for it in orders(world, sent, lambda: {"first click": send, "second click": send}):
        first, second = it.answers.values()
        assert (first.id, first.thread) == (second.id, second.thread)


def test_a_fact_heard_twice_at_once_starts_one_machine(world, sent):
    start = partial(
        start_machine,
        organisation_id=HERE,
        request_id=_id(world, sent),
        ports=load_module("requests").ports,
    )
    for _ in orders(world, sent, lambda: {"first": start, "second": start}):
        assert len(world.machines.executions) == 1


def test_of_two_releases_that_follow_the_same_one_goes_live(world, sent):
    def release(words):
        definition = a_plain_definition()
        definition["greeting"]["de"] = words
        return partial(
            publish_release,
            organisation_id=HERE,
            definition=definition,
            note=words,
            by=MURAT,
            follows=1,
            ports=window_ports(),
        )

    winners = set()
    for it in orders(world, sent, lambda: {"Moin!": release("Moin!"), "Servus!": release("Servus!")}):
        [winner] = it.won()
        assert window_ports().releases.live(HERE).note == it.answers[winner].note == winner
        winners.add(winner)
    assert winners == {"Moin!", "Servus!"}


def test_of_two_tabs_with_the_same_draft_one_is_told_that_it_was_overtaken(world, sent):
    world.restore(sent)
    ports = window_ports()
    draft = start_draft(organisation_id=HERE, source="empty", title="Winter", by=MURAT, ports=ports)

    def change(title):
        return partial(
            change_draft,
            organisation_id=HERE,
            draft_id=draft.id,
            definition={"title": title},
            version=1,
            by=MURAT,
            title=title,
            ports=ports,
        )

    for it in orders(world, world.snapshot(), lambda: {"one": change("one"), "two": change("two")}):
        [winner] = it.won()
        assert ports.drafts.get(HERE, draft.id).title == winner


def test_three_guesses_at_once_are_counted_one_by_one(world, sent):
    world.restore(sent)
    guess = partial(
        prove_identity,
        organisation_id=HERE,
        request_id=request_id(world),
        birth_date=date(1900, 1, 1),
        ports=load_module("requests").ports,
    )
    for _ in range(3):
        with pytest.raises(WrongProof):
            guess()
    begin = world.snapshot()
    people = {"one": guess, "two": guess, "three": guess}
    for it in some_orders(lambda: world.restore(begin), lambda: people, seeded(), wide(20, 500)):
        assert [type(no) for no in it.answers.values()].count(WrongProof) == 1
        assert [type(no) for no in it.answers.values()].count(ProofLocked) == 2


def _id(world, begin):
    world.restore(begin)
    return request_id(world)
