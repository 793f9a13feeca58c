"""What patients say of the house, in words: of which kind it is, how it stands, what was done."""

from frontdesk.followup.model.feedback import (
    Feedback,
    FeedbackKind,
    FeedbackState,
    Happened,
    Note,
    Source,
    Way,
)
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console_words import Tag


def kind_tag(it: FeedbackKind, language: Language) -> Tag:
    """Of which kind it is."""
    _ = translations(language).gettext
    return {
        FeedbackKind.PRAISE: Tag(text=_("Praise"), icon="smile", kind="green"),
        FeedbackKind.COMPLAINT: Tag(text=_("Complaint"), icon="circle-alert", kind="amber"),
        FeedbackKind.SUGGESTION: Tag(text=_("Suggestion"), icon="message-circle"),
    }[it]


def feedback_tag(it: FeedbackState, language: Language) -> Tag:
    """How it stands."""
    _ = translations(language).gettext
    return {
        FeedbackState.OPEN: Tag(text=_("open"), icon="inbox", kind="amber"),
        FeedbackState.ANSWERED: Tag(text=_("answered"), icon="circle-check", kind="green"),
        FeedbackState.IN_ACTION: Tag(text=_("in a corrective action"), icon="siren"),
        FeedbackState.DONE: Tag(text=_("done with"), icon="check"),
    }[it]


def source_in_words(it: Source, language: Language) -> str:
    """Where it was heard."""
    _ = translations(language).gettext
    return {
        Source.RECORD: _("at a follow-up call"),
        Source.REQUEST: _("written by the patient"),
        Source.STAFF: _("written down by staff"),
    }[it]


def way_in_words(it: Way, language: Language) -> str:
    """How somebody was answered."""
    _ = translations(language).gettext
    return {
        Way.MESSAGE: _("by a message that is sent now"),
        Way.PHONE: _("by telephone"),
        Way.IN_PERSON: _("in person"),
        Way.LETTER: _("by letter"),
    }[it]


def note_in_words(it: Note, language: Language) -> Tag:
    """What a line of its history says was done."""
    _ = translations(language).gettext
    answered = {
        None: _("Answered"),
        Way.MESSAGE: _("Answered by message"),
        Way.PHONE: _("Answered on the phone"),
        Way.IN_PERSON: _("Answered in person"),
        Way.LETTER: _("Answered by letter"),
    }[it.way]
    return {
        Happened.CHANGED: Tag(text=_("Corrected"), icon="pencil"),
        Happened.ANSWERED: Tag(text=answered, icon="reply"),
        Happened.JOINED: Tag(text=_("Joined in a corrective action"), icon="siren"),
        Happened.ACTION_CLOSED: Tag(text=_("The corrective action was closed"), icon="circle-check"),
        Happened.DONE: Tag(text=_("Done with"), icon="check"),
    }[it.what]


def said_by_in_words(it: Feedback, name: str | None, language: Language) -> str:
    """Who said it, as far as anybody may know."""
    _ = translations(language).gettext
    return name or it.said_by or (_("anonymous") if it.anonymous else _("not known"))
