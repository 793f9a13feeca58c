"""Corrective actions in words: how one stands, what was done, and what can be done."""

from frontdesk.followup.model.actions import ActionState, Said, Severity
from frontdesk.followup.model.lists import ActionPile
from frontdesk.followup.model.people import Member, Right
from frontdesk.followup.rules.actions import Deed
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.console_words import Tag


def pile_in_words(it: ActionPile, member: Member, language: Language) -> str:
    """What a list is called."""
    _ = translations(language).gettext
    centre = Right.VERIFY in member.rights
    return {
        ActionPile.OURS: _("Raised by me") if centre else _("My departments"),
        ActionPile.OPEN: _("All that are open"),
        ActionPile.OVERDUE: _("Overdue"),
        ActionPile.TO_JUDGE: _("To judge or verify"),
        ActionPile.CLOSED: _("Those that are closed"),
    }[it]


def action_tag(it: ActionState, language: Language) -> Tag:
    """How an action stands: for whom it waits."""
    _ = translations(language).gettext
    return {
        ActionState.OPEN: Tag(text=_("plan awaited"), icon="hourglass", kind="amber"),
        ActionState.PLAN_SUBMITTED: Tag(text=_("plan to be judged"), icon="circle-help", kind="amber"),
        ActionState.RETURNED: Tag(text=_("better plan awaited"), icon="undo-2", kind="amber"),
        ActionState.ACCEPTED: Tag(text=_("plan accepted"), icon="circle-check"),
        ActionState.IN_PROGRESS: Tag(text=_("in progress"), icon="clock"),
        ActionState.EFFECT_SUBMITTED: Tag(text=_("effect to be verified"), icon="circle-help", kind="amber"),
        ActionState.EFFECT_RETURNED: Tag(text=_("more is awaited"), icon="undo-2", kind="amber"),
        ActionState.VERIFIED: Tag(text=_("verified, to be closed"), icon="badge-check", kind="green"),
        ActionState.CLOSED: Tag(text=_("closed"), icon="check"),
    }[it]


def line_in_words(it: Said, language: Language, *, withdrawn: bool) -> Tag:
    """What a line of its history says was done; `withdrawn`: it was closed before anything was put right."""
    words = translations(language)
    _, ngettext = words.gettext, words.ngettext
    asked = ngettext(
        "Verified: %(num)s patient was asked again", "Verified: %(num)s patients were asked again", it.asked
    ) % {"num": it.asked}
    return {
        ActionState.OPEN: Tag(text=_("Raised"), icon="siren"),
        ActionState.PLAN_SUBMITTED: Tag(text=_("Plan of the department"), icon="clipboard-list"),
        ActionState.RETURNED: Tag(text=_("Plan returned"), icon="undo-2"),
        ActionState.ACCEPTED: Tag(text=_("Plan accepted"), icon="circle-check"),
        ActionState.IN_PROGRESS: Tag(text=_("Work has begun"), icon="clock"),
        ActionState.EFFECT_SUBMITTED: Tag(text=_("What was done, and its effect"), icon="clipboard-check"),
        ActionState.EFFECT_RETURNED: Tag(text=_("It did not help enough"), icon="undo-2"),
        ActionState.VERIFIED: Tag(text=asked if it.asked else _("Verified and signed"), icon="badge-check"),
        ActionState.CLOSED: Tag(
            text=_("It was withdrawn") if withdrawn else _("It was closed"), icon="check"
        ),
    }[it.state]


def deed_in_words(it: Deed, language: Language) -> str:
    """What its button says."""
    _ = translations(language).gettext
    return {
        Deed.PLAN: _("Submit the plan"),
        Deed.RETURN: _("Return the plan"),
        Deed.ACCEPT: _("Accept the plan"),
        Deed.START: _("Begin"),
        Deed.EFFECT: _("Submit the effect"),
        Deed.REOPEN: _("Return: it did not help enough"),
        Deed.VERIFY: _("Confirm the effect"),
        Deed.CLOSE: _("Close it"),
        Deed.WITHDRAW: _("Withdraw it"),
    }[it]


def label_of(it: Deed, language: Language) -> str:
    """What its text is about."""
    _ = translations(language).gettext
    return {
        Deed.PLAN: _("What you will do, who does it, and by when"),
        Deed.RETURN: _("What is missing in the plan"),
        Deed.ACCEPT: _("Remark on the plan"),
        Deed.START: _("What is being done"),
        Deed.EFFECT: _("What was done, and what has changed"),
        Deed.REOPEN: _("What is still not right"),
        Deed.VERIFY: _("What you found"),
        Deed.CLOSE: _("Why it can be closed"),
        Deed.WITHDRAW: _("Why it is withdrawn"),
    }[it]


def hint_of(it: Deed, language: Language) -> str:
    """What else whoever writes it should know."""
    _ = translations(language).gettext
    return {
        Deed.VERIFY: _("The centre asks patients again; a leader signs."),
        Deed.CLOSE: _("What is serious is closed by a leader."),
        Deed.WITHDRAW: _("If it was raised by mistake, or of another department: then raise it there anew."),
    }.get(it, "")


def severity_in_words(it: Severity, language: Language) -> str:
    """How bad it is."""
    _ = translations(language).gettext
    return {Severity.USUAL: _("usual"), Severity.SERIOUS: _("serious")}[it]


def severity_tag(it: Severity, language: Language) -> Tag | None:
    """What stands beside a serious one."""
    if it is not Severity.SERIOUS:
        return None
    return Tag(text=severity_in_words(it, language), icon="triangle-alert", kind="red")


def escalation_in_words(step: int, language: Language) -> str:
    """Who was told that something is overdue; empty where nobody was."""
    _ = translations(language).gettext
    told = {
        1: _("The head of the department was reminded."),
        2: _("The head of the department was told again."),
        3: _("All leaders were told."),
    }
    return told.get(step, "")
