"""Conversations with patients: who wrote, what was said, and what staff write back."""

from collections.abc import Mapping
from datetime import UTC, datetime

from chalicelib.reach import catalogue_of, permit
from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.usecases.name_staff import name_staff
from frontdesk.access.wiring import access_ports
from frontdesk.kernel.actor import ActorKind
from frontdesk.kernel.errors import FrontdeskError, NotAllowed, NotFound, Refusal
from frontdesk.kernel.ids import ContactKey, StaffId, SubjectId, carried_id, random_id
from frontdesk.kernel.language import Language, preferred
from frontdesk.messaging.model.threads import Conversation, LineId, Place
from frontdesk.messaging.usecases.list_conversations import list_conversations
from frontdesk.messaging.usecases.read_conversation import find_places, read_conversation
from frontdesk.messaging.usecases.settle_thread import settle_thread
from frontdesk.messaging.usecases.write_line import write_line
from frontdesk.messaging.wiring.threads import thread_ports
from frontdesk_web.http import Desk
from frontdesk_web.presenters.console import console_error_page, outside_error_page
from frontdesk_web.presenters.console_menu import MESSAGES
from frontdesk_web.presenters.console_messages import Attempt, conversation_page, messages_page
from frontdesk_web.render import Page, SeeOther
from frontdesk_web.session import signed_in, visitor

LONG_AGO = datetime.min.replace(tzinfo=UTC)
desk = Desk(__name__)
ports, people = thread_ports(), access_ports()


@desk.route("/console/messages")
@signed_in(desk)
def inbox(who: SignedIn) -> Page:
    permit(who, Permission.MESSAGES_READ)
    found = list_conversations(organisation_id=who.organisation_id, by=who.actor, ports=ports)
    return messages_page(who, catalogue_of(who), found)


@desk.route("/console/messages/{whose}")
@signed_in(desk)
def show(who: SignedIn, whose: str) -> Page:
    return _page(who, whose, done=desk.query().get("done"))


@desk.route("/console/messages/{whose}/write", methods=["POST"])
@signed_in(desk)
def write(who: SignedIn, whose: str) -> SeeOther:
    write_to(who, whose, desk.form())
    return SeeOther(url=f"{MESSAGES}/{whose}?done=written")


@desk.route("/console/messages/{whose}/settle", methods=["POST"])
@signed_in(desk)
def settle(who: SignedIn, whose: str) -> SeeOther:
    permit(who, Permission.MESSAGES_WRITE)
    typed, settled = desk.form(), True
    for place in places_of(who, whose):
        if place.thread and place.thread.waits:
            settled &= settle_thread(
                organisation_id=who.organisation_id,
                contact_key=place.contact_key,
                seen=instant(typed.get("seen", "")),
                ports=ports,
            )
    return SeeOther(url=f"{MESSAGES}/{whose}?done={'settled' if settled else 'newer'}")


def write_to(who: SignedIn, whose: str, typed: Mapping[str, str]) -> None:
    """Say what was typed at the place it names, the first where it names none of theirs."""
    permit(who, Permission.MESSAGES_WRITE)
    places = places_of(who, whose)
    place = next((it for it in places if it.contact_key == typed.get("to")), places[0])
    write_line(
        organisation_id=who.organisation_id,
        place=place,
        text=typed.get("text", ""),
        line_id=LineId(carried_id(typed.get("line", ""))),
        seen=instant(typed.get("seen", "")),
        by=who.actor,
        ports=ports,
    )


def opened(who: SignedIn, whose: str) -> Conversation:
    """The conversation as staff read it, in the trail before."""
    permit(who, Permission.MESSAGES_READ)
    return read_conversation(
        organisation_id=who.organisation_id, who=_named(whose), by=who.actor, ports=ports
    )


def places_of(who: SignedIn, whose: str) -> tuple[Place, ...]:
    """Where they can be written to."""
    places, _people = find_places(who.organisation_id, _named(whose), ports=ports)
    return places


def instant(text: str) -> datetime:
    """What was seen, as a form carries it; long ago where it carries no instant of ours."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return LONG_AGO
    return found if found.tzinfo else LONG_AGO


def _named(whose: str) -> SubjectId | ContactKey:
    """A patient's id or a contact's key: which of both, its length says."""
    return SubjectId(whose)


def _refused(error: FrontdeskError, _request: object) -> Page:
    """A text that could not be sent is shown on the conversation as it is now; all else on a page of its own."""
    who = visitor(desk)
    if who is None:
        return outside_error_page(error, preferred(desk.header("accept-language"), among=tuple(Language)))
    if isinstance(error, NotFound | NotAllowed) or not isinstance(error, Refusal):
        return console_error_page(error, who, catalogue_of(who))
    whose = (desk.request.uri_params or {})["whose"]
    return _page(who, whose, attempt=Attempt(typed=desk.form(), error=error))


desk.on_error = _refused


def _page(who: SignedIn, whose: str, *, done: str | None = None, attempt: Attempt | None = None) -> Page:
    conversation = opened(who, whose)
    staff_ids = {StaffId(it.by.id) for it in conversation.lines if it.by.kind is ActorKind.STAFF}
    names = name_staff(organisation_id=who.organisation_id, staff_ids=staff_ids, ports=people)
    return conversation_page(
        who,
        catalogue_of(who),
        conversation,
        {str(staff_id): name for staff_id, name in names.items()},
        at=whose,
        line_id=random_id(),
        done=done,
        attempt=attempt,
    )
