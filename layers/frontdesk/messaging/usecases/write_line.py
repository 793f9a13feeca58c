"""Staff write to a patient in words of their own."""

from datetime import datetime

from frontdesk.kernel.actor import Actor
from frontdesk.kernel.ids import OrganisationId
from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Purpose
from frontdesk.messaging.model.threads import Line, LineId, Place, Side, Thread
from frontdesk.messaging.ports.threads import ThreadPorts
from frontdesk.messaging.rules import OWN_WORDS, why_not_write
from frontdesk.messaging.usecases._say import say


def write_line(  # noqa: PLR0913
    *,
    organisation_id: OrganisationId,
    place: Place,
    text: str,
    line_id: LineId,
    seen: datetime,
    by: Actor,
    ports: ThreadPorts,
) -> Line:
    """The line as it is kept; sent again under the same id, as it was. Refusal with the reason.

    The conversation waits no more, unless somebody wrote after what was `seen`. What answers somebody may be said to
    who wants no messages; what begins a conversation is as a reminder.
    """
    if refusal := why_not_write(text):
        raise refusal
    there = ports.threads.head(organisation_id, place.contact_key)
    language = there.language if there else _language(organisation_id, place, ports)
    line = Line(
        id=line_id,
        organisation_id=organisation_id,
        contact_key=place.contact_key,
        side=Side.OUT,
        at=ports.clock(),
        by=by,
        kind=place.address.kind,
        text=text.strip(),
        template=OWN_WORDS,
        language=language,
    )
    if there is None:
        ports.threads.open(_new(line, place, ports))
    answers = there is not None and there.waits
    kept = say(line, purpose=Purpose.SERVICE if answers else Purpose.APPOINTMENT, ports=ports)
    ports.threads.settle(organisation_id, place.contact_key, seen=seen, at=kept.at)
    return kept


def _language(organisation_id: OrganisationId, place: Place, ports: ThreadPorts) -> Language:
    people = ports.people(organisation_id, place.contact_key)
    return people[0].language if people else ports.language(organisation_id)


def _new(line: Line, place: Place, ports: ThreadPorts) -> Thread:
    people = ports.people(line.organisation_id, place.contact_key)
    return Thread(
        organisation_id=line.organisation_id,
        contact_key=place.contact_key,
        kind=place.address.kind,
        to=place.address.to,
        language=line.language,
        subject_ids=tuple(it.id for it in people),
        last_at=line.at,
        waits=False,
    )
