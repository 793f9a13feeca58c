"""All that the clinic sent and heard at the contact points of a patient, or at one."""

from collections.abc import Sequence

from frontdesk.audit.model import AuditEntry
from frontdesk.kernel.actor import Actor
from frontdesk.kernel.errors import NotFound
from frontdesk.kernel.ids import ContactKey, OrganisationId, SubjectId
from frontdesk.messaging.model import Address, Message
from frontdesk.messaging.model.threads import Conversation, Line, Place
from frontdesk.messaging.ports.threads import ThreadPorts
from frontdesk.patients.model import Subject

MOST = 50
"""Messages of each list, and lines of each side."""
PEOPLE_AT_MOST = 8
"""People behind a contact point whose lists are read: a family, and not a home for the aged."""


def read_conversation(
    *, organisation_id: OrganisationId, who: SubjectId | ContactKey, by: Actor, ports: ThreadPorts
) -> Conversation:
    """As staff read it; NotFound when the clinic knows nobody of that id. What is shown is in the trail before.

    Of a contact point with P people behind it these are 7 + 2 P reads, 23 at most; of a patient with two 12 + 2 P.
    """
    places, people = find_places(organisation_id, who, ports=ports)
    whose: list[SubjectId | None] = [it.id for it in people]
    for subject_id in whose or [None]:
        ports.record(
            AuditEntry.look(
                organisation_id,
                "ConversationRead",
                by=by,
                at=ports.clock(),
                subject_id=subject_id,
                about=who,
            )
        )
    keys = [it.contact_key for it in places]
    lines = [line for key in keys for line in ports.threads.lines(organisation_id, key, most=MOST)]
    told = _told(organisation_id, [*keys, *(it.id for it in people)], ports)
    return _conversation(places, people, lines, told)


def list_told(
    *, organisation_id: OrganisationId, contact_key: ContactKey, is_contact: bool, ports: ThreadPorts
) -> Conversation:
    """The same for whoever proved that a contact point is theirs; what was due already.

    Of who is logged in (`is_contact` is False) the key is that of their identity: they see what was sent to them, and
    not what somebody wrote with a telephone that they may share.
    """
    people = ports.people(organisation_id, contact_key)[:PEOPLE_AT_MOST]
    if is_contact:
        lines = list(ports.threads.lines(organisation_id, contact_key, most=MOST))
        keys = [contact_key]
    else:
        lines = []
        keys = [key for it in people for key in ports.reached(organisation_id, it.id)[1]]
    told = _told(organisation_id, [*dict.fromkeys(keys), *(it.id for it in people)], ports)
    now = ports.clock()
    return _conversation((), people, lines, [it for it in told if (it.due_at or it.queued_at) <= now])


def find_places(
    organisation_id: OrganisationId, who: SubjectId | ContactKey, *, ports: ThreadPorts
) -> tuple[tuple[Place, ...], Sequence[Subject]]:
    """Where somebody is written to, and who is behind it; NotFound when the clinic knows nobody of that id."""
    if len(who) == CONTACT_KEY:
        key = ContactKey(who)
        thread = ports.threads.head(organisation_id, key)
        if thread is None:
            raise NotFound(who=who)
        place = Place(contact_key=key, address=Address(thread.kind, thread.to), thread=thread)
        return (place,), ports.people(organisation_id, key)[:PEOPLE_AT_MOST]
    subject, addresses = ports.reached(organisation_id, SubjectId(who))
    places = tuple(
        Place(contact_key=key, address=address, thread=ports.threads.head(organisation_id, key))
        for key, address in addresses.items()
    )
    behind = [it for place in places for it in ports.people(organisation_id, place.contact_key)]
    return places, list({it.id: it for it in (subject, *behind)}.values())[:PEOPLE_AT_MOST]


CONTACT_KEY = 64
"""Characters of a contact's key, which no subject's id has."""


def _told(organisation_id: OrganisationId, whose: Sequence[str], ports: ThreadPorts) -> list[Message]:
    return [it for one in whose for it in ports.outbox.of_recipient(organisation_id, one, most=MOST)]


def _conversation(
    places: tuple[Place, ...], people: Sequence[Subject], lines: Sequence[Line], told: Sequence[Message]
) -> Conversation:
    return Conversation(
        places=places,
        people=tuple(people),
        lines=tuple(sorted(lines, key=lambda it: it.at)),
        messages=tuple(sorted(told, key=lambda it: it.due_at or it.queued_at)),
    )
