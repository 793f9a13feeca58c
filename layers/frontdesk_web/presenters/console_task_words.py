"""Follow-up tasks in words: how they stand, what came of calls, what was found, what was done with them."""

from datetime import date

from frontdesk.catalogue.model import Catalogue
from frontdesk.followup.model import Agreement, Attempt, NoContact, State, Steered, Task, Verdict
from frontdesk.followup.model.lists import Pile
from frontdesk.followup.model.plans import Channel, Population
from frontdesk.followup.rules.forms import has_answered, is_with_patient
from frontdesk.followup.rules.steps import HARD, is_returned
from frontdesk.kernel.language import Language
from frontdesk_web.i18n import translations
from frontdesk_web.presenters.clinic import said
from frontdesk_web.presenters.console_words import Tag, deed_in_words


def state_tag(task: Task, language: Language) -> Tag:
    """How a task stands, in words."""
    _ = translations(language).gettext
    if task.because and task.state is State.READY:
        return Tag(text=_("a worrying answer"), icon="siren", kind="red")
    if is_with_patient(task):
        text = _("form sent to the patient") if task.asked else _("form goes to the patient")
        return Tag(text=text, icon="hourglass")
    if is_returned(task) and task.state is State.READY:
        return Tag(text=_("given back: do it again"), icon="undo-2", kind="amber")
    if task.state is State.COMPLETED and has_answered(task):
        return Tag(text=_("form filled in"), icon="circle-check", kind="green")
    if task.state is State.UNREACHABLE and task.why in HARD:
        return Tag(text=reason_in_words(NoContact(task.why), language), icon="circle-x", kind="red")
    return {
        State.DRAFT: Tag(text=_("planned"), icon="calendar"),
        State.READY: Tag(text=_("to call"), icon="phone", kind="amber"),
        State.IN_PROGRESS: Tag(text=_("in hand"), icon="clock", kind="amber"),
        State.RETRY_WAIT: Tag(text=_("next try later"), icon="hourglass"),
        State.COMPLETED: Tag(text=_("spoken to"), icon="circle-check", kind="green"),
        State.LEVEL2_OPEN: Tag(text=_("to verify"), icon="circle-help", kind="amber"),
        State.LEVEL2_CONFIRMED: Tag(text=_("verified"), icon="circle-check", kind="green"),
        State.LEVEL3_OPEN: Tag(text=_("spot check"), icon="circle-help", kind="amber"),
        State.CLOSED: Tag(text=_("closed"), icon="check"),
        State.UNREACHABLE: Tag(text=_("not reachable"), icon="circle-x", kind="red"),
        State.INTERRUPTED: Tag(text=_("interrupted, with the centre"), icon="undo-2"),
        State.MISSED: Tag(text=_("missed"), icon="triangle-alert", kind="red"),
        State.CANCELLED: Tag(text=_("cancelled"), icon="circle-x"),
    }[task.state]


def came_of(it: Attempt, language: Language) -> str:
    """What came of a try, or that the patient filled in the form."""
    if it.channel is Channel.FORM:
        return translations(language).gettext("form filled in")
    return reason_in_words(it.reason, language)


def reason_in_words(it: NoContact | None, language: Language) -> str:
    """What came of a try."""
    _ = translations(language).gettext
    return {
        None: _("spoken to"),
        NoContact.NO_ANSWER: _("nobody answered"),
        NoContact.BUSY: _("line busy"),
        NoContact.SWITCHED_OFF: _("switched off"),
        NoContact.NOT_NOW: _("not a good time"),
        NoContact.NOT_THE_PATIENT: _("somebody else answered"),
        NoContact.WRONG_NUMBER: _("wrong number"),
        NoContact.REFUSED: _("wants no call"),
        NoContact.DIED: _("has died"),
    }[it]


def choice_in_words(it: NoContact, language: Language) -> str:
    """What may have come of a try, and which of that ends the task."""
    words = reason_in_words(it, language)
    return translations(language).gettext("%(reason)s (ends it)") % {"reason": words} if it in HARD else words


def due_tag(due_on: date, today: date, language: Language) -> Tag | None:
    """How many days it is overdue; None where it is not."""
    days = (today - due_on).days
    if days <= 0:
        return None
    text = translations(language).ngettext("%(num)s day overdue", "%(num)s days overdue", days)
    return Tag(text=text % {"num": days}, icon="triangle-alert", kind="red")


def pile_in_words(it: tuple[Pile, str], catalogue: Catalogue, language: Language) -> str:
    """What a list is called."""
    _ = translations(language).gettext
    if it[0] is Pile.DEPARTMENT:
        found = next((one.name for one in catalogue.departments if one.id == it[1]), None)
        return said(found, catalogue.organisation, language).text if found else it[1]
    return {
        Pile.OWN: _("My calls"),
        Pile.CENTRE: _("Follow-up centre"),
        Pile.LEVEL2: _("To verify (level 2)"),
        Pile.LEVEL3: _("Spot check (level 3)"),
    }[it[0]]


def verdict_in_words(it: Verdict, language: Language) -> str:
    """What was found."""
    _ = translations(language).gettext
    return {Verdict.CONFIRMED: _("It holds"), Verdict.REWORK: _("Give it back to be done again")}[it]


def agreement_in_words(it: Agreement, language: Language) -> str:
    """Whether the patient says what is on record."""
    _ = translations(language).gettext
    return {
        Agreement.FULL: _("Yes, in everything"),
        Agreement.PARTLY: _("Partly"),
        Agreement.NONE: _("No"),
    }[it]


def steered_in_words(it: Steered, language: Language) -> str:
    """What somebody did with it by hand."""
    _ = translations(language).gettext
    return {
        Steered.EDITED: _("Date or way changed"),
        Steered.REASSIGNED: _("Given to somebody else"),
        Steered.CANCELLED: _("Cancelled by hand"),
    }[it]


def task_deed_in_words(action: str, language: Language) -> str:
    """What an entry of the trail says was done with a task."""
    _ = translations(language).gettext
    known = {
        "TaskRead": _("Looked at"),
        "TaskReady": _("Ready to be called"),
        "TaskOpened": _("Taken in hand"),
        "PatientDialled": _("Patient called"),
        "ContactFailed": _("Nobody was spoken to"),
        "TaskCompleted": _("Spoken to, on record"),
        "TaskInterrupted": _("Call broke off, the centre calls"),
        "TaskChanged": _("Changed by hand"),
        "TaskEscalated": _("Overdue: somebody was told"),
        "ReviewOpened": _("Drawn to be looked at again"),
        "TaskReviewed": _("Looked at again"),
        "TaskEnded": _("Over"),
    }
    return known.get(action) or deed_in_words(action, language)


def usual_script(language: Language, population: Population = Population.DISCHARGED) -> str:
    """What is said at a call of which the clinic laid down no words."""
    _ = translations(language).gettext
    if population is Population.INPATIENT:
        return _(
            "Good day, my name is {caller}, I am calling from {clinic}. Am I speaking with {patient}? Before we go on:"
            " what is your date of birth, please? You have been with us since {date}. We would like to know how you"
            " are. Is it a good time to talk?"
        )
    return _(
        "Good day, my name is {caller}, I am calling from {clinic}. Am I speaking with {patient}? Before we go on: what"
        " is your date of birth, please? You were with us on {date}. We would like to know how you are. Is it a good"
        " time to talk?"
    )
