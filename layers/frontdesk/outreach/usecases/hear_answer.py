"""Somebody wrote to the clinic: what they were sent lately counts as answered."""

from dataclasses import replace
from datetime import datetime, timedelta

from frontdesk.kernel.errors import Conflict
from frontdesk.kernel.ids import ContactKey, OrganisationId
from frontdesk.outreach.model import Enrolment
from frontdesk.outreach.ports import OutreachPorts

WITHIN = timedelta(days=7)
"""After a message, an answer is one to it."""


def hear_answer(
    *, organisation_id: OrganisationId, contact_key: ContactKey, at: datetime, ports: OutreachPorts
) -> int:
    """Of how many enrolments it is the first answer: those with a message of the seven days before. Twice is once."""
    new = 0
    for subject in ports.people_at(organisation_id, contact_key):
        for it in ports.enrolments.of_subject(organisation_id, subject.id):
            if it.answered_at is None and _was_told(it, at):
                try:
                    ports.enrolments.write(replace(it, answered_at=at))
                except Conflict:
                    continue
                new += 1
    return new


def _was_told(it: Enrolment, at: datetime) -> bool:
    return any(at - WITHIN <= send.due_at <= at for send in it.sends)
