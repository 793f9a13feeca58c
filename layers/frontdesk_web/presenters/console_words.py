"""How staff read a request: its state, its deadline and its thread, in words that do not need a colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from frontdesk.booking.errors import Overlaps
from frontdesk.kernel.actor import Actor, ActorKind
from frontdesk.kernel.errors import BadInput, FrontdeskError
from frontdesk.kernel.language import Language
from frontdesk.requests.model import Due, EntryKind, InboxRow, Request, RequestStatus, RequestType, View
from frontdesk.requests.rules import due
from frontdesk_web.dates import time_words
from frontdesk_web.i18n import locale_of, sentence, translations


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A few words with a picture; `kind` is the colour, which says nothing that the words do not."""

    text: str
    icon: str
    kind: str = ""


def state_tag(
    it: Request | InboxRow, view: View, language: Language, *, now: datetime, zone: ZoneInfo
) -> Tag:
    """How a request stands: open ones by their deadline, the others by what became of them."""
    if view is View.OPEN:
        return due_tag(it, language, now=now, zone=zone)
    if it.type is RequestType.MESSAGE and it.status is RequestStatus.DECLINED:
        return Tag(text=translations(language).gettext("Closed without an answer"), icon="check")
    return status_tag(it.status, language)


def due_tag(it: Request | InboxRow, language: Language, *, now: datetime, zone: ZoneInfo) -> Tag:
    """The deadline as people count: days over, the time today, days ahead; by the calendar of the location."""
    words = translations(language)
    _, ngettext = words.gettext, words.ngettext
    at, state = time_words(it.due_at, zone, locale=locale_of(language)), due(it, now=now, zone=zone)
    days = (it.due_at.astimezone(zone).date() - now.astimezone(zone).date()) // timedelta(days=1)
    if state is Due.OVERDUE:
        if days == 0:
            return Tag(text=_("overdue since %(time)s") % {"time": at}, icon="triangle-alert", kind="red")
        over = ngettext("%(num)s day overdue", "%(num)s days overdue", -days) % {"num": -days}
        return Tag(text=over, icon="triangle-alert", kind="red")
    if state is Due.SOON:
        return Tag(text=_("today by %(time)s") % {"time": at}, icon="clock", kind="amber")
    ahead = ngettext("in %(num)s day", "in %(num)s days", days) % {"num": days}
    return Tag(text=ahead, icon="calendar")


def status_tag(status: RequestStatus, language: Language) -> Tag:
    """What became of a request."""
    _ = translations(language).gettext
    return {
        RequestStatus.RECEIVED: Tag(text=_("New"), icon="inbox"),
        RequestStatus.WAITING: Tag(text=_("To do"), icon="inbox"),
        RequestStatus.ASKED: Tag(text=_("Waiting for the patient"), icon="hourglass"),
        RequestStatus.ANSWERED: Tag(text=_("Answered"), icon="circle-check", kind="green"),
        RequestStatus.DECLINED: Tag(text=_("Declined"), icon="circle-x"),
        RequestStatus.WITHDRAWN: Tag(text=_("Withdrawn by the patient"), icon="undo-2"),
        RequestStatus.EXPIRED: Tag(text=_("Ended without an answer"), icon="hourglass", kind="red"),
    }[status]


def entry_in_words(kind: EntryKind, language: Language) -> Tag:
    """What an entry of the thread says."""
    _ = translations(language).gettext
    return {
        EntryKind.SUBMITTED: Tag(text=_("Request sent"), icon="send"),
        EntryKind.ACKNOWLEDGED: Tag(text=_("Arrival confirmed to the patient"), icon="check"),
        EntryKind.ESCALATED: Tag(text=_("Overdue: the leads were told"), icon="siren"),
        EntryKind.QUESTION: Tag(text=_("Question to the patient"), icon="circle-help"),
        EntryKind.REPLY: Tag(text=_("Reply from the patient"), icon="reply"),
        EntryKind.ANSWER: Tag(text=_("Answer to the patient"), icon="message-circle"),
        EntryKind.DECLINE: Tag(text=_("Declined"), icon="circle-x"),
        EntryKind.CLOSED: Tag(text=_("Closed without an answer"), icon="check"),
        EntryKind.WITHDRAWN: Tag(text=_("Withdrawn by the patient"), icon="undo-2"),
        EntryKind.EXPIRED: Tag(text=_("Ended without an answer"), icon="hourglass"),
        EntryKind.ATTACHMENT: Tag(text=_("File added"), icon="file-plus"),
    }[kind]


def deed_in_words(action: str, language: Language) -> str:
    """What an entry of the trail says was done; the entry's own word for what has no other."""
    _ = translations(language).gettext
    return {
        "RequestRead": _("Request read"),
        "RequestSubmitted": _("Request sent"),
        "RequestAcknowledged": _("Arrival confirmed to the patient"),
        "RequestEscalated": _("Overdue: the leads were told"),
        "QuestionAsked": _("Question to the patient"),
        "QuestionReplied": _("Reply from the patient"),
        "RequestAnswered": _("Answer to the patient"),
        "RequestDeclined": _("Declined"),
        "RequestWithdrawn": _("Withdrawn by the patient"),
        "RequestExpired": _("Ended without an answer"),
        "RequestOpened": _("Opened by the patient"),
        "DocumentAttached": _("File added"),
        "DocumentTaken": _("File opened"),
        "MessageQueued": _("Message to the patient"),
        "CallRead": _("Call opened"),
        "CallStateChanged": _("Telephone call"),
        "ConversationRead": _("Messages read"),
        "AppointmentRead": _("Appointment read"),
        "AppointmentOpened": _("Appointment opened by the patient"),
        "AppointmentBooked": _("Appointment booked"),
        "AppointmentRescheduled": _("Appointment moved"),
        "AppointmentCancelled": _("Appointment cancelled"),
        "AppointmentNoShow": _("Did not come"),
        "InvitationMade": _("On the waiting list, or invited"),
        "InvitationWithdrawn": _("Off the waiting list, or invited no more"),
        "InvitationOpened": _("Invitation opened by the patient"),
        "PatientRemindersRead": _("Reminders read"),
        "ReminderMade": _("Reminder made"),
        "ReminderStopped": _("Reminder stopped"),
        "ReminderRenewed": _("Reminder renewed"),
        "ServiceCompleted": _("Service noted"),
        "CallRecorded": _("Call recorded"),
    }.get(action, action)


def actor_in_words(actor: Actor, names: Mapping[str, str], language: Language) -> str:
    """Who did something; `names` of patients and staff by id, the bare number for staff without one."""
    _ = translations(language).gettext
    if actor.kind is ActorKind.SYSTEM:
        return _("Automatic")
    if actor.kind is ActorKind.PATIENT:
        return names.get(actor.id, _("Patient"))
    return names.get(actor.id, actor.id)


def refusal_in_words(error: FrontdeskError, language: Language) -> str:
    """Why something was not done, of a form the first thing; what patients are told of themselves is said of them."""
    _ = translations(language).gettext
    if isinstance(error, Overlaps):
        return _("The patient has another appointment at that time. Please choose another time.")
    fields = error.errors if isinstance(error, BadInput) else ()
    return sentence(fields[0].code if fields else error.code, language)
