"""Who wrote to the clinic, and all that was sent to and heard from somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from frontdesk.access.model import Permission, SignedIn
from frontdesk.access.rules import why_not
from frontdesk.catalogue.model import Catalogue
from frontdesk.kernel.errors import FrontdeskError
from frontdesk.kernel.ids import SubjectId
from frontdesk.kernel.language import Language, Words
from frontdesk.messaging.model.threads import Conversation, Thread
from frontdesk.messaging.rules import WRITTEN_AT_MOST
from frontdesk.messaging.usecases.list_conversations import Conversations
from frontdesk.patients.model import Subject
from frontdesk_web.i18n import OWN_NAME, translations
from frontdesk_web.presenters.clinic import dialled
from frontdesk_web.presenters.console import console_page
from frontdesk_web.presenters.console_calendar import Option
from frontdesk_web.presenters.console_letters import LETTERS
from frontdesk_web.presenters.console_menu import MESSAGES
from frontdesk_web.presenters.console_reminders import PATIENTS
from frontdesk_web.presenters.console_words import refusal_in_words
from frontdesk_web.presenters.told import all_told, kind_in_words
from frontdesk_web.problems import status_of
from frontdesk_web.render import Page

TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A conversation in the list."""

    names: str
    to: str
    kind: str
    at: datetime
    waits: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A text that was not sent, so that it is not lost, and why."""

    typed: Mapping[str, str]
    error: FrontdeskError


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody behind the contact points."""

    subject: Subject
    tel: str
    reads: str


def messages_page(who: SignedIn, catalogue: Catalogue, found: Conversations) -> Page:
    """All conversations: those that wait first, each list the newest first."""
    language = who.session.language
    return console_page(
        "console/messages.html",
        who,
        catalogue,
        here=None,
        back=MESSAGES,
        zone=catalogue.locations[0].zone,
        waiting=len(found.waiting),
        letters_url=LETTERS,
        rows=[_row(it, found.people, language) for it in (*found.waiting, *found.done)],
    )


def conversation_page(  # noqa: PLR0913  # a conversation, and what just happened to it
    who: SignedIn,
    catalogue: Catalogue,
    conversation: Conversation,
    names: Mapping[str, str],
    *,
    at: str,
    line_id: str,
    done: str | None = None,
    attempt: Attempt | None = None,
) -> Page:
    """All of it in order, and a form to write; `line_id` names what is written from here, so that it is said once."""
    language, typed = who.session.language, {} if attempt is None else attempt.typed
    waiting = [it.thread for it in conversation.places if it.thread and it.thread.waits]
    return console_page(
        "console/conversation.html",
        who,
        catalogue,
        here=None,
        back=f"{MESSAGES}/{at}",
        status=HTTPStatus.OK if attempt is None else status_of(attempt.error),
        failed=attempt is not None,
        problem=None if attempt is None else refusal_in_words(attempt.error, language),
        done=_notice(done, language),
        heading_names=_names(conversation.people, language),
        people=[_person(it) for it in conversation.people],
        entries=all_told(conversation, catalogue.organisation.name, language, names),
        zone=catalogue.locations[0].zone,
        may_write=why_not(who.staff, Permission.MESSAGES_WRITE) is None,
        waits=bool(waiting),
        places=_places(conversation, typed.get("to", ""), language),
        url=f"{MESSAGES}/{at}",
        list_url=MESSAGES,
        reminders_url=PATIENTS,
        line_id=line_id,
        seen=seen_in(conversation),
        typed=typed.get(TEXT, ""),
        most=WRITTEN_AT_MOST,
    )


def seen_in(conversation: Conversation) -> str:
    """The instant of what whoever looks at it now has seen, as a form carries it."""
    return conversation.seen.isoformat() if conversation.seen else ""


def _places(conversation: Conversation, chosen: str, language: Language) -> list[Option]:
    """Where can be written to, the one first that waits."""
    ordered = sorted(conversation.places, key=lambda it: not (it.thread and it.thread.waits))
    return [
        Option(
            value=it.contact_key,
            label=Words(f"{kind_in_words(it.address.kind, language)}: {it.address.to}", language),
            chosen=it.contact_key == (chosen or ordered[0].contact_key),
        )
        for it in ordered
    ]


def _row(thread: Thread, people: Mapping[SubjectId, Subject], language: Language) -> Row:
    known = [people[it] for it in thread.subject_ids if it in people]
    return Row(
        names=_names(known, language),
        to=thread.to,
        kind=kind_in_words(thread.kind, language),
        at=thread.last_at,
        waits=thread.waits,
        url=f"{MESSAGES}/{thread.contact_key}",
    )


def _names(people: Sequence[Subject], language: Language) -> str:
    _ = translations(language).gettext
    return ", ".join(dict.fromkeys(it.name for it in people)) or _("Not on record")


def _person(subject: Subject) -> Person:
    return Person(subject=subject, tel=dialled(subject.phone or ""), reads=OWN_NAME[subject.language])


def _notice(done: str | None, language: Language) -> str | None:
    """What to say after something was done; None for anything else an address may claim."""
    _ = translations(language).gettext
    return {
        "written": _("Your message is on its way. Its state is shown below."),
        "settled": _("The conversation waits for nobody any more."),
        "newer": _("Somebody wrote in the meantime. Please read it first."),
    }.get(done or "")
