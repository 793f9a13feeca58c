"""Packages and pushes in words."""

from frontdesk.kernel.language import Language
from frontdesk.messaging.model import Kind
from frontdesk.outreach.model import LeftOut, Occasion, Package, PushState, Topic
from frontdesk.outreach.rules.texts import Length
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console_words import Tag

SORTS = (
    (Topic.CARE, Occasion.ENCOUNTER),
    (Topic.EDUCATION, Occasion.ENCOUNTER),
    (Topic.GREETING, Occasion.BIRTHDAY),
    (Topic.GREETING, Occasion.FESTIVAL),
)
"""What a package can be about, and from what its days are counted."""


def sort_in_words(topic: Topic, occasion: Occasion, language: Language) -> str:
    """What a package is."""
    _ = translations(language).gettext
    return {
        (Topic.CARE, Occasion.ENCOUNTER): _("Aftercare, after a visit or a stay"),
        (Topic.EDUCATION, Occasion.ENCOUNTER): _("Health education, after a visit or a stay"),
        (Topic.GREETING, Occasion.BIRTHDAY): _("Greeting on the birthday"),
        (Topic.GREETING, Occasion.FESTIVAL): _("Greeting at a festival"),
    }[topic, occasion]


def topic_in_words(it: Topic, language: Language) -> str:
    """What a push is about, and who is asked before."""
    _ = translations(language).gettext
    return {
        Topic.CARE: _("Aftercare: belongs to the treatment"),
        Topic.EDUCATION: _("Health education: only who agreed to it"),
        Topic.GREETING: _("Greeting: only who agreed to it"),
    }[it]


def kinds_in_words(kinds: tuple[Kind, ...], language: Language) -> str:
    """By what it goes, and in which order."""
    _ = translations(language).gettext
    return {
        (): _("In the clinic's own order"),
        (Kind.SMS,): _("By text message alone"),
        (Kind.EMAIL,): _("By e-mail alone"),
        (Kind.SMS, Kind.EMAIL): _("By text message, else by e-mail"),
        (Kind.EMAIL, Kind.SMS): _("By e-mail, else by text message"),
    }[kinds]


ORDERS: tuple[tuple[Kind, ...], ...] = (
    (),
    (Kind.SMS,),
    (Kind.EMAIL,),
    (Kind.SMS, Kind.EMAIL),
    (Kind.EMAIL, Kind.SMS),
)


def kind_in_words(it: Kind, language: Language) -> str:
    """One of those that packages go by."""
    _ = translations(language).gettext
    return _("By text message") if it is Kind.SMS else _("By e-mail")


def left_out_in_words(it: LeftOut, language: Language) -> str:
    """Why somebody is not sent a push."""
    _ = translations(language).gettext
    return {
        LeftOut.UNKNOWN: _("Not on record any more"),
        LeftOut.DIED: _("Died"),
        LeftOut.NOT_AGREED: _("Has not agreed to such messages"),
        LeftOut.NO_CONTACT: _("Not reached by these ways"),
        LeftOut.UNWANTED: _("Wants no such messages there"),
    }[it]


def push_tag(it: PushState, language: Language) -> Tag:
    """How a push stands."""
    _ = translations(language).gettext
    return {
        PushState.GATHERING: Tag(text=_("Being gathered"), icon="hourglass"),
        PushState.TOO_MANY: Tag(text=_("Too many people"), icon="circle-alert", kind="red"),
        PushState.READY: Tag(text=_("To be confirmed"), icon="circle-help", kind="amber"),
        PushState.SENDING: Tag(text=_("Being sent"), icon="send", kind="amber"),
        PushState.SENT: Tag(text=_("Handed over"), icon="circle-check", kind="green"),
        PushState.STOPPED: Tag(text=_("Stopped"), icon="ban"),
    }[it]


def package_tag(it: Package, language: Language) -> Tag:
    """How a package stands."""
    _ = translations(language).gettext
    if it.live is None:
        return Tag(text=_("Draft"), icon="pencil")
    if it.is_stopped:
        return Tag(text=_("Stopped"), icon="ban")
    return Tag(
        text=_("Version %(number)s is live") % {"number": it.number}, icon="circle-check", kind="green"
    )


def length_in_words(it: Length, language: Language) -> str:
    """How long a message is."""
    words = translations(language)
    characters = words.ngettext("%(num)s character", "%(num)s characters", it.characters)
    texts = words.ngettext("%(num)s text message", "%(num)s text messages", it.segments.count)
    return f"{characters % {'num': it.characters}} · {texts % {'num': it.segments.count}}"
