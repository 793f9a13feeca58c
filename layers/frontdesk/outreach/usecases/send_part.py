"""A part of a push's people: their messages go into the outbox, and the next part is called."""

from dataclasses import replace

from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import OrganisationId
from frontdesk.outreach.events import PushContinued
from frontdesk.outreach.model import Enrolment, PackageId, Push, PushState, Send
from frontdesk.outreach.ports import OutreachPorts
from frontdesk.outreach.rules.keys import ONCE
from frontdesk.outreach.usecases._sending import enrol
from frontdesk.patients.model import Subject

HOUSE = Actor(ActorKind.SYSTEM, "outreach")


def send_part(
    *, organisation_id: OrganisationId, push_id: PackageId, part: int, ports: OutreachPorts
) -> Push:
    """The push as it is then. A part that is done, not yet due, or of a stopped push, sends nothing.

    Interrupted and heard again it goes on: of everybody the enrolment is the natural key.
    """
    push = ports.pushes.get(organisation_id, push_id)
    if push.state is not PushState.SENDING or part != push.done:
        return push
    whose = ports.pushes.part(organisation_id, push_id, part)
    for subject in ports.subjects(organisation_id, whose).values() if whose else ():
        enrol(_made(push, subject, ports), push.content, subject, ports=ports)
    return _moved_on(push, ports)


def _moved_on(push: Push, ports: OutreachPorts) -> Push:
    done = push.done + 1
    if done >= push.parts:
        return _written(replace(push, done=done, state=PushState.SENT), ports=ports)
    fact = PushContinued(
        organisation_id=push.organisation_id,
        occurred_at=ports.clock(),
        actor=HOUSE,
        push_id=push.id,
        part=done,
    )
    return _written(replace(push, done=done), fact, ports=ports)


def _written(push: Push, *facts: PushContinued, ports: OutreachPorts) -> Push:
    try:
        return ports.pushes.write(push, *facts)
    except Conflict:
        # Stopped at this moment: what this part queued is asked about before it goes.
        return ports.pushes.get(push.organisation_id, push.id)


def _made(push: Push, subject: Subject, ports: OutreachPorts) -> Enrolment:
    assert push.confirmed_at is not None, "only what was confirmed is sent"
    picked = push.picked
    zone = ports.catalogue(push.organisation_id).location(picked.location_id).zone
    return Enrolment(
        organisation_id=push.organisation_id,
        subject_id=subject.id,
        package_id=push.id,
        number=0,
        occasion_key=ONCE,
        location_id=picked.location_id,
        department_id=picked.department_id,
        anchored_on=push.confirmed_at.astimezone(zone).date(),
        sends=(Send(item=0, due_at=push.confirmed_at),),
        made_at=ports.clock(),
    )
