"""Somebody was given something, or found to have something: it is noted, once, whoever tells it."""

from frontdesk.kernel.actor import Actor
from frontdesk.reminders.events import ServiceCompleted
from frontdesk.reminders.model.recalls import Service
from frontdesk.reminders.ports.recalls import RecallPorts


def complete_service(service: Service, *, by: Actor, ports: RecallPorts) -> bool:
    """Whether it is news; the same id of the same patient again is not. What follows from it, the fact's listener does.

    That of a future day is taken as it is told: who gives it in, checks it (`rules.uploads`).
    """
    return ports.services.add(
        service,
        ServiceCompleted(
            organisation_id=service.organisation_id,
            occurred_at=ports.clock(),
            actor=by,
            service_id=service.id,
            subject_id=service.subject_id,
        ),
    )
