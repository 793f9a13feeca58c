"""Somebody is new to the clinic: rules that wait for that make their reminders."""

from datetime import timedelta

from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import LocationId, OrganisationId, SubjectId
from frontdesk.reminders.model.rulebook import Occasion, Trigger
from frontdesk.reminders.ports.recalls import RecallPorts
from frontdesk.reminders.usecases.hear_service import apply_rules

NEW_FOR = timedelta(days=7)
"""How long after they first gave their name somebody is new: a rule that is laid down later is not about them."""


def greet_patient(
    *, organisation_id: OrganisationId, subject_id: SubjectId, location_id: LocationId, ports: RecallPorts
) -> int:
    """How many reminders were made. Nothing is read of the patient where no rule waits for new ones."""
    book = ports.rulebooks.get(organisation_id)
    if not any(it.active and it.trigger is Trigger.REGISTERED for it in book.rules):
        return 0
    try:
        subject = ports.subject(organisation_id, subject_id)
    except NotFound:
        return 0
    now = ports.clock()
    if now - subject.consent.given_at > NEW_FOR:
        return 0
    today = now.astimezone(ports.zone(organisation_id, location_id)).date()
    return apply_rules(subject, Occasion(on=today), location_id=location_id, book=book, ports=ports)
