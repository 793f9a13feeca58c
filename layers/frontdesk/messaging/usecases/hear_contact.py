"""The contact centre says what happened to a contact: of ours it becomes an event like any other."""

from collections.abc import Callable

from frontdesk.kernel.ids import OrganisationId
from frontdesk.messaging.model.calls import Call, CallEvent, CallId
from frontdesk.messaging.ports.calls import CallsPorts
from frontdesk.messaging.usecases.hear_call_event import hear_call_event


def hear_contact(
    contact_id: str,
    read: Callable[[CallId], CallEvent | None],
    *,
    organisation_id: OrganisationId,
    ports: CallsPorts,
) -> Call | None:
    """The call; None where nothing of it was said. NotFound for a contact that is not (yet) known: it comes again."""
    event = read(ports.calls.known_as(organisation_id, contact_id))
    return hear_call_event(organisation_id=organisation_id, event=event, ports=ports) if event else None
