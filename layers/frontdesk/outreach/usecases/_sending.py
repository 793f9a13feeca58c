"""Somebody comes onto a package, or into a push: their messages go into the outbox, once each."""

from collections.abc import Collection
from datetime import datetime

from frontdesk.kernel.ids import OrganisationId, SubjectId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Message, Purpose, Recipient, RecipientKind
from frontdesk.outreach.model import Content, Enrolment, Topic
from frontdesk.outreach.ports import OutreachPorts
from frontdesk.outreach.rules.fitting import TOO_LATE, offer_of
from frontdesk.outreach.rules.keys import CAUSE, member, message_id
from frontdesk.outreach.rules.texts import KINDS
from frontdesk.patients.model import Subject

TEMPLATE = "push"


def enrol(enrolment: Enrolment, content: Content, subject: Subject, *, ports: OutreachPorts) -> bool:
    """Whether they are new on it. One who was is sent nothing else than what a crash left unqueued."""
    now, is_new = ports.clock(), ports.enrolments.add(enrolment)
    if not is_new:
        enrolment = ports.enrolments.get(
            enrolment.organisation_id, enrolment.subject_id, enrolment.package_id, enrolment.occasion_key
        )
        if enrolment.why:
            return False
    for send in enrolment.sends:
        # What was due longer ago is out, and may be forgotten by messaging: queued again it would be sent again.
        if send.due_at >= now - TOO_LATE:
            ports.queue(_message(enrolment, send.item, send.due_at, content, subject.language, now))
    return is_new


def agreeing(
    topic: Topic, organisation_id: OrganisationId, subjects: Collection[SubjectId], *, ports: OutreachPorts
) -> Collection[SubjectId]:
    """Which of them may be sent messages of a topic: everybody what belongs to their treatment."""
    offer = offer_of(topic)
    return subjects if offer is None else ports.agreed(organisation_id, subjects, offer)


def _message(  # noqa: PLR0913, PLR0917  # all that a message says
    it: Enrolment, item: int, due_at: datetime, content: Content, language: Language, now: datetime
) -> Message:
    return Message(
        id=message_id(it.subject_id, it.package_id, it.occasion_key, item),
        organisation_id=it.organisation_id,
        recipient=Recipient(RecipientKind.SUBJECT, it.subject_id),
        template=TEMPLATE,
        language=language,
        queued_at=now,
        due_at=due_at,
        purpose=Purpose.RECALL,
        cause=CAUSE,
        members=frozenset({member(it.package_id, it.occasion_key, item)}),
        kinds=content.kinds or KINDS,
    )
