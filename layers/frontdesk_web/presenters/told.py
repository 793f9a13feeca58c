"""What was told somebody and what became of it, in words: for staff and for patients alike. R6."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind, Message, MessageStatus, Reason
from frontdesk.messaging.model.threads import Conversation, Line, Side
from frontdesk.messaging.rules import OF_THREADS, worded
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console_words import Tag

LINK = re.compile(r"https?://[^\s)]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing said: what it is, by which kind of contact, what became of it and why.

    `text` is shown where it was said in a conversation: of a message it is not kept. `theirs`: the patient said it.
    """

    at: datetime
    what: str
    kind: str
    text: str
    theirs: bool
    by: str
    state: Tag | None
    why: str | None


def all_told(
    conversation: Conversation, clinic: str, language: Language, names: Mapping[str, str]
) -> tuple[Told, ...]:
    """All of it in the order of time. `names` are those of staff, by employee number; patients get none."""
    by_line = {it.id: it for it in conversation.messages}
    lines = [
        _line(it, by_line.get(it.message_id), clinic, language, names.get(it.by.id, ""))
        for it in conversation.lines
    ]
    messages = [_message(it, language) for it in conversation.messages if it.cause != OF_THREADS]
    return tuple(sorted((*lines, *messages), key=lambda it: it.at))


def _line(it: Line, message: Message | None, clinic: str, language: Language, by: str) -> Told:
    _ = translations(language).gettext
    theirs = it.side is Side.IN
    return Told(
        at=it.at if message is None or theirs else message.queued_at,
        what=_("Your clinic was written to") if theirs else _("Written by the clinic"),
        kind=kind_in_words(it.kind, language),
        text=it.text or said_without_link(it, clinic),
        theirs=theirs,
        by=by,
        state=None if message is None else state_in_words(message.status, language),
        why=None if message is None else reason_in_words(message.reason, language),
    )


def said_without_link(it: Line, clinic: str) -> str:
    """As it read, without its link: that is the patient's, and opens with what staff know as well."""
    return LINK.sub("…", worded(it.template, it.language, clinic=clinic, parameters=it.parameters).text)


def _message(it: Message, language: Language) -> Told:
    _ = translations(language).gettext
    return Told(
        at=it.due_at or it.queued_at,
        what=template_in_words(it.template, language),
        kind="" if it.kind is None else kind_in_words(it.kind, language),
        # Whose link it was is nobody's business but theirs; that there was one is.
        text=_("[link to the survey]") if it.template == "survey_invitation" else "",
        theirs=False,
        by="",
        state=state_in_words(it.status, language),
        why=reason_in_words(it.reason, language),
    )


def template_in_words(template: str, language: Language) -> str:
    """What a message was about; a message, where nothing more is known."""
    _ = translations(language).gettext
    named = {
        "appointment_reminder": _("Reminder of an appointment"),
        "code": _("One-time code"),
        "invitation": _("Invitation to choose a time"),
        "survey_invitation": _("Invitation to a survey"),
        "waiting": _("Waiting list"),
        "waiting_offer": _("A time became free"),
    }
    if template in named:
        return named[template]
    about = {
        "request": _("About a request"),
        "appointment": _("About an appointment"),
        "recall": _("Patient reminder"),
        "reply": _("Answer to a text message"),
    }
    return about.get(template.partition("_")[0], _("Message"))


def kind_in_words(kind: Kind, language: Language) -> str:
    """By what it was sent."""
    _ = translations(language).gettext
    return {
        Kind.SMS: _("Text message"),
        Kind.EMAIL: _("E-mail"),
        Kind.VOICE: _("Call"),
        Kind.POST: _("Letter"),
    }[kind]


def state_in_words(status: MessageStatus, language: Language) -> Tag:
    """Where a message is. Accepted is not delivered: only the provider's receipt says that."""
    _ = translations(language).gettext
    return {
        MessageStatus.QUEUED: Tag(text=_("waits to be sent"), icon="clock"),
        MessageStatus.SENDING: Tag(text=_("is being sent"), icon="send"),
        MessageStatus.ACCEPTED: Tag(text=_("sent, not yet reported as delivered"), icon="send"),
        MessageStatus.DELIVERED: Tag(text=_("delivered"), icon="circle-check", kind="green"),
        MessageStatus.FAILED: Tag(text=_("sent, but not delivered"), icon="circle-x", kind="red"),
        MessageStatus.UNDELIVERABLE: Tag(text=_("could not be sent"), icon="circle-x", kind="red"),
        MessageStatus.WITHDRAWN: Tag(text=_("not sent: no longer needed"), icon="undo-2"),
        MessageStatus.UNCERTAIN: Tag(
            text=_("perhaps sent: the provider gave no answer"), icon="circle-help", kind="amber"
        ),
    }[status]


def reason_in_words(reason: Reason, language: Language) -> str | None:
    """Why a message is where it is, None where its state says so."""
    _ = translations(language).gettext
    return {
        Reason.NO_CONTACT: _("There is no telephone number or address for it."),
        Reason.OPTED_OUT: _("Messages are not wanted there."),
        Reason.SUPPRESSED: _("Messages to this number or address came back before."),
        Reason.CAPPED: _("There were enough messages that day."),
        Reason.BROKEN_TEMPLATE: _("The text of the message has a fault."),
        Reason.NO_CHANNEL: _("The clinic has no provider for it."),
        Reason.REFUSED: _("The provider refused it."),
        Reason.BUSY: _("The provider has too much to do. It is tried again."),
        Reason.AWAY: _("The provider does not answer. It is tried again."),
        Reason.QUIET: _("Nothing is sent at this time of day. It is sent later."),
        Reason.OVER: _("It was too late for it."),
        Reason.BOUNCED: _("The number or address does not exist any more, or takes nothing."),
        Reason.COMPLAINED: _("It was reported as unwanted."),
        Reason.BROKEN: _("A fault of the system stopped it."),
    }.get(reason)
